package check

import (
	"cmp"
	"context"

	"github.com/spf13/cobra"

	"periscope/cli/console"
	"periscope/cli/explore"
	"periscope/cli/project"
	"periscope/cli/token"
)

// validateFlags are those of --validate, which has Slack check the app's manifest.
type validateFlags struct {
	on         bool
	file       string // the manifest; empty: ask Slack
	appID      string
	configTeam string // key of the configuration token
}

func (f *validateFlags) register(cmd *cobra.Command, env *console.Environment) {
	flags := cmd.Flags()
	flags.BoolVar(&f.on, "validate", false, "have Slack check the app's manifest with the scopes added")
	project.RegisterManifest(cmd, &f.file, "with --validate: take the manifest from `FILE`, not from Slack")
	flags.StringVar(&f.appID, "app-id", "", "with --validate: the `ID` of the app (default that of the token)")
	flags.StringVar(&f.configTeam, "config-team", "",
		"with --validate: `KEY` of the stored configuration token (default that of the team)")
	_ = cmd.RegisterFlagCompletionFunc("config-team", token.CompleteKeys(env)) // fails only for a flag that does not exist
}

// checkFlags refuses flags that cannot work, before Slack is asked anything.
func (f *validateFlags) checkFlags() error {
	if f.file != "" && !f.on {
		return console.CommandLineError("--manifest names what --validate checks", "Add --validate.")
	}
	return nil
}

// manifest has Slack check the app's manifest with the scopes of an answer added.
func (f *validateFlags) manifest(ctx context.Context, env *console.Environment, a answer, tokens token.Flags) (validation, error) {
	if !a.kind.IsBotOrUser() {
		return validation{}, console.CommandLineError("--validate is for bot and user tokens",
			"Add --kind bot or --kind user, or name such a token.")
	}
	store, err := tokens.Open(env)
	if err != nil {
		return validation{}, err
	}
	c, err := store.Configuration(ctx, f.configTeam, a.team(), tokens.APIURL(env), tokens.AutoRefresh, console.SlackOptions(env)...)
	if err != nil {
		return validation{}, err
	}
	appID := cmp.Or(f.appID, a.appID())
	m, err := explore.DriftInputs{Env: env, File: f.file}.Manifest(ctx, c, appID)
	if err != nil {
		return validation{}, err
	}
	for _, p := range a.plans {
		m = m.With(p.Install)
	}
	flaws, err := c.ValidateManifest(ctx, m, appID)
	return validation{true, flaws}, err
}
