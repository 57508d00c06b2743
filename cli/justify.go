package cli

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"periscope/cli/console"
	"periscope/cli/project"
	"periscope/cli/report"
	"periscope/model"
	"periscope/model/catalog"
	"periscope/model/drift"
	"periscope/model/markdown"
)

type justifyOptions struct {
	env      *console.Environment
	cmd      *cobra.Command
	manifest string
	code     []string
	allow    driftVerdict // its allowances only
	format   console.FormatFlag
}

func newJustifyCommand(env *console.Environment) *cobra.Command {
	opts := &justifyOptions{env: env}
	cmd := &cobra.Command{
		Use:   "justify",
		Short: "Why does the app have each of its scopes?",
		Long: `Print one row for each scope of an app's manifest: the methods that need it, with
file and line of their calls, the events and other parts of the manifest that use it,
and how sensitive it is. The table is Markdown, for review forms and pull requests.

Slack publishes no grades of scopes: how sensitive one is, is our inference from what
it lets an app read and do. Reasons that people write count too: a comment in a YAML
manifest, # periscope: keep SCOPE reason, or --allow SCOPE=REASON.

Nothing is sent. The exit status is 1 when no reason was found for a scope.`,
		Example: `  periscope justify --manifest manifest.yaml --code . >scopes.md
  periscope justify --manifest manifest.json --code src --format json`,
		Args: console.NoArguments,
		RunE: func(cmd *cobra.Command, _ []string) error { return opts.run(cmd.Context()) },
	}
	opts.cmd = cmd
	project.RegisterManifest(cmd, &opts.manifest, "read the app's manifest from `FILE`")
	project.RegisterCode(cmd, &opts.code, "search the source code in `DIR`; may be given several times")
	opts.allow.registerAllow(cmd, "give a reason for a scope: `SCOPE=REASON`; may be given several times")
	opts.format.Register(cmd, console.MarkdownFormat, console.JSONFormat)
	return cmd
}

func (o *justifyOptions) run(ctx context.Context) error {
	if o.manifest == "" {
		return console.CommandLineError(o.cmd.CommandPath()+" reads the app's manifest", "Name it with --manifest FILE.")
	}
	format, err := o.format.Format(o.cmd)
	if err != nil {
		return err
	}
	file, err := project.ReadManifestFile(ctx, o.env, o.manifest)
	if err != nil {
		return err
	}
	allowed, err := o.allow.allowances(file)
	if err != nil {
		return err
	}
	var code *drift.Code
	if len(o.code) > 0 {
		found, err := project.ReadCode(ctx, o.code)
		if err != nil {
			return err
		}
		code = found.Calls()
	}
	j := justifications{drift.Justify(*file.Content, code, allowed), file.Content.File}
	if format == console.JSONFormat {
		err = console.WriteJSON(o.env.Out, j.document())
	} else {
		err = j.markdown(o.env.Out)
	}
	if err == nil && slices.ContainsFunc(j.all, func(j drift.Justification) bool { return !j.Justified() }) {
		return console.AlreadyReportedError{Status: console.StatusNo}
	}
	return err
}

// justifications are the reasons for all scopes of a manifest.
type justifications struct {
	all      []drift.Justification
	manifest string // its file
}

// justifyDocument is what justify --json prints. No array in it is ever null.
type justifyDocument struct {
	Schema string              `json:"schema"` // "periscope.justify/v1"
	Scopes []justifiedDocument `json:"scopes"`
}

type justifiedDocument struct {
	scopeDocument
	Optional         bool              `json:"optional"`
	Justified        bool              `json:"justified"` // a reason was found, or given
	Meaning          string            `json:"meaning"`
	Calls            []calledDocument  `json:"calls"`
	Features         []usedByDocument  `json:"features"` // events and other parts of the manifest
	Beside           []catalog.Scope   `json:"beside"`   // declared scopes that need it beside them
	Reason           string            `json:"reason"`   // that a person gave
	Perhaps          string            `json:"perhaps"`  // what it may be there for, if no reason was found
	Sensitivity      model.Sensitivity `json:"sensitivity"`
	SensitivityWhy   string            `json:"sensitivity_why"`
	SensitivityBasis catalog.Basis     `json:"sensitivity_basis"`
}

