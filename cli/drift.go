package cli

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"periscope/cli/console"
	"periscope/cli/project"
	"periscope/cli/token"
	"periscope/model"
	"periscope/model/catalog"
	"periscope/model/drift"
	"periscope/slackapi"
)

type driftOptions struct {
	env      *console.Environment
	cmd      *cobra.Command
	tokens   token.Flags
	kind     token.KindFlag
	manifest string
	code     []string
	recorded string
	clientID string
	verdict  driftVerdict
	mend     driftFix
}

// driftHelp is what periscope drift --help says first.
const driftHelp = `Compare what an app's manifest declares, what its token was granted, what its code
needs, and what the app was recorded to call: two of the four, or more. It finds scopes
that are declared and not installed, granted and not declared, needed by a call and
missing, and held though neither a call nor the manifest itself needs them; calls that
no token of the app can make; and parts of the manifest that Slack refuses, or that do
nothing, for want of a scope: slash commands, shortcuts, events, unfurl domains,
workflow steps.

Which scope a conversation method needs goes by the type of conversation, where the
code says it: types, is_private, users. A scope is called unused only if all code could
be read; else it is perhaps unused, and the place is named that leaves it open. A scope
for events alone is unused if the manifest subscribes to none of them. What Slack has
retired is said with its date, and is no drift by itself. Optional scopes may be
declined, and a call under one that catches its error is no drift.

The manifest is JSON or YAML, as Slack's settings show it; - is standard input. The
token is that of --team, --token-stdin or SLACK_TOKEN; without one, nothing is
sent. The code is searched for calls of the Web API, in the spellings of the
SDKs for Go, Python, JavaScript, Java, Ruby, PHP, C#, Rust, Elixir and PowerShell, and
of libraries with names of their own; by method names that functions are told, and for
URLs of methods. What only tests call is no call of the app. Hidden files, directories
of dependencies and of what was built, links, binary files and those over 1 MiB are
skipped, and counted.

--recorded takes what periscope watch --save, or periscope sandbox --save-journal, wrote:
its calls count as those of the code do, and the report tells which of them the code
does not show, which of the code's it does not have, and how often each scope was used.

--format prints the findings as text, JSON, Markdown, SARIF 2.1.0 or workflow commands
of GitHub. --fail-on chooses which of them are drift. A comment in a YAML manifest,
# periscope: keep SCOPE reason, or --allow SCOPE=REASON silences a finding that the scope
is unused or undeclared; the report shows it, and says when there is nothing to silence.

--fix prints the change of the manifest after which it has the least scopes that code,
events and features need; --fix --write makes it. Comments, order and layout stay. What
is only perhaps unused, and what is allowed, stays too.

The exit status is 1 when there is drift, and for --fix when there is a change to make.
Where the scopes of a workspace token could be read in part only, what seems to be
missing is not called so; without drift in what was read, the exit status is 3 if Slack
refused, or 4 if it could not be reached.`

func newDriftCommand(env *console.Environment) *cobra.Command {
	opts := &driftOptions{env: env}
	cmd := &cobra.Command{
		Use:   "drift",
		Short: "Do manifest, token and code of an app agree?",
		Long:  driftHelp,
		Example: `  periscope drift --manifest manifest.yaml --code .
  periscope drift --manifest manifest.json --team acme/bot --code src --code scripts
  periscope drift --manifest manifest.yaml --code . --format github   # in CI, with SLACK_TOKEN
  periscope drift --manifest manifest.yaml --code . --fix --write`,
		Args: console.NoArguments,
		RunE: func(cmd *cobra.Command, _ []string) error { return opts.run(cmd.Context()) },
	}
	opts.cmd = cmd
	project.RegisterManifest(cmd, &opts.manifest, "read the app's manifest from `FILE`")
	project.RegisterCode(cmd, &opts.code, "search the source code in `DIR`; may be given several times")
	cmd.Flags().StringVar(&opts.clientID, "client-id", "", "the app's client `ID`, for the URL that installs it again")
	cmd.Flags().StringVar(&opts.recorded, "recorded", "", "compare what the app was recorded to call, in `FILE`")
	opts.kind.Register(cmd, "compare scopes of tokens of this `KIND`: bot or user")
	opts.tokens.Register(cmd, env)
	token.RegisterAutoRefresh(cmd, &opts.tokens.AutoRefresh)
	opts.verdict.register(cmd)
	opts.mend.register(cmd)
	return cmd
}

