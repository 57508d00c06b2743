package cli

import (
	"fmt"
	"runtime/debug"

	"github.com/spf13/cobra"

	"periscope/cli/console"
)

// versionDocument is what version --json prints.
type versionDocument struct {
	Schema   string `json:"schema"` // "periscope.version/v1"
	Version  string `json:"version"`
	Commit   string `json:"commit"`   // empty if unknown
	Modified bool   `json:"modified"` // built from a tree that differs from the commit
	Go       string `json:"go"`
}

// readVersion reads what the Go toolchain wrote into this binary.
func readVersion() versionDocument {
	doc := versionDocument{Schema: "periscope.version/v1", Version: "(devel)"}
	build, ok := debug.ReadBuildInfo()
	if !ok {
		return doc
	}
	doc.Go = build.GoVersion
	if build.Main.Version != "" {
		doc.Version = build.Main.Version
	}
	for _, s := range build.Settings {
		switch s.Key {
		case "vcs.revision":
			doc.Commit = s.Value
		case "vcs.modified":
			doc.Modified = s.Value == "true"
		}
	}
	return doc
}

// String is "v1.2.3 (0123456789ab)".
func (v versionDocument) String() string {
	if v.Commit == "" {
		return v.Version
	}
	return fmt.Sprintf("%s (%.12s)", v.Version, v.Commit)
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
		Args:  console.NoArguments,
		RunE:  func(*cobra.Command, []string) error { return opts.run() },
	}
	console.RegisterJSON(cmd, &opts.json)
	return cmd
}

func (o *versionOptions) run() error {
	v := readVersion()
	if o.json {
		return console.WriteJSON(o.env.Out, v)
	}
	_, err := fmt.Fprintln(o.env.Out, "periscope", v)
	return err
}
