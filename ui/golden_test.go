package ui

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/exp/golden"
)

var sizes = [][2]int{{20, 5}, {60, 20}, {80, 24}, {120, 36}, {200, 60}}

// moments are states of the program that every size must show well.
var moments = []struct {
	name string
	keys []string
}{
	{"start", nil},
	{"expanded", []string{"2", "j", "enter", "j", "j"}},
	{"scopes", []string{"2", "j", "3", "j"}},
	{"pivot", []string{"2", "j", "3", "j", "enter"}},
	{"filter", []string{"2", "/", "pa"}},
	{"revoked", []string{"j", "j"}},
	{"help", []string{"?"}},
	{"matrix", []string{"m"}},
	{"inspect", []string{"3", "i"}},
}

func TestScreens(t *testing.T) {
	for _, m := range moments {
		for _, size := range sizes {
			t.Run(fmt.Sprintf("%s/%dx%d", m.name, size[0], size[1]), func(t *testing.T) {
				d := drive(t, acme(40), size[0], size[1])
				d.press(m.keys...)
				screen := d.screen()
				checkSize(t, screen, size[0], size[1])
				golden.RequireEqual(t, []byte(ansi.Strip(screen)))
			})
		}
	}
}

func TestColours(t *testing.T) {
	for _, c := range []struct {
		name    string
		dark    bool
		profile colorprofile.Profile
	}{
		{"dark", true, colorprofile.TrueColor},
		{"light", false, colorprofile.TrueColor},
		{"dark16", true, colorprofile.ANSI},
		{"light16", false, colorprofile.ANSI},
		{"none", true, colorprofile.Ascii},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := drive(t, acme(40), 80, 24)
			d.send(tea.ColorProfileMsg{Profile: c.profile})
			if !c.dark {
				d.send(background(false))
			}
			d.press("2", "j", "enter", "/", "pa")
			var out bytes.Buffer
			w := colorprofile.Writer{Forward: &out, Profile: c.profile}
			if _, err := w.WriteString(d.screen()); err != nil {
				t.Fatal(err)
			}
			golden.RequireEqual(t, out.Bytes())
			if c.profile == colorprofile.Ascii && strings.Contains(out.String(), "\x1b[3") {
				t.Error("colour without a colour profile")
			}
		})
	}
}

// checkSize fails unless the screen is exactly w by h cells.
func checkSize(t *testing.T, screen string, w, h int) {
	t.Helper()
	lines := strings.Split(screen, "\n")
	if len(lines) != h {
		t.Errorf("%d lines on a screen of %d", len(lines), h)
	}
	for i, l := range lines {
		if got := ansi.StringWidth(l); got != w {
			t.Errorf("line %d is %d cells wide on a screen of %d: %q", i, got, w, ansi.Strip(l))
		}
	}
}
