package draw

import "charm.land/bubbles/v2/textinput"

// NewTextInput is an empty text field. What is pasted comes through the terminal: the field's
// own ctrl+v would run a clipboard program of this machine, for a visitor over SSH, too.
func NewTextInput() textinput.Model {
	in := textinput.New()
	in.KeyMap.Paste.SetEnabled(false)
	return in
}
