package cli

import (
	"context"
	"embed"
	"io/fs"

	"periscope/model"
)

// sample is the code of the app that the demo's teams of today have. It was
// written to drift from the app's manifest and from what its tokens hold.
//
//go:embed sample
var sample embed.FS

// Drift implements [ui.Auditor]: with the manifest that the sandbox exports, and
// with the sample.
func (s *demoSource) Drift(ctx context.Context, key string) (model.Drift, error) {
	a := s.account(key)
	c, err := s.configuration(a)
	if err != nil {
		return model.Drift{}, err
	}
	m, err := c.manifest(ctx, a.appID)
	if err != nil {
		return model.Drift{}, err
	}
	dir, err := fs.Sub(sample, "sample")
	if err != nil {
		return model.Drift{}, err
	}
	found, err := searchCode(ctx, dir, "deploy-bell")
	if err != nil {
		return model.Drift{}, err
	}
	declared := m.Declared()
	return s.drift(ctx, key, &declared, found.uses)
}
