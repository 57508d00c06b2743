package check

import (
	"context"

	"github.com/spf13/cobra"

	"periscope/cli/console"
	"periscope/cli/explore"
	"periscope/cli/install"
	"periscope/cli/token"
	"periscope/keystore"
	"periscope/model"
)

type installOptions struct {
	question
	browser install.BrowserFlags
	save    *token.Saver
	json    bool
}

// NewInstallCommand is the command `periscope install`.
func NewInstallCommand(env *console.Environment) *cobra.Command {
	opts := &installOptions{question: question{env: env}}
	cmd := &cobra.Command{
		Use:   "install SCOPE...",
		Short: "Install an app, or install it again, with these scopes",
		Long: `Install the app of a bot or user token with these scopes: open Slack's page in a
browser, wait for the approval, and store the tokens that this brings. Installs add
up: the token keeps what it holds. Scopes that Slack would refuse are not asked for;
periscope check says what is wrong with them without a browser.

Scopes that a bot can hold are asked for the bot, others for the user who installs;
--kind, or the token of --team, insists on one. The app is that of --client-id, of the
stored token or of SLACK_CLIENT_ID; its secret comes from SLACK_CLIENT_SECRET or a
prompt.`,
		Example: `  periscope install --team acme/bot groups:read
  periscope install --client-id 12.34 chat:write,pins:write search:read
  periscope install --team acme/bot --no-browser pins:write   # over SSH`,
		Args:              console.RequireScopes,
		ValidArgsFunction: console.CompleteScopes,
		RunE:              func(cmd *cobra.Command, args []string) error { return opts.run(cmd.Context(), args) },
	}
	opts.registerKind(cmd)
	opts.browser.Register(cmd, "")
	opts.save = token.NewSaver(env, &opts.tokens.Store)
	opts.save.Register(cmd)
	opts.save.LastingOnly()
	opts.registerToken(cmd)
	console.RegisterJSON(cmd, &opts.json)
	return cmd
}

func (o *installOptions) run(ctx context.Context, args []string) error {
	if err := o.checkFlags(); err != nil {
		return err
	}
	a, err := o.answer(ctx, args)
	if err != nil {
		return err
	}
	if !a.kind.IsBotOrUser() {
		return console.CommandLineError("only the apps of bot and user tokens are installed again",
			"A workspace app asks for scopes with `periscope request`.")
	}
	if !o.json {
		if err := a.print(o.env.Out); err != nil {
			return err
		}
	}
	if a.OK() {
		if a.stored, err = o.install(ctx, a); err != nil {
			return err
		}
	}
	switch {
	case o.json:
		err = console.WriteJSON(o.env.Out, a.document("periscope.install/v1"))
	case len(a.stored) > 0:
		err = explore.ReportSaved(ctx, o.env, o.save, a.stored, o.tokens.APIURL(o.env))
	}
	if err == nil && !a.OK() {
		return console.AlreadyReportedError{Status: console.StatusNo}
	}
	return err
}

// checkFlags refuses flags that cannot work, before Slack or the user is asked anything.
func (o *installOptions) checkFlags() error {
	if err := console.RefuseReadOnly(o.env, "install apps"); err != nil {
		return err
	}
	place, err := o.tokens.Store.Place(o.env)
	switch {
	case err != nil:
		return err
	case place == keystore.BackendMemory:
		return console.CommandLineError("an install brings a token to store, and memory ends with this command",
			"Choose --store keyring or --store file.")
	case o.save.CheckName() != nil:
		return o.save.CheckName()
	}
	return install.CheckCallback(o.browser.Callback)
}

// install installs the app with the scopes of an answer, and stores the tokens that this
// brings.
func (o *installOptions) install(ctx context.Context, a answer) ([]token.SavedToken, error) {
	installs := model.Installs(a.requests())
	switch {
	case len(a.Instead) == 0:
		console.Note(o.env, "there is nothing to install: all of it is granted already")
		return nil, nil
	case a.clientID == "":
		return nil, console.CommandLineError("an install needs the app's client id",
			"Add --client-id; it is on the app's Basic Information page.")
	}
	secret, err := token.ClientSecret(ctx, o.env, true)
	if err != nil {
		return nil, err
	}
	place, err := o.save.Place()
	if err != nil {
		return nil, err
	}
	i := install.Flow{
		Approval: o.browser.Approval(o.env), Env: o.env, APIURL: a.server, Team: a.team(), ClientID: a.clientID, Secret: secret,
		Options: console.SlackOptions(o.env),
	}
	store := &install.SaverStore{
		Saver: o.save, Place: place, Of: token.Installation{ClientID: a.clientID, APIURL: a.server, Team: a.team()},
	}
	err = i.Install(ctx, installs[0], store) // of an accepted set there is one
	return store.Saved, err
}
