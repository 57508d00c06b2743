package cli

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"periscope/cli/console"
	"periscope/cli/explore"
	"periscope/cli/listen"
	"periscope/cli/project"
	"periscope/cli/token"
	"periscope/keystore"
	"periscope/model"
	"periscope/model/catalog"
	"periscope/model/order"
	"periscope/slackapi"
)

// welcome is printed when no team is stored yet.
const welcome = `No teams are stored yet.

  periscope demo        explore made-up teams; nothing leaves this machine
  periscope team add    store a Slack token in your keyring, then run periscope
`

type exploreOptions struct {
	env         *console.Environment
	cmd         *cobra.Command
	team        string
	addr        string // to listen at; empty: nowhere
	api         token.APIFlag
	store       token.StoreFlag
	autoRefresh bool // renew tokens that run out
	// workspace is what to explore with a token of a whole organization in SLACK_TOKEN.
	workspace string
	// drift is what tokens are compared with.
	drift explore.DriftInputs
}

// newExploreCommand is periscope without a command: the explorer.
func newExploreCommand(env *console.Environment) *cobra.Command {
	opts := &exploreOptions{env: env, drift: explore.DriftInputs{Env: env}}
	cmd := &cobra.Command{
		Use:   "periscope",
		Short: "See what a Slack app may do, and where",
		Long: `Periscope shows what a Slack app may do in a team, and in which channels,
conversations and for which people. Without a command it opens the teams you
stored with "periscope team add"; with SLACK_TOKEN set, that token's team as well.`,
		Example: `  periscope demo
  periscope --team acme/workspace
  pass slack/acme | periscope info --token-stdin --json`,
		Args: console.NoArguments,
		RunE: func(cmd *cobra.Command, _ []string) error { return opts.run(cmd.Context()) },
	}
	opts.cmd = cmd
	opts.api.Register(cmd)
	opts.store.Register(cmd)
	token.RegisterTeam(cmd, env, &opts.team, "`KEY` of the stored team to show first (see: periscope team list)")
	listen.RegisterFlag(cmd, &opts.addr)
	token.RegisterAutoRefresh(cmd, &opts.autoRefresh)
	explore.RegisterNoMouse(cmd.Flags(), env)
	token.RegisterWorkspace(cmd, &opts.workspace)
	project.RegisterManifest(cmd, &opts.drift.File, "show the drift between tokens and the app's manifest in `FILE` (key D)")
	project.RegisterCode(cmd, &opts.drift.Dirs, "compare tokens with the source code in `DIR`; may be given several times")
	explore.RegisterRecorded(cmd, &opts.drift.Recorded)
	return cmd
}

func (o *exploreOptions) run(ctx context.Context) error {
	if !o.env.CanExplore() {
		return console.NeedsTerminal(o.cmd, "--plain talks line by line, in a pipe too. For a result, use `periscope info --json`.")
	}
	at, err := o.takeAddress()
	if err != nil {
		return err
	}
	defer at.Close()
	if err := o.drift.Check(ctx); err != nil {
		return err
	}
	store, err := o.store.Open(o.env)
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
	if at == nil {
		return o.explore(ctx, o.stored(store, explore.NewSource(accounts, nil)))
	}
	stored, err := listen.StoredSigningSecret(ctx, store, o.team)
	if err != nil {
		return err
	}
	secret, err := listen.SigningSecret(o.env, stored)
	if err != nil {
		return err
	}
	l := at.Start(secret)
	defer l.Finish()
	l.WarnIfExposed(o.env)
	return o.explore(ctx, o.stored(store, explore.NewSource(accounts, l)))
}

// takeAddress takes the address of --listen; nil without the flag.
func (o *exploreOptions) takeAddress() (*listen.Address, error) {
	if o.addr == "" {
		return nil, nil //nolint:nilnil // nothing listens
	}
	return listen.Take(o.addr)
}

// explore runs the explorer. Where the chosen server is a running sandbox of this machine, its
// people can be acted as.
func (o *exploreOptions) explore(ctx context.Context, s *explore.StoredSource) error {
	if slack, is := explore.AsSandbox(ctx, s); is {
		return explore.Run(ctx, o.env, slack, "sandbox")
	}
	return explore.Run(ctx, o.env, s, "")
}

// stored adds to a source that teams can be stored and removed while they are explored.
func (o *exploreOptions) stored(store *token.Store, s *explore.Source) *explore.StoredSource {
	s.Timeout = o.env.Timeout
	return explore.NewStoredSource(s, o.env, store, explore.StoredOptions{
		APIURL: o.api.APIURL(o.env), AutoRefresh: o.autoRefresh, DriftInputs: o.drift,
	})
}

// accounts are the teams to show: the team of --team first, then that of SLACK_TOKEN,
// then the stored ones.
func (o *exploreOptions) accounts(ctx context.Context, store *token.Store) ([]explore.Account, error) {
	if o.team != "" {
		if _, err := store.Find(o.team); err != nil {
			return nil, err
		}
	}
	entries, err := store.List()
	if err != nil {
		return nil, err
	}
	var accounts []explore.Account
	if secret := o.env.Getenv("SLACK_TOKEN"); secret != "" {
		token, err := model.ParseToken(secret)
		if err != nil {
			return nil, model.About("SLACK_TOKEN", err)
		}
		a := explore.AccountOf("SLACK_TOKEN", token, cmp.Or(o.api.APIURL(o.env), slackapi.DefaultURL))
		a.ID = model.TeamID(o.workspace)
		accounts = append(accounts, a)
	}
	if err := store.UnlockFor(ctx, entries...); err != nil { // the explorer has the terminal for itself
		return nil, err
	}
	accounts = append(accounts, explore.StoredAccounts(store, o.shownEntries(entries), o.api.APIURL(o.env), o.autoRefresh)...)
	order.Stable(accounts, func(a, b explore.Account) int { return o.rank(a) - o.rank(b) })
	return accounts, nil
}

// shownEntries are the stored tokens to show. Configuration tokens only serve the
// others: one is shown if --team names it, or if nothing else is stored.
func (o *exploreOptions) shownEntries(entries []keystore.Entry) []keystore.Entry {
	shown := slices.DeleteFunc(slices.Clone(entries), func(e keystore.Entry) bool {
		return e.Kind == catalog.Configuration && e.Key != o.team
	})
	if len(shown) == 0 {
		return entries
	}
	return shown
}

func (o *exploreOptions) rank(a explore.Account) int {
	if a.Key == o.team {
		return 0
	}
	return 1
}
