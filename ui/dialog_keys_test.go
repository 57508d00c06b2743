package ui

import (
	"context"
	"errors"
	"io/fs"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"periscope/model/catalog"
	"periscope/ui/draw"
)

// dialogMoments open every dialog there is, each in its states.
var dialogMoments = []struct {
	name, team string
	keys       []string
}{
	{"help", "acme", []string{"?"}},
	{"help of a dialog", "acme", []string{"m", "?"}},
	{"palette", "acme", []string{":"}},
	{"palette found", "acme", []string{":", "pins"}},
	{"matrix", "acme", []string{"m"}},
	{"matrix filter", "acme", []string{"m", "/", "chat"}},
	{"all tokens", "acme", []string{"O"}},
	{"all tokens filter", "acme", []string{"O", "/", "bot"}},
	{"inspect", "acme", []string{"3", "i"}},
	{"activity", "acme", []string{"v", "enter"}},
	{"export", "acme", []string{"E"}},
	{"empty request", "acme", []string{"c"}},
	{"request", "acme", []string{"c", "a", "pins:write emoji:read", "enter"}},
	{"typing a scope", "acme", []string{"c", "a", "rea"}},
	{"user", "acme", []string{"t"}},
	{"prompt", "acme", []string{"c", "a", "pins:write", "enter", "enter", "t", "enter", "enter"}},
	{"trigger", "acme", []string{"c", "a", "pins:write", "enter", "enter", "p"}},
	{"requests", "acme", []string{"c", "a", "pins:write", "enter", "enter", "R"}},
	{"empty install", "initech", []string{"c"}},
	{"install", "initech", []string{"c", "a", "groups:read", "enter"}},
	{"approval", "initech", []string{"c", "a", "groups:read", "enter", "enter"}},
	{"question", "initech", []string{"n"}},
	{"answer no", "initech", []string{"n", "reactions.add", "enter"}},
	{"answer yes", "initech", []string{"n", "conversations.history", "enter"}},
	{"event", "initech", []string{"n", "app_mention", "enter"}},
	{"drift", "initech", []string{"D"}},
	{"error", "initech", []string{"X"}},
	{"explained", "initech", []string{"X", `reactions.add {"ok":false,"error":"missing_scope","needed":"reactions:write","provided":"chat:write"}`, "enter"}},
	{"compare with", "initech", []string{"d"}},
	{"compared", "initech", []string{"d", "enter"}},
	{"add a team", "acme", []string{"+"}},
	{"add a third token", "acme", []string{"+", "third", "enter"}},
	{"remove a team", "acme", []string{"1", "x"}},
}

// everything is a source that can do all that a source can.
type everything struct {
	*installSource
	Sandbox
	Requester
	TokenStore
	files map[string]string
	pages []string
	clip  string
	fails error // of the clipboard
}

func newEverything() *everything {
	m := newInstallSource()
	m.drift = drifting()
	slack := newSandboxSource()
	slack.memory = m.memory
	slack.hear = func(Incoming) {}
	return &everything{installSource: m, Sandbox: slack, Requester: slack, TokenStore: &storeSource{memory: m.memory}, files: map[string]string{}}
}

func (x *everything) Copy(_ context.Context, text string) (string, error) {
	if x.fails == nil {
		x.clip = text
	}
	return "xclip", x.fails
}

func (x *everything) Browse(page string) error {
	x.pages = append(x.pages, page)
	return nil
}

func (x *everything) WriteFile(path string, content []byte, replace bool) error {
	if _, exists := x.files[path]; exists && !replace {
		return &fs.PathError{Op: "open", Path: path, Err: fs.ErrExist}
	}
	if strings.HasPrefix(path, "/nowhere/") {
		return errors.New("there is no such directory")
	}
	x.files[path] = string(content)
	return nil
}

// at opens a dialog.
func (x *everything) at(t *testing.T, team string, w, h int, keys ...string) *driver {
	t.Helper()
	d := x.At(t, x, team, w, h)
	d.press(keys...)
	return d
}

