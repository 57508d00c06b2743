package ui

import (
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/ui/state"
)

// footer is the last row of the screen.
func (d *driver) footer() string {
	lines := strings.Split(ansi.Strip(d.screen()), "\n")
	return lines[len(lines)-1]
}

// head is the first row of the screen.
func (d *driver) head() string {
	head, _, _ := strings.Cut(ansi.Strip(d.screen()), "\n")
	return head
}

// TestGrantedScopesStayInSight goes from a scope far down to other types: what is granted
// there is on screen, and the cursor on its first row.
func TestGrantedScopesStayInSight(t *testing.T) {
	t.Parallel()
	d := drive(t, acme(5), 80, 24)
	d.press("2", "j", "3", "G", "enter", "G") // the last scope of another type, unfolded
	d.press("2", "j")
	d.see("▌✓ channels:history", "✓ chat:write")
	d.press("j")
	d.see("▌✓ chat:write")
	d.press("3", "j", "j", "2", "k") // a scope that the other type has no row in sight for
	d.see("✓ channels:history", "✓ chat:write")
}

// TestScrollSurvivesASmallWindow shrinks the window to almost nothing and lets it grow again.
func TestScrollSurvivesASmallWindow(t *testing.T) {
	t.Parallel()
	d := drive(t, acme(40), 80, 24)
	d.press("2", "j", "j", "enter", "3", "j", "j", "j", "j")
	before := d.screen()
	for _, size := range [][2]int{{5, 2}, {1, 1}, {30, 6}, {80, 24}} {
		d.send(tea.WindowSizeMsg{Width: size[0], Height: size[1]})
		checkSize(t, d.screen(), size[0], size[1])
	}
	if after := d.screen(); after != before {
		t.Errorf("after shrinking and growing:\n%s\nbefore:\n%s", ansi.Strip(after), ansi.Strip(before))
	}
}

// TestTeamsAreShownAsTheyWereLeft goes to another team and back: rows that were unfolded,
// the cursors and the windows are as before, and the other team knows nothing of it.
func TestTeamsAreShownAsTheyWereLeft(t *testing.T) {
	t.Parallel()
	m := newInstallSource()
	d := drive(t, m, 120, 36)
	d.press("2", "j", "j", "enter", "j", "j", "j", "3", "j", "j", "1")
	panes := func() string {
		var b strings.Builder
		for _, line := range strings.Split(ansi.Strip(d.screen()), "\n")[1:26] {
			b.WriteString(ansi.Cut(line, 30, 120) + "\n")
		}
		return b.String()
	}
	before := panes()
	for range 3 {
		d.press("j")
	}
	d.see("▌Initech", "▸ channel")
	d.seeNot("▾ channel")
	d.press("home")
	if after := panes(); after != before {
		t.Errorf("back at the team:\n%s\nbefore:\n%s", ansi.Strip(after), ansi.Strip(before))
	}
}

// TestFoldAllSaysWhatItDoes reads the key table: e folds when all is unfolded.
func TestFoldAllSaysWhatItDoes(t *testing.T) {
	t.Parallel()
	d := drive(t, acme(5), 200, 60)
	d.press("2")
	help := func() string {
		var b strings.Builder
		for _, row := range d.e.keyHelp() {
			b.WriteString(" " + row.Does + "\n")
		}
		return b.String()
	}
	if !strings.Contains(help(), "unfold all") {
		t.Error("e does not say that it unfolds")
	}
	d.press("e")
	d.see("▾ channel", "▾ user")
	if !strings.Contains(help(), " fold all") {
		t.Error("e does not say that it folds")
	}
	d.press("e")
	d.seeNot("▾")
}

