package token

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"periscope/cli/console"
	"periscope/keystore"
	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi"
)

// APIFlag chooses the server.
type APIFlag struct{ url string }

func (f *APIFlag) Register(cmd *cobra.Command) {
	cmd.Flags().StringVar(&f.url, "api-url", "", "ask the Web API at `URL` (default $SLACK_API_URL, else Slack's own)")
}

// Chosen is the server that the user named, or empty.
func (f *APIFlag) Chosen(env *console.Environment) string {
	return cmp.Or(f.url, env.Getenv("SLACK_API_URL"))
}

// Flags choose a token and the server that it belongs to.
type Flags struct {
	APIFlag
	Store StoreFlag
	Team  string
	Stdin bool
	// autoRefresh renews a stored token that has run out, or is about to.
	AutoRefresh bool
	// workspace is what to read with a token of a whole organization.
	workspace string
	// opened is the store while it is kept open for several tokens; else nil.
	opened *Store
}

// Open is the store that the command line chooses.
func (f *Flags) Open(env *console.Environment) (*Store, error) {
	if f.opened != nil {
		return f.opened, nil
	}
	return f.Store.Open(env)
}

// KeepOpen keeps the store open for a command that needs several tokens, so that
// a passphrase is asked for once. Keys that are not stored are left to whoever
// looks for them. The caller calls done at the end.
func (f *Flags) KeepOpen(ctx context.Context, env *console.Environment, keys ...string) (done func(), err error) {
	store, err := f.Store.Open(env)
	if err != nil {
		return nil, err
	}
	var entries []keystore.Entry
	for _, key := range keys {
		if e, err := store.Find(key); err == nil {
			entries = append(entries, e)
		}
	}
	if err := store.UnlockFor(ctx, entries...); err != nil {
		return nil, err
	}
	f.opened = store
	return func() {
		if store.File != nil {
			store.File.Lock()
		}
	}, nil
}

func (f *Flags) Register(cmd *cobra.Command, env *console.Environment) {
	f.APIFlag.Register(cmd)
	f.Store.Register(cmd.Flags())
	RegisterTeam(cmd, env, &f.Team, "`KEY` of the stored team whose token to use (see: periscope team list)")
	RegisterStdin(cmd, &f.Stdin)
	RegisterWorkspace(cmd, &f.workspace)
}

func RegisterStdin(cmd *cobra.Command, stdin *bool) {
	cmd.Flags().BoolVar(stdin, "token-stdin", false, "read the token from standard input")
}

func RegisterTeam(cmd *cobra.Command, env *console.Environment, key *string, usage string) {
	cmd.Flags().StringVar(key, "team", "", usage)
	_ = cmd.RegisterFlagCompletionFunc("team", CompleteKeys(env)) // fails only for a flag that does not exist
}

// Selection is the token that the command line and the environment name.
type Selection struct {
	model.Token
	Kind   catalog.TokenKind // as it is stored, else as far as the prefix tells
	ApiURL string
	Entry  keystore.Entry // zero unless it is stored
	// workspace is the one that is meant, if the token is of an organization.
	workspace model.TeamID
	// signing is the signing secret that is stored beside it, if there is one.
	Signing model.SigningSecret
}

// Client is a client for the token. What it waits for is told.
func (t Selection) Client(env *console.Environment) (*slackapi.Client, error) {
	return slackapi.New(t.ApiURL, t.Token, slackapi.OnWait(console.TellWait(env)), InWorkspace(t.workspace))
}

// Find finds the one token that the command line and the environment name:
// --token-stdin, SLACK_TOKEN, --team, or the only one that is stored.
func (f *Flags) Find(ctx context.Context, env *console.Environment) (Selection, error) {
	var named []string
	for _, source := range []struct {
		name string
		used bool
	}{
		{"--token-stdin", f.Stdin},
		{"SLACK_TOKEN", env.Getenv("SLACK_TOKEN") != ""},
		{"--team", f.Team != ""},
	} {
		if source.used {
			named = append(named, source.name)
		}
	}
	switch {
	case len(named) > 1:
		return Selection{}, console.Misuse("both "+strings.Join(named, " and ")+" name a token",
			"Leave one of them away.")
	case f.Stdin:
		token, err := ReadPiped(ctx, env)
		return f.atHand(env, token), err
	case len(named) == 1 && f.Team == "":
		token, err := model.ParseToken(env.Getenv("SLACK_TOKEN"))
		if err != nil {
			err = fmt.Errorf("SLACK_TOKEN: %w", err)
		}
		return f.atHand(env, token), err
	}
	return f.Stored(ctx, env)
}

// atHand is a token that is not stored.
func (f *Flags) atHand(env *console.Environment, token model.Token) Selection {
	return Selection{
		Token: token, Kind: token.Kind(), ApiURL: cmp.Or(f.Chosen(env), slackapi.DefaultURL), workspace: model.TeamID(f.workspace),
	}
}

// Given reports whether the command line or the environment names a token.
func (f *Flags) Given(env *console.Environment) bool {
	return f.Stdin || f.Team != "" || env.Getenv("SLACK_TOKEN") != ""
}

// Stored reads the token of the team that --team names, or of the only one there is.
func (f *Flags) Stored(ctx context.Context, env *console.Environment) (Selection, error) {
	store, err := f.Open(env)
	if err != nil {
		return Selection{}, err
	}
	entry, err := f.entry(store.Store)
	if err != nil {
		return Selection{}, err
	}
	t := Selection{
		Kind: entry.Kind, ApiURL: cmp.Or(f.Chosen(env), entry.APIURL, slackapi.DefaultURL), Entry: entry,
		workspace: cmp.Or(model.TeamID(f.workspace), entry.TeamID),
	}
	c, err := store.UsableCredential(ctx, entry, t.ApiURL, f.AutoRefresh)
	t.Token, t.Signing = c.Token, c.Signing
	return t, err
}

func (f *Flags) entry(store *keystore.Store) (keystore.Entry, error) {
	if f.Team != "" {
		return store.Find(f.Team)
	}
	entries, err := store.List()
	switch {
	case err != nil:
		return keystore.Entry{}, err
	case len(entries) == 0:
		return keystore.Entry{}, console.Misuse("no token was given, and no team is stored",
			"Pipe a token in with --token-stdin, set SLACK_TOKEN, or store one with `periscope team add`.")
	case len(entries) > 1:
		return keystore.Entry{}, console.Misuse(fmt.Sprintf("%d teams are stored, and none was chosen", len(entries)),
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

// ReadPiped reads a token that is piped in. On a terminal it would be shown as
// it is typed.
func ReadPiped(ctx context.Context, env *console.Environment) (model.Token, error) {
	if env.InTerminal {
		return model.Token{}, console.Misuse("--token-stdin reads a token that is piped in, and standard input is a terminal",
			"Pipe the token in, as in `pass slack | periscope info --token-stdin`.")
	}
	pasted, err := console.ReadAll(ctx, env.In)
	if err != nil {
		return model.Token{}, fmt.Errorf("reading the token from standard input: %w", err)
	}
	return model.ParseToken(pasted)
}

// CompleteKeys completes the keys of stored teams. It asks no keyring and nobody.
func CompleteKeys(env *console.Environment) cobra.CompletionFunc {
	return func(_ *cobra.Command, args []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
		store, err := OpenStore(env, "")
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
