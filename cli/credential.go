package cli

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"periscope/keystore"
	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi"
)

// apiFlag chooses the server.
type apiFlag struct{ url string }

func (f *apiFlag) register(cmd *cobra.Command) {
	cmd.Flags().StringVar(&f.url, "api-url", "", "ask the Web API at `URL` (default $SLACK_API_URL, else Slack's own)")
}

// chosen is the server that the user named, or empty.
func (f *apiFlag) chosen(env *Environment) string {
	return cmp.Or(f.url, env.Getenv("SLACK_API_URL"))
}

// tokenFlags choose a token and the server that it belongs to.
type tokenFlags struct {
	apiFlag
	store storeFlag
	team  string
	stdin bool
	// autoRefresh renews a stored token that has run out, or is about to.
	autoRefresh bool
	// workspace is what to read with a token of a whole organization.
	workspace string
	// opened is the store while it is kept open for several tokens; else nil.
	opened *teams
}

// open is the store that the command line chooses.
func (f *tokenFlags) open(env *Environment) (*teams, error) {
	if f.opened != nil {
		return f.opened, nil
	}
	return f.store.open(env)
}

// keepOpen keeps the store open for a command that needs several tokens, so that
// a passphrase is asked for once. Keys that are not stored are left to whoever
// looks for them. The caller calls done at the end.
func (f *tokenFlags) keepOpen(ctx context.Context, env *Environment, keys ...string) (done func(), err error) {
	store, err := f.store.open(env)
	if err != nil {
		return nil, err
	}
	var entries []keystore.Entry
	for _, key := range keys {
		if e, err := store.Find(key); err == nil {
			entries = append(entries, e)
		}
	}
	if err := store.unlockFor(ctx, entries...); err != nil {
		return nil, err
	}
	f.opened = store
	return func() {
		if store.file != nil {
			store.file.Lock()
		}
	}, nil
}

func (f *tokenFlags) register(cmd *cobra.Command, env *Environment) {
	f.apiFlag.register(cmd)
	f.store.register(cmd.Flags())
	registerTeam(cmd, env, &f.team, "`KEY` of the stored team whose token to use (see: periscope team list)")
	registerStdin(cmd, &f.stdin)
	registerWorkspace(cmd, &f.workspace)
}

func registerStdin(cmd *cobra.Command, stdin *bool) {
	cmd.Flags().BoolVar(stdin, "token-stdin", false, "read the token from standard input")
}

func registerTeam(cmd *cobra.Command, env *Environment, key *string, usage string) {
	cmd.Flags().StringVar(key, "team", "", usage)
	_ = cmd.RegisterFlagCompletionFunc("team", completeKeys(env)) // fails only for a flag that does not exist
}

// namedToken is the token that the command line and the environment name.
type namedToken struct {
	model.Token
	kind   catalog.TokenKind // as it is stored, else as far as the prefix tells
	apiURL string
	entry  keystore.Entry // zero unless it is stored
	// workspace is the one that is meant, if the token is of an organization.
	workspace model.TeamID
	// signing is the signing secret that is stored beside it, if there is one.
	signing model.SigningSecret
}

// client is a client for the token. What it waits for is told.
func (t namedToken) client(env *Environment) (*slackapi.Client, error) {
	return slackapi.New(t.apiURL, t.Token, slackapi.OnWait(tellWait(env)), inWorkspace(t.workspace))
}

