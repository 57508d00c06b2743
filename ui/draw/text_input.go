package draw

import (
	"slices"

	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"
)

// NewTextInput is an empty text field. What is pasted comes through the terminal: the field's
// own ctrl+v would run a clipboard program of this machine, for a visitor over SSH, too.
func NewTextInput() textinput.Model {
	in := textinput.New()
	in.KeyMap.Paste.SetEnabled(false)
	return in
}

// Keys that move in a list while text is typed above it, where letters are text. Those with
// ctrl are the ones of shells, editors and fzf.
var (
	DownKeys = []string{"down", "ctrl+n", "ctrl+j"}
	UpKeys   = []string{"up", "ctrl+p", "ctrl+k"}
)

// MovesBy is how many rows a key moves in a list while text is typed above it; 0: none.
func MovesBy(msg tea.KeyPressMsg) int {
	switch {
	case slices.Contains(DownKeys, msg.String()):
		return 1
	case slices.Contains(UpKeys, msg.String()):
		return -1
	}
	return 0
}

// NoKey is what a screen says of a key that does nothing on it.
func NoKey(msg tea.KeyPressMsg) string { return msg.String() + " does nothing here; ? lists the keys" }
