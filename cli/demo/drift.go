package demo

import (
	"context"
	"embed"
	"io/fs"

	"periscope/cli/project"
	"periscope/model/drift"
)

// sample is the code of the app that the demo's bot and user tokens are of. It was
// written to drift from the app's manifest and from the scopes of its tokens.
//
//go:embed sample
var sample embed.FS

// Drift implements [ui.DriftSource]: with the manifest that the sandbox exports, and
// with the sample.
func (s *Source) Drift(ctx context.Context, key string) (drift.Drift, error) {
	a := s.Account(key)
	c, err := s.configuration(a)
	if err != nil {
		return drift.Drift{}, err
	}
	m, err := c.Manifest(ctx, a.AppID)
	if err != nil {
		return drift.Drift{}, err
	}
	dir, err := fs.Sub(sample, "sample")
	if err != nil {
		return drift.Drift{}, err
	}
	found, err := project.SearchCode(ctx, dir, "deploy-bell")
	if err != nil {
		return drift.Drift{}, err
	}
	declared := m.Content()
	return s.FindDrift(ctx, key, &declared, found.Calls())
}
