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
	"periscope/cli/team"
	"periscope/cli/token"
	"periscope/keystore"
	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi"
)

// welcome is for whoever has stored no team yet.
const welcome = `No teams are stored yet.

  periscope demo        explore made-up teams; nothing leaves this machine
  periscope team add    store a Slack token in your keyring, then run periscope
`

type exploreOptions struct {
	env  *console.Environment
	cmd  *cobra.Command
	team string
	addr string // to listen at; empty: nowhere
	api  token.APIFlag
	from token.StoreFlag
	auto bool // renew tokens that run out
	// workspace is what to explore with a token of a whole organization in SLACK_TOKEN.
	workspace string
	// audit is what tokens are compared with.
	audit explore.DriftInputs
}

// newRootCommand is the whole command tree. The root itself is the explorer.
func newRootCommand(env *console.Environment) *cobra.Command {
	opts := &exploreOptions{env: env, audit: explore.DriftInputs{Env: env}}
	cmd := &cobra.Command{
		Use:   "periscope",
		Short: "See what a Slack app may do, and where",
		Long: `Periscope shows what a Slack app may do in a team, and in which channels,
conversations and for which people. Without a command it opens the teams you
stored with "periscope team add"; with SLACK_TOKEN set, that token's team as well.`,
		Example: `  periscope demo
  periscope --team acme/workspace
  pass slack/acme | periscope info --token-stdin --json`,
		Args:          console.NoArguments,
		SilenceErrors: true,
		SilenceUsage:  true,
		Version:       readVersion().String(),
		RunE:          func(cmd *cobra.Command, _ []string) error { return opts.run(cmd.Context()) },
	}
	opts.cmd = cmd
	opts.api.Register(cmd)
	opts.from.Register(cmd.Flags())
	console.RegisterReadOnly(cmd, env)
	token.RegisterTeam(cmd, env, &opts.team, "`KEY` of the stored team to show first (see: periscope team list)")
	listen.RegisterFlag(cmd, &opts.addr)
	token.RegisterAutoRefresh(cmd, &opts.auto)
	token.RegisterWorkspace(cmd, &opts.workspace)
	project.RegisterManifest(cmd, &opts.audit.File, "compare tokens with the app's manifest in `FILE`, in the view of D")
	project.RegisterCode(cmd, &opts.audit.Dirs, "compare tokens with the source code in `DIR`; may be given several times")
	cmd.SetFlagErrorFunc(console.FlagError)
	cmd.SetHelpCommand(newHelpCommand())
	cmd.SetVersionTemplate("periscope {{.Version}}\n")
	cmd.AddCommand(
		newDemoCommand(env),
		team.NewCommand(env),
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
		return console.NeedsTerminal(o.cmd, "For output that can be piped, use `periscope info --json`.")
	}
	store, err := o.from.Open(o.env)
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
		return explore.Run(ctx, o.env, o.keep(store, explore.NewSource(accounts, nil)), "")
	}
	stored, err := listen.StoredSigningSecret(ctx, store, o.team)
	if err != nil {
		return err
	}
	secret, err := listen.SigningSecret(o.env, stored)
	if err != nil {
		return err
	}
	l, err := listen.ToSlack(o.addr, secret)
	if err != nil {
		return err
	}
	defer l.Finish()
	return explore.Run(ctx, o.env, o.keep(store, explore.NewSource(accounts, l)), "")
}

// keep lets teams be stored and removed while they are explored.
func (o *exploreOptions) keep(store *token.Store, s *explore.Source) *explore.StoredSource {
	return &explore.StoredSource{Source: s, Env: o.env, Tokens: store, Place: cmp.Or(store.Only, keystore.PlaceKeyring), ApiURL: o.api.Chosen(o.env), AutoRefresh: o.auto, Audit: o.audit}
}

// accounts are the teams to show: the one of SLACK_TOKEN, then the stored ones,
// with the team that was asked for before all others.
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
			return nil, fmt.Errorf("SLACK_TOKEN: %w", err)
		}
		a := explore.AccountOf("SLACK_TOKEN", token, cmp.Or(o.api.Chosen(o.env), slackapi.DefaultURL))
		a.ID = model.TeamID(o.workspace)
		accounts = append(accounts, a)
	}
	if err := store.UnlockFor(ctx, entries...); err != nil { // the explorer has the terminal for itself
		return nil, err
	}
	accounts = append(accounts, explore.StoredAccounts(store, o.explored(entries), o.api.Chosen(o.env), o.auto)...)
	slices.SortStableFunc(accounts, func(a, b explore.Account) int { return o.rank(a) - o.rank(b) })
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

func (o *exploreOptions) rank(a explore.Account) int {
	if a.Key == o.team {
		return 0
	}
	return 1
}