// TestFooterWhileAFilterIsTyped: keys that would be typed are not offered.
func TestFooterWhileAFilterIsTyped(t *testing.T) {
	t.Parallel()
	for _, pane := range []string{"1", "2", "3"} {
		d := drive(t, newSandboxSource(), 120, 36)
		d.press(pane, "/")
		if got := strings.TrimSpace(d.footer()); got != "enter keep  esc clear  ↓ to the list  ~ in front: fuzzy" {
			t.Errorf("in pane %s the footer is %q", pane, got)
		}
		d.press("enter")
		if !strings.Contains(d.footer(), "? help") {
			t.Errorf("afterwards the footer is %q", d.footer())
		}
	}
}

// TestNoticesGo: a notice stands at the right end of the footer, beside the keys, until
// its time has come, and no longer than its own.
func TestNoticesGo(t *testing.T) {
	t.Parallel()
	d := drive(t, acme(0), 120, 36)
	d.e.noticeLife = time.Nanosecond
	_, first := d.e.Update(tea.KeyPressMsg{Code: 'x', Text: "x"})
	if f := d.footer(); !strings.HasSuffix(f, "this session stores nothing; use periscope team add ") || !strings.Contains(f, "n can I call…") {
		t.Fatalf("the footer is %q", f)
	}
	_, second := d.e.Update(tea.KeyPressMsg{Code: 'x', Text: "x"})
	d.run(first) // the time of a notice that a key took away
	d.see("this session stores nothing")
	d.run(second)
	d.seeNot("this session stores nothing")
}

// TestReadingAgainSaysWhatItBrought waits for the end of a reading that a key asked for.
func TestReadingAgainSaysWhatItBrought(t *testing.T) {
	t.Parallel()
	m := acme(0)
	d := drive(t, m, 120, 36)
	d.press("r")
	d.see("read Acme HQ again: nothing changed")
	m.worlds["acme"].perms = m.worlds["acme"].perms.Apply(model.ScopeGranted{Scopes: []catalog.Scope{"pins:write"}})
	d.press("r")
	d.see("read Acme HQ again: what changed is marked new or lost")
	m.worlds["acme"].err = refusal{"offline", "Slack could not be reached.", "Check the network."}
	d.press("r")
	d.see("reading Acme HQ failed: Slack could not be reached.")
}

// TestWhatLastsIsABadge: what lasts stands in the header as long as it does, and leaves
// the footer to the keys.
func TestWhatLastsIsABadge(t *testing.T) {
	t.Parallel()
	for _, width := range []int{80, 120, 200} {
		d := drive(t, newSandboxSource(), width, 36)
		d.press("c", "a", "pins:write", "enter", "enter")
		d.press("3") // the notice goes
		if !strings.Contains(d.head(), "waiting for a user") || !strings.Contains(d.footer(), "t act as a user") || !strings.Contains(d.footer(), "? help") {
			t.Errorf("%d cells: %q and %q", width, d.head(), d.footer())
		}
		d.send(waitAnnounced{Key: "acme", Method: "conversations.list", Until: d.e.now().Add(58 * time.Second)})
		if !strings.Contains(d.head(), "58s") || !strings.Contains(d.footer(), "? help") {
			t.Errorf("%d cells: %q and %q", width, d.head(), d.footer())
		}
	}
}

// TestRemovingTheLastTeamSaysHowToAddOne: there is no filter that could be cleared.
func TestRemovingTheLastTeamSaysHowToAddOne(t *testing.T) {
	t.Parallel()
	k := &storeSource{memory: acme(0)}
	d := drive(t, k, 120, 36)
	for range 3 {
		d.press("x", "y", "esc")
	}
	d.see("No teams are stored.", "+ adds one")
	d.seeNot("filter", "on the left")
}

// TestExcludedResourcesHaveNothingNew: a grant that does not reach a resource is no news there.
func TestExcludedResourcesHaveNothingNew(t *testing.T) {
	t.Parallel()
	d := drive(t, acme(5), 120, 36)
	d.e.teams.Selected().Apply(model.ScopeGranted{Scopes: []catalog.Scope{"pins:write"}})
	d.e.changed(d.e.teams.Selected())
	d.press("2", "j", "j", "enter", "j", "3", "/", "pins:write", "enter")
	d.see("– pins:write", "not here")
	d.seeNot(" new ")
	d.press("2", "j", "j")
	d.see("✓ pins:write", " new ")
	d.press("home")
	d.see("✓ pins:write", " new ")
}

