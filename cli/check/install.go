package check

import (
	"cmp"
	"context"

	"github.com/spf13/cobra"

	"periscope/cli/console"
	"periscope/cli/explore"
	"periscope/cli/install"
	"periscope/cli/project"
	"periscope/cli/token"
	"periscope/keystore"
	"periscope/model"
	"periscope/model/catalog"
)

// installFlags are the flags of check that do more than judge: --open installs the
// app, and --validate has Slack check its manifest.
type installFlags struct {
	clientID string
	open     bool
	browser  install.BrowserFlags
	save     *token.Saver

	validate   bool
	manifest   string // file
	appID      string
	configTeam string // key of the configuration token
}

func (f *installFlags) register(cmd *cobra.Command, env *console.Environment, store *token.StoreFlag) {
	f.save = token.NewSaver(env, store)
	flags := cmd.Flags()
	console.RegisterClientID(cmd, &f.clientID, "the client `ID` of the app, for its install page")
	flags.BoolVar(&f.open, "open", false, "install the app in a browser, and store the token that this brings")
	f.browser.Register(cmd, "open")
	f.save.Register(cmd)
	flags.BoolVar(&f.validate, "validate", false, "have Slack check the app's manifest with the scopes added")
	project.RegisterManifest(cmd, &f.manifest, "with --validate: take the manifest from `FILE`, not from Slack")
	flags.StringVar(&f.appID, "app-id", "", "with --validate: the `ID` of the app (default that of the token)")
	flags.StringVar(&f.configTeam, "config-team", "",
		"with --validate: `KEY` of the stored configuration token (default that of the team)")
	_ = cmd.RegisterFlagCompletionFunc("config-team", token.CompleteKeys(env)) // fails only for a flag that does not exist
}

// checkFlags refuses flags that cannot work, before Slack or the user is asked anything.
func (f *installFlags) checkFlags(env *console.Environment, store token.StoreFlag) error {
	if f.manifest != "" && !f.validate {
		return console.CommandLineError("--manifest names what --validate checks", "Add --validate.")
	}
	if !f.open {
		return nil
	}
	if err := console.RefuseReadOnly(env, "install apps"); err != nil {
		return err
	}
	place, err := store.Place(env)
	switch {
	case err != nil:
		return err
	case place == keystore.BackendMemory:
		return console.CommandLineError("--open stores a token, and memory ends with this command",
			"Choose --store keyring or --store file.")
	case f.save.CheckName() != nil:
		return f.save.CheckName()
	}
	return install.CheckCallback(f.browser.Callback)
}

// checkKind refuses the flags with a workspace token, whose app cannot be installed again.
func (f *installFlags) checkKind(kind catalog.TokenKind) error {
	if kind.IsBotOrUser() || !f.open && !f.validate {
		return nil
	}
	return console.CommandLineError("--open and --validate are for bot and user tokens",
		"Add --kind bot or --kind user, or name such a token.")
}

// appClientID is the client id of the app; empty if it is not known.
func (f *installFlags) appClientID(env *console.Environment, s subject) string {
	return cmp.Or(f.clientID, s.token.Entry.ClientID, env.Getenv(console.ClientIDVar))
}

// validateManifest has Slack check the app's manifest with the scopes of an answer added.
func (f *installFlags) validateManifest(
	ctx context.Context, env *console.Environment, a answer, tokens token.Flags,
) (validation, error) {
	store, err := tokens.Open(env)
	if err != nil {
		return validation{}, err
	}
	c, err := store.Configuration(ctx, f.configTeam, a.team(), tokens.APIURL(env), tokens.AutoRefresh, console.SlackOptions(env)...)
	if err != nil {
		return validation{}, err
	}
	appID := cmp.Or(f.appID, a.appID())
	m, err := explore.DriftInputs{Env: env, File: f.manifest}.Manifest(ctx, c, appID)
	if err != nil {
		return validation{}, err
	}
	for _, p := range a.plans {
		m = m.With(p.Install)
	}
	flaws, err := c.ValidateManifest(ctx, m, appID)
	return validation{true, flaws}, err
}

// run installs the app with the scopes of an answer, and stores the tokens that this
// brings.
func (f *installFlags) run(ctx context.Context, env *console.Environment, a answer) ([]token.SavedToken, error) {
	installs := model.Installs([]model.Request{a.Request})
	switch {
	case len(a.Instead) == 0:
		console.Note(env, "there is nothing to install: all of it is granted already")
		return nil, nil
	case a.clientID == "":
		return nil, console.CommandLineError("--open needs the app's client id",
			"Add --client-id; it is on the app's Basic Information page.")
	}
	secret, err := token.ClientSecret(ctx, env, true)
	if err != nil {
		return nil, err
	}
	place, err := f.save.Place()
	if err != nil {
		return nil, err
	}
	i := install.Flow{
		Approval: f.browser.Approval(env), Env: env, APIURL: a.server, Team: a.team(), ClientID: a.clientID, Secret: secret,
		Options: console.SlackOptions(env),
	}
	if err := f.save.UnlockFirst(ctx, place); err != nil {
		return nil, err
	}
	var saved []token.SavedToken
	err = i.Install(ctx, installs[0], func(ctx context.Context, brought []token.Addition) (err error) { // of an accepted request there is one
		saved, err = f.save.SaveAll(ctx, brought, place)
		return err
	})
	return saved, err
}
