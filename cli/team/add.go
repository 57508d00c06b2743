package team

import (
	"cmp"
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"periscope/cli/console"
	"periscope/cli/explore"
	"periscope/cli/install"
	"periscope/cli/token"
	"periscope/keystore"
	"periscope/model"
	"periscope/model/catalog"
)

type addOptions struct {
	env      *console.Environment
	saver    *token.Saver
	api      token.APIFlag
	stdin    bool
	rotates  bool
	oauth    install.OAuthFlags
	clientID string
	// workspace is where to store a token of a whole organization.
	workspace string
}

func newAddCommand(env *console.Environment, store *token.StoreFlag) *cobra.Command {
	opts := &addOptions{env: env, saver: token.NewSaver(env, store)}
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

With --rotating it asks for a token that runs out (xoxe.xoxb, xoxe.xoxp, xoxa-2)
together with its refresh token, client id and client secret, and keeps them as
one. With --token-stdin as well, these are four lines in this order; of a
configuration token they are the first two. The client secret may also be in
` + console.ClientSecretVar + `, and is empty for an app that uses PKCE.

With --oauth there is no token to paste: Slack's page opens in your browser, and
when you have approved there the code comes back to this machine and is exchanged
for a token: of a workspace app, or with --kind of an app's bot or of yourself. The
token of a workspace app lasts, or, with --rotating, an hour. List
http://` + console.DefaultCallbackAddr + `/ among the app's redirect URLs, or choose another address
with --callback. Over SSH the page's URL is printed. Slack gives no bot tokens to
apps with PKCE that redirect to an address like this one.`,
		Example: `  periscope team add
  pass slack/acme | periscope team add --token-stdin
  periscope team add --store file --name deploy
  periscope team add --rotating
  periscope team add --oauth --client-id 12.34 --kind bot --scopes channels:read,users:read`,
		Args: console.NoArguments,
		RunE: func(cmd *cobra.Command, _ []string) error { return opts.run(cmd.Context()) },
	}
	opts.saver.Register(cmd)
	opts.api.Register(cmd)
	token.RegisterStdin(cmd, &opts.stdin)
	cmd.Flags().BoolVar(&opts.rotates, "rotating", false, "store a token that runs out, with what renews it")
	opts.oauth.Register(cmd)
	token.RegisterWorkspace(cmd, &opts.workspace)
	console.RegisterClientID(cmd, &opts.clientID, "the client `ID` of the token's app, which installing it needs")
	return cmd
}

func (o *addOptions) run(ctx context.Context) error {
	o.clientID = cmp.Or(o.clientID, o.env.Getenv(console.ClientIDVar))
	place, err := o.check()
	if err != nil {
		return err
	}
	all, err := o.obtain(ctx, place)
	return errors.Join(explore.ReportSaved(ctx, o.env, o.saver, all, o.api.APIURL(o.env)), err)
}

// check refuses what cannot work before a token is asked for. It returns the
// place that the user chose, or none.
func (o *addOptions) check() (keystore.Backend, error) {
	if err := console.RefuseReadOnly(o.env, "store tokens"); err != nil {
		return "", err
	}
	place, err := o.saver.Place()
	if err == nil && o.oauth.On && o.stdin {
		err = console.CommandLineError("--oauth brings the token itself", "Leave --token-stdin away.")
	}
	if err := cmp.Or(err, o.saver.CheckName(), o.saver.CheckPlace(place)); err != nil {
		return "", err
	}
	if o.oauth.On {
		return place, o.oauth.Check(o.clientID, o.rotates)
	}
	return place, nil
}

// obtain gets tokens in the way that the flags say, has Slack identify those that it did
// not just issue, and stores them.
func (o *addOptions) obtain(ctx context.Context, place keystore.Backend) ([]token.SavedToken, error) {
	if o.oauth.On {
		store := &install.SaverStore{
			Saver: o.saver, Place: place, Of: token.Installation{ClientID: o.clientID, APIURL: o.api.APIURL(o.env)},
		}
		err := o.oauth.Install(ctx, o.env, o.api.APIURL(o.env), o.clientID, o.rotates, store)
		return store.Saved, err
	}
	c, err := o.credential(ctx)
	if err != nil {
		return nil, err
	}
	add, err := token.Identify(ctx, keystore.Addition{
		Credential: c, APIURL: o.api.APIURL(o.env), At: o.env.Now(),
	}, model.TeamID(o.workspace), console.SlackOptions(o.env)...)
	if add.Kind != catalog.Configuration { // which is of no app
		add.ClientID = o.clientID
	}
	if err != nil {
		return nil, err
	}
	return o.saver.SaveAll(ctx, []token.Addition{{Addition: add}}, place)
}

// credential asks for a token, and for what renews it if that is to be stored.
func (o *addOptions) credential(ctx context.Context) (keystore.Credential, error) {
	if o.rotates {
		return o.pair(ctx)
	}
	token, err := o.askToken(ctx)
	return keystore.Credential{Token: token}, err
}

// askToken asks for the token, or reads the one that is piped in.
func (o *addOptions) askToken(ctx context.Context) (model.Token, error) {
	switch {
	case o.stdin:
		return token.ReadPiped(ctx, o.env)
	case !o.env.InTerminal:
		return model.Token{}, console.CommandLineError("there is no terminal to ask for the token on",
			"Pipe the token in and add --token-stdin.")
	}
	tellPlaces(o.env, model.TokenPlaces())
	typed, err := o.env.AskSecret(ctx, "Token (not shown as you type or paste): ")
	if err != nil {
		return model.Token{}, fmt.Errorf("reading the token: %w", err)
	}
	return model.ParseToken(typed)
}

// tellPlaces says where at Slack tokens are found, before one is asked for.
func tellPlaces(env *console.Environment, places []string) {
	for _, place := range places {
		fmt.Fprintln(env.Err, place)
	}
}
