package explore

import (
	"context"
	"errors"

	"periscope/cli/console"
	"periscope/cli/project"
	"periscope/cli/token"
	"periscope/model"
	"periscope/slackapi/manifest"
)

// DriftInputs is what the user named to compare tokens with. Both are read each time:
// people edit them, and look again.
type DriftInputs struct {
	Env  *console.Environment
	File string   // the app's manifest; empty: ask Slack
	Dirs []string // the app's code; empty: not known
}

// Manifest is the one of the file, or else the one that Slack has of an app.
func (a DriftInputs) Manifest(ctx context.Context, c token.ConfigurationClient, appID string) (*manifest.Manifest, error) {
	if a.File != "" {
		return project.ReadManifest(ctx, a.Env, a.File)
	}
	return c.Manifest(ctx, appID)
}

// uses are the calls in the code; nil if none was named.
func (a DriftInputs) uses(ctx context.Context) ([]model.Use, error) {
	if len(a.Dirs) == 0 {
		return nil, nil
	}
	found, err := project.ReadCode(ctx, a.Dirs)
	return found.Uses, err
}

// Drift implements [ui.Auditor].
func (s *StoredSource) Drift(ctx context.Context, key string) (model.Drift, error) {
	declared, err := s.declared(ctx, s.Account(key))
	if err != nil {
		return model.Drift{}, err
	}
	uses, err := s.Audit.uses(ctx)
	if err != nil {
		return model.Drift{}, err
	}
	if declared == nil && uses == nil {
		return model.Drift{}, &console.Failure{
			ErrorCode: "nothing_to_compare", Exit: console.StatusUsage, What: "Neither a manifest nor code was named to compare this token with.",
			Next: "Start Periscope with --manifest FILE and --code DIR, or store a configuration token of the team.",
		}
	}
	return s.FindDrift(ctx, key, declared, uses)
}

// declared is what the manifest declares that the user named, or else the one that
// a configuration token of the team reads; nil where there is neither.
func (s *StoredSource) declared(ctx context.Context, a *OpenAccount) (*model.Declared, error) {
	var c token.ConfigurationClient
	if s.Audit.File == "" {
		var err error
		c, err = s.Tokens.Configuration(ctx, "", s.teamOf(a), s.ApiURL, s.AutoRefresh)
		if errors.Is(err, token.ErrNoConfiguration) || err == nil && s.appOf(a) == "" {
			return nil, nil //nolint:nilnil // nil is what is not known
		}
		if err != nil {
			return nil, err
		}
	}
	m, err := s.Audit.Manifest(ctx, c, s.appOf(a))
	if err != nil {
		return nil, err
	}
	declared := m.Declared()
	return &declared, nil
}

// FindDrift compares what a team's token was granted with what is known besides.
func (s *Source) FindDrift(ctx context.Context, key string, declared *model.Declared, uses []model.Use) (model.Drift, error) {
	client, err := s.Client(ctx, key)
	if err != nil {
		return model.Drift{}, err
	}
	held, err := token.ReadPermissions(ctx, client)
	if err != nil {
		return model.Drift{}, err
	}
	return model.FindDrift(s.Account(key).Kind, declared, &held, uses), nil
}
