package ui

import (
	"periscope/ui/draw"

	tea "charm.land/bubbletea/v2"
)

// sheet is a dialog that shows text and scrolls.
type sheet struct {
	title string
	body  func(e *explorer, width int) []string
	fixed int // how many leading rows do not scroll
	top   int
}

func (s *sheet) Page(e *explorer, width int) draw.Page {
	p := draw.Page{Title: s.title, Keys: "esc closes", Rows: s.body(e, width), Fixed: s.fixed, Top: s.top}
	s.top = p.Scroll(e.height - 4) // so that a key back from beyond the end shows at once
	return p
}

func (s *sheet) press(e *explorer, msg tea.KeyPressMsg) tea.Cmd {
	half := max(1, e.height/2)
	switch msg.String() {
	case "j", "down":
		s.top++
	case "k", "up":
		s.top--
	case "ctrl+d", "pgdown", "ctrl+f", "space":
		s.top += half
	case "ctrl+u", "pgup", "ctrl+b":
		s.top -= half
	case "g", "home":
		s.top = 0
	case "G", "end":
		s.top = 1 << 20
	case "esc", "q", "enter", "?", "i", "m":
		e.closeDialog()
	default:
		e.toast = "esc closes this; j and k scroll"
	}
	return nil
}

func (s *sheet) paste(e *explorer, _ string) tea.Cmd {
	e.toast = "nothing takes text here"
	return nil
}

// drawHelp lists every key, dim with the reason where it does nothing now.
func drawHelp(e *explorer, width int) []string {
	var rows []string
	group := ""
	for _, a := range e.actions {
		if a.group != group {
			group = a.group
			if len(rows) > 0 {
				rows = append(rows, "")
			}
			rows = append(rows, " "+e.styles.Strong.Render(group))
		}
		column := min(16, width/3)
		keys, does := draw.Fit(a.Help().Key, column), a.does(e)
		why := a.why(e)
		if why == "" {
			rows = append(rows, "   "+e.styles.Accent.Render(keys)+" "+e.styles.Text.Render(does))
			continue
		}
		for _, l := range draw.Wrap(a.Help().Desc+" (not now: "+why+")", max(1, width-column-5)) {
			rows = append(rows, e.styles.Dim.Render("   "+keys+" "+l))
			keys = draw.Fit("", column)
		}
	}
	return rows
}
