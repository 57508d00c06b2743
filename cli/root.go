package cli

import (
	"cmp"
	"context"
	"fmt"
	"runtime/debug"
	"slices"

	"github.com/spf13/cobra"

	"periscope/keystore"
	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi"
	"periscope/ui"
)

// welcome is for whoever has stored no team yet.
const welcome = `No teams are stored yet.

  periscope demo        explore made-up teams; nothing leaves this machine
  periscope team add    store a Slack token in your keyring, then run periscope
`

type exploreOptions struct {
	env  *Environment
	cmd  *cobra.Command
	team string
	addr string // to listen at; empty: nowhere
	api  apiFlag
	from storeFlag
	auto bool // renew tokens that run out
	// workspace is what to explore with a token of a whole organization in SLACK_TOKEN.
	workspace string
	// audit is what tokens are compared with.
	audit auditing
}

// newRootCommand is the whole command tree. The root itself is the explorer.
func newRootCommand(env *Environment) *cobra.Command {
	opts := &exploreOptions{env: env, audit: auditing{env: env}}
	cmd := &cobra.Command{
		Use:   "periscope",
		Short: "See what a Slack app may do, and where",
		Long: `Periscope shows what a Slack app may do in a team, and in which channels,
conversations and for which people. Without a command it opens the teams you
stored with "periscope team add"; with SLACK_TOKEN set, that token's team as well.`,
		Example: `  periscope demo
  periscope --team acme/workspace
  pass slack/acme | periscope info --token-stdin --json`,
		Args:          noArguments,
		SilenceErrors: true,
		SilenceUsage:  true,
		Version:       readVersion().String(),
		RunE:          func(cmd *cobra.Command, _ []string) error { return opts.run(cmd.Context()) },
	}
	opts.cmd = cmd
	opts.api.register(cmd)
	opts.from.register(cmd.Flags())
	registerReadOnly(cmd, env)
	registerTeam(cmd, env, &opts.team, "`KEY` of the stored team to show first (see: periscope team list)")
	registerListen(cmd, &opts.addr)
	registerAutoRefresh(cmd, &opts.auto)
	registerWorkspace(cmd, &opts.workspace)
	registerManifest(cmd, &opts.audit.file, "compare tokens with the app's manifest in `FILE`, in the view of D")
	registerCode(cmd, &opts.audit.dirs, "compare tokens with the source code in `DIR`; may be given several times")
	cmd.SetFlagErrorFunc(flagError)
	cmd.SetHelpCommand(newHelpCommand())
	cmd.SetVersionTemplate("periscope {{.Version}}\n")
	cmd.AddCommand(
		newDemoCommand(env),
		newTeamCommand(env),
		newInfoCommand(env),
		newNeedsCommand(env),
		newCheckCommand(env),
		newDiffCommand(env),
		newDriftCommand(env),
		newRequestCommand(env),
		newSandboxCommand(env),
		newVersionCommand(env),
		newCompletionCommand(env),
		newManCommand(env),
	)
	return cmd
}

func (o *exploreOptions) run(ctx context.Context) error {
	if !o.env.InTerminal || !o.env.OutTerminal {
		return needsTerminal(o.cmd, "For output that can be piped, use `periscope info --json`.")
	}
	store, err := o.from.open(o.env)
	if err != nil {
		return err
	}
	accounts, err := o.accounts(ctx, store)
	if err != nil {
		return err
	}
	if len(accounts) == 0 {
		_, err := fmt.Fprint(o.env.Out, welcome)
		return err
	}
	if o.addr == "" {
		return explore(ctx, o.env, o.keep(store, newSource(accounts, nil)), "")
	}
	stored, err := storedSigning(ctx, store, o.team)
	if err != nil {
		return err
	}
	secret, err := signingSecret(o.env, stored)
	if err != nil {
		return err
	}
	l, err := hear(o.addr, secret)
	if err != nil {
		return err
	}
	defer l.finish()
	return explore(ctx, o.env, o.keep(store, newSource(accounts, l)), "")
}