type calledDocument struct {
	Method string `json:"method"`
	File   string `json:"file"`
	Line   int    `json:"line"`
}

type usedByDocument struct {
	Feature string `json:"feature"` // "event app_mention"
	Line    int    `json:"line"`    // in the manifest
}

func (j justifications) document() justifyDocument {
	doc := justifyDocument{"periscope.justify/v1", []justifiedDocument{}}
	for _, s := range j.all {
		entry, _ := catalog.Lookup(s.Scope)
		grade, why := model.SensitivityOf(s.Scope)
		d := justifiedDocument{
			scopeDocument: scopeDocument{s.Scope, s.Kind}, Optional: s.Optional, Justified: s.Justified(), Meaning: entry.Meaning,
			Calls: []calledDocument{}, Features: []usedByDocument{}, Beside: console.JSONArray(s.Partners), Perhaps: s.Perhaps,
			Sensitivity: grade, SensitivityWhy: why, SensitivityBasis: model.SensitivityBasis,
		}
		for _, c := range s.Calls {
			d.Calls = append(d.Calls, calledDocument{c.Method, c.File, c.Line})
		}
		for _, f := range s.Features {
			d.Features = append(d.Features, usedByDocument{f.What(), f.Line})
		}
		if s.Kept != nil {
			d.Reason = s.Kept.Reason
		}
		doc.Scopes = append(doc.Scopes, d)
	}
	return doc
}

func (j justifications) markdown(out io.Writer) error {
	var page bytes.Buffer
	fmt.Fprint(&page, "# Scopes, and why the app has them\n\n| scope | token | why | how sensitive |\n|---|---|---|---|\n")
	for _, s := range j.all {
		grade, why := model.SensitivityOf(s.Scope)
		token := string(s.Kind)
		if s.Optional {
			token += ", optional"
		}
		fmt.Fprintf(&page, "| %s | %s | %s | %s: %s |\n",
			report.MarkdownCode(string(s.Scope)), token, j.why(s), grade, markdown.Text(why))
	}
	if len(j.all) == 0 {
		fmt.Fprintln(&page, "| none |  |  |  |")
	}
	fmt.Fprintf(&page, "\nHow sensitive a scope is, is %s: Slack publishes no grades.\n", model.SensitivityBasis)
	_, err := page.WriteTo(out)
	return err
}

// mostCalls is how many places of one method a row names.
const mostCalls = 5

// why joins the reasons for a scope in one cell.
func (j justifications) why(s drift.Justification) string {
	var parts []string
	for start := 0; start < len(s.Calls); {
		end := start
		for end < len(s.Calls) && s.Calls[end].Method == s.Calls[start].Method {
			end++
		}
		parts = append(parts, callsInWords(s.Calls[start:end]))
		start = end
	}
	for _, f := range s.Features {
		part := markdown.Text(f.What())
		if f.Line > 0 {
			part += " (" + report.MarkdownCode(fmt.Sprintf("%s:%d", j.manifest, f.Line)) + ")"
		}
		parts = append(parts, part)
	}
	for _, p := range s.Partners {
		parts = append(parts, "needed beside "+report.MarkdownCode(string(p)))
	}
	if s.Kept != nil && s.Kept.Reason != "" {
		parts = append(parts, markdown.Text(s.Kept.Reason))
	}
	switch {
	case len(parts) > 0:
		return strings.Join(parts, "<br>")
	case s.Kept != nil:
		return "kept; no reason given"
	case s.Perhaps != "":
		return "**no reason found**; it may be there for " + markdown.Text(s.Perhaps)
	}
	return "**no reason found**"
}

// callsInWords is one method, and where it is called.
func callsInWords(calls []drift.CallSite) string {
	var places []string
	for _, c := range calls[:min(len(calls), mostCalls)] {
		places = append(places, report.MarkdownCode(fmt.Sprintf("%s:%d", c.File, c.Line)))
	}
	if more := len(calls) - mostCalls; more > 0 {
		places = append(places, fmt.Sprintf("%d more", more))
	}
	return report.MarkdownCode(calls[0].Method) + " at " + strings.Join(places, ", ")
}
