package ui

import (
	"strings"
	"testing"
	"unicode"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// fuzzKeys are the keys that a byte of FuzzKeys stands for, besides the letters.
var fuzzKeys = []string{
	"enter", "esc", "tab", "shift+tab", "up", "down", "left", "right", "home", "end", "pgup", "pgdown",
	"space", "ctrl+d", "ctrl+u", "ctrl+b", "ctrl+f",
}

// FuzzKeys plays keys, sizes, clicks and pasted text to the whole explorer. Whatever
// comes, it draws a screen of the right size, with nothing in it that a terminal obeys
// but colours.
func FuzzKeys(f *testing.F) {
	for _, keys := range []string{
		"2j\x803jc\x8c\x80\x80", "/chat\x80\x80\x81", "n" + "chat.postMessage\x80", "?\x81:drift\x80jj\x8c\x80", "mtvax\x81r",
		"\xf0\x05\xf0\x13\xf0\x00j\xf0\xffG", "\xe0\x10\x10\xe1\x20\x05\xe2\x30", "+\xd0xoxb-\u202e\x1b[31m\x80", "cw\x80\x80",
	} {
		f.Add([]byte(keys), byte(0))
		f.Add([]byte(keys), byte(1))
	}
	f.Fuzz(func(t *testing.T, keys []byte, which byte) {
		var source Source = newSandboxSource()
		if which%2 == 1 {
			source = newInstallSource()
		}
		d, w, h := drive(t, source, 80, 24), 80, 24
		for at := 0; at < len(keys) && at < 200; at++ {
			next := func() int {
				if at+1 < len(keys) {
					at++
				}
				return int(keys[at])
			}
			switch b := keys[at]; {
			case b >= 0xf0:
				w, h = 1+next(), 1+next()%80
				d.send(tea.WindowSizeMsg{Width: w, Height: h})
			case b >= 0xe0:
				mouse := tea.Mouse{X: next(), Y: next(), Button: tea.MouseButton(b % 8)}
				d.send(tea.MouseClickMsg(mouse))
				d.send(tea.MouseReleaseMsg(mouse))
				d.send(tea.MouseWheelMsg{X: mouse.X, Y: mouse.Y, Button: tea.MouseWheelDown})
			case b >= 0xd0:
				d.send(tea.PasteMsg{Content: string(keys[at+1:])})
			case b >= 0x80:
				d.press(fuzzKeys[int(b)%len(fuzzKeys)])
			case b >= ' ' && b < 0x7f:
				d.press(string(rune(b)))
			}
		}
		screen := d.screen()
		checkSize(t, screen, w, h)
		if at := strings.IndexFunc(ansi.Strip(screen), func(r rune) bool {
			return r != '\n' && (unicode.IsControl(r) || unicode.Is(unicode.Cf, r))
		}); at >= 0 {
			t.Errorf("the screen holds %q", ansi.Strip(screen)[at:])
		}
	})
}
