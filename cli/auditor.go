package cli

import (
	"context"
	"errors"

	"periscope/model"
	"periscope/slackapi/manifest"
)

// auditing is what the user named to compare tokens with. Both are read each time:
// people edit them, and look again.
type auditing struct {
	env  *Environment
	file string   // the app's manifest; empty: ask Slack
	dirs []string // the app's code; empty: not known
}

// manifest is the one of the file, or else the one that Slack has of an app.
func (a auditing) manifest(ctx context.Context, c configured, appID string) (*manifest.Manifest, error) {
	if a.file != "" {
		return readManifest(ctx, a.env, a.file)
	}
	return c.manifest(ctx, appID)
}

// uses are the calls in the code; nil if none was named.
func (a auditing) uses(ctx context.Context) ([]model.Use, error) {
	if len(a.dirs) == 0 {
		return nil, nil
	}
	found, err := readCode(ctx, a.dirs)
	return found.uses, err
}

// Drift implements [ui.Auditor].
func (s *keptSource) Drift(ctx context.Context, key string) (model.Drift, error) {
	declared, err := s.declared(ctx, s.account(key))
	if err != nil {
		return model.Drift{}, err
	}
	uses, err := s.audit.uses(ctx)
	if err != nil {
		return model.Drift{}, err
	}
	if declared == nil && uses == nil {
		return model.Drift{}, &failure{
			"nothing_to_compare", statusUsage, "Neither a manifest nor code was named to compare this token with.",
			"Start Periscope with --manifest FILE and --code DIR, or store a configuration token of the team.",
		}
	}
	return s.drift(ctx, key, declared, uses)
}

// declared is what the manifest declares that the user named, or else the one that
// a configuration token of the team reads; nil where there is neither.
func (s *keptSource) declared(ctx context.Context, a *openAccount) (*model.Declared, error) {
	var c configured
	if s.audit.file == "" {
		var err error
		c, err = s.store.configuration(ctx, "", s.teamOf(a), s.apiURL, s.autoRefresh)
		if errors.Is(err, errNoConfiguration) || err == nil && s.appOf(a) == "" {
			return nil, nil //nolint:nilnil // nil is what is not known
		}
		if err != nil {
			return nil, err
		}
	}
	m, err := s.audit.manifest(ctx, c, s.appOf(a))
	if err != nil {
		return nil, err
	}
	declared := m.Declared()
	return &declared, nil
}

// drift compares what a team's token was granted with what is known besides.
func (s *source) drift(ctx context.Context, key string, declared *model.Declared, uses []model.Use) (model.Drift, error) {
	client, err := s.client(ctx, key)
	if err != nil {
		return model.Drift{}, err
	}
	held, err := readPermissions(ctx, client)
	if err != nil {
		return model.Drift{}, err
	}
	return model.FindDrift(s.account(key).Kind, declared, &held, uses), nil
}
