package cli

import (
	"periscope/cli/demo"
	"periscope/cli/explore"
	"periscope/ui"
)

// What the explorer finds in its sources, it finds by asking for interfaces: a
// method that no longer fits would go unnoticed there.
var (
	_ ui.Source    = (*explore.Source)(nil)
	_ ui.Asker     = (*explore.Source)(nil)
	_ ui.Reporter  = (*explore.Source)(nil)
	_ ui.Refresher = (*explore.Source)(nil)
	_ ui.Keeper    = (*explore.StoredSource)(nil)
	_ ui.Replacer  = (*explore.StoredSource)(nil)
	_ ui.Refresher = (*explore.StoredSource)(nil)
	_ ui.Installer = (*explore.StoredSource)(nil)
	_ ui.Auditor   = (*explore.StoredSource)(nil)
	_ ui.Stage     = (*demo.Source)(nil)
	_ ui.Installer = (*demo.Source)(nil)
	_ ui.Auditor   = (*demo.Source)(nil)
)
