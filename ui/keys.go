package ui

import (
	"charm.land/bubbles/v2/key"
)

// keyMap is every key of the explorer, in one place: the handler, the status
// line, the help screen and the README's table all read it.
type keyMap struct {
	Up, Down, PageUp, PageDown, Top, Bottom key.Binding
	NextPane, PrevPane                      key.Binding
	Teams, Resources, Scopes                key.Binding
	Enter, Expand, Filter, Back             key.Binding
	Inspect, Matrix, Reread, Help           key.Binding
	Quit, Interrupt                         key.Binding
}

func bind(shown, does string, keys ...string) key.Binding {
	return key.NewBinding(key.WithKeys(keys...), key.WithHelp(shown, does))
}

func newKeyMap() keyMap {
	return keyMap{
		Up:        bind("k ↑", "up", "k", "up"),
		Down:      bind("j ↓", "down", "j", "down"),
		PageUp:    bind("ctrl+u pgup", "page up", "ctrl+u", "pgup", "ctrl+b"),
		PageDown:  bind("ctrl+d pgdn", "page down", "ctrl+d", "pgdown", "ctrl+f"),
		Top:       bind("g home", "first row", "g", "home"),
		Bottom:    bind("G end", "last row", "G", "end"),
		NextPane:  bind("tab l →", "next pane", "tab", "l", "right"),
		PrevPane:  bind("shift+tab h ←", "previous pane", "shift+tab", "h", "left"),
		Teams:     bind("1", "teams", "1"),
		Resources: bind("2", "resources", "2"),
		Scopes:    bind("3", "scopes", "3"),
		Enter:     bind("enter", "open, expand or pivot", "enter"),
		Expand:    bind("e", "expand or fold all types", "e"),
		Filter:    bind("/", "filter this pane", "/"),
		Back:      bind("esc", "undo one step", "esc"),
		Inspect:   bind("i", "inspect in full", "i"),
		Matrix:    bind("m", "matrix of scopes and types", "m"),
		Reread:    bind("r", "read again from Slack", "r"),
		Help:      bind("?", "all keys", "?"),
		Quit:      bind("q", "quit", "q"),
		Interrupt: bind("ctrl+c", "quit from anywhere", "ctrl+c"),
	}
}

// KeyGroup is a titled part of the key table.
type KeyGroup struct {
	Title    string
	Bindings []key.Binding
}

// groups is the key table in the order in which the help screen shows it.
func (k keyMap) groups() []KeyGroup {
	return []KeyGroup{
		{"Move", []key.Binding{k.Down, k.Up, k.PageDown, k.PageUp, k.Top, k.Bottom}},
		{"Panes", []key.Binding{k.NextPane, k.PrevPane, k.Teams, k.Resources, k.Scopes}},
		{"Explore", []key.Binding{k.Enter, k.Expand, k.Filter, k.Back, k.Inspect, k.Matrix, k.Reread}},
		{"Program", []key.Binding{k.Help, k.Quit, k.Interrupt}},
	}
}

// Keys returns the key table, for the README and the man page.
func Keys() []KeyGroup { return newKeyMap().groups() }
