package cli

import "periscope/ui"

// What the explorer finds in its sources, it finds by asking for interfaces: a
// method that no longer fits would go unnoticed there.
var (
	_ ui.Source    = (*source)(nil)
	_ ui.Asker     = (*source)(nil)
	_ ui.Reporter  = (*source)(nil)
	_ ui.Refresher = (*source)(nil)
	_ ui.Keeper    = (*keptSource)(nil)
	_ ui.Refresher = (*keptSource)(nil)
	_ ui.Installer = (*keptSource)(nil)
	_ ui.Auditor   = (*keptSource)(nil)
	_ ui.Stage     = (*demoSource)(nil)
	_ ui.Installer = (*demoSource)(nil)
	_ ui.Auditor   = (*demoSource)(nil)
)
