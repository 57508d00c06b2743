package cli

import (
	"periscope/cli/demo"
	"periscope/cli/explore"
	"periscope/ui"
)

// What the explorer finds in its sources, it finds by asking for interfaces: a
// method that no longer fits would go unnoticed there.
var (
	_ ui.Source       = (*explore.Source)(nil)
	_ ui.Requester    = (*explore.Source)(nil)
	_ ui.CallReporter = (*explore.Source)(nil)
	_ ui.TokenRenewer = (*explore.Source)(nil)
	_ ui.TokenStore   = (*explore.StoredSource)(nil)
	_ ui.TokenRenewer = (*explore.StoredSource)(nil)
	_ ui.Sandbox      = (*explore.SandboxSource)(nil)
	_ ui.Installer    = (*explore.StoredSource)(nil)
	_ ui.DriftSource  = (*explore.StoredSource)(nil)
	_ ui.Explainer    = (*explore.StoredSource)(nil)
	_ ui.Explainer    = (*demo.Source)(nil)
	_ ui.Sandbox      = (*demo.Source)(nil)
	_ ui.Installer    = (*demo.Source)(nil)
	_ ui.DriftSource  = (*demo.Source)(nil)
)
