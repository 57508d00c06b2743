package ui

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"periscope/model"
	"periscope/model/catalog"
)

func TestExploring(t *testing.T) {
	t.Parallel()
	d := drive(t, acme(40), 120, 36)
	d.see("Acme HQ", "all but 2", "✓ team:read")
	d.press("2", "j", "j", "enter")
	d.see("# general", "C0GENERAL", "– # payroll", "excluded")
	d.press("j")
	d.see("Excluded by id", "not here")
	d.seeNot("new")
	d.press("enter")
	d.see("▸3 Scopes")
}

func TestPivotAndBack(t *testing.T) {
	t.Parallel()
	d := drive(t, acme(40), 120, 36)
	d.press("2", "j", "j", "3", "j")
	d.see("› channel › chat:write")
	d.press("enter")
	d.see("where chat:write reaches", "▸ group", "▸ im")
	d.seeNot("mpim ")
	d.press("esc")
	d.see("▸3 Scopes", "› channel › chat:write", "· mpim")
	d.press("G", "enter", "G", "enter")
	d.see("where users:read.email reaches", "it is not granted on any")
	d.press("esc", "esc")
	d.see("nothing to undo")
}

func TestPivotToUsers(t *testing.T) {
	t.Parallel()
	d := drive(t, acme(0), 120, 36)
	d.press("2", "G", "enter")
	d.see("@ ana", "@ bo")
	d.press("3", "/", "dnd:write", "enter", "enter")
	d.see("where dnd:write:user reaches", "▾ user", "@ ana")
	d.seeNot("U0BO00001")
}

func TestScopesOfOnePersonAreNotAnothers(t *testing.T) {
	t.Parallel()
	d := drive(t, acme(0), 120, 36)
	d.press("2", "G", "enter", "j", "j", "tab", "/", "dnd:write", "enter")
	d.see("3 Scopes on @ bo", "dnd:write:user", "not here", "it was granted for others")
}

func TestFilter(t *testing.T) {
	t.Parallel()
	d := drive(t, acme(40), 120, 36)
	d.press("2", "/", "proj-1")
	d.see("/proj-1", "# proj-1 ", "# proj-19", "11 of 47")
	d.seeNot("# general")
	d.press("esc")
	d.seeNot("/proj-1", "# proj-19")
	d.press("/", "C0TOKYO", "enter")
	d.see("東京", "1 of 47")
	d.press("3", "esc")
	d.seeNot("1 of 47")
}

func TestFilterTakesNoCommands(t *testing.T) {
	t.Parallel()
	d := drive(t, acme(0), 120, 36)
	d.press("3", "/", "q?r12")
	d.see("/q?r12", "No scope matches")
}

func TestRevokedTeamStaysSelectable(t *testing.T) {
	t.Parallel()
	d := drive(t, acme(0), 80, 24)
	d.press("j", "j")
	d.see("▌Umbrella", "revoked", "Install the app again")
	d.press("k", "k")
	d.see("▌Acme HQ", "✓ team:read")
}

func TestKeysThatDoNothingSayWhy(t *testing.T) {
	t.Parallel()
	d := drive(t, acme(0), 80, 24)
	d.press("j", "j", "m")
	d.see("no permissions were read for this team")
	d.press("}")
	d.see("it works in the Resources pane")
}

func TestNamesAreLookedUpForTheScreenOnly(t *testing.T) {
	t.Parallel()
	m := &memory{}
	grant := model.Grant{Type: catalog.IM, Scopes: []catalog.Scope{"chat:write"}}
	for i := range 200 {
		grant.Resources.IDs = append(grant.Resources.IDs, model.ResourceID(fmt.Sprintf("D%03d", i)))
	}
	w := &world{perms: model.NewPermissions([]model.Grant{grant}), names: map[model.ResourceID]string{"D000": "ana"}}
	m.put("one", "One", w)
	d := drive(t, m, 80, 24)
	if len(w.asked) != 0 {
		t.Fatalf("asked for %v before anything was on screen", w.asked)
	}
	d.press("2", "e")
	d.see("@ ana", "D001")
	if len(w.asked) == 0 || len(w.asked) > 20 {
		t.Errorf("asked for %d names with about 10 rows on screen", len(w.asked))
	}
	seen := map[model.ResourceID]int{}
	d.press("j", "k", "j", "k")
	for _, id := range w.asked {
		if seen[id]++; seen[id] > 1 {
			t.Errorf("asked %d times for %s", seen[id], id)
		}
	}
}

