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
	"periscope/cli/project"
	"periscope/cli/token"
	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi"
)

type driftOptions struct {
	env      *console.Environment
	cmd      *cobra.Command
	tokens   token.Flags
	kind     token.KindFlag
	manifest string
	code     []string
	clientID string
	json     bool
}

func newDriftCommand(env *console.Environment) *cobra.Command {
	opts := &driftOptions{env: env}
	cmd := &cobra.Command{
		Use:   "drift",
		Short: "Do manifest, token and code of an app agree?",
		Long: `Compare what an app's manifest declares, what its token was granted, and what its
code needs: two of the three, or all. It finds scopes that are declared and not
installed, granted and not declared, needed by a call and missing, and held though
no call was found that needs them.

The manifest is JSON or YAML, as Slack's settings show it; - is standard input. The
token is that of --team, --token-stdin or SLACK_TOKEN; without one, nothing is
sent. The code is searched for calls of the Web API, in the spellings of the
SDKs for Go, Python, JavaScript, Java and Ruby, and for URLs of methods. Hidden
files, directories of dependencies and of what was built, links, binary files and
those over 1 MiB are skipped, and counted.

The exit status is 1 when there is drift. Where the scopes of a workspace token could
be read in part only, what seems to be missing is not called so; without drift in what
was read, the exit status is 3 if Slack refused, or 4 if it could not be reached.`,
		Example: `  periscope drift --manifest manifest.yaml --code .
  periscope drift --manifest manifest.json --team acme/bot --code src --code scripts
  periscope drift --manifest manifest.yaml --code . --json   # in CI, with SLACK_TOKEN`,
		Args: console.NoArguments,
		RunE: func(cmd *cobra.Command, _ []string) error { return opts.run(cmd.Context()) },
	}
	opts.cmd = cmd
	project.RegisterManifest(cmd, &opts.manifest, "read the app's manifest from `FILE`")
	project.RegisterCode(cmd, &opts.code, "search the source code in `DIR`; may be given several times")
	cmd.Flags().StringVar(&opts.clientID, "client-id", "", "the app's client `ID`, for the URL that installs it again")
	opts.kind.Register(cmd, "compare scopes of tokens of this `KIND`: bot or user")
	opts.tokens.Register(cmd, env)
	token.RegisterAutoRefresh(cmd, &opts.tokens.AutoRefresh)
	console.RegisterJSON(cmd, &opts.json)
	return cmd
}

// driftReport is a drift, the code that was searched, and the install that mends it.
type driftReport struct {
	model.Drift
	code       project.Code
	missing    *token.MissingDocument // what could not be read of the token's permissions; nil: nothing is missing
	installURL string                 // installs the app with the scopes it lacks; empty: it lacks none, or its client id is not known
}

func (o *driftOptions) run(ctx context.Context) error {
	if err := o.checkFlags(); err != nil {
		return err
	}
	a, err := o.compare(ctx)
	if err != nil {
		return err
	}
	if o.json {
		err = console.WriteJSON(o.env.Out, a.document())
	} else {
		err = a.print(o.env.Out)
	}
	switch a.missing.Note(o.env); {
	case err != nil:
		return err
	case !a.Empty():
		return console.AlreadyReportedError{Status: console.StatusNo}
	case a.GrantedInPart:
		return console.AlreadyReportedError{Status: a.missing.Status()}
	}
	return nil
}

// checkFlags refuses a command line that cannot work, before anything is read.
func (o *driftOptions) checkFlags() error {
	var lacking []string
	for _, side := range []struct {
		given bool
		how   string
	}{
		{o.manifest != "", "--manifest FILE"},
		{o.tokens.Given(o.env), "a token (--team KEY, --token-stdin or SLACK_TOKEN)"},
		{len(o.code) > 0, "--code DIR"},
	} {
		if !side.given {
			lacking = append(lacking, side.how)
		}
	}
	if len(lacking) > 1 {
		return console.CommandLineError(o.cmd.CommandPath()+" compares two or three of manifest, token and code",
			"Add "+strings.Join(lacking, " or ")+".")
	}
	if o.manifest == "-" && o.tokens.Stdin {
		return console.CommandLineError("manifest and token are both to be read from standard input", "Name a file with --manifest.")
	}
	_, err := o.kind.Kind()
	return err
}

