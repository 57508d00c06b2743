package ui

import (
	tea "charm.land/bubbletea/v2"

	"periscope/ui/dialog"
)

// keyHelp lists every key, with the reason where it does nothing now.
func (e *explorer) keyHelp() []dialog.KeyHelp {
	var rows []dialog.KeyHelp
	for _, a := range e.actions {
		row := dialog.KeyHelp{Group: a.group, Keys: a.Help().Key, Does: a.does(e), Words: a.words(), Why: a.why(e)}
		if row.Why != "" || row.Does == "" {
			row.Does = a.Help().Desc
		}
		row.Run = func() tea.Cmd {
			if why := a.why(e); why != "" {
				e.toast = why
				return nil
			}
			return a.run(e)
		}
		rows = append(rows, row)
	}
	return rows
}