// TestFewNamesAreLookedUpAtOnce counts the look-ups that are under way while none is
// answered, and after one is.
func TestFewNamesAreLookedUpAtOnce(t *testing.T) {
	t.Parallel()
	m := &memory{}
	grant := model.Grant{Type: catalog.IM, Scopes: []catalog.Scope{"chat:write"}}
	for i := range 40 {
		grant.Resources.IDs = append(grant.Resources.IDs, model.ResourceID(fmt.Sprintf("D%03d", i)))
	}
	w := &world{perms: model.NewPermissions([]model.Grant{grant})}
	m.put("one", "One", w)
	d := drive(t, m, 80, 40)
	d.press("2")
	_, cmd := d.e.Update(tea.KeyPressMsg{Code: 'e', Text: "e"})
	first := messages(cmd)
	if len(first) != 4 || len(w.asked) != 4 {
		t.Fatalf("%d look-ups at once, of %v; want 4", len(first), w.asked)
	}
	_, cmd = d.e.Update(first[0])
	if next := messages(cmd); len(next) != 1 || len(w.asked) != 5 {
		t.Errorf("an answer makes room for %d look-ups, want 1", len(next))
	}
	_, cmd = d.e.Update(tea.KeyPressMsg{Code: 'j', Text: "j"})
	if next := messages(cmd); len(next) != 0 {
		t.Errorf("%d look-ups while 4 are under way", len(next))
	}
}

func TestRateLimitIsVisible(t *testing.T) {
	t.Parallel()
	d := drive(t, acme(0), 120, 36)
	d.send(waitAnnounced{Key: "acme", Method: "conversations.list", Until: d.e.now().Add(12 * time.Second)})
	d.see("Slack asks us to wait 12s before the next conversations.list")
	d.press("j") // another team is not waiting
	d.seeNot("Slack asks us to wait")
}

// TestListSaysHowFarItIs waits for the next page of a long list, on a wide screen and on a
// narrow one.
func TestListSaysHowFarItIs(t *testing.T) {
	t.Parallel()
	const resources = 1_200
	d := drive(t, acme(resources), 120, 36)
	s := d.e.teams.Selected()
	s.Listing = true
	d.send(waitAnnounced{Key: "acme", Method: "conversations.list", Until: d.e.now().Add(41 * time.Second)})
	d.see("1,206 listed so far, Slack allows the next page in 41s")
	d.send(tea.WindowSizeMsg{Width: 60, Height: 24})
	d.see("waiting 41s")
	d.send(waitAnnounced{Key: "acme", Method: "conversations.info", Until: d.e.now().Add(9 * time.Second)})
	d.send(tea.WindowSizeMsg{Width: 120, Height: 36})
	d.see("Slack asks us to wait 9s before the next conversations.info")
}