// TestRefusedTeamsClaimNothing: of a token that Slack refuses nothing is known, so
// nothing is said of what it holds, and nothing offered that cannot work.
func TestRefusedTeamsClaimNothing(t *testing.T) {
	t.Parallel()
	d := drive(t, newSandboxSource(), 120, 36)
	d.press("j", "j", "enter")
	d.see("Slack says the token was revoked.", "Acme HQ", "revoked")
	d.seeNot("holds nothing", "team ─", "› team", "everything")
	for _, offered := range []string{"compose", "act as a user", "its scopes"} {
		if strings.Contains(d.footer(), offered) {
			t.Errorf("the footer offers %q: %q", offered, d.footer())
		}
	}
	d.press("c")
	d.see("Slack would refuse the request too")
	d.press("t")
	d.see("Slack would refuse the request too")
}

// TestNamesakesAreToldApart: two tokens of one team show by which name each is known.
func TestNamesakesAreToldApart(t *testing.T) {
	t.Parallel()
	m := newInstallSource()
	m.putInstalled("initech/bot-2", "Initech", catalog.Bot, true, "chat:write")
	d := m.At(t, m, "initech", 120, 36)
	d.see("▌Initech            initech", "Initech      initech/bot-2", "known as  initech")
	d.press("G")
	d.see("known as  initech/bot-2")
}

// TestChangesOfEventsHaveABefore: after an event there is something to compare with, and
// reading again neither hides what it brought nor repeats it.
func TestChangesOfEventsHaveABefore(t *testing.T) {
	t.Parallel()
	s := state.NewSession(state.Team{Key: "acme"})
	perms := model.NewPermissions([]model.Grant{{Type: catalog.Channel, Scopes: []catalog.Scope{"chat:write"}, Resources: model.ResourceSet{Wildcard: true}}})
	read := func(p model.Permissions) {
		s.Begin(t.Context())
		s.Receive(p)
		s.Complete()
	}
	read(perms)
	granted := model.ScopeGranted{Scopes: []catalog.Scope{"pins:write"}}
	s.Apply(granted)
	if s.Earlier == nil || s.Earlier.Holds("pins:write", catalog.Channel) || s.Change("pins:write", model.Resource{}) != "new" {
		t.Fatalf("after the event, before is %v", s.Earlier)
	}
	read(perms.Apply(granted))
	if s.Earlier.Holds("pins:write", catalog.Channel) || s.Change("pins:write", model.Resource{}) != "new" {
		t.Error("reading again hides what the event brought")
	}
	read(perms.Apply(granted))
	if s.Change("pins:write", model.Resource{}) != "" {
		t.Error("reading once more repeats it")
	}
}

// TestPeopleAreNamed: the type of people says who granted what.
func TestPeopleAreNamed(t *testing.T) {
	t.Parallel()
	d := drive(t, acme(0), 120, 36)
	d.press("2", "G", "enter")
	d.see("@ ana  dnd:write:user  reminders:write:user", "@ bo  reminders:write:user")
	m := newInstallSource()
	d = m.At(t, m, "hooli", 120, 36)
	d.press("2", "e", "G")
	d.see("the token acts as this person", "stands on the other types")
	d.seeNot("no scope\n", "scopes  no scope")
}

// TestRowsEndBeforeTheFrame looks at every row of every pane: none touches the frame.
func TestRowsEndBeforeTheFrame(t *testing.T) {
	t.Parallel()
	for _, size := range [][2]int{{80, 24}, {120, 36}, {200, 60}} {
		m := newInstallSource()
		d := m.At(t, m, "initech", size[0], size[1])
		d.press("2", "e", "3", "/", "o", "enter")
		for _, line := range strings.Split(ansi.Strip(d.screen()), "\n")[2 : size[1]/2] {
			for pane := range strings.SplitSeq(line, "││") {
				row := strings.Trim(pane, "│")
				if row != "" && !strings.HasPrefix(row, " Slack") && !strings.HasSuffix(row, " ") && !strings.ContainsAny(row, "╭╰╮╯") {
					t.Errorf("%d cells: a row touches the frame: %q", size[0], row)
				}
			}
		}
	}
}