// compare reads the sides and compares them. It reads the token's side last, so that
// mistakes on this machine show before Slack is asked.
func (o *driftOptions) compare(ctx context.Context) (driftReport, error) {
	declared, err := o.declared(ctx)
	if err != nil {
		return driftReport{}, err
	}
	var found project.Code
	if len(o.code) > 0 {
		if found, err = project.ReadCode(ctx, o.code); err != nil {
			return driftReport{}, err
		}
	}
	tok, held, broken := o.tokens.FindWithPermissions(ctx, o.env)
	if broken != nil && held == nil {
		return driftReport{}, broken
	}
	if err := o.refuseUnknownScopes(declared, held); err != nil {
		return driftReport{}, err
	}
	kind, err := o.kind.Matching(token.KindOf(held))
	if err != nil {
		return driftReport{}, err
	}
	if kind == "" { // without a token there is a manifest
		kind = declaredKind(o.env, declared)
	}
	if kind == catalog.Workspace && declared != nil {
		return driftReport{}, console.CommandLineError("manifests declare scopes for bot and user tokens, and not for workspace tokens",
			"Compare the token with code alone, or use a bot or user token.")
	}
	a := driftReport{Drift: model.FindDrift(kind, declared, held, found.Uses), code: found}
	if broken != nil {
		a.missing = token.MissingFrom(*held, broken)
	}
	a.installURL, err = o.installURL(a, declared, tok)
	return a, err
}

// declared reads the scopes of the manifest; nil if none was named.
func (o *driftOptions) declared(ctx context.Context) (*model.ManifestScopes, error) {
	if o.manifest == "" {
		return nil, nil //nolint:nilnil // as for FindDrift: nil is not known
	}
	m, err := project.ReadManifest(ctx, o.env, o.manifest)
	if err != nil {
		return nil, err
	}
	d := m.Declared()
	return &d, nil
}

// refuseUnknownScopes refuses to compare a token whose scopes Slack did not tell.
func (o *driftOptions) refuseUnknownScopes(declared *model.ManifestScopes, held *model.Permissions) error {
	switch {
	case held == nil && (declared == nil || len(o.code) == 0):
		return console.CommandLineError("without that token there is nothing to compare with",
			"Set SLACK_TOKEN to a bot or user token, or name a stored team with --team.")
	case held != nil && held.ScopesUnknown:
		return &console.Failure{
			Code: "scopes_untold", Status: console.StatusRefused,
			Message: "Slack did not say which scopes the token holds, so they cannot be compared",
			Next:    "Ask Slack itself, without a proxy that may drop the header x-oauth-scopes, or leave the token away.",
		}
	}
	return nil
}

// declaredKind is the kind of token to compare where no token and no --kind says it:
// bot, unless the manifest declares scopes for user tokens only.
func declaredKind(env *console.Environment, d *model.ManifestScopes) catalog.TokenKind {
	bot, user := len(d.Bot)+len(d.BotOptional) > 0, len(d.User)+len(d.UserOptional) > 0
	switch {
	case user && !bot:
		return catalog.UserToken
	case user:
		console.Note(env, "the manifest declares scopes of bot and user: those of the bot are compared, and with --kind user the others")
	}
	return catalog.Bot
}

// installURL is Slack's page that installs the app with the scopes it lacks.
func (o *driftOptions) installURL(a driftReport, declared *model.ManifestScopes, token token.Selection) (string, error) {
	clientID := cmp.Or(o.clientID, token.Entry.ClientID)
	lacking := slices.Clone(a.NotInstalled)
	for _, l := range a.Missing {
		lacking = append(lacking, l.Scopes...)
	}
	if clientID == "" || len(lacking) == 0 || a.Kind == catalog.Workspace {
		return "", nil
	}
	var install model.Install
	if declared != nil {
		install = model.Install{Bot: slices.Clone(declared.Bot), User: slices.Clone(declared.User)}
	}
	scopes := &install.Bot
	if a.Kind == catalog.UserToken {
		scopes = &install.User
	}
	for _, s := range lacking {
		if !slices.Contains(*scopes, s) {
			*scopes = append(*scopes, s)
		}
	}
	return slackapi.AuthorizeV2URL(cmp.Or(token.APIURL, o.tokens.APIURL(o.env), slackapi.DefaultURL), clientID, install, "", "", "")
}