// TestSilenceIsVisible: a call that Slack does not answer is named with its age, for as
// long as that lasts, beside the team that it is for.
func TestSilenceIsVisible(t *testing.T) {
	t.Parallel()
	d := drive(t, acme(0), 120, 36)
	since := d.e.now().Add(-7 * time.Second)
	first := Silence{Key: "acme", Method: "users.conversations", Host: "slack.com", Since: since}
	second := Silence{Key: "acme", Method: "users.info", Host: "slack.com", Since: since.Add(time.Second)}
	d.send(silenceHeard(first))
	d.send(silenceHeard(second))
	d.see("slack.com has not answered users.conversations yet (7 s)")
	d.press("j") // another team's calls are answered
	d.seeNot("has not answered")
	d.press("k")
	first.Over, second.Over = true, true
	d.send(silenceHeard(first))
	d.see("slack.com has not answered users.info yet (6 s)")
	d.send(silenceHeard(second))
	d.seeNot("has not answered")
	d.send(silenceHeard(Silence{Method: "auth.test", Host: "slack.com", Since: since}))
	d.see("slack.com has not answered auth.test yet (7 s)")
}

func TestOvertakenReadingsAreDropped(t *testing.T) {
	t.Parallel()
	d := drive(t, acme(0), 120, 36)
	s := d.e.teams.Find("acme")
	old := stamp{"acme", s.Reading - 1}
	d.send(permissionsRead{stamp: old, perms: model.Permissions{}})
	d.send(permissionsRead{stamp: old, err: errors.New("late failure")})
	d.send(teamIdentified{stamp: old, err: errors.New("late failure")})
	d.send(resourcesListed{stamp: old, page: []model.Resource{{Type: catalog.Channel, ID: "C0LATE", Name: "late"}}})
	d.send(permissionsRead{stamp: stamp{"gone", 1}})
	d.see("all but 2", "✓ team:read", "Acme HQ")
	d.seeNot("late")
}

// TestOvertakenSearchesAreDropped lets the answer to a filter's first letters come
// after that to all of them.
func TestOvertakenSearchesAreDropped(t *testing.T) {
	t.Parallel()
	d := drive(t, acme(40), 120, 36)
	d.press("2", "/")
	_, early := d.e.Update(tea.KeyPressMsg{Code: 'p', Text: "p"})
	d.press("roj-1")
	d.see("# proj-1 ", "11 of 47")
	d.run(early)
	d.see("# proj-1 ", "11 of 47")
	d.seeNot("# payroll")
}

func TestRereadingKeepsWhatIsKnown(t *testing.T) {
	t.Parallel()
	m := acme(0)
	d := drive(t, m, 120, 36)
	d.press("2", "j", "j", "enter", "j", "j", "j")
	m.worlds["acme"].err = refusal{"offline", "Slack could not be reached.", "Check the network."}
	d.press("r")
	d.see("offline", "# general", "all but 2")
	m.worlds["acme"].err = nil
	d.press("r")
	d.seeNot("offline")
	d.see("# general")
}

func TestPassingOverTeamsSendsNothing(t *testing.T) {
	t.Parallel()
	d := drive(t, acme(0), 80, 24)
	d.e.teams.Selected()
	if got := d.e.teams.Find("fresh").Reading; got != 0 {
		t.Fatalf("a team that was never selected was read %d times", got)
	}
	_, _ = d.e.Update(tea.KeyPressMsg{Code: 'j', Text: "j"}) // its command, the rest on the team, is not run
	d.press("j")
	if got := d.e.teams.Find("fresh").Reading; got != 0 {
		t.Errorf("passing over a team read it %d times", got)
	}
	if got := d.e.teams.Find("umbrella").Reading; got != 1 {
		t.Errorf("resting on a team read it %d times", got)
	}
}

// TestRestingOnATeamReadsThatTeam lets a rest that the cursor did not keep end late.
func TestRestingOnATeamReadsThatTeam(t *testing.T) {
	t.Parallel()
	d := drive(t, acme(0), 80, 24)
	_, passing := d.e.Update(tea.KeyPressMsg{Code: 'j', Text: "j"})
	_, resting := d.e.Update(tea.KeyPressMsg{Code: 'j', Text: "j"})
	read := func() [2]int {
		return [2]int{d.e.teams.Find("fresh").Reading, d.e.teams.Find("umbrella").Reading}
	}
	d.run(passing)
	if got := read(); got != [2]int{0, 0} {
		t.Errorf("a rest that ended before the next move read %v", got)
	}
	d.run(resting)
	if got := read(); got != [2]int{0, 1} {
		t.Errorf("resting read %v, want the last team once", got)
	}
}

