package watch

import (
	tea "charm.land/bubbletea/v2"
)

// binding is a key, and what it does.
type binding struct {
	keys []string
	hint string // for the last line; empty: it is not shown there
	run  func(*Screen) tea.Cmd
}

// bindings are all keys but those of the filter.
var bindings = []binding{
	{[]string{"j", "down"}, "", func(s *Screen) tea.Cmd { s.move(1); return nil }},
	{[]string{"k", "up"}, "", func(s *Screen) tea.Cmd { s.move(-1); return nil }},
	{[]string{"pgdown", "ctrl+d"}, "", func(s *Screen) tea.Cmd { s.move(s.list().Page()); return nil }},
	{[]string{"pgup", "ctrl+u"}, "", func(s *Screen) tea.Cmd { s.move(-s.list().Page()); return nil }},
	{[]string{"g", "home"}, "", func(s *Screen) tea.Cmd { s.move(-1 << 30); return nil }},
	{[]string{"G", "end"}, "", func(s *Screen) tea.Cmd { s.move(1 << 30); return nil }},
	{[]string{"tab", "l", "h", "left", "right", "shift+tab"}, "tab pane", func(s *Screen) tea.Cmd {
		s.focus = (s.focus + 1) % paneCount
		return nil
	}},
	{[]string{"/"}, "/ filter", func(s *Screen) tea.Cmd { s.typing = true; return nil }},
	{[]string{"space", "p"}, "p pause", pause},
	{[]string{"o"}, "o output", func(s *Screen) tea.Cmd { s.output, s.scroll = !s.output, 0; s.fit(); return nil }},
	{[]string{"y"}, "y copy", func(s *Screen) tea.Cmd {
		report := CopyRequest(s.state.Report)
		return func() tea.Msg { return report }
	}},
	{[]string{"e"}, "e export", func(s *Screen) tea.Cmd {
		app := s.app
		return func() tea.Msg {
			file, err := app.Export()
			return exported{file, err}
		}
	}},
	{[]string{"esc"}, "", func(s *Screen) tea.Cmd {
		s.output = false
		s.setFilter("")
		return nil
	}},
	{[]string{"q"}, "q quit", quit},
	{[]string{"ctrl+c"}, "", interrupt},
}

func (s *Screen) press(msg tea.KeyPressMsg) tea.Cmd {
	s.toast = ""
	if s.typing && msg.String() != "ctrl+c" {
		s.typed(msg)
		return nil
	}
	for _, b := range bindings {
		for _, k := range b.keys {
			if msg.String() == k {
				return b.run(s)
			}
		}
	}
	return nil
}

// typed edits the filter.
func (s *Screen) typed(msg tea.KeyPressMsg) {
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
