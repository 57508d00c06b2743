package explore

import (
	"context"
	"errors"

	"periscope/cli/console"
	"periscope/cli/token"
	"periscope/model/drift"
	"periscope/model/leastprivilege"
	"periscope/ui"
)

// Drift implements [ui.DriftSource].
func (s *StoredSource) Drift(ctx context.Context, key string) (ui.Comparison, error) {
	declared, err := s.declared(ctx, s.account(key))
	if err != nil {
		return ui.Comparison{}, err
	}
	code, err := s.DriftInputs.code(ctx)
	if err != nil {
		return ui.Comparison{}, err
	}
	calls, err := s.DriftInputs.Recording(ctx)
	if err != nil {
		return ui.Comparison{}, err
	}
	if declared == nil && code == nil && calls == nil {
		return ui.Comparison{}, &console.Error{
			Code: "nothing_to_compare", Status: console.StatusUsage,
			Message: "Neither a manifest nor code nor a recording was named to compare this token with.",
			Next:    "Start Periscope with --manifest FILE, --code DIR or --recorded FILE, or store a configuration token of the team.",
		}
	}
	return s.FindDrift(ctx, key, DriftSides{Declared: declared, Code: code, File: s.DriftInputs.Recorded, Calls: calls})
}

// Recorded implements [ui.RecordingSource].
func (s *StoredSource) Recorded(ctx context.Context, key string) (*leastprivilege.RecordingJudgement, error) {
	calls, err := s.DriftInputs.Recording(ctx)
	if err != nil {
		return nil, console.WithCommand(err)
	}
	return s.JudgeRecording(key, calls), nil
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

// DriftSides are what a token is compared with. What is not known is nil.
type DriftSides struct {
	Declared *drift.Manifest
	Code     *drift.Code
	File     string                // of the recording, as findings name it
	Calls    []leastprivilege.Call // of the recording, with tokens of any kind
}

// FindDrift compares what a team's token was granted with what is known besides.
func (s *Source) FindDrift(ctx context.Context, key string, with DriftSides) (ui.Comparison, error) {
	client, err := s.client(ctx, key)
	if err != nil {
		return ui.Comparison{}, err
	}
	held, err := token.ReadPermissions(ctx, client)
	if err != nil && (held.Complete() || !held.ScopesComplete()) { // else only resources are missing, which drift is not about
		return ui.Comparison{}, err
	}
	var found ui.Comparison
	kind, code := s.account(key).Kind, with.Code
	if with.Calls != nil {
		both, recorded := leastprivilege.CompareWithCode(code, with.File, with.Calls, kind)
		code, found.Recorded = both, &recorded
	}
	found.Drift = drift.Find(kind, with.Declared, &held, code)
	return found, nil
}

// JudgeRecording says which scopes the calls used that were made with tokens of the same kind
// as a team's. It returns nil if calls is nil: there is no recording.
func (s *Source) JudgeRecording(key string, calls []leastprivilege.Call) *leastprivilege.RecordingJudgement {
	if calls == nil {
		return nil
	}
	_, recorded := leastprivilege.CompareWithCode(nil, "", calls, s.account(key).Kind)
	return &recorded
}
