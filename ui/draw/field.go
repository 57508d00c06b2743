package draw

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// Field is a line of text that is typed. Of a text that is longer than the field, the part
// around the cursor is drawn.
type Field struct {
	Label  string
	Text   string
	Typing bool // the cursor is drawn
	At     int  // where the cursor is, in runes of the text
	Note   string
}

// easyField is how many cells of a long text are left beside the label: note and label give way.
const easyField = 24

// cells is how many cells the field takes if it has room.
func (f Field) cells() int {
	return 1 + ansi.StringWidth(f.Label) + ansi.StringWidth(f.Text) + 1 + ansi.StringWidth(f.Note)
}

// Draw renders the field in exactly width cells.
func (f Field) Draw(st Styles, width int) string {
	lead, label, note := " ", f.Label, f.Note
	if width < easyField/2 {
		lead = ""
	}
	text := min(ansi.StringWidth(f.Text)+1, easyField)
	room := width - len(lead)
	if ansi.StringWidth(label)+text+ansi.StringWidth(note) > room {
		note = ""
	}
	if ansi.StringWidth(label)+text > room {
		label = Cut(label, room-text-1)
		if label != "" {
			label += " "
		}
	}
	room -= ansi.StringWidth(label) + ansi.StringWidth(note)
	before, after, caret := f.Text, "", ""
	if f.Typing {
		before, after = Around(f.Text, f.At, room)
		caret = st.Accent.Render("▏")
	} else {
		before = Cut(before, room)
	}
	return FitStyled(lead+st.Accent.Render(label)+st.Text.Render(before)+caret+st.Text.Render(after)+st.Dim.Render(note), width)
}

// Around is the part of a plain text around a cursor that stands before so many of its runes:
// what is drawn before the cursor and after it. Both take less than width cells, which leaves
// one for the cursor. With five cells and more, what was typed last is in it.
func Around(text string, at, width int) (before, after string) {
	var left, right []string // as they are drawn: what belongs to one character stays together
	runes := 0
	for state := byte(0); len(text) > 0; {
		seq, _, n, next := ansi.DecodeSequence(text, state, nil)
		if runes < at {
			left = append(left, seq)
		} else {
			right = append(right, seq)
		}
		runes += len([]rune(seq))
		text, state = text[n:], next
	}
	room := max(0, width-1)
	before, after = strings.Join(left, ""), strings.Join(right, "")
	if ahead := min(ansi.StringWidth(after), width/3); ansi.StringWidth(before) > room-ahead {
		used, from := 1, len(left)
		for from > 0 && used+ansi.StringWidth(left[from-1]) <= room-ahead {
			from--
			used += ansi.StringWidth(left[from])
		}
		before = "…" + strings.Join(left[from:], "")
	}
	return Cut(before, room), Cut(after, room-ansi.StringWidth(before))
}
