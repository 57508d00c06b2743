package explore

import (
	"context"

	"github.com/spf13/cobra"

	"periscope/cli/console"
	"periscope/cli/project"
	"periscope/cli/token"
	"periscope/model/drift"
	"periscope/model/leastprivilege"
	"periscope/slackapi/manifest"
)

// DriftInputs is what the user named to compare tokens with. All are read each time,
// because people edit them and look again, and a recording grows while the app runs.
type DriftInputs struct {
	Env  *console.Environment
	File string   // the app's manifest; empty: ask Slack
	Dirs []string // the app's code; empty: not known
	// Recorded is the file of what the app was recorded to call; empty: not known.
	Recorded string
}

// Manifest is that of the file, or else the one that Slack has of an app.
func (a DriftInputs) Manifest(ctx context.Context, c token.ConfigurationClient, appID string) (*manifest.Manifest, error) {
	if a.File != "" {
		return project.ReadManifest(ctx, a.Env, a.File)
	}
	return c.Manifest(ctx, appID)
}

// code is what the code calls; nil if none was named.
func (a DriftInputs) code(ctx context.Context) (*drift.Code, error) {
	if len(a.Dirs) == 0 {
		return nil, nil //nolint:nilnil // as for model.FindDrift: nil is not known
	}
	found, err := project.ReadCode(ctx, a.Dirs)
	if err != nil {
		return nil, err
	}
	return found.Calls(), nil
}

// RegisterRecorded adds --recorded to a command that shows the explorer.
func RegisterRecorded(cmd *cobra.Command, file *string) {
	cmd.Flags().StringVar(file, "recorded", "",
		"show beside the scopes what the app was recorded to call, in `FILE` (see: periscope watch --save)")
}

// Check refuses a manifest, code or recording that cannot be read, before the explorer starts.
func (a DriftInputs) Check(ctx context.Context) error {
	if a.Recorded == "-" {
		return console.CommandLineError("the explorer reads a recording again while it runs, and standard input only once",
			"Name a file with --recorded.")
	}
	if a.File == "-" {
		return console.CommandLineError("the explorer reads a manifest again while it runs, and standard input only once",
			"Name a file with --manifest.")
	}
	if a.File != "" {
		if _, err := project.ReadManifest(ctx, a.Env, a.File); err != nil {
			return err
		}
	}
	for _, dir := range a.Dirs {
		if err := project.CheckDir(dir); err != nil {
			return err
		}
	}
	_, err := a.Recording(ctx)
	return err
}

// Recording is what the app was recorded to call; nil if no recording was named.
func (a DriftInputs) Recording(ctx context.Context) ([]leastprivilege.Call, error) {
	if a.Recorded == "" {
		return nil, nil
	}
	entries, err := project.ReadRecording(ctx, a.Env, a.Recorded)
	if err != nil {
		return nil, err
	}
	return project.RecordedCalls(entries), nil
}