// TestFirstScreenExplainsItself reads what somebody meets who has only ever seen bot tokens.
func TestFirstScreenExplainsItself(t *testing.T) {
	t.Parallel()
	m := newInstallSource()
	for _, size := range [][2]int{{80, 24}, {120, 36}} {
		d := drive(t, m, size[0], size[1])
		d.see("Workspace", "Bot and user", "▌Acme HQ", "▌  everything", "9 scopes", "✓ granted")
		words := strings.Join(strings.FieldsFunc(ansi.Strip(d.screen()), func(r rune) bool { return strings.ContainsRune(" \n│", r) }), " ")
		if !strings.Contains(words, "Slack gave these to apps until August 2021, with scopes for single channels. Bot and user tokens are below.") {
			t.Errorf("%v: the inspector does not say what a workspace token was:\n%s", size, ansi.Strip(d.screen()))
		}
		if !strings.HasPrefix(d.footer(), " n can I call…") {
			t.Errorf("the first hint is not n: %q", d.footer())
		}
	}
}

// TestEverythingListsAllScopes says where each scope reaches, and goes there.
func TestEverythingListsAllScopes(t *testing.T) {
	t.Parallel()
	d := drive(t, acme(5), 120, 36)
	d.see("✓ channels:history                on channel", "✓ chat:write                      on 4 types", "+ emoji:read")
	d.seeNot("on other types", "of other types")
	d.press("3", "j")
	d.see("Acme HQ › everything › chat:write", "Yes: the app may post messages", "reaches  channel (all but 2), group (2), im (1), app_home (1)")
	d.press("enter")
	d.see("where chat:write reaches", "▸ group")
}

// TestScopesOfOtherTypesAreFolded folds and unfolds them, and finds them by the filter.
func TestScopesOfOtherTypesAreFolded(t *testing.T) {
	t.Parallel()
	d := drive(t, acme(0), 120, 50)
	d.press("2", "j")
	d.see("▸ 35 scopes of other types")
	d.press("3", "G")
	d.see("enter unfold", "35 scopes mean nothing on team")
	d.press("space")
	d.see("enter unfolds these scopes")
	d.press("enter")
	d.see("▾ 35 scopes of other types", "· chat:write ")
	d.press("enter")
	d.seeNot("· chat:write ")
	d.press("/", "chat:write", "enter")
	d.see("· chat:write ")
}

// TestAdminScopesComeLast looks at a user's token: what only administrators of an
// organization can grant stands behind what anybody can ask for.
func TestAdminScopesComeLast(t *testing.T) {
	t.Parallel()
	m := newInstallSource()
	d := m.At(t, m, "hooli", 120, 36)
	screen := ansi.Strip(d.screen())
	d.see("+ calls:read")
	if strings.Contains(screen, "admin.") {
		t.Errorf("scopes for administrators come early:\n%s", screen)
	}
	d.press("3", "/", "admin.teams:read", "enter")
	d.see("admin.teams:read")
}

// TestResourcesByName sorts the whole list once it is read: capitals do not count,
// archived ones come last, and marks have a column of their own.
func TestResourcesByName(t *testing.T) {
	t.Parallel()
	d := drive(t, acme(3), 120, 36)
	d.press("2", "j", "j", "enter")
	var names []string
	for line := range strings.SplitSeq(ansi.Strip(d.screen()), "\n") {
		if _, name, ok := strings.Cut(line, "# "); ok {
			names = append(names, strings.Fields(name)[0])
		}
	}
	want := "payroll general proj-0 proj-1 proj-2 random 東京オフィス-プロジェクト会議室 🎉-party-🎈-planning old-launch"
	if got := strings.Join(names, " "); got != want {
		t.Errorf("the channels are %s, want %s", got, want)
	}
	d.see("│   – # payroll", "│     # general", "│   · # old-launch")
}