func TestPastedMegabyte(t *testing.T) {
	t.Parallel()
	d := drive(t, acme(0), 80, 24)
	d.send(tea.PasteMsg{Content: strings.Repeat("x", 1<<20)})
	d.see("nothing takes text here")
	d.press("/")
	d.send(tea.PasteMsg{Content: strings.Repeat("x\n", 1<<19)})
	checkSize(t, d.screen(), 80, 24)
	if n := len(d.e.teams.Filter.Label(1000)); n > 101 {
		t.Errorf("the filter holds %d characters", n)
	}
}

func TestFirstFrameWaitsForNothing(t *testing.T) {
	t.Parallel()
	e := newExplorer(t.Context(), acme(0), Options{Mode: "sandbox"}, time.Now)
	d := &driver{t, e}
	e.Update(tea.WindowSizeMsg{Width: 80, Height: 24})
	d.see("Acme HQ", "Fresh Install", "Umbrella")
	e.Init() // its commands, the calls, are not run
	d.see("reading", "Reading what the app", "apps.permissions.info")
	checkSize(t, d.screen(), 80, 24)
}

func TestNoTeams(t *testing.T) {
	t.Parallel()
	d := drive(t, &memory{}, 80, 24)
	d.see("No team is selected", "No teams are", "+ adds one", "Nothing is selected")
	for _, a := range actions() {
		if len(a.Keys()) > 0 && a.group != "Program" {
			d.press(a.Keys()...)
		}
	}
	checkSize(t, d.screen(), 80, 24)
}

func TestUnheardOfResourceType(t *testing.T) {
	t.Parallel()
	m := &memory{}
	m.put("new", "New", &world{perms: model.NewPermissions([]model.Grant{
		{Type: "canvas_home", Scopes: []catalog.Scope{"canvases:dream"}, Resources: model.ResourceSet{IDs: []model.ResourceID{"F0CANVAS1"}}},
	})})
	d := drive(t, m, 120, 36)
	d.press("2", "G")
	d.see("▸ canvas_home", "canvases:dream", "granted", "does not know")
	d.press("enter", "j", "3")
	d.see("F0CANVAS1", "catalogue does not know it")
}

func TestErrorsThatDoNotSpeak(t *testing.T) {
	t.Parallel()
	m := &memory{}
	m.put("odd", "Odd", &world{err: errors.New("something odd")})
	d := drive(t, m, 80, 24)
	d.see("error", "something odd", "press r to try again")
}

func TestPartOfTheAnswerIsShown(t *testing.T) {
	t.Parallel()
	m := acme(0)
	d := drive(t, m, 120, 36)
	s := d.e.teams.Find("acme")
	d.send(permissionsRead{stamp: stamp{"acme", s.Reading}, perms: s.Permissions, err: refusal{"refused", "People could not be listed.", "Ask again."}, more: closedPages()})
	d.see("refused", "all but 2", "People could not be listed.")
}

// TestCountsGrowWhilePagesComeIn checks that what a first reading brought so far
// is not shown as all there is.
func TestCountsGrowWhilePagesComeIn(t *testing.T) {
	t.Parallel()
	m := newInstallSource()
	d := m.At(t, m, "initech", 120, 36)
	d.see(" 1 of 6 ─╮╭ 3 Scopes")
	s := d.e.teams.Selected()
	s.Whole = false
	d.see(" 1 of 6+ ─╮╭ 3 Scopes")
	s.Err = refusal{"refused", "The rest could not be read.", "Ask again."}
	d.see(" 1 of 6 ─╮╭ 3 Scopes")
}

func closedPages() pages[model.Permissions] {
	c := make(chan portion[model.Permissions])
	close(c)
	return c
}

