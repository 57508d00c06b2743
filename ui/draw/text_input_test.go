package draw

import (
	"testing"

	tea "charm.land/bubbletea/v2"
)

// TestTextInputReachesNoClipboard presses ctrl+v, which would run a program of this machine.
func TestTextInputReachesNoClipboard(t *testing.T) {
	t.Parallel()
	in := NewTextInput()
	in.Focus()
	if _, cmd := in.Update(tea.KeyPressMsg{Code: 'v', Mod: tea.ModCtrl}); cmd != nil {
		t.Error("ctrl+v runs something")
	}
	if in, _ = in.Update(tea.PasteMsg{Content: "pasted"}); in.Value() != "pasted" {
		t.Errorf("what the terminal pastes is %q", in.Value())
	}
}