// TestNoKeyMeansTwoThings reads the keys of every dialog in every state, and of the panes:
// in one view, a key has one meaning, and the first is esc.
func TestNoKeyMeansTwoThings(t *testing.T) {
	t.Parallel()
	for _, m := range dialogMoments {
		d := newEverything().at(t, m.team, 120, 36, m.keys...)
		open := d.e.dialog()
		if open == nil {
			t.Errorf("%s: no dialog is open:\n%s", m.name, ansi.Strip(d.screen()))
			continue
		}
		meanings := map[string]string{}
		for i, c := range open.Commands() {
			if i == 0 && c.Keys[0] != "esc" {
				t.Errorf("%s: its first key is %s", m.name, c.Keys[0])
			}
			if c.Does == "" {
				t.Errorf("%s: %s does nothing that it tells", m.name, c.Label())
			}
			if c.Run == nil && c.Why == "" {
				t.Errorf("%s: %s does nothing at all", m.name, c.Label())
			}
			for _, k := range c.Keys {
				if other, taken := meanings[k]; taken {
					t.Errorf("%s: %s means both %q and %q", m.name, k, other, c.Does)
				}
				meanings[k] = c.Does
			}
		}
	}
}

// TestLowerEdges presses every key that the lower edge of a dialog offers, by the mouse, and
// finds that each is one that works now.
func TestLowerEdges(t *testing.T) {
	t.Parallel()
	for _, m := range dialogMoments {
		d := newEverything().at(t, m.team, 120, 36, m.keys...)
		_, at, _ := d.e.dialogBox()
		edge := ansi.Strip(strings.Split(d.screen(), "\n")[at.Y+at.H-1])
		for _, c := range d.e.dialog().Commands() {
			hint := " " + c.Label() + " " + c.Does + " "
			before, _, found := strings.Cut(edge, hint)
			if !found {
				continue
			}
			if c.Quiet || c.Why != "" {
				t.Errorf("%s: the lower edge offers %q, which does nothing: %s", m.name, hint, c.Why)
			}
			again := newEverything().at(t, m.team, 120, 36, m.keys...)
			x := ansi.StringWidth(before) + 2
			again.send(tea.MouseClickMsg{Button: tea.MouseLeft, X: x, Y: at.Y + at.H - 1})
			if strings.Contains(again.e.toast, "does nothing") {
				t.Errorf("%s: a click on %q says %q", m.name, hint, again.e.toast)
			}
			if c.Keys[0] == "esc" && again.e.dialog() == d.e.dialog() {
				t.Errorf("%s: a click on esc does nothing", m.name)
			}
		}
	}
}

// TestEscIsNeverCut draws every dialog on narrow screens: how to leave is the last thing to go.
func TestEscIsNeverCut(t *testing.T) {
	t.Parallel()
	for _, m := range dialogMoments {
		for _, w := range []int{9, 12, 20, 30, 40, 60} {
			d := newEverything().at(t, m.team, w, 20, m.keys...)
			box, _, ok := d.e.dialogBox()
			if !ok || !strings.HasPrefix(ansi.Strip(box.Lines[len(box.Lines)-1]), "╰ esc ") {
				t.Errorf("%s at %d columns: the lower edge is %q", m.name, w, ansi.Strip(box.Lines[len(box.Lines)-1]))
			}
		}
	}
}

// TestKeysInFlight presses keys that were meant for what was on screen before a dialog
// turned by itself: a token that is being typed when the question whether to replace one
// comes up replaces nothing, and a second enter approves nothing.
func TestKeysInFlight(t *testing.T) {
	t.Parallel()
	store := &storeSource{memory: acme(0)}
	d := drive(t, store, 80, 24)
	d.press("+", "twice", "enter")
	d.see("stored already")
	d.e.turned = d.e.now() // which press forgets, as a person who waits
	d.send(tea.KeyPressMsg{Code: 'r', Text: "r"})
	d.send(tea.KeyPressMsg{Code: 'a', Text: "a"})
	if store.how != "" {
		t.Errorf("keys in flight stored a token by %s", store.how)
	}
	d.press("a")
	if store.how != "AddBeside" {
		t.Error("the question takes no key later, either")
	}

	x := newEverything()
	d = x.at(t, "acme", 120, 36, "c", "a", "pins:write", "enter", "enter", "t", "enter")
	d.see("y  Approve")
	d.send(tea.KeyPressMsg{Code: 'y', Text: "y"})
	d.see("y  Approve")
	d.press("y")
	d.seeNot("y  Approve")
}

