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
token is that of --team, --token-stdin or SLACK_TOKEN; without one, nothing is sent
to anybody. The code is searched for calls of the Web API, in the spellings of the
SDKs for Go, Python, JavaScript, Java and Ruby, and for URLs of methods. Hidden
files, directories of dependencies and of what was built, links, binary files and
those over 1 MiB are skipped, and counted.

The exit status is 1 when there is drift.`,
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

// audit is a drift, and what it was found in.
type audit struct {
	model.Drift
	code       project.Code
	installURL string // installs the app with what it lacks; empty: it lacks nothing, or its client id is not known
}

func (o *driftOptions) run(ctx context.Context) error {
	if err := o.Check(); err != nil {
		return err
	}
	a, err := o.audit(ctx)
	if err != nil {
		return err
	}
	if o.json {
		err = console.WriteJSON(o.env.Out, a.document())
	} else {
		err = a.print(o.env.Out)
	}
	if err == nil && !a.Empty() {
		return console.AlreadyReportedError{Exit: console.StatusNo}
	}
	return err
}

// Check refuses a command line that cannot work, before anything is read.
func (o *driftOptions) Check() error {
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
		return console.Misuse(o.cmd.CommandPath()+" compares two or three of manifest, token and code", "Add "+strings.Join(lacking, " or ")+".")
	}
	if o.manifest == "-" && o.tokens.Stdin {
		return console.Misuse("manifest and token are both to be read from standard input", "Name a file with --manifest.")
	}
	_, err := o.kind.Chosen()
	return err
}

// audit reads what there is to compare, the token last: what is wrong on this
// machine shows before Slack is asked.
func (o *driftOptions) audit(ctx context.Context) (audit, error) {
	declared, err := o.declared(ctx)
	if err != nil {
		return audit{}, err
	}
	var found project.Code
	if len(o.code) > 0 {
		if found, err = project.ReadCode(ctx, o.code); err != nil {
			return audit{}, err
		}
	}
	tok, held, err := o.tokens.FindWithPermissions(ctx, o.env)
	if err != nil {
		return audit{}, err
	}
	if err := o.refuse(declared, held); err != nil {
		return audit{}, err
	}
	kind, err := o.kind.Matching(token.KindOf(held))
	if err != nil {
		return audit{}, err
	}
	if kind == "" { // without a token there is a manifest
		kind = declaredKind(o.env, declared)
	}
	if kind == catalog.Workspace && declared != nil {
		return audit{}, console.Misuse("manifests declare scopes for bot and user tokens, and not for workspace tokens",
			"Compare the token with code alone, or use a bot or user token.")
	}
	a := audit{Drift: model.FindDrift(kind, declared, held, found.Uses), code: found}
	a.installURL, err = o.installURL(a, declared, tok)
	return a, err
}

// declared are the scopes of the manifest; nil when none is named.
func (o *driftOptions) declared(ctx context.Context) (*model.Declared, error) {
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

// refuse refuses a token that does not tell what it holds, where that was to be compared.
func (o *driftOptions) refuse(declared *model.Declared, held *model.Permissions) error {
	switch {
	case held == nil && (declared == nil || len(o.code) == 0):
		return console.Misuse("without that token there is nothing to compare with",
			"Set SLACK_TOKEN to a bot or user token, or name a stored team with --team.")
	case held != nil && held.ScopesUntold:
		return &console.Failure{
			ErrorCode: "scopes_untold", Exit: console.StatusRefused, What: "Slack did not say which scopes the token holds, so they cannot be compared",
			Next: "Ask Slack itself, without a proxy that may drop the header x-oauth-scopes, or leave the token away.",
		}
	}
	return nil
}

// declaredKind is the kind of token to compare where neither a token nor --kind
// says: bot, unless the manifest declares scopes for users only.
func declaredKind(env *console.Environment, d *model.Declared) catalog.TokenKind {
	bot, user := len(d.Bot)+len(d.BotOptional) > 0, len(d.User)+len(d.UserOptional) > 0
	switch {
	case user && !bot:
		return catalog.UserToken
	case user:
		console.Note(env, "the manifest declares scopes of bot and user: those of the bot are compared, and with --kind user the others")
	}
	return catalog.Bot
}

// installURL is Slack's page that installs the app with what it lacks.
func (o *driftOptions) installURL(a audit, declared *model.Declared, token token.Selection) (string, error) {
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
	half := &install.Bot
	if a.Kind == catalog.UserToken {
		half = &install.User
	}
	for _, s := range lacking {
		if !slices.Contains(*half, s) {
			*half = append(*half, s)
		}
	}
	return slackapi.AuthorizeV2URL(cmp.Or(token.ApiURL, o.tokens.Chosen(o.env), slackapi.DefaultURL), clientID, install, "", "", "")
}