// keep lets teams be stored and removed while they are explored.
func (o *exploreOptions) keep(store *teams, s *source) *keptSource {
	return &keptSource{s, o.env, store, cmp.Or(store.only, keystore.PlaceKeyring), o.api.chosen(o.env), o.auto, o.audit}
}

// accounts are the teams to show: the one of SLACK_TOKEN, then the stored ones,
// with the team that was asked for before all others.
func (o *exploreOptions) accounts(ctx context.Context, store *teams) ([]account, error) {
	if o.team != "" {
		if _, err := store.Find(o.team); err != nil {
			return nil, err
		}
	}
	entries, err := store.List()
	if err != nil {
		return nil, err
	}
	var accounts []account
	if secret := o.env.Getenv("SLACK_TOKEN"); secret != "" {
		token, err := model.ParseToken(secret)
		if err != nil {
			return nil, model.About("SLACK_TOKEN", err)
		}
		a := accountOf("SLACK_TOKEN", token, cmp.Or(o.api.chosen(o.env), slackapi.DefaultURL))
		a.ID = model.TeamID(o.workspace)
		accounts = append(accounts, a)
	}
	if err := store.unlockFor(ctx, entries...); err != nil { // the explorer has the terminal for itself
		return nil, err
	}
	accounts = append(accounts, storedAccounts(store, o.explored(entries), o.api.chosen(o.env), o.auto)...)
	slices.SortStableFunc(accounts, func(a, b account) int { return o.rank(a) - o.rank(b) })
	return accounts, nil
}

// explored are the stored tokens to show. Configuration tokens are there for the
// others: they are shown only where one is asked for, or nothing else is stored.
func (o *exploreOptions) explored(entries []keystore.Entry) []keystore.Entry {
	shown := slices.DeleteFunc(slices.Clone(entries), func(e keystore.Entry) bool {
		return e.Kind == catalog.Configuration && e.Key != o.team
	})
	if len(shown) == 0 {
		return entries
	}
	return shown
}

func (o *exploreOptions) rank(a account) int {
	if a.Key == o.team {
		return 0
	}
	return 1
}

// accountOf is the account of a token that is at hand.
func accountOf(key string, token model.Token, apiURL string) account {
	return account{
		Team:   ui.Team{Key: key, Kind: token.Kind(), Token: token.String()},
		apiURL: apiURL,
		token:  func(context.Context) (model.Token, error) { return token, nil },
	}
}

// storedAccounts are the accounts of stored tokens, at the server that the user
// chose or at their own. With auto, those that run out are renewed without being asked.
func storedAccounts(store *teams, entries []keystore.Entry, chosen string, auto bool) []account {
	var accounts []account
	for _, e := range entries {
		a := account{
			Team:   ui.Team{Key: e.Key, Name: e.TeamName, ID: e.TeamID, Kind: e.Kind, Token: e.Redacted},
			apiURL: cmp.Or(chosen, e.APIURL, slackapi.DefaultURL),
			token:  func(ctx context.Context) (model.Token, error) { return store.Store.Token(ctx, e.Key) },
			appID:  e.AppID, clientID: e.ClientID,
		}
		if e.Rotates {
			a.rotating = &rotating{store: store, entry: e, apiURL: a.apiURL, auto: auto}
			a.token = a.rotating.token
		}
		accounts = append(accounts, a)
	}
	return accounts
}

// exploreGC makes the collector run far earlier than it would by itself: most of
// the heap is names that stay, and with 100,000 of them the default lets it grow
// by as much again. The collector has the time between two keys.
const exploreGC = 10

// explore runs the terminal program. That it was told to end from outside is
// not an error to it, but it is one to our caller.
func explore(ctx context.Context, env *Environment, from ui.Source, mode string) error {
	defer debug.SetGCPercent(debug.SetGCPercent(exploreGC))
	err := env.Explore(ctx, from, ui.Options{Mode: mode, ReadOnly: env.ReadOnly, In: env.In, Out: env.Out, Environ: env.Environ})
	return cmp.Or(err, context.Cause(ctx))
}
