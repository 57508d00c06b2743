package ui

import (
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"periscope/ui/dialog"
	"periscope/ui/draw"
)

func TestKindsAreSaidWhereTheyDiffer(t *testing.T) {
	t.Parallel()
	d := drive(t, newInstallSource(), 120, 36)
	d.press("j", "j", "j", "j", "j", "j", "k", "k")
	d.see("Workspace tokens", "Acme HQ                 ok", "Bot and user tokens", "Initech          bot token", "Hooli           user token")
	d.press("/", "bot")
	d.see("Initech", "Vandelay", "2 of 7 · 2 of 2")
	d.seeNot("Hooli")
	d = drive(t, acme(0), 120, 36)
	d.seeNot("Workspace tokens", "Bot and user tokens")
}

func TestInstalledTeamsAreExplored(t *testing.T) {
	t.Parallel()
	m := newInstallSource()
	d := m.At(t, m, "initech", 120, 36)
	d.see("bot", "holds  6 scopes", "▸ channel", "▸ app_home")
	d.seeNot("▸ im ", "▸ user")
	d.press("2", "j", "j", "enter")
	d.see("# builds", "# deploys")
	d.press("3", "/", "chat:write", "enter")
	d.see("✓ chat:write ", "Yes, on channel (2): the bot may post messages", "chat.delete ")
	d.press("j")
	d.see("reaches  public channels too that the bot is not in")
	d.press("esc", "/", "groups:history", "enter")
	d.see("group scope", "it lives on group")
	d.press("esc", "/", "reactions:write", "enter")
	d.see("can ask", "c composes the install that adds it")
	d.seeNot("replaced")
}

func TestTypeThatCannotBeListedSaysWhatItTakes(t *testing.T) {
	t.Parallel()
	m := newInstallSource()
	d := m.At(t, m, "initech", 120, 36)
	d.press("2", "j", "j", "j")
	d.see("? group", "needs groups:read", "listing them takes groups:read", "On this row, space")
	d.press("space")
	d.see("1 picked")
	d.press("c")
	d.see("Compose an install", "groups:read", "will then hold 7 scopes")
	d = m.At(t, m, "initech", 80, 24)
	d.see("? group   needs a scope")
	d = m.At(t, m, "hooli", 120, 36)
	d.seeNot("needs ")
}

func TestScopesThatAreNotToldAreUnknown(t *testing.T) {
	t.Parallel()
	m := newInstallSource()
	d := m.At(t, m, "vandelay", 120, 36)
	d.see("Slack did not say which scopes this token holds.", "unknown")
	d.seeNot("0 granted", "holds  0 scopes", "can ask")
	d.press("2", "j", "j")
	d.see("Slack did not say which scopes")
	d.press("3", "/", "chat:write", "enter")
	d.see("? chat:write", "This may be one of them: with it", "r asks again.")
	d.press("esc", "m", "G")
	d.see("? Slack did not say")
}

func TestMatrixOfInstalledTeams(t *testing.T) {
	t.Parallel()
	m := newInstallSource()
	m.grant("initech", "mpim:history")
	for key, want := range map[string]string{"initech": "✓", "vandelay": "?", "hooli": "+"} {
		d := m.At(t, m, key, 120, 36)
		rows := dialog.NewMatrix(d.e.teams.Selected()).Page(dialog.Screen{Styles: d.e.styles, Width: 90, Height: 36}).Rows
		at := slices.IndexFunc(rows, func(row draw.Row) bool { return strings.Contains(ansi.Strip(row.Text), " mpim:history ") })
		if at < 0 || !strings.Contains(rows[at].Text, want) {
			t.Errorf("%s: the row of mpim:history lacks %q: %q", key, want, rows[max(at, 0)].Text)
		}
	}
}

func TestClickBelowACaveat(t *testing.T) {
	t.Parallel()
	m := newInstallSource()
	d := m.At(t, m, "vandelay", 120, 36)
	l := d.e.layout()
	in := l.panes[onScopes].Inner(l.border)
	d.screen()
	lead := d.e.scopes.Lead
	if lead == 0 {
		t.Fatal("nothing stands above the scopes")
	}
	d.press("3", "G")
	last := d.e.scopes.Cursor
	d.send(click(in.X+2, in.Y)) // on the sentence
	if d.e.scopes.Cursor != last {
		t.Errorf("a click on the sentence moved to row %d", d.e.scopes.Cursor)
	}
	d.press("g")
	d.send(click(in.X+2, in.Y+lead+1))
	if d.e.scopes.Cursor != 1 {
		t.Errorf("a click on the second scope moved to row %d", d.e.scopes.Cursor)
	}
}

func TestKindThatCannotBeExploredIsExplained(t *testing.T) {
	t.Parallel()
	m := newInstallSource()
	d := m.At(t, m, "stark", 120, 36)
	d.see("This is an app-level token", "Store the app's bot token instead.")
	d.press("c")
	d.see("app-level tokens cannot ask for more scopes")
	d.press("n", "chat.postMessage", "enter")
	d.see("✗ no  Slack does not open it to app-level tokens, only to", "bot")
}

func TestResourceOfAnInstallIsCovered(t *testing.T) {
	t.Parallel()
	m := newInstallSource()
	d := m.At(t, m, "initech", 120, 36)
	d.press("2", "e", "j", "j", "j", "j")
	d.see("Covered: the bot is in it.", "scopes  channels:history")
	d.press("g", "j", "j")
	d.see("Covered: the token was issued here.")
	d = m.At(t, m, "hooli", 120, 36)
	d.press("2", "e", "G")
	d.see("Covered: the token acts as this person.")
}

func TestPivotOfAHeldScopeThatReachesNothing(t *testing.T) {
	t.Parallel()
	m := newInstallSource()
	m.grant("initech", "mpim:history")
	d := m.At(t, m, "initech", 120, 36)
	d.press("2", "j", "j", "j", "j", "3", "/", "mpim:history", "enter")
	d.see("Yes, on mpim (on how many is not known without mpim:read)")
	d.press("enter") // it may reach some: the row stays
	d.see("Where mpim:history reaches", "? mpim", "needs mpim:read")
	m.grant("hooli", "mpim:history")
	d = m.At(t, m, "hooli", 120, 36)
	d.press("2", "j", "j", "j", "j", "3", "/", "mpim:history", "enter", "enter")
	d.see("mpim:history is held, and reaches")
}
