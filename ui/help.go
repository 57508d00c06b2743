package ui

import "periscope/ui/draw"

// helpRows lists every key, dim with the reason where it does nothing now.
func (e *explorer) helpRows(st draw.Styles, width int) []string {
	var rows []string
	group := ""
	for _, a := range e.actions {
		if a.group != group {
			group = a.group
			if len(rows) > 0 {
				rows = append(rows, "")
			}
			rows = append(rows, " "+st.Strong.Render(group))
		}
		column := min(16, width/3)
		keys, does := draw.Fit(a.Help().Key, column), a.does(e)
		why := a.why(e)
		if why == "" {
			rows = append(rows, "   "+st.Accent.Render(keys)+" "+st.Text.Render(does))
			continue
		}
		for _, l := range draw.Wrap(a.Help().Desc+" (not now: "+why+")", max(1, width-column-5)) {
			rows = append(rows, st.Dim.Render("   "+keys+" "+l))
			keys = draw.Fit("", column)
		}
	}
	return rows
}
