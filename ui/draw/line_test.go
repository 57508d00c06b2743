package draw

import (
	"testing"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
)

// TestNotesBesideTexts gives the room to what matters: a text that comes first is whole, and
// its note leaves the column, is brief, or is left out; a note that is kept cuts the text.
func TestNotesBesideTexts(t *testing.T) {
	t.Parallel()
	st := NewStyles(true, colorprofile.Ascii)
	for _, c := range []struct {
		line  Line
		width int
		want  string
	}{
		{Line{Text: "chat:write", Note: "on channel", Brief: "channel", TextFirst: true}, 30, " chat:write       on channel  "},
		{Line{Text: "conversations:read", Note: "on channel", Brief: "channel", TextFirst: true}, 31, " conversations:read on channel "},
		{Line{Text: "conversations:read", Note: "on channel", Brief: "channel", TextFirst: true}, 28, " conversations:read channel "},
		{Line{Text: "conversations:read", Note: "on channel", Brief: "channel", TextFirst: true}, 27, " conversations:read        "},
		{Line{Text: "conversations:read", Note: "new", Keep: true}, 20, " conversa…:read new "},
		{Line{Text: "everything", Note: "unknown", Keep: true, Least: 10}, 20, " everything unknown "},
	} {
		if got := ansi.Strip(c.line.Draw(st, c.width, 11, Ordinary)); got != c.want {
			t.Errorf("%q in %d cells is %q, want %q", c.line.Text, c.width, got, c.want)
		}
	}
}
