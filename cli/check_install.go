package cli

import (
	"cmp"
	"context"

	"github.com/spf13/cobra"

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
	browser  browserFlags
	keep     keeping

	validate   bool
	manifest   string // file
	appID      string
	configTeam string // key of the configuration token
}

func (f *checkInstallFlags) register(cmd *cobra.Command, env *Environment, store *storeFlag) {
	f.keep.env, f.keep.store = env, store
	flags := cmd.Flags()
	registerClientID(cmd, &f.clientID, "the client `ID` of the app, for its install page")
	flags.BoolVar(&f.open, "open", false, "install the app in a browser, and store the token that this brings")
	f.browser.register(cmd, "open")
	f.keep.register(cmd)
	flags.BoolVar(&f.validate, "validate", false, "have Slack check the app's manifest with the scopes added")
	registerManifest(cmd, &f.manifest, "with --validate: take the manifest from `FILE`, not from Slack")
	flags.StringVar(&f.appID, "app-id", "", "with --validate: the `ID` of the app (default that of the token)")
	flags.StringVar(&f.configTeam, "config-team", "", "with --validate: `KEY` of the stored configuration token (default that of the team)")
	_ = cmd.RegisterFlagCompletionFunc("config-team", completeKeys(env)) // fails only for a flag that does not exist
}

// check refuses what cannot work before anybody is asked for anything.
func (f *checkInstallFlags) check(env *Environment, store storeFlag) error {
	if f.manifest != "" && !f.validate {
		return usage("--manifest names what --validate checks", "Add --validate.")
	}
	if !f.open {
		return nil
	}
	if err := refuseReadOnly(env, "install apps"); err != nil {
		return err
	}
	place, err := store.chosen(env)
	switch {
	case err != nil:
		return err
	case place == keystore.PlaceMemory:
		return usage("--open stores a token, and memory ends with this command", "Choose --store keyring or --store file.")
	case f.keep.name != "" && keystore.CheckName(f.keep.name) != nil:
		return keystore.CheckName(f.keep.name)
	}
	return checkCallback(f.browser.callback)
}

// fit refuses flags that are for apps of today.
func (f *checkInstallFlags) fit(kind catalog.TokenKind) error {
	if kind.OfToday() || !f.open && !f.validate {
		return nil
	}
	return usage("--open and --validate are for bot and user tokens", "Add --kind bot or --kind user, or name such a token.")
}

// client is the client id of the app; empty if it is not known.
func (f *checkInstallFlags) client(env *Environment, s subject) string {
	return cmp.Or(f.clientID, s.token.entry.ClientID, env.Getenv(clientIDVar))
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
			if p.url, err = slackapi.AuthorizeV2URL(a.apiURL(), a.clientID, i, "", "", ""); err != nil {
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
func (f *checkInstallFlags) try(ctx context.Context, env *Environment, a answer, tokens tokenFlags) (trial, error) {
	store, err := tokens.open(env)
	if err != nil {
		return trial{}, err
	}
	c, err := store.configuration(ctx, f.configTeam, a.team(), tokens.chosen(env), tokens.autoRefresh, slackapi.OnWait(tellWait(env)))
	if err != nil {
		return trial{}, err
	}
	appID := cmp.Or(f.appID, a.appID())
	m, err := auditing{env: env, file: f.manifest}.manifest(ctx, c, appID)
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
func (f *checkInstallFlags) run(ctx context.Context, env *Environment, a answer) ([]kept, error) {
	installs := model.Installs([]model.Request{a.request})
	switch {
	case len(a.mended) == 0:
		note(env, "there is nothing to install: all of it is granted already")
		return nil, nil
	case a.clientID == "":
		return nil, usage("--open needs the app's client id", "Add --client-id; it is on the app's Basic Information page.")
	}
	secret, err := clientSecret(ctx, env, true)
	if err != nil {
		return nil, err
	}
	place, err := f.keep.store.chosen(env)
	if err != nil {
		return nil, err
	}
	i := installation{f.browser.approval(env), env, a.server, a.team(), a.clientID, secret}
	brought, err := i.today(ctx, installs[0]) // of an accepted request there is one
	if err != nil {
		return nil, err
	}
	return f.keep.keepAll(ctx, brought, place)
}