func click(x, y int) tea.MouseClickMsg { return tea.MouseClickMsg{X: x, Y: y, Button: tea.MouseLeft} }

func TestMouse(t *testing.T) {
	t.Parallel()
	d := drive(t, acme(40), 120, 36)
	l := d.e.layout()
	in := l.panes[onResources].Inner(l.border)
	d.send(click(in.X+2, in.Y+2))
	d.see("▸2 Resources", "› channel")
	d.send(click(in.X+2, in.Y+2))
	d.see("# general")
	d.send(tea.MouseWheelMsg{X: in.X, Y: in.Y, Button: tea.MouseWheelDown})
	if d.e.resources.Top != 3 {
		t.Errorf("the wheel scrolled to row %d, want 3", d.e.resources.Top)
	}
	d.send(click(in.X, l.panes[onResources].Y)) // on the border
	d.send(click(0, 0))
	d.send(click(l.panes[onScopes].X+3, in.Y+2))
	d.see("▸3 Scopes")
}

// TestAnySizeAnyKeys drives the program at random sizes with random keys: it
// never panics, and never draws outside the screen.
func TestAnySizeAnyKeys(t *testing.T) {
	t.Parallel()
	keys := []string{
		"j", "k", "g", "G", "tab", "shift+tab", "1", "2", "3", "enter", "esc", "/", "a", "e", "i", "m", "r", "?", "}", "{", "ctrl+d", "x", "東",
	}
	random := rand.New(rand.NewPCG(1, 2))
	for range 60 {
		d := drive(t, acme(30), 80, 24)
		for range 40 {
			if random.IntN(4) == 0 {
				w, h := random.IntN(140), random.IntN(50)
				d.send(tea.WindowSizeMsg{Width: w, Height: h})
			}
			d.press(keys[random.IntN(len(keys))])
			if d.e.width > 0 && d.e.height > 0 {
				checkSize(t, d.screen(), d.e.width, d.e.height)
			}
			if t.Failed() {
				t.Fatalf("at %dx%d", d.e.width, d.e.height)
			}
		}
	}
}

func TestQuitEndsReadings(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	m := acme(0)
	e := newExplorer(ctx, m, Options{}, time.Now)
	e.Update(tea.WindowSizeMsg{Width: 80, Height: 24})
	pages := newPages(ctx, m.Permissions(ctx, "acme"))
	cancel()
	for range pages { // ends, because the context did
	}
}

// TestAReadingThatBreaksOff keeps the rows that came, with their names, and says that there
// may be more.
func TestAReadingThatBreaksOff(t *testing.T) {
	t.Parallel()
	m := acme(0)
	w := m.worlds["acme"]
	w.perms.Unread = []catalog.ResourceType{catalog.Group, catalog.MPIM}
	w.err = refusal{sentence: "The cursor repeats.", next: "Try again.", word: "garbled"}
	d := drive(t, m, 120, 36)
	d.see("only a part of Acme HQ was read: The cursor repeats.", "garbled", ", not all", "group", "2, not all", "not read", "Try again.")
	d.see("not all of group, mpim was read; r reads again", "all but 2") // other types are whole
	d.press("2", "e")                                                    // rows have the names that came
	d.see("# general", "# ops-secrets")
	d.press("home", "}", "}", "}")
	d.see("The reading of this type broke off, so there may be more. r reads again.")

	w.err, w.perms.Unread = nil, nil
	d.press("r")
	d.seeNot("not all", "not read", "broke off", "garbled")

	w.err, w.perms.Unread = refusal{sentence: "The cursor repeats.", word: "garbled"}, []catalog.ResourceType{catalog.Group}
	w.perms.Grants = w.perms.Grants[:1]
	d.press("r") // what is known stays
	d.see("reading Acme HQ failed: The cursor repeats.", "all but 2")
	d.seeNot("not all", "lost")
}
