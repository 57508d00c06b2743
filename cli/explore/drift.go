package explore

import (
	"context"
	"errors"

	"periscope/cli/console"
	"periscope/cli/token"
	"periscope/model/drift"
)

// Drift implements [ui.DriftSource].
func (s *StoredSource) Drift(ctx context.Context, key string) (drift.Drift, error) {
	declared, err := s.declared(ctx, s.account(key))
	if err != nil {
		return drift.Drift{}, err
	}
	code, err := s.DriftInputs.code(ctx)
	if err != nil {
		return drift.Drift{}, err
	}
	if declared == nil && code == nil {
		return drift.Drift{}, &console.Error{
			Code: "nothing_to_compare", Status: console.StatusUsage,
			Message: "Neither a manifest nor code was named to compare this token with.",
			Next:    "Start Periscope with --manifest FILE and --code DIR, or store a configuration token of the team.",
		}
	}
	return s.FindDrift(ctx, key, declared, code)
}

// declared is what the manifest declares that the user named, or else the one that
// a configuration token of the team reads; nil where there is neither.
func (s *StoredSource) declared(ctx context.Context, a *openAccount) (*drift.Manifest, error) {
	var c token.ConfigurationClient
	if s.DriftInputs.File == "" {
		var err error
		c, err = s.tokens.Configuration(ctx, "", a.teamID(), s.APIURL, s.AutoRefresh, s.SlackOptions(a.Key)...)
		if errors.Is(err, token.ErrNoConfiguration) || err == nil && a.appID() == "" {
			return nil, nil //nolint:nilnil // nil is what is not known
		}
		if err != nil {
			return nil, err
		}
	}
	m, err := s.DriftInputs.Manifest(ctx, c, a.appID())
	if err != nil {
		return nil, err
	}
	content := m.Content()
	content.File = s.DriftInputs.File
	return &content, nil
}

// FindDrift compares what a team's token was granted with what is known besides.
func (s *Source) FindDrift(ctx context.Context, key string, declared *drift.Manifest, code *drift.Code) (drift.Drift, error) {
	client, err := s.client(ctx, key)
	if err != nil {
		return drift.Drift{}, err
	}
	held, err := token.ReadPermissions(ctx, client)
	if err != nil && (held.Complete() || !held.ScopesComplete()) { // else only resources are missing, which drift is not about
		return drift.Drift{}, err
	}
	return drift.Find(s.account(key).Kind, declared, &held, code), nil
}
