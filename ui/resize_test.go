package ui

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
)

// TestResizedScreenScrollsWhole: a frame for the old size that reaches a terminal of the new one
// may have named the rows that scroll; the next ones would be drawn in the wrong places.
func TestResizedScreenScrollsWhole(t *testing.T) {
	t.Parallel()
	d := drive(t, acme(0), 100, 30)
	_, cmd := d.e.Update(tea.WindowSizeMsg{Width: 120, Height: 36})
	if sent := sequences(cmd); !strings.Contains(sent, "\x1b[r") {
		t.Errorf("a new size sends %q, want the rows that scroll undone", sent)
	}
	_, cmd = d.e.Update(tea.WindowSizeMsg{Width: 120, Height: 36})
	if sent := sequences(cmd); sent != "" {
		t.Errorf("the same size sends %q", sent)
	}
}

// sequences are what a command sends to the terminal as it is.
func sequences(cmd tea.Cmd) string {
	if cmd == nil {
		return ""
	}
	var all strings.Builder
	switch msg := cmd().(type) {
	case tea.RawMsg:
		fmt.Fprint(&all, msg.Msg)
	default:
		if several := reflect.ValueOf(msg); several.Kind() == reflect.Slice {
			for i := range several.Len() {
				if one, is := reflect.TypeAssert[tea.Cmd](several.Index(i)); is {
					all.WriteString(sequences(one))
				}
			}
		}
	}
	return all.String()
}
