package ui

import (
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// sheet is a dialog that shows text and scrolls. Sheets are a stack: the
// topmost gets keys first and is drawn last.
type sheet struct {
	title string
	body  func(e *explorer, width int) []string
	fixed int // how many leading lines do not scroll
	top   int // the first of the others on screen
}

func (e *explorer) open(s sheet) { e.sheets = append(e.sheets, s) }

// pressSheet scrolls the topmost sheet, or closes it.
func (e *explorer) pressSheet(msg tea.KeyPressMsg) {
	s := &e.sheets[len(e.sheets)-1]
	page := max(1, e.height/2)
	switch msg.String() {
	case "j", "down":
		s.top++
	case "k", "up":
		s.top--
	case "ctrl+d", "pgdown", "ctrl+f", "space":
		s.top += page
	case "ctrl+u", "pgup", "ctrl+b":
		s.top -= page
	case "g", "home":
		s.top = 0
	case "G", "end":
		s.top = 1 << 20
	case "esc", "q", "enter", "?", "i", "m":
		e.sheets = e.sheets[:len(e.sheets)-1]
	default:
		e.toast = "esc closes this; j and k scroll"
	}
}

// draw renders the sheet as a box for a screen of w by h cells.
func (s *sheet) draw(e *explorer, w, h int) (box []string, x, y int) {
	width := min(w, 96)
	r := rect{w: width, h: h}
	in := r.inner(true)
	rows := s.body(e, in.w)
	r.h = min(h, len(rows)+2)
	in = r.inner(true)
	fixed := min(s.fixed, in.h)
	s.top = max(0, min(s.top, len(rows)-in.h))
	f := frame{title: s.title, bottom: "esc closes", focused: true, border: true}
	if len(rows) > in.h {
		f.right = fmt.Sprintf("%d–%d of %d", s.top+1, s.top+in.h, len(rows))
	}
	visible := slices.Concat(rows[:fixed], rows[s.top+fixed:min(len(rows), s.top+in.h)])
	for i, row := range visible {
		visible[i] = ansi.Truncate(row, in.w, "…") + strings.Repeat(" ", max(0, in.w-ansi.StringWidth(row)))
	}
	return f.draw(e.styles, r, visible), (w - width) / 2, max(0, (h-r.h)/2)
}

// overlay draws the topmost sheet over the screen.
func (e *explorer) overlay(screen string) string {
	if len(e.sheets) == 0 || e.width < 4 || e.height < 5 {
		return screen
	}
	box, x, y := e.sheets[len(e.sheets)-1].draw(e, e.width, e.height-2)
	lines := strings.Split(screen, "\n")
	for i, row := range box {
		under := &lines[y+1+i]
		*under = ansi.Cut(*under, 0, x) + row + ansi.Cut(*under, x+ansi.StringWidth(row), e.width)
	}
	return strings.Join(lines, "\n")
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
		keys, does := fit(a.Help().Key, min(16, width/3)), a.does(e)
		if why := a.why(e); why != "" {
			rows = append(rows, e.styles.dim.Render("   "+keys+" "+a.Help().Desc+" (not now: "+why+")"))
			continue
		}
		rows = append(rows, "   "+e.styles.accent.Render(keys)+" "+e.styles.text.Render(does))
	}
	return rows
}
