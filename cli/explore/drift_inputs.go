package explore

import (
	"context"

	"periscope/cli/console"
	"periscope/cli/project"
	"periscope/cli/token"
	"periscope/model/drift"
	"periscope/slackapi/manifest"
)

// DriftInputs is what the user named to compare tokens with. Both are read each time,
// because people edit them and look again.
type DriftInputs struct {
	Env  *console.Environment
	File string   // the app's manifest; empty: ask Slack
	Dirs []string // the app's code; empty: not known
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
