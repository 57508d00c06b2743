package ui

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"periscope/model/catalog"
	"periscope/ui/dialog"
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
	{"inspect", "acme", []string{"3", "i"}},
	{"activity", "acme", []string{"v", "enter"}},
	{"export", "acme", []string{"E"}},
	{"empty request", "acme", []string{"c"}},
	{"request", "acme", []string{"c", "a", "pins:write emoji:read", "enter"}},
	{"typing a scope", "acme", []string{"c", "a", "rea"}},
	{"user", "acme", []string{"t"}},
	{"prompt", "acme", []string{"c", "a", "pins:write", "enter", "enter", "t", "enter"}},
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
	stage := newSandboxSource()
	stage.memory = m.memory
	stage.hear = func(Incoming) {}
	return &everything{installSource: m, Sandbox: stage, Requester: stage, TokenStore: &storeSource{memory: m.memory}, files: map[string]string{}}
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
			column := strings.Index(edge, hint)
			if column < 0 {
				continue
			}
			if c.Quiet || c.Why != "" {
				t.Errorf("%s: the lower edge offers %q, which does nothing: %s", m.name, hint, c.Why)
			}
			again := newEverything().at(t, m.team, 120, 36, m.keys...)
			x := ansi.StringWidth(edge[:column]) + 2
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
		for _, w := range []int{20, 30, 40, 60} {
			d := newEverything().at(t, m.team, w, 20, m.keys...)
			box, _, ok := d.e.dialogBox()
			if !ok || !strings.HasPrefix(ansi.Strip(box.Lines[len(box.Lines)-1]), "╰ esc ") {
				t.Errorf("%s at %d columns: the lower edge is %q", m.name, w, ansi.Strip(box.Lines[len(box.Lines)-1]))
			}
		}
	}
}

// TestDialogsByMouseAlone selects, opens and closes without a key.
func TestDialogsByMouseAlone(t *testing.T) {
	t.Parallel()
	x := newEverything()
	d := x.at(t, "initech", 120, 36, "d")
	clickRow(d, "Fresh Install")
	d.see("▌Fresh Install", "Compare Initech with")
	clickRow(d, "Fresh Install") // again: it is opened
	d.see("Initech compared with Fresh Install")
	_, at, _ := d.e.dialogBox()
	d.send(tea.MouseClickMsg{Button: tea.MouseLeft, X: at.X - 2, Y: at.Y + 2})
	d.seeNot("compared with")

	d = x.at(t, "initech", 120, 36, "n", "reactions")
	clickRow(d, "reactions.add")
	d.see("Can I call reactions.add?")
	clickRow(d, "pick reactions:write")
	d.see("picked reactions:write")

	d = x.at(t, "acme", 120, 36, "c", "a", "pins:write", "enter", "enter", "t")
	clickRow(d, "@ bo")
	clickRow(d, "@ bo")
	d.see("Approve")
	d.e.turned = time.Time{}
	clickRow(d, "y  Approve")
	d.seeNot("Approve")
	d.see("▌✓ pins:write")

	// The wheel scrolls the dialog that it is over, and nothing beside it.
	d = x.at(t, "acme", 120, 36, "m")
	_, at, _ = d.e.dialogBox()
	before := d.screen()
	d.send(tea.MouseWheelMsg{Button: tea.MouseWheelDown, X: at.X - 3, Y: at.Y})
	if d.screen() != before {
		t.Error("the wheel beside a dialog changes something")
	}
	d.send(tea.MouseWheelMsg{Button: tea.MouseWheelDown, X: at.X + 3, Y: at.Y + 3})
	if d.screen() == before {
		t.Error("the wheel over a dialog does nothing")
	}
}

// clickRow clicks on a text.
func clickRow(d *driver, text string) {
	d.t.Helper()
	_, box, open := d.e.dialogBox()
	for y, line := range strings.Split(ansi.Strip(d.screen()), "\n") {
		if open && (y < box.Y || y >= box.Y+box.H) {
			continue
		}
		if open {
			line = strings.Repeat("~", box.X) + ansi.Cut(line, box.X, box.X+box.W)
		}
		if at := strings.Index(line, text); at >= 0 {
			d.send(tea.MouseClickMsg{Button: tea.MouseLeft, X: ansi.StringWidth(line[:at]) + 1, Y: y})
			return
		}
	}
	d.t.Fatalf("no %q to click on:\n%s", text, ansi.Strip(d.screen()))
}

