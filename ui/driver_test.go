package ui

import (
	"image/color"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"periscope/process"
	"periscope/ui/draw/drawtest"
)

// driver runs an explorer without a terminal: commands run one after the other,
// so that a test is the same every time.
type driver struct {
	t *testing.T
	e *explorer
}

func drive(t *testing.T, source Source, w, h int) *driver {
	t.Helper()
	now := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	d := &driver{t, newExplorer(t.Context(), source, Options{Mode: "sandbox", Process: &process.Process{}}, func() time.Time { return now })}
	d.e.settle, d.e.noticeLife = 0, 0 // its clock stands still
	d.e.terminal = &terminal{input: -1}
	d.e.ticking = true // its clock stands still: a countdown would never end
	source.OnWait(func(w Wait) { d.send(waitAnnounced(w)) })
	if requester, ok := source.(Requester); ok {
		requester.OnIncoming(func(in Incoming) { d.send(incomingHeard(in)) })
	}
	d.send(tea.WindowSizeMsg{Width: w, Height: h})
	d.run(d.e.Init())
	return d
}

// send delivers a message and everything that follows from it.
func (d *driver) send(msg tea.Msg) {
	_, cmd := d.e.Update(msg)
	d.run(cmd)
}

func (d *driver) run(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	switch msg := cmd().(type) {
	case nil, tea.QuitMsg:
	case tea.BatchMsg:
		for _, c := range msg {
			d.run(c)
		}
	default:
		d.send(msg)
	}
}

// messages runs a command, and what it consists of, and returns what came of it.
func messages(cmd tea.Cmd) []tea.Msg {
	if cmd == nil {
		return nil
	}
	switch msg := cmd().(type) {
	case nil:
		return nil
	case tea.BatchMsg:
		var all []tea.Msg
		for _, c := range msg {
			all = append(all, messages(c)...)
		}
		return all
	default:
		return []tea.Msg{msg}
	}
}

// press types keys: named ones such as "enter", and any others rune by rune.
func (d *driver) press(keys ...string) {
	named := map[string]tea.KeyPressMsg{
		"enter": {Code: tea.KeyEnter}, "esc": {Code: tea.KeyEscape}, "tab": {Code: tea.KeyTab},
		"down": {Code: tea.KeyDown}, "up": {Code: tea.KeyUp}, "end": {Code: tea.KeyEnd},
		"shift+tab": {Code: tea.KeyTab, Mod: tea.ModShift}, "ctrl+d": {Code: 'd', Mod: tea.ModCtrl},
		"space": {Code: tea.KeySpace, Text: " "},
		"right": {Code: tea.KeyRight}, "left": {Code: tea.KeyLeft}, "pgup": {Code: tea.KeyPgUp}, "pgdown": {Code: tea.KeyPgDown},
		"home": {Code: tea.KeyHome}, "ctrl+u": {Code: 'u', Mod: tea.ModCtrl}, "ctrl+b": {Code: 'b', Mod: tea.ModCtrl}, "ctrl+f": {Code: 'f', Mod: tea.ModCtrl},
	}
	for _, k := range keys {
		d.e.turned = time.Time{} // a person waits until they see what a key is for
		if msg, ok := named[k]; ok {
			d.send(msg)
			continue
		}
		for _, r := range k {
			d.send(tea.KeyPressMsg{Code: r, Text: string(r)})
		}
	}
}

func (d *driver) screen() string { return d.e.View().Content }

// background is a terminal's answer to what its background is.
func background(dark bool) tea.BackgroundColorMsg {
	if dark {
		return tea.BackgroundColorMsg{Color: color.Black}
	}
	return tea.BackgroundColorMsg{Color: color.White}
}

// turn makes the terminal one of another sort.
func (d *driver) turn(mode drawtest.Mode) {
	d.send(tea.ColorProfileMsg{Profile: mode.Profile})
	d.send(background(mode.Dark))
}

// see fails unless every text is on the screen.
func (d *driver) see(texts ...string) {
	d.t.Helper()
	screen := ansi.Strip(d.screen())
	for _, text := range texts {
		if !strings.Contains(screen, text) {
			d.t.Fatalf("no %q on the screen:\n%s", text, screen)
		}
	}
}

func (d *driver) seeNot(texts ...string) {
	d.t.Helper()
	screen := ansi.Strip(d.screen())
	for _, text := range texts {
		if strings.Contains(screen, text) {
			d.t.Fatalf("%q is on the screen:\n%s", text, screen)
		}
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
