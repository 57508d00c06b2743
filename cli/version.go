package cli

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"

	"periscope/cli/console"
)

// What a release build says of itself, by -ldflags "-X periscope/cli.releaseVersion=…".
// Other builds say what the Go toolchain wrote into them.
var (
	releaseVersion string // such as "0.1.0"
	releaseCommit  string
	releaseDate    string // of the commit: RFC 3339
)

// versionDocument is what version --json prints.
type versionDocument struct {
	Schema   string `json:"schema"`   // "periscope.version/v1"
	Version  string `json:"version"`  // "(devel)" if it is not known
	Commit   string `json:"commit"`   // empty if it is not known
	Date     string `json:"date"`     // of the commit, RFC 3339; empty if it is not known
	Modified bool   `json:"modified"` // built from a tree that differs from the commit
	Go       string `json:"go"`       // version of the toolchain
	Platform string `json:"platform"` // what it is built for, such as linux/amd64
}

// readVersion reads what this binary says of itself.
func readVersion() versionDocument {
	build, _ := debug.ReadBuildInfo()
	doc := versionOf(build)
	if releaseVersion != "" {
		doc.Version, doc.Commit, doc.Date = releaseVersion, releaseCommit, releaseDate
	}
	return doc
}

// versionOf is the version by what the Go toolchain wrote into a binary: nil if nothing.
func versionOf(build *debug.BuildInfo) versionDocument {
	doc := versionDocument{
		Schema: "periscope.version/v1", Version: "(devel)", Go: runtime.Version(), Platform: runtime.GOOS + "/" + runtime.GOARCH,
	}
	if build == nil {
		return doc
	}
	if build.Main.Version != "" {
		doc.Version = build.Main.Version
	}
	for _, s := range build.Settings {
		switch s.Key {
		case "vcs.revision":
			doc.Commit = s.Value
		case "vcs.time":
			doc.Date = s.Value
		case "vcs.modified":
			doc.Modified = s.Value == "true"
		}
	}
	return doc
}

// String is "v1.2.3 (commit 0123456789ab of 2026-01-02, changed since, go1.26.0, linux/amd64)".
func (v versionDocument) String() string {
	var facts []string
	if v.Commit != "" {
		commit := fmt.Sprintf("commit %.12s", v.Commit)
		if v.Date != "" {
			commit += fmt.Sprintf(" of %.10s", v.Date)
		}
		facts = append(facts, commit)
	}
	if v.Modified {
		facts = append(facts, "changed since")
	}
	facts = append(facts, v.Go, v.Platform)
	return fmt.Sprintf("%s (%s)", v.Version, strings.Join(facts, ", "))
}

type versionOptions struct {
	env  *console.Environment
	json bool
}

func newVersionCommand(env *console.Environment) *cobra.Command {
	opts := &versionOptions{env: env}
	cmd := &cobra.Command{
		Use:   "version",
		Short: "Print the version",
		Long: `Version prints the version of this program, the commit that it was built from and
its date, whether the files had changed since, and which Go built it, for what.`,
		Args: console.NoArguments,
		RunE: func(*cobra.Command, []string) error { return opts.run() },
	}
	console.RegisterJSON(cmd, &opts.json)
	return cmd
}

func (o *versionOptions) run() error {
	v := readVersion()
	if o.json {
		return console.WriteJSON(o.env.Out, v)
	}
	_, err := fmt.Fprintln(o.env.Out, "periscope version", v)
	return err
}