// find finds the one token that the command line and the environment name:
// --token-stdin, SLACK_TOKEN, --team, or the only one that is stored.
func (f *tokenFlags) find(ctx context.Context, env *Environment) (namedToken, error) {
	var named []string
	for _, source := range []struct {
		name string
		used bool
	}{
		{"--token-stdin", f.stdin},
		{"SLACK_TOKEN", env.Getenv("SLACK_TOKEN") != ""},
		{"--team", f.team != ""},
	} {
		if source.used {
			named = append(named, source.name)
		}
	}
	switch {
	case len(named) > 1:
		return namedToken{}, usage("both "+strings.Join(named, " and ")+" name a token",
			"Leave one of them away.")
	case f.stdin:
		token, err := readToken(ctx, env)
		return f.atHand(env, token), err
	case len(named) == 1 && f.team == "":
		token, err := model.ParseToken(env.Getenv("SLACK_TOKEN"))
		if err != nil {
			err = model.About("SLACK_TOKEN", err)
		}
		return f.atHand(env, token), err
	}
	return f.stored(ctx, env)
}

// atHand is a token that is not stored.
func (f *tokenFlags) atHand(env *Environment, token model.Token) namedToken {
	return namedToken{
		Token: token, kind: token.Kind(), apiURL: cmp.Or(f.chosen(env), slackapi.DefaultURL), workspace: model.TeamID(f.workspace),
	}
}

// named reports whether the command line or the environment names a token.
func (f *tokenFlags) named(env *Environment) bool {
	return f.stdin || f.team != "" || env.Getenv("SLACK_TOKEN") != ""
}

// stored reads the token of the team that --team names, or of the only one there is.
func (f *tokenFlags) stored(ctx context.Context, env *Environment) (namedToken, error) {
	store, err := f.open(env)
	if err != nil {
		return namedToken{}, err
	}
	entry, err := f.entry(store.Store)
	if err != nil {
		return namedToken{}, err
	}
	t := namedToken{
		kind: entry.Kind, apiURL: cmp.Or(f.chosen(env), entry.APIURL, slackapi.DefaultURL), entry: entry,
		workspace: cmp.Or(model.TeamID(f.workspace), entry.TeamID),
	}
	c, err := store.usable(ctx, entry, t.apiURL, f.autoRefresh)
	t.Token, t.signing = c.Token, c.Signing
	return t, err
}

func (f *tokenFlags) entry(store *keystore.Store) (keystore.Entry, error) {
	if f.team != "" {
		return store.Find(f.team)
	}
	entries, err := store.List()
	switch {
	case err != nil:
		return keystore.Entry{}, err
	case len(entries) == 0:
		return keystore.Entry{}, usage("no token was given, and no team is stored",
			"Pipe a token in with --token-stdin, set SLACK_TOKEN, or store one with `periscope team add`.")
	case len(entries) > 1:
		return keystore.Entry{}, usage(fmt.Sprintf("%d teams are stored, and none was chosen", len(entries)),
			"Choose one with --team: "+strings.Join(keysOf(entries), ", ")+".")
	}
	return entries[0], nil
}

func keysOf(entries []keystore.Entry) []string {
	keys := make([]string, len(entries))
	for i, e := range entries {
		keys[i] = e.Key
	}
	return keys
}

// readToken reads a token that is piped in. On a terminal it would be shown as
// it is typed.
func readToken(ctx context.Context, env *Environment) (model.Token, error) {
	if env.InTerminal {
		return model.Token{}, usage("--token-stdin reads a token that is piped in, and standard input is a terminal",
			"Pipe the token in, as in `pass slack | periscope info --token-stdin`.")
	}
	pasted, err := readAll(ctx, env.In)
	if err != nil {
		return model.Token{}, fmt.Errorf("reading the token from standard input: %w", err)
	}
	return model.ParseToken(pasted)
}

// completeKeys completes the keys of stored teams. It asks no keyring and nobody.
func completeKeys(env *Environment) cobra.CompletionFunc {
	return func(_ *cobra.Command, args []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
		store, err := env.open("")
		if err != nil || len(args) > 0 {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		entries, _ := store.List() // a list that cannot be read completes nothing
		var keys []cobra.Completion
		for _, e := range entries {
			keys = append(keys, cobra.CompletionWithDesc(e.Key, e.TeamName))
		}
		return keys, cobra.ShellCompDirectiveNoFileComp
	}
}