// driftReport is a drift, the code that was searched, and the install that mends it.
type driftReport struct {
	drift.Drift
	declared   *drift.Manifest // nil: not known
	code       project.Code
	searched   bool                   // the code was
	calls      []drift.CallSite       // of the code and the recording
	recorded   *driftRecording        // nil: there is none
	missing    *token.MissingDocument // what could not be read of the token's permissions; nil: nothing is missing
	installURL string                 // installs the app with the scopes it lacks; empty: it lacks none, or its client id is not known
	allowed    []drift.Allowance
	findings   []drift.Finding     // all, those that are silenced included
	fails      []drift.FindingKind // the sorts that are drift
}

func (o *driftOptions) run(ctx context.Context) error {
	if err := o.checkFlags(); err != nil {
		return err
	}
	format, err := o.verdict.format.Format(o.cmd)
	if err != nil {
		return err
	}
	if _, err := o.verdict.fails(); err != nil {
		return err
	}
	if o.mend.fix {
		return o.runFix(ctx)
	}
	a, err := o.compare(ctx)
	if err != nil {
		return err
	}
	err = a.write(o.env, format)
	if err == nil && a.missing != nil {
		a.missing.Note(o.env)
	}
	switch {
	case err != nil:
		return err
	case a.drifts():
		return console.AlreadyReportedError{Status: console.StatusNo}
	case a.GrantedInPart:
		return console.AlreadyReportedError{Status: a.missing.Status()}
	}
	return nil
}

// checkFlags refuses a command line that cannot work, before anything is read.
func (o *driftOptions) checkFlags() error {
	if err := o.mend.check(o); err != nil {
		return err
	}
	var lacking []string
	for _, side := range []struct {
		given bool
		how   string
	}{
		{o.manifest != "", "--manifest FILE"},
		{o.tokens.Given(o.env), "a token (--team KEY, --token-stdin or SLACK_TOKEN)"},
		{len(o.code) > 0, "--code DIR"},
		{o.recorded != "", "--recorded FILE"},
	} {
		if !side.given {
			lacking = append(lacking, side.how)
		}
	}
	if len(lacking) > 2 && !o.mend.fix {
		return console.CommandLineError(o.cmd.CommandPath()+" compares two or more of manifest, token, code and recording",
			"Add "+strings.Join(lacking, " or ")+".")
	}
	fromStdin := 0
	for _, is := range []bool{o.manifest == "-", o.recorded == "-", o.tokens.Stdin} {
		if is {
			fromStdin++
		}
	}
	switch {
	case o.manifest == "-" && o.tokens.Stdin:
		return console.CommandLineError("manifest and token are both to be read from standard input", "Name a file with --manifest.")
	case fromStdin > 1:
		return console.CommandLineError("two things are to be read from standard input", "Name a file for one of them.")
	}
	_, err := o.kind.Kind()
	return err
}

