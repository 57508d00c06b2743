package cli

import (
	"cmp"
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"periscope/keystore"
	"periscope/model"
	"periscope/slackapi"
)

type teamAddOptions struct {
	env     *Environment
	cmd     *cobra.Command
	api     apiFlag
	store   *storeFlag
	stdin   bool
	rotates bool
	oauth   oauthOptions
	name    string
	replace bool
}

func newTeamAddCommand(env *Environment, store *storeFlag) *cobra.Command {
	opts := &teamAddOptions{env: env, store: store}
	cmd := &cobra.Command{
		Use:   "add",
		Short: "Store a token, after asking Slack whose it is",
		Long: `Store a token, after asking Slack whose it is. The token is asked for without
showing it, or read from standard input; it is never an argument.

It goes to your keyring. Where there is none you are asked whether to keep it in
an encrypted file or in memory, or --store decides. With --store memory nothing is
stored: the explorer opens with the team, and forgets it when you leave.

A team may have several tokens. Each has a name, by default its kind, as in
"acme/bot"; --name gives it another.

With --rotating it asks for a workspace token that runs out (xoxa-2) together with
its refresh token, client id and client secret, and keeps them as one. With
--token-stdin as well, these are four lines in this order. The client secret may
also be in SLACK_CLIENT_SECRET.

With --oauth there is no token to paste: Slack's page opens in your browser, and
when you have approved there the code comes back to this machine and is exchanged
for a token. List http://` + callbackAddr + `/ among the app's redirect URLs, or choose
another address with --callback. Over SSH the page's URL is printed.`,
		Example: `  periscope team add
  pass slack/acme | periscope team add --token-stdin
  periscope team add --store file --name deploy
  periscope team add --rotating
  periscope team add --oauth --client-id 12.34 --scopes channels:read,users:read`,
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error { return opts.run(cmd.Context()) },
	}
	opts.cmd = cmd
	opts.api.register(cmd)
	registerStdin(cmd, &opts.stdin)
	cmd.Flags().BoolVar(&opts.rotates, "rotating", false, "store a token that runs out, with what renews it")
	opts.oauth.register(cmd)
	cmd.Flags().StringVar(&opts.name, "name", "", "call the token `NAME`, as in acme/NAME (default its kind)")
	cmd.Flags().BoolVar(&opts.replace, "replace", false, "replace the token of this name, or of this kind, that the team already has")
	return cmd
}

func (o *teamAddOptions) run(ctx context.Context) error {
	place, err := o.check()
	if err != nil {
		return err
	}
	add, err := o.ask(ctx)
	if err != nil {
		return err
	}
	add.Store = cmp.Or(place, keystore.PlaceKeyring)
	return o.keep(ctx, add, place != "")
}

// check refuses what cannot work before a token is asked for. It returns the
// place that the user chose, or none.
func (o *teamAddOptions) check() (keystore.Place, error) {
	if err := refuseReadOnly(o.env, "store tokens"); err != nil {
		return "", err
	}
	place, err := o.store.chosen(o.env)
	switch {
	case err != nil:
		return "", err
	case o.oauth.on && (o.stdin || o.rotates):
		return "", usage("--oauth brings the token itself", "Leave --token-stdin and --rotating away.")
	case o.name != "" && keystore.CheckName(o.name) != nil:
		return "", keystore.CheckName(o.name)
	case place == keystore.PlaceMemory && !o.canExplore():
		return "", memoryNeedsTerminal(o.cmd)
	}
	if o.oauth.on {
		return place, o.oauth.check()
	}
	return place, nil
}

func (o *teamAddOptions) canExplore() bool { return o.env.InTerminal && o.env.OutTerminal }

// memoryNeedsTerminal is the refusal to keep a token in memory for a run that
// ends at once.
func memoryNeedsTerminal(cmd *cobra.Command) error {
	return needsTerminal(cmd, "Memory lasts for one run, so it opens the explorer. "+
		"To use a token once, pipe it to `periscope info --token-stdin`.")
}

// ask asks for the token, and Slack whose it is.
func (o *teamAddOptions) ask(ctx context.Context) (keystore.Addition, error) {
	apiURL := cmp.Or(o.api.chosen(o.env), slackapi.DefaultURL)
	c, err := o.credential(ctx, apiURL)
	if err != nil {
		return keystore.Addition{}, err
	}
	if err := keystore.Storable(c.Token.Kind()); err != nil {
		return keystore.Addition{}, err
	}
	return o.addition(ctx, c, apiURL)
}

// credential comes by a token in the way that the flags say.
func (o *teamAddOptions) credential(ctx context.Context, apiURL string) (keystore.Credential, error) {
	switch {
	case o.oauth.on:
		return o.oauth.install(ctx, o.env, apiURL)
	case o.rotates:
		return o.pair(ctx)
	}
	token, err := o.token(ctx)
	return keystore.Credential{Token: token}, err
}

// token asks for the token, or reads the one that is piped in.
func (o *teamAddOptions) token(ctx context.Context) (model.Token, error) {
	switch {
	case o.stdin:
		return readToken(ctx, o.env)
	case !o.env.InTerminal:
		return model.Token{}, usage("there is no terminal to ask for the token on",
			"Pipe the token in and add --token-stdin.")
	}
	typed, err := o.env.askSecret(ctx, "Token (not shown as you type or paste): ")
	if err != nil {
		return model.Token{}, fmt.Errorf("reading the token: %w", err)
	}
	return model.ParseToken(typed)
}
