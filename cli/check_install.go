package cli

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
	"periscope/slackapi"
)

// checkInstallFlags are what check does beyond judging: it installs the app, and
// tries its manifest.
type checkInstallFlags struct {
	clientID string
	open     bool
	browser  install.BrowserFlags
	keep     token.Saver

	validate   bool
	manifest   string // file
	appID      string
	configTeam string // key of the configuration token
}

func (f *checkInstallFlags) Register(cmd *cobra.Command, env *console.Environment, store *token.StoreFlag) {
	f.keep.Env, f.keep.Store = env, store
	flags := cmd.Flags()
	console.RegisterClientID(cmd, &f.clientID, "the client `ID` of the app, for its install page")
	flags.BoolVar(&f.open, "open", false, "install the app in a browser, and store the token that this brings")
	f.browser.Register(cmd, "open")
	f.keep.Register(cmd)
	flags.BoolVar(&f.validate, "validate", false, "have Slack check the app's manifest with the scopes added")
	project.RegisterManifest(cmd, &f.manifest, "with --validate: take the manifest from `FILE`, not from Slack")
	flags.StringVar(&f.appID, "app-id", "", "with --validate: the `ID` of the app (default that of the token)")
	flags.StringVar(&f.configTeam, "config-team", "", "with --validate: `KEY` of the stored configuration token (default that of the team)")
	_ = cmd.RegisterFlagCompletionFunc("config-team", token.CompleteKeys(env)) // fails only for a flag that does not exist
}

// Check refuses what cannot work before anybody is asked for anything.
func (f *checkInstallFlags) Check(env *console.Environment, store token.StoreFlag) error {
	if f.manifest != "" && !f.validate {
		return console.Misuse("--manifest names what --validate checks", "Add --validate.")
	}
	if !f.open {
		return nil
	}
	if err := console.RefuseReadOnly(env, "install apps"); err != nil {
		return err
	}
	place, err := store.Chosen(env)
	switch {
	case err != nil:
		return err
	case place == keystore.PlaceMemory:
		return console.Misuse("--open stores a token, and memory ends with this command", "Choose --store keyring or --store file.")
	case f.keep.Name != "" && keystore.CheckName(f.keep.Name) != nil:
		return keystore.CheckName(f.keep.Name)
	}
	return install.CheckCallback(f.browser.Callback)
}

// fit refuses flags that are for apps of today.
func (f *checkInstallFlags) fit(kind catalog.TokenKind) error {
	if kind.OfToday() || !f.open && !f.validate {
		return nil
	}
	return console.Misuse("--open and --validate are for bot and user tokens", "Add --kind bot or --kind user, or name such a token.")
}

// Client is the client id of the app; empty if it is not known.
func (f *checkInstallFlags) Client(env *console.Environment, s subject) string {
	return cmp.Or(f.clientID, s.token.Entry.ClientID, env.Getenv(console.ClientIDVar))
}

// plan is one install, and what comes of it.
type plan struct {
	model.Install
	url  string          // of Slack's page; empty if the client id is not known
	then []catalog.Scope // what the token holds once it is approved
}

// plansFor are the installs that bring what an answer is about.
func plansFor(a answer) ([]plan, error) {
	var (
		plans []plan
		held  model.Permissions
	)
	if a.held != nil {
		held = *a.held
	}
	for _, i := range model.Installs(a.mended) {
		p := plan{Install: i, then: i.Then(a.kind, held)}
		if a.clientID != "" {
			var err error
			if p.url, err = slackapi.AuthorizeV2URL(a.ApiURL(), a.clientID, i, "", "", ""); err != nil {
				return nil, err
			}
		}
		plans = append(plans, p)
	}
	return plans, nil
}

// trial is what Slack said of a manifest.
type trial struct {
	done  bool
	flaws []slackapi.Flaw
}

// try has Slack check the app's manifest with all that is asked for added.
func (f *checkInstallFlags) try(ctx context.Context, env *console.Environment, a answer, tokens token.Flags) (trial, error) {
	store, err := tokens.Open(env)
	if err != nil {
		return trial{}, err
	}
	c, err := store.Configuration(ctx, f.configTeam, a.team(), tokens.Chosen(env), tokens.AutoRefresh, slackapi.OnWait(console.TellWait(env)))
	if err != nil {
		return trial{}, err
	}
	appID := cmp.Or(f.appID, a.appID())
	m, err := explore.DriftInputs{Env: env, File: f.manifest}.Manifest(ctx, c, appID)
	if err != nil {
		return trial{}, err
	}
	for _, p := range a.plans {
		m = m.With(p.Install)
	}
	flaws, err := c.ValidateManifest(ctx, m, appID)
	return trial{true, flaws}, err
}

// run installs the app with what was asked for, and stores what that brings.
func (f *checkInstallFlags) run(ctx context.Context, env *console.Environment, a answer) ([]token.SavedToken, error) {
	installs := model.Installs([]model.Request{a.request})
	switch {
	case len(a.mended) == 0:
		console.Note(env, "there is nothing to install: all of it is granted already")
		return nil, nil
	case a.clientID == "":
		return nil, console.Misuse("--open needs the app's client id", "Add --client-id; it is on the app's Basic Information page.")
	}
	secret, err := token.ClientSecret(ctx, env, true)
	if err != nil {
		return nil, err
	}
	place, err := f.keep.Store.Chosen(env)
	if err != nil {
		return nil, err
	}
	i := install.Installation{Approval: f.browser.Approval(env), Env: env, ApiURL: a.server, Team: a.team(), ClientID: a.clientID, Secret: secret}
	brought, err := i.InstallBotAndUser(ctx, installs[0]) // of an accepted request there is one
	if err != nil {
		return nil, err
	}
	return f.keep.SaveAll(ctx, brought, place)
}
