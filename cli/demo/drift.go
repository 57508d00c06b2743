package demo

import (
	"context"
	"embed"
	"io/fs"

	"periscope/cli/console"
	"periscope/cli/explore"
	"periscope/cli/project"
	"periscope/model/leastprivilege"
	"periscope/slackapi/record"
	"periscope/ui"
)

// sample is the code of the app that the demo's bot and user tokens are of. It was
// written to drift from the app's manifest and from the scopes of its tokens.
//
//go:embed sample
var sample embed.FS

// Drift implements [ui.DriftSource]: with the manifest that the sandbox exports, and
// with the sample.
func (s *Source) Drift(ctx context.Context, key string) (ui.Comparison, error) {
	a := s.Account(key)
	c, err := s.configuration(a)
	if err != nil {
		return ui.Comparison{}, err
	}
	m, err := c.Manifest(ctx, a.AppID)
	if err != nil {
		return ui.Comparison{}, err
	}
	dir, err := fs.Sub(sample, "sample")
	if err != nil {
		return ui.Comparison{}, err
	}
	found, err := project.SearchCode(ctx, dir, "deploy-bell")
	if err != nil {
		return ui.Comparison{}, err
	}
	file, calls, err := s.recording(ctx)
	if err != nil {
		return ui.Comparison{}, err
	}
	declared := m.Content()
	return s.FindDrift(ctx, key, explore.DriftSides{Declared: &declared, Code: found.Calls(), File: file, Calls: calls})
}

// Recorded implements [ui.RecordingSource].
func (s *Source) Recorded(ctx context.Context, key string) (*leastprivilege.RecordingJudgement, error) {
	_, calls, err := s.recording(ctx)
	if err != nil {
		return nil, console.WithCommand(err)
	}
	return s.JudgeRecording(key, calls), nil
}

// sampleCalls is what Deploy Bell was recorded to call in Lighthouse and Greenhouse: a
// recording as periscope watch --save writes it.
//
//go:embed recording.jsonl
var sampleCalls []byte

// recording is the one that the user named, or else the sample's, with its file.
func (s *Source) recording(ctx context.Context) (file string, calls []leastprivilege.Call, err error) {
	if s.inputs.Recorded != "" {
		calls, err = s.inputs.Recording(ctx)
		return s.inputs.Recorded, calls, err
	}
	entries, err := record.Read(sampleCalls)
	return "recording.jsonl", project.RecordedCalls(entries), err
}