// TestUndoAndClear takes picks and drops back, one step at a time.
func TestUndoAndClear(t *testing.T) {
	t.Parallel()
	d := drive(t, newSandboxSource(), 120, 36)
	d.press("u")
	d.see("no pick is left to undo")
	d.press("U")
	d.see("nothing is picked")
	d.press("2", "j", "j", "3", "/", "write", "enter", "space", "space", "space")
	d.see("3 picked")
	d.press("U")
	d.see("dropped 3 picks; u brings them back")
	d.seeNot("●", "3 picked")
	d.press("u")
	d.see("3 picked", "picked again:")
	d.press("u")
	d.see("2 picked", "no longer picked:")
	d.press("home", "space")
	d.see("1 picked")
	d.press("u")
	d.see("2 picked")
	d.press("u", "u")
	d.seeNot("picked  ", "2 picked", "1 picked")
	d.press("u")
	d.see("no pick is left to undo")
}

// TestFuzzyFilter finds letters in their order behind a "~", and words otherwise.
func TestFuzzyFilter(t *testing.T) {
	t.Parallel()
	d := drive(t, acme(20), 120, 36)
	d.press("2", "/", "~pj19")
	d.see("# proj-19", "/~pj19")
	d.seeNot("# general")
	d.press("esc", "/", "pj19")
	d.see("Nothing matches the filter.")
	d.press("esc", "/", "19 proj")
	d.see("# proj-19")
	d.press("esc", "/")
	d.send(tea.PasteMsg{Content: "proj-7\n"})
	d.see("# proj-7 ")
	d.seeNot("# proj-19")
}

// TestASCII draws the whole screen without a character that needs UTF-8, where the locale
// cannot show it: frames, marks and the names of others, in every pane and in dialogs.
func TestASCII(t *testing.T) {
	t.Parallel()
	for _, keys := range [][]string{{}, {"2", "e"}, {"2", "j", "j", "3", "space"}, {"3", "/", "東京"}, {"m"}, {"?"}, {"2", "/", "party"}} {
		d := drive(t, newSandboxSource(), 120, 36)
		d.e.ascii = true
		d.press(keys...)
		screen := d.screen()
		checkSize(t, screen, 120, 36)
		if at := strings.IndexFunc(screen, func(r rune) bool { return r > '~' }); at >= 0 {
			t.Errorf("after %v: %q", keys, screen[at:at+20])
		}
		d.see("1 Teams -", "[Acme HQ")
	}
}

// TestSelectedRowIsFilled reads the selected row of the focused pane without any colour:
// it is reversed from edge to edge, and marked at its left.
func TestSelectedRowIsFilled(t *testing.T) {
	t.Parallel()
	for _, profile := range []colorprofile.Profile{colorprofile.Ascii, colorprofile.ANSI, colorprofile.TrueColor} {
		d := drive(t, acme(0), 80, 24)
		d.send(tea.ColorProfileMsg{Profile: profile})
		row := strings.Split(d.screen(), "\n")[2]
		_, cells, _ := strings.Cut(row, "│\x1b[m")
		cells, _, _ = strings.Cut(cells, "│")
		plain := 0
		for at, state := 0, ""; at < len(cells); {
			seq, width, n, _ := ansi.DecodeSequence(cells[at:], 0, nil)
			at += n
			if width == 0 {
				state = seq
				continue
			}
			if state == "\x1b[m" || state == "" {
				plain++
			}
		}
		if plain > 0 || !strings.Contains(ansi.Strip(row), "│▌Acme HQ") {
			t.Errorf("profile %v: %d cells of the row are not filled: %q", profile, plain, cells)
		}
	}
}
