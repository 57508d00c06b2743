package ui

import (
	"strings"
	"testing"
	"unicode"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// unseen are characters that nobody sees, each of which a terminal obeys or hides.
const unseen = "\u202e\u202d\u2066\u2069\u200b\u200d\u200f\ufeff\u00ad\u061c\u2028\u2029\u0085\u009b\x7f\x1b\U000e0041\ufe0f"

// TestUnseenCharactersAreNotTaken wherever text is typed or pasted: what can be seen is.
func TestUnseenCharactersAreNotTaken(t *testing.T) {
	t.Parallel()
	for name, open := range map[string][]string{
		"the filter":   {"/"},
		"the question": {"n"},
		"the composer": {"c", "a"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for how, enter := range map[string]func(d *driver, text string){
				"pasted": func(d *driver, text string) { d.send(tea.PasteMsg{Content: text}) },
				"typed":  func(d *driver, text string) { d.press(strings.Split(text, "")...) },
			} {
				m := newInstallSource()
				d := m.At(t, m, "initech", 120, 36)
				d.press(open...)
				enter(d, unseen+"ch"+unseen+"at"+unseen)
				d.see("chat")
				for _, r := range ansi.Strip(d.screen()) {
					if r != '\n' && unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp, unicode.Variation_Selector) {
						t.Errorf("%s: %U is on the screen", how, r)
					}
				}
			}
		})
	}
}

func TestUnseenKeysDoNothing(t *testing.T) {
	t.Parallel()
	d := drive(t, acme(0), 80, 24)
	before := d.screen()
	d.press(strings.Split(unseen, "")...)
	if after := d.screen(); after != before {
		t.Errorf("the screen changed to\n%s", ansi.Strip(after))
	}
}
