package cli

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"periscope/cli/console"
	"periscope/cli/token"
	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi"
	"periscope/slackapi/explain"
	"periscope/slackapi/text"
)

type explainOptions struct {
	env      *console.Environment
	tokens   token.Flags
	kind     token.KindFlag
	clientID string
	json     bool
}

func newExplainCommand(env *console.Environment) *cobra.Command {
	opts := &explainOptions{env: env}
	cmd := &cobra.Command{
		Use:   "explain [TEXT]",
		Short: "What does an error of my app mean, and what is there to change?",
		Long: `Explain what Slack refused: a reply in JSON, an exception of an SDK, a stack
trace, lines of a log, or headers such as x-oauth-scopes. The text is read from the
arguments or, without any, from standard input. For each refusal in it, explain
names the method and Slack's code, says whether scopes, membership, the kind of
token, the plan or something else is the cause, and what to change: the smallest set
of scopes, the lines for the app's manifest, and the page that installs the app.

Many lines are fine: each refusal is printed once, and counted. Secrets in the text
are not repeated. Nothing is sent unless a token is named by --team, --token-stdin
or SLACK_TOKEN: then Slack is asked what it holds, and scopes are compared with that.

The exit status is 1 when the text tells of no refusal.`,
		Example: `  periscope explain '{"ok":false,"error":"missing_scope","needed":"pins:write"}'
  periscope explain <app.log
  curl -si -H "$AUTH" https://slack.com/api/emoji.list | periscope explain --json
  periscope explain --team acme/bot not_in_channel`,
		RunE: func(cmd *cobra.Command, args []string) error { return opts.run(cmd.Context(), args) },
	}
	cmd.Args = cobra.ArbitraryArgs
	cmd.ValidArgsFunction = cobra.NoFileCompletions
	opts.kind.Register(cmd, "explain for tokens of this `KIND`: bot, user or workspace")
	console.RegisterClientID(cmd, &opts.clientID, "the app's client `ID`, for the page that installs it again")
	opts.tokens.Register(cmd, env)
	token.RegisterAutoRefresh(cmd, &opts.tokens.AutoRefresh)
	console.RegisterJSON(cmd, &opts.json)
	return cmd
}

func (o *explainOptions) run(ctx context.Context, args []string) error {
	if _, err := o.kind.Kind(); err != nil {
		return err
	}
	said, err := o.text(ctx, args)
	if err != nil {
		return err
	}
	refusals := explain.Refusals(said)
	tok, held, err := o.token(ctx, refusals)
	if err != nil {
		return err
	}
	kind, err := o.kind.Matching(token.KindOf(held))
	if err != nil {
		return err
	}
	token.NoteUnknownScopes(o.env, held)
	a := explanations{held: held}
	if len(refusals) == 0 {
		a.near = model.NearestOf(said, slackapi.KnownCodes(), 2)
	}
	for _, r := range refusals {
		r.Kind = cmp.Or(r.Kind, kind)
		x := explained{Diagnosis: explain.Diagnose(r, held)}
		if x.installURL, err = o.installURL(x.Diagnosis, tok); err != nil {
			return err
		}
		a.all = append(a.all, x)
	}
	if o.json {
		err = console.WriteJSON(o.env.Out, a.document())
	} else {
		err = a.print(o.env.Out)
	}
	if err == nil && len(a.all) == 0 {
		return console.AlreadyReportedError{Status: console.StatusNo}
	}
	return err
}

// text is what is to be explained.
func (o *explainOptions) text(ctx context.Context, args []string) (string, error) {
	if len(args) > 0 && !slices.Equal(args, []string{"-"}) {
		return strings.Join(args, " "), nil
	}
	if o.tokens.Stdin {
		return "", console.CommandLineError("token and text are both to be read from standard input",
			"Give the text as an argument, or name a stored team with --team.")
	}
	if o.env.InTerminal {
		return "", console.CommandLineError("there is no text to explain",
			"Give it as an argument in quotes, or pipe it in, as in `periscope explain <app.log`.")
	}
	data, err := console.ReadInput(ctx, o.env, "-")
	return string(data), err
}

