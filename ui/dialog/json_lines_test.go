package dialog

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"periscope/ui/draw"
)

// TestJSONIsDrawnMemberByMember folds what is nested unless all is asked for, and draws what
// was cut as far as it goes.
func TestJSONIsDrawnMemberByMember(t *testing.T) {
	t.Parallel()
	const reply = `{"ok":true,"channels":[{"id":"C1","topic":{}},{"id":"C2"}],"error":"a, \"b\": {c}","empty":[]}`
	for _, c := range []struct {
		text string
		deep bool
		want string
	}{
		{reply, false, "{\n  \"ok\": true\n  \"channels\": [2]\n  \"error\": \"a, \\\"b\\\": {c}\"\n  \"empty\": []\n}"},
		{reply, true, "{\n  \"ok\": true\n  \"channels\": [\n    {\n      \"id\": \"C1\"\n      \"topic\": {}\n    }\n    {\n      \"id\": \"C2\"\n    }\n  ]\n" +
			"  \"error\": \"a, \\\"b\\\": {c}\"\n  \"empty\": []\n}"},
		{`{"ok":true,"members":["U1","U`, true, "{\n  \"ok\": true\n  \"members\": [\n    \"U1\"\n    \"U"},
		{`{"ok":true,"members":["U1","U`, false, "{\n  \"ok\": true\n  \"members\": [2]"},
		{`}]},,:"`, true, "}\n]\n}\n: \""},
		{``, true, ""},
	} {
		var rows []string
		for _, row := range drawJSON(draw.Styles{}, c.text, 80, c.deep) {
			rows = append(rows, ansi.Strip(row))
		}
		if got := strings.Join(rows, "\n"); got != c.want {
			t.Errorf("%s, deep %v:\n%s\nwant\n%s", c.text, c.deep, got, c.want)
		}
	}
}

// TestFormsAreDecoded shows fields as they were before they were encoded, without anything
// that a terminal would obey, and without tokens.
func TestFormsAreDecoded(t *testing.T) {
	t.Parallel()
	token := "xoxb" + "%2D123456789012%2Dabcdefghijkl"
	rows := drawForm(draw.Styles{}, "channel=C1&text=a+%26%20b%1B%5B31m%E2%80%AEc&odd&token="+token, 60)
	got := ansi.Strip(strings.Join(rows, "\n"))
	if want := "channel = C1\ntext = a & b·[31m·c\nodd\ntoken = xoxb-…"; !strings.HasPrefix(got, want) {
		t.Errorf("drawn as %q, want %q", got, want)
	}
	if strings.Contains(got, "123456789012") {
		t.Errorf("the token is shown: %q", got)
	}
}

// FuzzDrawJSON draws anything: no line is too wide, and nothing panics.
func FuzzDrawJSON(f *testing.F) {
	f.Add(`{"a":[1,{"b":"東京"}],"c":null}`, 20, true)
	f.Add(`{"`+strings.Repeat("[", 300), 9, true)
	f.Fuzz(func(t *testing.T, text string, width int, deep bool) {
		width = 8 + (width&0xff)%120
		for _, row := range drawJSON(draw.Styles{}, visible(text), width, deep) {
			if got := ansi.StringWidth(row); got > width {
				t.Errorf("a row of %d cells where %d fit: %q", got, width, row)
			}
		}
	})
}
