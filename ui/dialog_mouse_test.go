package ui

import (
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

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

// TestHintsBesideANotice clicks on a hint where it is drawn: a notice takes room from the hints,
// and goes with the click.
func TestHintsBesideANotice(t *testing.T) {
	t.Parallel()
	for _, hint := range []string{"n can I call…", "? help"} {
		d := newEverything().at(t, "acme", 120, 36)
		d.e.toast = "something happened that takes many words to tell: nearly all of the line"
		d.see("nearly all of the line", hint)
		d.seeNot("m matrix")
		clickRow(d, hint)
		d.see("esc close")
		d.seeNot("nearly all of the line")
	}
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