// token finds the token to compare with, unless there is nothing to compare.
func (o *explainOptions) token(ctx context.Context, refusals []model.Refusal) (token.Selection, *model.Permissions, error) {
	if len(refusals) == 0 {
		return token.Selection{}, nil, nil
	}
	tok, held, err := o.tokens.FindWithPermissions(ctx, o.env)
	if err != nil && held != nil { // what was read is of use
		token.MissingFrom(*held, err).Note(o.env)
		err = nil
	}
	return tok, held, err
}

// installURL is the page that installs the app with the scopes of a remedy; empty if
// no scope is the remedy, or the app's client id is not known.
func (o *explainOptions) installURL(d model.Diagnosis, tok token.Selection) (string, error) {
	clientID := cmp.Or(o.clientID, tok.Entry.ClientID, o.env.Getenv(console.ClientIDVar))
	if clientID == "" || !asksByInstall(d) {
		return "", nil
	}
	return slackapi.AuthorizeV2URL(cmp.Or(tok.APIURL, o.tokens.APIURL(o.env), slackapi.DefaultURL), clientID, d.Install(), "", "", "")
}

// asksByInstall reports whether an install of the app brings what is lacking.
func asksByInstall(d model.Diagnosis) bool {
	return len(d.Add) > 0 && d.For.IsBotOrUser() && d.Holds != model.Yes
}

// explained is a finding, and the page that mends it.
type explained struct {
	model.Diagnosis
	installURL string
}

// explanations are all findings in a text.
type explanations struct {
	all  []explained
	held *model.Permissions // nil: there is no token
	near []string           // codes that may have been meant, if there is nothing to explain
}

// explainDocument is what explain --json prints. No array in it is ever null.
type explainDocument struct {
	Schema   string              `json:"schema"` // "periscope.explain/v1"
	Findings []explainedDocument `json:"findings"`
}

type explainedDocument struct {
	Method        string            `json:"method"` // empty: the text does not say
	Code          string            `json:"code"`   // Slack's; empty for warnings and for headers alone
	Cause         model.Cause       `json:"cause"`
	Sentence      string            `json:"sentence"`
	NextStep      string            `json:"next_step"`
	Needed        []catalog.Scope   `json:"needed"`         // as Slack named them
	Provided      []catalog.Scope   `json:"provided"`       // the refused token's
	ProvidedKnown bool              `json:"provided_known"` // the text says which scopes the token holds
	Warnings      []string          `json:"warnings"`
	Messages      []string          `json:"messages"`
	RetryAfter    int               `json:"retry_after"` // seconds; 0: not said
	Kind          catalog.TokenKind `json:"kind"`        // of the token that the change is for
	Add           []catalog.Scope   `json:"add"`         // the smallest change known to help
	AnyOf         []catalog.Scope   `json:"any_of"`      // if one of several is enough, all of them, the narrowest first
	Basis         catalog.Basis     `json:"basis"`       // of add
	Manifest      string            `json:"manifest"`    // the lines to add, in YAML
	InstallURL    string            `json:"install_url"` // empty: no scope lacks, or the client id is not known
	TokenHolds    *bool             `json:"token_holds"` // the token at hand holds enough; null: not known
	Line          int               `json:"line"`        // of the first
	Count         int               `json:"count"`
	Excerpt       string            `json:"excerpt"`
}

func (a explanations) document() explainDocument {
	doc := explainDocument{"periscope.explain/v1", []explainedDocument{}}
	for _, x := range a.all {
		doc.Findings = append(doc.Findings, explainedDocument{
			Method: x.Method, Code: x.Code, Cause: x.Cause, Sentence: x.Sentence, NextStep: x.NextStep,
			Needed: console.JSONArray(x.Needed), Provided: console.JSONArray(x.Provided), ProvidedKnown: x.ProvidedKnown,
			Warnings: console.JSONArray(x.Warnings), Messages: console.JSONArray(x.Messages), RetryAfter: int(x.RetryAfter.Seconds()),
			Kind: x.For, Add: console.JSONArray(x.Add), AnyOf: console.JSONArray(x.Alternatives), Basis: x.Basis,
			Manifest: x.manifest(), InstallURL: x.installURL, TokenHolds: answerInJSON(x.Holds),
			Line: x.Line, Count: x.Count, Excerpt: x.Excerpt,
		})
	}
	return doc
}

