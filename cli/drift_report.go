package cli

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"periscope/cli/console"
	"periscope/cli/project"
	"periscope/cli/report"
	"periscope/model/catalog"
	"periscope/model/drift"
	"periscope/slackapi/text"
)

// driftVerdict chooses what is drift, what is silenced, and in which form it is printed.
type driftVerdict struct {
	format console.FormatFlag
	failOn []string
	allow  []string
}

func (v *driftVerdict) register(cmd *cobra.Command) {
	v.format.Register(cmd, console.TextFormat, console.JSONFormat, console.MarkdownFormat, console.SARIFFormat, console.GitHubFormat)
	cmd.Flags().StringSliceVar(&v.failOn, "fail-on", console.Strings(drift.FailingByDefault),
		"exit with status 1 for these `KINDS` of findings; none: for nothing")
	var kinds []string
	for _, k := range drift.FindingKinds {
		kinds = append(kinds, string(k.Kind))
	}
	_ = cmd.RegisterFlagCompletionFunc("fail-on", cobra.FixedCompletions( // fails only for a flag that does not exist
		kinds, cobra.ShellCompDirectiveNoFileComp))
	v.registerAllow(cmd, "silence findings that a scope is unused or undeclared: `SCOPE=REASON`; may be given several times")
}

// registerAllow adds the flag that gives reasons for scopes.
func (v *driftVerdict) registerAllow(cmd *cobra.Command, usage string) {
	cmd.Flags().StringArrayVar(&v.allow, "allow", nil, usage)
}

// fails are the sorts of findings that are drift.
func (v *driftVerdict) fails() ([]drift.FindingKind, error) {
	var kinds []drift.FindingKind
	for _, name := range v.failOn {
		kind := drift.FindingKind(strings.TrimSpace(name))
		known := false
		for _, k := range drift.FindingKinds {
			known = known || k.Kind == kind
		}
		switch {
		case kind == "none" && len(v.failOn) == 1:
			return nil, nil
		case !known:
			return nil, console.CommandLineError(fmt.Sprintf("--fail-on knows no kind of findings %q", name),
				"Choose among "+strings.Join(findingNames(), ", ")+", or none.")
		}
		kinds = append(kinds, kind)
	}
	return kinds, nil
}

func findingNames() []string {
	var names []string
	for _, k := range drift.FindingKinds {
		names = append(names, string(k.Kind))
	}
	return names
}

// allowances are those of the command line, and of the manifest's comments.
func (v *driftVerdict) allowances(manifest project.ManifestFile) ([]drift.Allowance, error) {
	var all []drift.Allowance
	for _, a := range v.allow {
		scope, reason, _ := strings.Cut(a, "=")
		scope, reason = strings.TrimSpace(scope), strings.TrimSpace(reason)
		if scope == "" || reason == "" || strings.ContainsAny(scope, " \t\n") {
			return nil, console.CommandLineError("--allow takes a scope and a reason",
				"Write it as in --allow 'users:read=the admin page shows names'.")
		}
		all = append(all, drift.Allowance{Scope: catalog.Scope(text.Clean(scope)), Reason: shortReason(reason)})
	}
	return append(all, keepComments(manifest)...), nil
}

func shortReason(reason string) string {
	return text.Cut(text.Clean(strings.TrimSpace(reason)), text.MaxRemark)
}

// keepForm is a comment that keeps a scope: "# periscope: keep users:read why".
var keepForm = regexp.MustCompile(`(?m)^(?:[^#\n]*[ \t])?#[ \t]*periscope:[ \t]*keep[ \t]+([^\s#]+)[ \t]*([^\n]*)$`)

// keepComments are the comments in a manifest that keep scopes. JSON has no comments.
func keepComments(manifest project.ManifestFile) []drift.Allowance {
	if manifest.Content == nil || strings.HasPrefix(strings.TrimSpace(string(manifest.Text)), "{") {
		return nil
	}
	var all []drift.Allowance
	for _, at := range keepForm.FindAllSubmatchIndex(manifest.Text, -1) {
		all = append(all, drift.Allowance{
			Scope:  catalog.Scope(text.Clean(string(manifest.Text[at[2]:at[3]]))),
			Reason: shortReason(string(manifest.Text[at[4]:at[5]])),
			File:   manifest.Content.File, Line: 1 + strings.Count(string(manifest.Text[:at[2]]), "\n"),
		})
	}
	return all
}

// judge finds what is drift in a comparison, and silences what is allowed.
func (v *driftVerdict) judge(a *driftReport, manifest project.ManifestFile) error {
	fails, err := v.fails()
	if err != nil {
		return err
	}
	if a.allowed, err = v.allowances(manifest); err != nil {
		return err
	}
	a.findings = a.Findings(a.declared, a.allowed)
	a.Drift = a.WithoutAllowed(a.findings)
	a.fails = fails
	return nil
}

// drifts reports whether something of what was found is drift.
func (a driftReport) drifts() bool {
	return len(report.Report{Findings: a.findings, Fails: a.fails}.Failing()) > 0
}

func (a driftReport) report() report.Report {
	return report.Report{Title: a.verdict(), Findings: a.findings, Fails: a.fails, Version: readVersion().Version}
}

// write prints the comparison in a format.
func (a driftReport) write(env *console.Environment, format console.Format) error {
	switch format {
	case console.JSONFormat:
		return console.WriteJSON(env.Out, a.document())
	case console.MarkdownFormat:
		return a.report().Markdown(env.Out)
	case console.SARIFFormat:
		return a.report().SARIF(env.Out)
	case console.GitHubFormat:
		return a.report().GitHub(env.Out)
	}
	return a.print(env.Out)
}

// allowedLines has a line for each finding that is silenced, and stale ones for each
// allowance that silences nothing.
func (a driftReport) allowedLines() (allowed, stale []string) {
	for _, f := range a.findings {
		switch {
		case f.Allowed != nil:
			line := fmt.Sprintf("%s, %s", f.Scope, strings.ReplaceAll(string(f.Kind), "-", " "))
			if f.Allowed.Reason != "" {
				line += ": " + f.Allowed.Reason
			}
			allowed = append(allowed, line)
		case f.Kind == drift.FindingStale:
			stale = append(stale, f.Message)
		}
	}
	return allowed, stale
}

// allowedDocument is a finding that is silenced, or an allowance that silences nothing.
type allowedDocument struct {
	Scope   catalog.Scope     `json:"scope"`
	Finding drift.FindingKind `json:"finding"` // "stale-allowance" if there is none
	Reason  string            `json:"reason"`
	File    string            `json:"file"` // where it is allowed; empty: on the command line
	Line    int               `json:"line"`
}

func (a driftReport) allowedDocuments() []allowedDocument {
	docs := []allowedDocument{}
	for _, f := range a.findings {
		switch {
		case f.Allowed != nil:
			docs = append(docs, allowedDocument{f.Scope, f.Kind, f.Allowed.Reason, f.Allowed.File, f.Allowed.Line})
		case f.Kind == drift.FindingStale:
			i := slices.IndexFunc(a.allowed, func(w drift.Allowance) bool {
				return w.Scope == f.Scope && w.File == f.File && w.Line == f.Line
			})
			docs = append(docs, allowedDocument{f.Scope, f.Kind, a.allowed[max(0, i)].Reason, f.File, f.Line})
		}
	}
	return docs
}

// manifestFile reads the manifest; the zero value if none was named.
func (o *driftOptions) manifestFile(ctx context.Context) (project.ManifestFile, error) {
	if o.manifest == "" {
		return project.ManifestFile{}, nil
	}
	return project.ReadManifestFile(ctx, o.env, o.manifest)
}