// compare reads the sides and compares them. It reads the token's side last, so that
// mistakes on this machine show before Slack is asked.
func (o *driftOptions) compare(ctx context.Context) (driftReport, error) {
	manifest, err := o.manifestFile(ctx)
	if err != nil {
		return driftReport{}, err
	}
	declared := manifest.Content
	var (
		found project.Code
		code  *drift.Code
	)
	if len(o.code) > 0 {
		if found, err = project.ReadCode(ctx, o.code); err != nil {
			return driftReport{}, err
		}
		code = found.Calls()
	}
	recorded, err := o.readRecording(ctx)
	if err != nil {
		return driftReport{}, err
	}
	tok, held, broken := o.tokens.FindWithPermissions(ctx, o.env)
	if broken != nil && held == nil {
		return driftReport{}, broken
	}
	if err := o.refuseUnknownScopes(held); err != nil {
		return driftReport{}, err
	}
	kind, err := o.kind.Matching(token.KindOf(held))
	if err != nil {
		return driftReport{}, err
	}
	if kind == "" && declared == nil { // code and a recording
		kind = recorded.kind()
	}
	if kind == "" { // without a token there is a manifest
		kind = declaredKind(o.env, declared)
	}
	if kind == catalog.Workspace && declared != nil {
		return driftReport{}, console.CommandLineError("manifests declare scopes for bot and user tokens, and not for workspace tokens",
			"Compare the token with code alone, or use a bot or user token.")
	}
	code, recorded = recorded.join(code, kind)
	if recorded != nil && recorded.judged.Calls == 0 {
		console.Note(o.env, "the recording has no call with %s token: it tells nothing of its scopes", console.WithArticle(kind))
	}
	a := driftReport{
		Drift: drift.Find(kind, declared, held, code), declared: declared, code: found, searched: len(o.code) > 0, recorded: recorded,
	}
	if code != nil {
		a.calls = code.Calls
	}
	if err := o.verdict.judge(&a, manifest); err != nil {
		return driftReport{}, err
	}
	if broken != nil {
		a.missing = token.MissingFrom(*held, broken)
	}
	a.installURL, err = o.installURL(a, declared, tok)
	return a, err
}

// sides is how many of manifest, code and recording there are.
func (o *driftOptions) sides() int {
	n := 0
	for _, given := range []bool{o.manifest != "", len(o.code) > 0, o.recorded != ""} {
		if given {
			n++
		}
	}
	return n
}

// refuseUnknownScopes refuses to compare a token whose scopes Slack did not tell.
func (o *driftOptions) refuseUnknownScopes(held *model.Permissions) error {
	switch {
	case held == nil && o.sides() < 2:
		return console.CommandLineError("without that token there is nothing to compare with",
			"Set SLACK_TOKEN to a bot or user token, or name a stored team with --team.")
	case held != nil && held.ScopesUnknown:
		return &console.Error{
			Code: "scopes_untold", Status: console.StatusRefused,
			Message: "Slack did not say which scopes the token holds, so they cannot be compared",
			Next:    "Ask Slack itself, without a proxy that may drop the header x-oauth-scopes, or leave the token away.",
		}
	}
	return nil
}

// declaredKind is the kind of token to compare where no token and no --kind says it:
// bot, unless the manifest declares scopes for user tokens only.
func declaredKind(env *console.Environment, d *drift.Manifest) catalog.TokenKind {
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
func (o *driftOptions) installURL(a driftReport, declared *drift.Manifest, token token.Selection) (string, error) {
	clientID := cmp.Or(o.clientID, token.Entry.ClientID)
	lacking := slices.Clone(a.NotInstalled)
	for _, l := range a.Missing {
		lacking = append(lacking, l.Scopes...)
	}
	for _, f := range a.Manifest {
		if f.Kind == a.Kind && f.Code != drift.OptionalOnly {
			lacking = append(lacking, f.Scopes...)
		}
	}
	if clientID == "" || len(lacking) == 0 || a.Kind == catalog.Workspace {
		return "", nil
	}
	var install model.Install
	if declared != nil {
		install = model.Install{Bot: required(*declared, catalog.Bot), User: required(*declared, catalog.UserToken)}
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

// required are the scopes that a manifest declares for tokens of a kind, without those
// that may be declined.
func required(m drift.Manifest, kind catalog.TokenKind) []catalog.Scope {
	scopes, optional := m.For(kind)
	return slices.DeleteFunc(slices.Clone(scopes), func(s catalog.Scope) bool { return slices.Contains(optional, s) })
}