// TestHintsCanBeClicked presses the keys of the status line by the mouse.
func TestHintsCanBeClicked(t *testing.T) {
	t.Parallel()
	d := newEverything().at(t, "acme", 120, 36)
	clickRow(d, "? help")
	d.see("Keys", "act as a Slack user")
	d.press("esc")
	clickRow(d, "c compose")
	d.see("Compose a request")
}

// TestClickBesideWhatWaits leaves what a click would lose.
func TestClickBesideWhatWaits(t *testing.T) {
	t.Parallel()
	d := newEverything().at(t, "acme", 120, 36, "+", "token")
	d.send(tea.MouseClickMsg{Button: tea.MouseLeft, X: 1, Y: 1})
	d.see("Add a team", "something was typed")

	m := newInstallSource()
	d = m.At(t, m, "initech", 120, 36)
	d.press("c", "a", "groups:read", "enter", "enter")
	_, _ = d.e.Update(tea.KeyPressMsg{Code: tea.KeyEnter})
	d.send(tea.MouseClickMsg{Button: tea.MouseLeft, X: 1, Y: 1})
	d.see("Waiting for the approval")
}

// TestNoMouse leaves the mouse to the terminal.
func TestNoMouse(t *testing.T) {
	t.Parallel()
	d := newEverything().at(t, "acme", 80, 24)
	if d.e.View().MouseMode == tea.MouseModeNone {
		t.Error("the mouse does nothing")
	}
	d.e.noMouse = true
	if d.e.View().MouseMode != tea.MouseModeNone {
		t.Error("--no-mouse takes the mouse")
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

// TestDialogsDimWhatIsBehind has one focus at a time.
func TestDialogsDimWhatIsBehind(t *testing.T) {
	t.Parallel()
	d := newEverything().at(t, "acme", 120, 36)
	d.see("▸1 Teams")
	d.press("t")
	d.seeNot("▸1 Teams", "▸2", "▸3")
	box, at, _ := d.e.dialogBox()
	if box.Width >= 96 {
		t.Errorf("a dialog of a few words is %d cells wide", box.Width)
	}
	behind := d.e.styles.Behind()
	for y, line := range strings.Split(d.screen(), "\n")[:35] {
		if y >= at.Y && y < at.Y+at.H {
			continue
		}
		if line != behind.Render(ansi.Strip(line)) {
			t.Errorf("line %d behind the dialog has colours of its own: %q", y, line)
		}
	}
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

// TestRevokedTokensAreOfferedNothing: a request that cannot be sent is not composed.
func TestRevokedTokensAreOfferedNothing(t *testing.T) {
	t.Parallel()
	x := newEverything()
	x.worlds["umbrella"].err = slackError("token_revoked")
	d := x.at(t, "umbrella", 120, 36, "c")
	d.see("Slack accepts this token no more: it answers token_revoked.")
	if d.e.dialog() != nil {
		t.Error("a request for a revoked token can be composed")
	}
	d.press("n", "pins.add", "enter", "c")
	d.see("it answers token_revoked")

	// One that is revoked while the composer is open.
	d = x.at(t, "acme", 120, 36, "c", "a", "pins:write", "enter")
	d.see("enter has it wait for a user")
	d.e.teams.Selected().Err = slackError("account_inactive")
	d.see("it answers account_inactive")
	d.seeNot("Slack will not refuse this")
	d.press("enter")
	if d.e.requests.Next("acme") != nil {
		t.Error("a request for a dead token waits for a user")
	}

	// Whose server cannot be reached is another matter.
	x.worlds["fresh"].err = refusal{"offline", "Slack cannot be reached.", "Try again."}
	d = x.at(t, "fresh", 120, 36, "c")
	d.see("Compose a request")
}

// TestRemoveOnlyWhatIsStored says where a token is, and offers nothing for one that is
// nowhere.
func TestRemoveOnlyWhatIsStored(t *testing.T) {
	t.Parallel()
	x := newEverything()
	x.TokenStore = keptStore{x.TokenStore, map[string]string{"acme": "~/.config/periscope/tokens.age"}}
	d := x.at(t, "acme", 120, 36, "1", "x")
	d.see("~/.config/periscope/tokens.age?")
	d.press("esc", "j", "x")
	d.see("this one comes from elsewhere; nothing is stored")
	if d.e.dialog() != nil {
		t.Error("a token that is not stored can be removed")
	}
}

// keptStore is a store that keeps some teams.
type keptStore struct {
	TokenStore
	kept map[string]string
}

func (k keptStore) Kept(key string) (where, why string) {
	if where, ok := k.kept[key]; ok {
		return where, ""
	}
	return "", "this one comes from elsewhere; nothing is stored"
}

// lacksClientID is an installSource whose app's client id is not known until it is typed.
type lacksClientID struct {
	*installSource
	id string
}

type clientIDError struct{ refusal }

func (clientIDError) NeedsClientID() bool { return true }

func (m *lacksClientID) UseClientID(_, id string) error {
	if !strings.Contains(id, ".") {
		return refusal{"usage", "That is no client id.", "Copy it."}
	}
	m.id, m.pageErr = id, nil
	return nil
}

// TestInstallThatLacksTheClientID says so before, and takes it.
func TestInstallThatLacksTheClientID(t *testing.T) {
	t.Parallel()
	m := &lacksClientID{installSource: newInstallSource()}
	m.pageErr = clientIDError{refusal{"no_client", "The app's client id is not known.", "Set it."}}
	d := m.At(t, m, "initech", 120, 36)
	d.press("c", "a", "pins:write", "enter")
	d.see("It cannot be installed from here: The app's client id is not known.", "enter type the client id")
	d.seeNot("enter install ", "enter installs it")
	d.press("enter", "nonsense", "enter")
	d.see("That is no client id.")
	d.press("enter", "1.2", "enter")
	d.see("https://slack.example", "enter install ")
	if m.id != "1.2" {
		t.Errorf("the client id is %q", m.id)
	}

	// Where none can be told, enter is not offered.
	plain := newInstallSource()
	plain.pageErr = refusal{"no_client", "The app's client id is not known.", "Set it."}
	d = plain.At(t, plain, "initech", 120, 36)
	d.press("c", "a", "pins:write", "enter")
	d.seeNot("enter install")
	d.press("enter")
	d.see("The app's client id is not known")
	if len(d.e.dialogs) != 1 {
		t.Error("an install that cannot work is offered")
	}
}

// TestCopyFromEverywhere copies what is selected, in panes and dialogs, and says what.
func TestCopyFromEverywhere(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		team string
		keys []string
		want string
	}{
		{"acme", []string{"1", "y"}, "Tacme"},
		{"acme", []string{"1", "Y"}, "Acme HQ"},
		{"acme", []string{"2", "j", "j", "enter", "j", "y"}, "C0PAYROLL"},
		{"acme", []string{"2", "j", "j", "enter", "j", "Y"}, "# payroll"},
		{"acme", []string{"2", "j", "j", "3", "j", "y"}, "chat:write"},
		{"acme", []string{"2", "j", "j", "3", "j", "Y"}, "chat:write: granted on channel"},
		{"acme", []string{"m", "j", "y"}, "chat:write"},
		{"acme", []string{"t", "y"}, "U0ANA0001"},
		{"acme", []string{"c", "a", "pins:write", "enter", "y"}, "pins:write"},
		{"acme", []string{"c", "a", "pins:write", "enter", "enter", "R", "y"}, "pins:write"},
		{"initech", []string{"n", "reactions.add", "enter", "y"}, "reactions.add: no. The bot token of Initech lacks reactions:write."},
		{"initech", []string{"n", "reactions.add", "enter", "Y"}, `"$SLACK_TOKEN" | curl`},
		{"initech", []string{"c", "a", "groups:read", "enter", "y"}, installPage},
		{"initech", []string{"c", "a", "groups:read", "enter", "Y"}, "- groups:read"},
		{"initech", []string{"D", "y"}, "pins.add  pins:write  called at src/pin.py:12"},
		{"initech", []string{"d", "enter", "y"}, "team:read"},
		{"initech", []string{"3", "i", "y"}, "Yes: the bot may read"},
		{"initech", []string{"X", `{"ok":false,"error":"missing_scope","needed":"reactions:write","provided":"chat:write"}`, "enter", "y"}, "reactions:write"},
	} {
		x := newEverything()
		d := x.at(t, c.team, 120, 36, c.keys...)
		if !strings.Contains(x.clip, c.want) {
			t.Errorf("%v copies %q, want %q", c.keys, x.clip, c.want)
		}
		d.see("copied", "(xclip)")
	}
}

// TestCopyingSaysWhatWentWrong tells of a program that failed, and takes the terminal's
// clipboard where there is none. Tokens are not copied.
func TestCopyingSaysWhatWentWrong(t *testing.T) {
	t.Parallel()
	x := newEverything()
	x.fails = errors.New("it took longer than 2s")
	d := x.at(t, "acme", 120, 36, "2", "j", "j", "3", "y")
	d.see("sent channels:history to your terminal's clipboard; xclip failed: it took longer than 2s")
	d = drive(t, acme(0), 120, 36)
	cmd := d.e.copyText("chat:write", "chat:write")
	if got := fmt.Sprint(messages(cmd)); !strings.Contains(got, "chat:write") {
		t.Errorf("the terminal got %s", got)
	}
	d.run(cmd)
	d.see("sent chat:write to your terminal's clipboard")
	if cmd := d.e.copyText("xoxb-"+strings.Repeat("1", 12)+"-abcdefghijkl", "a token"); cmd != nil {
		t.Error("a token is copied")
	}
	d.see("not copied")
	if cmd := d.e.copyText(strings.Repeat("x", longestCopy+1), "much"); cmd != nil {
		t.Error("more is sent than terminals take")
	}
	d.see("E writes it to a file")
}

// TestPagesAtSlack opens the page of a scope, method or event.
func TestPagesAtSlack(t *testing.T) {
	t.Parallel()
	x := newEverything()
	x.at(t, "initech", 120, 36, "2", "j", "j", "3", "o")
	x.at(t, "initech", 120, 36, "n", "reactions.add", "enter", "o")
	x.at(t, "initech", 120, 36, "n", "app_mention", "enter", "o")
	x.at(t, "initech", 120, 36, "m", "o")
	want := []string{
		"https://docs.slack.dev/reference/scopes/channels.history", "https://docs.slack.dev/reference/methods/reactions.add",
		"https://docs.slack.dev/reference/events/app_mention", "https://docs.slack.dev/reference/scopes/channels.history",
	}
	if !slices.Equal(x.pages, want) {
		t.Errorf("opened %v, want %v", x.pages, want)
	}
	d := x.at(t, "acme", 120, 36, "1", "o")
	d.see("o opens a scope's page at Slack, in the Scopes pane")
	d = drive(t, acme(0), 120, 36) // no browser
	d.press("2", "j", "j", "3", "o")
	d.see("sent https://docs.slack.dev/reference/scopes/channels.history to your terminal's clipboard")
}

// TestExport writes views as Markdown and JSON, and asks before it replaces a file.
func TestExport(t *testing.T) {
	t.Parallel()
	x := newEverything()
	d := x.at(t, "initech", 120, 36, "D", "E")
	d.see("Export: Drift", "periscope-initech-drift.md")
	d.press("enter")
	d.see("wrote periscope-initech-drift.md, which only you can read", "Drift: Initech")
	text := x.files["periscope-initech-drift.md"]
	for _, want := range []string{"# Drift", "**3 calls fail.", "## Needed, and missing", "| pins.add | pins:write | called at src/pin.py:12"} {
		if !strings.Contains(text, want) {
			t.Errorf("the export lacks %q:\n%s", want, text)
		}
	}
	d.press("E", "enter")
	d.see("periscope-initech-drift.md exists. Replace it?")
	x.files["periscope-initech-drift.md"] = "mine"
	d.press("esc")
	d.see("file: periscope-initech-drift.md")
	if x.files["periscope-initech-drift.md"] != "mine" {
		t.Error("a file was replaced")
	}
	d.press("enter", "y")
	if x.files["periscope-initech-drift.md"] == "mine" {
		t.Error("a file was not replaced, though the user said so")
	}
	d.press("E", "tab")
	d.see("periscope-initech-drift.json", "tab as Markdown")
	d.press("enter")
	if got := x.files["periscope-initech-drift.json"]; !strings.Contains(got, `"schema": "periscope.view/v1"`) || !strings.Contains(got, `"pins.add"`) {
		t.Errorf("the JSON is %s", got)
	}
	d = x.at(t, "initech", 120, 36, "E", "ctrl+u", "/nowhere/x.md", "enter")
	d.see("there is no such directory")
	d = drive(t, acme(0), 120, 36)
	d.press("E")
	d.see("this session writes no files")
}

// TestEveryViewIsExported exports each dialog that can be, and each pane.
func TestEveryViewIsExported(t *testing.T) {
	t.Parallel()
	x := newEverything()
	for _, keys := range [][]string{
		{"1"}, {"2"}, {"3"}, {"?"}, {"m"}, {"3", "i"}, {"v"}, {"D"}, {"d", "enter"}, {"n", "pins.add", "enter"}, {"R"},
		{"c", "a", "groups:read", "enter"},
	} {
		clear(x.files)
		d := x.at(t, "initech", 120, 36, keys...)
		d.press("E", "enter")
		if len(x.files) != 1 {
			t.Errorf("%v: E writes %d files:\n%s", keys, len(x.files), ansi.Strip(d.screen()))
		}
		for name, text := range x.files {
			if !strings.HasPrefix(text, "# ") || strings.Contains(text, "\x1b") {
				t.Errorf("%v: %s is %q", keys, name, text)
			}
		}
	}
}

// TestPaletteFindsEverything finds keys, teams, resources, scopes, methods and events, and
// goes there.
func TestPaletteFindsEverything(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		typed, see string
		after      func(*explorer) bool
	}{
		{"matrix", "matrix of scopes and types", func(e *explorer) bool { _, ok := e.dialog().(*dialog.Matrix); return ok }},
		{"hooli", "team", func(e *explorer) bool { return e.teams.Selected().Team.Key == "hooli" }},
		{"payroll", "# payroll", func(e *explorer) bool {
			r, _ := e.resources.Selected()
			return r.ID == "C0PAYROLL" && e.focus == onResources
		}},
		{"C0PAYROLL", "# payroll", func(e *explorer) bool { r, _ := e.resources.Selected(); return r.ID == "C0PAYROLL" }},
		{"u0bo", "U0BO00001", func(e *explorer) bool { r, _ := e.resources.Selected(); return r.Type == catalog.User }},
		{"pins:write", "Pin messages", func(e *explorer) bool { s, _ := e.scopes.At(); return s.Scope == "pins:write" && e.focus == onScopes }},
		{"conversations.history", "can I call it?", func(e *explorer) bool { _, ok := e.dialog().(*dialog.CanCall); return ok }},
		{"app_mention", "do I get it?", func(e *explorer) bool { _, ok := e.dialog().(*dialog.CanCall); return ok }},
	} {
		d := newEverything().at(t, "acme", 120, 36, ":")
		d.send(tea.PasteMsg{Content: c.typed})
		d.see(c.see)
		d.press("enter")
		if !c.after(d.e) {
			t.Errorf("%s does not go there:\n%s", c.typed, ansi.Strip(d.screen()))
		}
	}
	d := newEverything().at(t, "acme", 120, 36, ":", "cmps rqst") // fuzzy
	d.see("▌compose a request")
	d.press("esc", ":", "paste trig")
	d.see("not now: no request is waiting")
	d.press("enter")
	d.see("not now:")
	if _, open := d.e.dialog().(*dialog.Palette); !open {
		t.Error("what cannot run closes the palette")
	}
}

// TestPaletteDropsOldAnswers lets the answer to what was typed first come last.
func TestPaletteDropsOldAnswers(t *testing.T) {
	t.Parallel()
	d := newEverything().at(t, "acme", 120, 36, ":")
	_, first := d.e.Update(tea.KeyPressMsg{Code: 'p', Text: "p"})
	d.press("ayroll")
	d.run(first)
	d.see("# payroll")
	clickRow(d, "# payroll")
	if r, _ := d.e.resources.Selected(); r.ID != "C0PAYROLL" {
		t.Errorf("a click goes to %v", r)
	}
}

// TestVisitorsReachNothingOfThisMachine: over SSH, the clipboard, the browser and the files of
// the machine that serves are not a visitor's.
func TestVisitorsReachNothingOfThisMachine(t *testing.T) {
	t.Parallel()
	x := newEverything()
	d := x.at(t, "acme", 120, 36, "2", "j", "j", "3")
	d.e.remote = true
	d.press("y")
	d.see("sent channels:history to your terminal's clipboard")
	d.press("o", "E")
	d.see("this session writes no files")
	d.press("m", "o", "E")
	if x.clip != "" || len(x.pages) != 0 || len(x.files) != 0 {
		t.Errorf("a visitor copied %q, opened %v and wrote %v", x.clip, x.pages, x.files)
	}
}
