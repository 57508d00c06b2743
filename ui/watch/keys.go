package watch

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"periscope/ui/draw"
)

// binding is a key, and what it does.
type binding struct {
	keys  []string
	group string // under which it stands in the help
	does  string
	hint  string // for the last line; empty: it is not shown there
	run   func(*Screen) tea.Cmd
}

// bindings are all keys but those of the filter.
func bindings() []binding {
	return []binding{
		{[]string{"/"}, "Look", "filter both lists", "/ filter", func(s *Screen) tea.Cmd { s.typing = true; return nil }},
		{[]string{"esc"}, "Look", "end the filter, hide the output", "", func(s *Screen) tea.Cmd {
			s.output = false
			s.setFilter("")
			return nil
		}},
		{[]string{"p", "space"}, "Look", "pause, or go on with what came since", "p pause", pause},
		{[]string{"o"}, "Look", "show or hide what the app prints", "o output", func(s *Screen) tea.Cmd {
			s.output, s.scroll = !s.output, 0
			s.fit()
			return nil
		}},
		{[]string{"y"}, "Take away", "copy the report", "y copy", func(s *Screen) tea.Cmd {
			report := CopyRequest(s.state.Report)
			return func() tea.Msg { return report }
		}},
		{[]string{"e"}, "Take away", "save the calls to a file", "e export", func(s *Screen) tea.Cmd {
			app := s.app
			return func() tea.Msg {
				file, err := app.Export()
				return exported{file, err}
			}
		}},
		{[]string{"tab", "shift+tab", "l", "h", "right", "left"}, "Move", "the other list", "tab pane", func(s *Screen) tea.Cmd {
			s.focus = (s.focus + 1) % paneCount
			return nil
		}},
		{[]string{"j", "down"}, "Move", "down", "", func(s *Screen) tea.Cmd { s.move(1); return nil }},
		{[]string{"k", "up"}, "Move", "up", "", func(s *Screen) tea.Cmd { s.move(-1); return nil }},
		{[]string{"ctrl+d", "pgdown"}, "Move", "page down", "", func(s *Screen) tea.Cmd { s.move(s.list().Page()); return nil }},
		{[]string{"ctrl+u", "pgup"}, "Move", "page up", "", func(s *Screen) tea.Cmd { s.move(-s.list().Page()); return nil }},
		{[]string{"g", "home"}, "Move", "first row", "", func(s *Screen) tea.Cmd { s.move(-1 << 30); return nil }},
		{[]string{"G", "end"}, "Move", "last row", "", func(s *Screen) tea.Cmd { s.move(1 << 30); return nil }},
		{[]string{"q"}, "Program", "quit; an app that runs is asked to end first", "q quit", quit},
		{[]string{"ctrl+c"}, "Program", "send ctrl+c to the app; quit once it has ended", "", interrupt},
		{[]string{"?"}, "Program", "all keys", "? help", func(*Screen) tea.Cmd { return func() tea.Msg { return KeysAsked{} } }},
	}
}

// KeysAsked is the message that the keys are to be listed, for whoever draws dialogs.
type KeysAsked struct{}

// Key is one row of the key table.
type Key struct {
	Group string
	Keys  []string
	Does  string
	Run   func() tea.Cmd
}

// Keys are all keys, in the order in which the help shows them.
func (s *Screen) Keys() []Key {
	var all []Key
	for _, b := range bindings() {
		all = append(all, Key{b.group, b.keys, b.does, func() tea.Cmd { return b.run(s) }})
	}
	return all
}

func (s *Screen) press(msg tea.KeyPressMsg) tea.Cmd {
	s.toast = ""
	if s.typing && msg.String() != "ctrl+c" {
		s.typed(msg)
		return nil
	}
	for _, b := range bindings() {
		if slices.Contains(b.keys, msg.String()) {
			return b.run(s)
		}
	}
	s.toast = draw.NoKey(msg)
	return nil
}

// typed edits the filter.
func (s *Screen) typed(msg tea.KeyPressMsg) {
	s.move(draw.MovesBy(msg))
	switch msg.String() {
	case "enter":
		s.typing = false
	case "esc":
		s.typing = false
		s.setFilter("")
	case "backspace":
		if runes := []rune(s.filter); len(runes) > 0 {
			s.setFilter(string(runes[:len(runes)-1]))
		}
	case "ctrl+u":
		s.setFilter("")
	default:
		s.setFilter(s.filter + msg.Text)
	}
}

// longestFilter bounds the filter, in characters. No method has a name of that length.
const longestFilter = 200

func (s *Screen) setFilter(filter string) {
	if typed := []rune(filter); len(typed) > longestFilter {
		filter = string(typed[:longestFilter])
	}
	s.filter = filter
	s.fit()
}

// move moves the selection, or what is shown of the output.
func (s *Screen) move(n int) {
	if s.output {
		s.scroll = max(0, min(s.scroll-n, len(s.state.Output)))
		return
	}
	s.list().Move(max(-s.list().Rows, min(n, s.list().Rows)))
}

// pause stops the screen, and shows what came since when it is pressed again.
func pause(s *Screen) tea.Cmd {
	if s.latest == nil {
		now := s.state
		s.latest = &now
		return nil
	}
	latest := *s.latest
	s.latest = nil
	s.show(latest)
	return nil
}

// quit leaves the screen. An app that runs is asked to end first, and the second time is
// made to.
func quit(s *Screen) tea.Cmd {
	app := s.app
	switch {
	case !s.state.Running:
		return tea.Quit
	case s.ending:
		s.toast = "killing the app"
		return func() tea.Msg { app.Kill(); return nil }
	}
	s.ending = true
	s.toast = "asked the app to end; q again kills it"
	return func() tea.Msg { app.Interrupt(); return nil }
}

// interrupt is for the app while it runs, as in every terminal.
func interrupt(s *Screen) tea.Cmd {
	app := s.app
	if !s.state.Running {
		return tea.Quit
	}
	s.toast = "sent ctrl+c to the app"
	return func() tea.Msg { app.Interrupt(); return nil }
}
