package ui

import (
	tea "charm.land/bubbletea/v2"
)

// sheet is a dialog that shows text and scrolls.
type sheet struct {
	title string
	body  func(e *explorer, width int) []string
	fixed int // how many leading rows do not scroll
	top   int
}

func (s *sheet) page(e *explorer, width int) page {
	p := page{title: s.title, keys: "esc closes", rows: s.body(e, width), fixed: s.fixed, top: s.top}
	s.top = p.scroll(e.height - 4) // so that a key back from beyond the end shows at once
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
			rows = append(rows, " "+e.styles.strong.Render(group))
		}
		column := min(16, width/3)
		keys, does := fit(a.Help().Key, column), a.does(e)
		why := a.why(e)
		if why == "" {
			rows = append(rows, "   "+e.styles.accent.Render(keys)+" "+e.styles.text.Render(does))
			continue
		}
		for _, l := range wrap(a.Help().Desc+" (not now: "+why+")", max(1, width-column-5)) {
			rows = append(rows, e.styles.dim.Render("   "+keys+" "+l))
			keys = fit("", column)
		}
	}
	return rows
}
