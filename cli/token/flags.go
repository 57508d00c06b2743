package token

import (
	"cmp"
	"context"

	"github.com/spf13/cobra"

	"periscope/cli/console"
	"periscope/keystore"
)

// APIFlag chooses the server.
type APIFlag struct{ url string }

// Register adds the flag to a command.
func (f *APIFlag) Register(cmd *cobra.Command) {
	cmd.Flags().StringVar(&f.url, "api-url", "", "ask the Web API at `URL` (default $SLACK_API_URL, else Slack's own)")
}

// APIURL is the server that the user named, or empty.
func (f *APIFlag) APIURL(env *console.Environment) string {
	return cmp.Or(f.url, env.Getenv("SLACK_API_URL"))
}

// Flags choose a token and the server that it belongs to.
type Flags struct {
	APIFlag
	Store StoreFlag
	Team  string // the key of the stored team
	Stdin bool   // the token is piped in
	// AutoRefresh renews a stored token that has run out, or is about to.
	AutoRefresh bool
	// workspace is the one to read with a token of a whole organization.
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
// a passphrase is asked for once. A key that is not stored is no error yet. The caller
// calls done at the end.
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
	return store.lock, nil
}

// Register adds the flags to a command, but for --auto-refresh, which not every
// command has.
func (f *Flags) Register(cmd *cobra.Command, env *console.Environment) {
	f.APIFlag.Register(cmd)
	f.Store.Register(cmd)
	RegisterTeam(cmd, env, &f.Team, "`KEY` of the stored team whose token to use (see: periscope team list)")
	RegisterStdin(cmd, &f.Stdin)
	RegisterWorkspace(cmd, &f.workspace)
}

// RegisterStdin adds the flag that has the token piped in.
func RegisterStdin(cmd *cobra.Command, stdin *bool) {
	cmd.Flags().BoolVar(stdin, "token-stdin", false, "read the token from standard input")
}

// RegisterTeam adds the flag that chooses a stored team by its key.
func RegisterTeam(cmd *cobra.Command, env *console.Environment, key *string, usage string) {
	cmd.Flags().StringVar(key, "team", "", usage)
	_ = cmd.RegisterFlagCompletionFunc("team", CompleteKeys(env)) // fails only for a flag that does not exist
}

// Given reports whether the command line or the environment names a token.
func (f *Flags) Given(env *console.Environment) bool {
	return f.Stdin || f.Team != "" || env.Getenv("SLACK_TOKEN") != ""
}

// CompleteKeys completes the keys of stored teams. It reads the list of teams only.
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