// manifest is what to add to the app's manifest; empty if no scope is the remedy.
func (x explained) manifest() string {
	if !asksByInstall(x.Diagnosis) {
		return ""
	}
	return x.Install().ManifestYAML()
}

func (a explanations) print(out io.Writer) error {
	var page bytes.Buffer
	if len(a.all) == 0 {
		fmt.Fprintln(&page, "Nothing here tells of a call that Slack refused.")
		if len(a.near) > 0 {
			fmt.Fprintf(&page, "Did you mean %s?\n", strings.Join(a.near, " or "))
		} else {
			fmt.Fprintln(&page, "Give it an error code, as missing_scope, or what the app printed: "+
				"Slack's reply, an exception, lines of a log.")
		}
	}
	for i, x := range a.all {
		if i > 0 {
			fmt.Fprintln(&page)
		}
		x.print(&page)
	}
	if len(a.all) > 1 {
		total := 0
		for _, x := range a.all {
			total += x.Count
		}
		fmt.Fprintf(&page, "\n%s, %s in all.\n", count(len(a.all), "finding"), count(total, "refusal"))
	}
	_, err := page.WriteTo(out)
	return err
}

func (x explained) print(page *bytes.Buffer) {
	fmt.Fprintln(page, x.heading())
	for _, line := range []struct{ name, value string }{
		{"cause", string(x.Cause)},
		{"needed", console.Join(x.Needed)},
		{"provided", x.provided()},
		{"warnings", console.Join(x.Warnings)},
		{"says", strings.Join(x.Messages, " ")},
		{"add", x.add()},
		{"or", x.others()},
	} {
		if line.value != "" {
			fmt.Fprintf(page, "  %-9s %s\n", line.name, line.value)
		}
	}
	fmt.Fprintf(page, "  %s\n  %s\n", x.Sentence, x.NextStep)
	if manifest := x.manifest(); manifest != "" {
		fmt.Fprintln(page, "  In the manifest:")
		for line := range strings.Lines(manifest) {
			fmt.Fprint(page, "    ", line)
		}
		fmt.Fprintf(page, "  Install the app again at %s\n", cmp.Or(x.installURL, appsPage))
	}
}

// appsPage is where an app is installed whose client id is not known.
const appsPage = model.AppsPage + ", on its page OAuth & Permissions"

// heading says what was called, what Slack answered, and where that stands.
func (x explained) heading() string {
	what := "Slack remarked"
	switch {
	case x.Code != "":
		what = slackapi.Answered(x.Code)
	case len(x.Warnings) == 0:
		what = "headers of a reply"
	}
	if x.Method != "" {
		what = x.Method + ": " + what
	}
	where := fmt.Sprintf("line %d", x.Line)
	if x.Count > 1 {
		where = fmt.Sprintf("%d times, first in line %d", x.Count, x.Line)
	}
	return what + " (" + where + ")"
}

func (x explained) provided() string {
	if x.ProvidedKnown && len(x.Provided) == 0 {
		return "no scopes"
	}
	return console.Join(x.Provided)
}

// add is the change, for which token, and how sure it is.
func (x explained) add() string {
	if len(x.Add) == 0 {
		return ""
	}
	line := fmt.Sprintf("%s, for the %s token", console.Join(x.Add), x.For)
	if x.Basis != catalog.Documented {
		line += " (" + string(x.Basis) + ")"
	}
	switch x.Holds {
	case model.Yes:
		line += ": the token at hand holds enough"
	case model.No:
		line += ": the token at hand lacks it, too"
	}
	return line
}

// others are the other scopes of which one is enough, and what each opens.
func (x explained) others() string {
	var others []string
	for _, s := range x.Alternatives {
		if !slices.Contains(x.Add, s) {
			others = append(others, string(s)+opens(s, x.For))
		}
	}
	return strings.Join(others, ", ")
}

// opens names the type of conversation that a scope is about, if it is about one.
func opens(s catalog.Scope, kind catalog.TokenKind) string {
	entry, _ := catalog.Lookup(s)
	places := entry.PlacesFor(kind)
	if len(places) != 1 {
		return ""
	}
	return " (" + text.Clean(string(places[0].Type)) + ")"
}