// TestFilterInDialogs narrows every list by typing.
func TestFilterInDialogs(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		team  string
		open  []string
		typed string
		see   []string
		gone  string
	}{
		{"acme", []string{"?"}, "matrix", []string{"m                matrix of scopes and types", "1 of "}, "renew a token"},
		{"acme", []string{"m"}, "dnd", []string{"dnd:read", "2 of "}, "chat:write "},
		{"acme", []string{"m"}, "~cwrt", []string{"▌chat:write"}, "team:read "},
		{"acme", []string{"t"}, "bo", []string{"@ bo", "1 of 2"}, "@ ana"},
		{"initech", []string{"D"}, "search", []string{"search.messages", "1 of "}, "pins.add"},
		{"initech", []string{"d"}, "hool", []string{"▌Hooli"}, "Fresh Install   "},
		{"initech", []string{"d", "enter"}, "payroll", []string{"1 of "}, "only Initech"},
	} {
		d := newEverything().at(t, c.team, 120, 36, c.open...)
		d.press("/")
		d.send(tea.PasteMsg{Content: c.typed})
		d.see(c.see...)
		box, _, _ := d.e.dialogBox()
		if text := ansi.Strip(strings.Join(box.Lines, "\n")); strings.Contains(text, c.gone) {
			t.Errorf("%v: %q is still there after /%s:\n%s", c.open, c.gone, c.typed, text)
		}
		d.press("enter")
		d.see("esc show all")
		d.press("esc")
		d.seeNot("esc show all")
		if strings.HasPrefix(c.see[0], "▌") {
			d.see(c.see[0]) // the cursor stays on its row
		}
		d.press("esc")
		if d.e.dialog() != nil {
			t.Errorf("%v: esc does not close it", c.open)
		}
	}
}

// TestHelpDoesWhatItLists runs a key from the help.
func TestHelpDoesWhatItLists(t *testing.T) {
	t.Parallel()
	d := newEverything().at(t, "acme", 120, 36, "?", "/", "matrix", "enter", "enter")
	d.see("Scopes by resource type")
	d.press("?")
	d.see("In this dialog", "go there", "pgdown", "first row") // keys that the edge has no room for
	d.press("esc")
	d.see("Scopes by resource type")
}

// TestUnboundKeysSaySo answers a key that means nothing, and names it.
func TestUnboundKeysSaySo(t *testing.T) {
	t.Parallel()
	d := newEverything().at(t, "acme", 120, 36, "m", "Z")
	d.see("Z does nothing in this dialog; ? lists its keys")
	d = newEverything().at(t, "acme", 120, 36)
	for _, k := range []string{"z", "w", "s", "a", "0", "4", "=", "ctrl+x"} {
		d.press(k)
		d.see(k + " does nothing here; ? lists the keys")
	}
	d.press("j")
	d.seeNot("does nothing")
}

// TestMatrixGoesThere moves the cursor in the matrix and goes to what is under it.
func TestMatrixGoesThere(t *testing.T) {
	t.Parallel()
	d := newEverything().at(t, "acme", 120, 36, "m", "l", "j", "enter")
	d.seeNot("Scopes by resource type")
	if s, _ := d.e.scopes.At(); s.Scope != "chat:write" || d.e.scopes.On.Type != catalog.Channel || d.e.focus != onScopes {
		t.Errorf("enter goes to %s on %s", s.Scope, d.e.scopes.On.Type)
	}
}

// TestMatrixOnNarrowScreens tells scopes apart by the part that differs, and shows the types
// one by one where there is no room for all.
func TestMatrixOnNarrowScreens(t *testing.T) {
	t.Parallel()
	d := newEverything().at(t, "acme", 60, 20, "m")
	d.see("channels:history", "conversati…:read", "app_home", "user│")
	d = newEverything().at(t, "acme", 40, 12, "m")
	d.see("channels:history", "›")
	d.press("l", "l", "l", "l", "l", "l")
	d.see("user", "‹")
	if got := draw.Shorten("conversations:history", 14); got != "conve…:history" {
		t.Errorf("conversations:history is cut to %q", got)
	}
	if a, b := draw.Shorten("channels:history", 13), draw.Shorten("channels:read.public", 13); a == b {
		t.Errorf("two scopes are both cut to %q", a)
	}
}