// driftDocument is what drift --json prints. No array in it is ever null. Idle,
// Doubtful and Elsewhere are for the reader to judge: they are no drift.
type driftDocument struct {
	Schema   string            `json:"schema"` // "periscope.drift/v1"
	Drift    bool              `json:"drift"`
	Kind     catalog.TokenKind `json:"kind"`
	Compared []string          `json:"compared"` // those of "manifest", "token" and "code" that were given

	Declared []declaredDocument `json:"declared"`
	Granted  []scopeDocument    `json:"granted"`
	// Complete: all scopes of the token were read. If not, some may be missing from Granted,
	// and the calls that seem to lack them are in Doubtful. Missing resources make no drift.
	Complete bool            `json:"complete"`
	Needed   []scopeDocument `json:"needed"` // all that Slack lists for the methods that are called

	NotInstalled []scopeDocument `json:"not_installed"` // declared, not granted
	Undeclared   []scopeDocument `json:"undeclared"`    // granted, not declared
	Missing      []callDocument  `json:"missing"`       // once for each scope and place in the code
	Unused       []scopeDocument `json:"unused"`

	Idle      []idleDocument `json:"idle"`
	Doubtful  []callDocument `json:"doubtful"`
	Elsewhere []callDocument `json:"elsewhere"` // for tokens of another kind

	Calls      int            `json:"calls"` // calls found
	Files      int            `json:"files"` // files searched
	Skipped    []project.Skip `json:"skipped"`
	InstallURL string         `json:"install_url"` // empty: no scope lacks, or the client id is not known
}

type scopeDocument struct {
	Scope catalog.Scope     `json:"scope"`
	Kind  catalog.TokenKind `json:"kind"`
}

type declaredDocument struct {
	scopeDocument
	Optional bool `json:"optional"` // may be declined at install
}

type idleDocument struct {
	scopeDocument
	Serves string `json:"serves"` // what may need it, if known
}

// callDocument is one scope that a call lacks, at one place.
type callDocument struct {
	scopeDocument
	Method   string       `json:"method"`
	File     string       `json:"file"`
	Line     int          `json:"line"`
	Rule     catalog.Rule `json:"rule"`
	Declared bool         `json:"declared"` // the manifest asks for it: installing again is enough
}

func (a driftReport) document() driftDocument {
	doc := driftDocument{
		Schema: "periscope.drift/v1", Drift: !a.Empty(), Kind: a.Kind, Compared: a.compared(),
		Declared: []declaredDocument{}, Granted: a.scopes(a.Granted), Complete: !a.GrantedInPart, Needed: a.scopes(a.Needed),
		NotInstalled: a.scopes(a.NotInstalled), Undeclared: a.scopes(a.Undeclared),
		Missing: callDocuments(a.Missing), Unused: a.scopes(a.Unused),
		Idle: []idleDocument{}, Doubtful: callDocuments(a.Doubtful), Elsewhere: callDocuments(a.ForOtherToken),
		Calls: len(a.code.Uses), Files: a.code.Files, Skipped: console.JSONArray(a.code.Skipped), InstallURL: a.installURL,
	}
	for _, s := range a.scopes(a.Declared) {
		doc.Declared = append(doc.Declared, declaredDocument{s, false})
	}
	for _, s := range a.scopes(a.Optional) {
		doc.Declared = append(doc.Declared, declaredDocument{s, true})
	}
	for _, i := range a.PerhapsUnused {
		doc.Idle = append(doc.Idle, idleDocument{scopeDocument{i.Scope, a.Kind}, i.OtherUse})
	}
	return doc
}

// compared names the sides that were given.
func (a driftReport) compared() []string {
	sides := []string{}
	for _, side := range []struct {
		known bool
		name  string
	}{{a.KnowsDeclared, "manifest"}, {a.KnowsGranted, "token"}, {a.KnowsNeeded, "code"}} {
		if side.known {
			sides = append(sides, side.name)
		}
	}
	return sides
}

func (a driftReport) scopes(scopes []catalog.Scope) []scopeDocument {
	docs := []scopeDocument{}
	for _, s := range scopes {
		docs = append(docs, scopeDocument{s, a.Kind})
	}
	return docs
}

func callDocuments(lacks []model.UnmetNeed) []callDocument {
	docs := []callDocument{}
	for _, l := range lacks {
		scopes := l.Scopes
		if len(scopes) == 0 {
			scopes = []catalog.Scope{""} // it lacks another kind of token
		}
		for _, use := range l.CallSites {
			for _, s := range scopes {
				docs = append(docs, callDocument{scopeDocument{s, l.Kind}, l.Method, use.File, use.Line, l.Rule, l.Declared})
			}
		}
	}
	return docs
}

// print writes the drift as text, one paragraph for each sort.
func (a driftReport) print(out io.Writer) error {
	var page bytes.Buffer
	fmt.Fprintln(&page, a.verdict())
	held, unused, fail := "held", "Held", "these calls fail"
	if !a.KnowsGranted {
		held, unused, fail = "declared", "Declared", "these calls would fail"
	}
	perhaps := "Perhaps: some scopes are " + held + ", and Slack does not say whether they are enough."
	if a.GrantedInPart {
		fmt.Fprintf(&page, "Incomplete: %s.\n", a.missing)
		perhaps = "Perhaps: the scopes may be in what was not read, or Slack does not say whether those held are enough."
	}
	for _, part := range []struct {
		heading string
		lines   []string
	}{
		{"Declared in the manifest, not granted: install the app again.", a.scopeLines(a.NotInstalled)},
		{"Granted, not declared in the manifest: a fresh install would lack it.", a.scopeLines(a.Undeclared)},
		{"Called in the code without the scope: " + fail + ".", a.callLines(a.Missing)},
		{unused + ", and no call was found that needs it.", a.scopeLines(a.Unused)},
		{perhaps, a.callLines(a.Doubtful)},
		{"Not judged: calls for another kind of token.", a.callLines(a.ForOtherToken)},
		{"Not judged: " + held + ", and of use without calls.", a.idleLines()},
	} {
		paragraph(&page, part.heading, part.lines)
	}
	if a.installURL != "" {
		paragraph(&page, "Install the app again at", []string{a.installURL})
	}
	if a.KnowsNeeded {
		fmt.Fprintf(&page, "\nSearched %s and found %s.%s\n",
			count(a.code.Files, "file"), count(len(a.code.Uses), "call"), skippedInWords(a.code.Skipped))
	}
	_, err := page.WriteTo(out)
	return err
}

// verdict says in one line whether there is drift, and of which sorts.
func (a driftReport) verdict() string {
	sides := a.compared()
	last := len(sides) - 1
	of := fmt.Sprintf("%s and %s of a %s token", strings.Join(sides[:last], ", "), sides[last], a.Kind)
	if a.Empty() && a.GrantedInPart {
		return "No drift in what was read of " + of + "."
	}
	if a.Empty() {
		return "No drift: " + of + " agree."
	}
	var parts []string
	for _, part := range []struct {
		n    int
		what string
	}{
		{len(a.NotInstalled), "not installed"},
		{len(a.Undeclared), "undeclared"},
		{len(a.callLines(a.Missing)), "missing"},
		{len(a.Unused), "unused"},
	} {
		if part.n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", part.n, part.what))
		}
	}
	return fmt.Sprintf("Drift between %s: %s.", of, strings.Join(parts, ", "))
}

func paragraph(page *bytes.Buffer, heading string, lines []string) {
	if len(lines) == 0 {
		return
	}
	fmt.Fprintf(page, "\n%s\n", heading)
	for _, line := range lines {
		fmt.Fprintf(page, "  %s\n", line)
	}
}

// callLines has a line for each place in the code, as compilers write them.
func (a driftReport) callLines(lacks []model.UnmetNeed) []string {
	var lines []string
	for _, l := range lacks {
		needs := "needs " + console.Join(l.Scopes)
		if l.Kind != a.Kind {
			needs = "is for " + console.WithArticle(l.Kind) + " token"
			if len(l.Scopes) > 0 {
				needs += " with " + console.Join(l.Scopes)
			}
		}
		if l.Declared {
			needs += ", which the manifest declares"
		}
		for _, use := range l.CallSites {
			lines = append(lines, fmt.Sprintf("%s:%d: %s %s", use.File, use.Line, l.Method, needs))
		}
	}
	return lines
}

// scopeLines has a line for each scope. If tokens of the kind cannot hold it, the line
// says why no install brings it.
func (a driftReport) scopeLines(scopes []catalog.Scope) []string {
	var lines []string
	for _, s := range scopes {
		line := string(s)
		switch entry, known := catalog.Lookup(s); {
		case !known:
			line += ", a name that Slack's documentation does not have"
		case !entry.Offered(a.Kind):
			line += ", which " + string(a.Kind) + " tokens cannot hold"
		}
		lines = append(lines, line)
	}
	return lines
}

func (a driftReport) idleLines() []string {
	var lines []string
	for _, i := range a.PerhapsUnused {
		line := a.scopeLines([]catalog.Scope{i.Scope})[0]
		if i.OtherUse != "" {
			line += ", perhaps for " + i.OtherUse
		}
		lines = append(lines, line)
	}
	return lines
}

func skippedInWords(skipped []project.Skip) string {
	if len(skipped) == 0 {
		return ""
	}
	var parts []string
	for _, s := range skipped {
		parts = append(parts, fmt.Sprintf("%d %s (%s)", s.Count, s.Reason, firstOf(s)))
	}
	return " Skipped: " + strings.Join(parts, ", ") + "."
}

func firstOf(s project.Skip) string {
	if s.Count == 1 {
		return s.First
	}
	return s.First + ", …"
}

func count(n int, of string) string {
	if n == 1 {
		return "1 " + of
	}
	return fmt.Sprintf("%d %ss", n, of)
}
