package ui

import (
	"slices"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/ui/state"
)

func TestComposeSplitWaitActAnswer(t *testing.T) {
	t.Parallel()
	p := newSandboxSource()
	d := drive(t, p, 120, 36)
	// Pick two conversation scopes and a team scope.
	d.press("2", "j", "j", "3", "/", "pins:write", "enter", "space", "esc", "/", "reactions:read", "enter", "space", "esc")
	d.see("2 picked", "● pins:write")
	d.press("2", "k", "3", "/", "emoji:read", "enter", "space", "esc")
	d.see("3 picked")

	d.press("c")
	d.see("Compose a request", "mixed_scope · inferred", "split into 2 requests")
	d.press("enter")
	d.see("Slack would refuse this (mixed_scope)")
	d.press("s")
	d.see("Request 1 of 2", "Slack has no known reason to refuse this")
	d.press("enter")
	d.see("waiting for a user: pins:write  reactions:read (+1)")

	// Act as a user: approve the first, deny the second.
	d.press("t")
	d.see("@ ana", "waiting for a user: pins:write")
	d.press("enter")
	d.see("Periscope asks the team", "• pins:write", "y  Approve")
	d.press("y")
	d.see("granted: pins:write  reactions:read", "▌✓ pins:write") // what changed, and no dialog before it
	d.seeNot("y  Approve", "slash command")
	d.press("t")
	d.see("waiting for a user: emoji:read")
	d.press("enter", "n")
	d.see("denied: emoji:read")

	// The panes show exactly the grant.
	d.press("3", "/", "pins:write", "enter")
	d.see("pins:write", "new", "Yes, on channel")
	d.press("esc", "2", "k", "3", "/", "emoji:read", "enter")
	d.see("can ask")

	d.press("esc", "R")
	d.see("Requests of this run", "✓ pins:write  reactions:read", "granted", "✗ emoji:read", "denied")
	d.press("esc", "v")
	d.see("To Slack (→) and from Slack (←)", "/permit", "scope_granted", "scope_denied")
	if len(p.asked) != 2 {
		t.Errorf("%d requests were sent, want 2", len(p.asked))
	}
}

func TestTriggerTroubleWaitsAgain(t *testing.T) {
	t.Parallel()
	p := newSandboxSource()
	d := drive(t, p, 120, 36)
	d.press("2", "j", "j", "3", "/", "pins:write", "enter", "space", "esc", "c", "enter")
	for _, code := range []string{"trigger_expired", "trigger_exchanged", "invalid_trigger", "invalid_trigger_id"} {
		p.refuse = slackError(code)
		d.send(incomingHeard{Key: "acme", What: "/permit", Trigger: "1.2.3"})
		d.see("waits for a user again")
		if a := d.e.requests.Next("acme"); a == nil || !slices.Equal(a.Request.Scopes, []catalog.Scope{"pins:write"}) {
			t.Fatalf("after %s the request does not wait", code)
		}
	}
	p.refuse = slackError("invalid_scope")
	d.send(incomingHeard{Key: "acme", What: "/permit", Trigger: "1.2.3"})
	d.press("R")
	d.see("refused", "invalid_scope")
}

func TestDoubtIsNoRefusal(t *testing.T) {
	t.Parallel()
	p := newSandboxSource()
	d := drive(t, p, 120, 36)
	d.press("c", "a", "pins:write", "enter", "enter")
	p.refuse = slackError("")
	d.send(incomingHeard{Key: "acme", What: "/permit", Trigger: "1.2.3"})
	if got := d.e.requests.All[0].State; got != model.RequestSent {
		t.Fatalf("a request that may be shown is %s", got)
	}
	d.send(incomingHeard{Key: "acme", What: "scope_granted", Event: model.ScopeGranted{
		Scopes: []catalog.Scope{"pins:write"}, Trigger: "1.2.3",
	}})
	d.see("granted: pins:write")
}

func TestTriggerWithNothingWaiting(t *testing.T) {
	t.Parallel()
	p := newSandboxSource()
	d := drive(t, p, 120, 36)
	d.send(incomingHeard{Key: "acme", What: "/permit", Trigger: "1.2.3"})
	d.see("no request was waiting, so it is lost")
	d.send(incomingHeard{What: "/permit", Refused: "its signature is wrong", Trigger: "1.2.3"})
	d.see("refused /permit: its signature is wrong")
	if len(p.asked) != 0 {
		t.Errorf("sent %v", p.asked)
	}
	d.press("v", "enter")
	d.see("refused", "its signature is wrong")
}

func TestActivityShowsCalls(t *testing.T) {
	t.Parallel()
	d := drive(t, acme(0), 120, 36)
	d.send(callMade{Key: "acme", Method: "auth.test", Reply: `{"ok":true}`})
	d.send(callMade{Key: "acme", Method: "apps.permissions.info", Code: "ratelimited", Args: "limit=1000"})
	d.press("v")
	d.see("→ auth.test  Acme HQ", "ok", "→ apps.permissions.info", "failed", "ratelimited")
	d.press("j", "enter")
	d.see(`"ok": true`)
	for range state.MostActivity + 10 {
		d.send(callMade{Method: "api.test"})
	}
	if n := len(d.e.activity.Entries); n != state.MostActivity {
		t.Errorf("%d happenings are remembered", n)
	}
}

// TestActivityShowsHowLongCallsTook has room at 80 columns for a long name.
func TestActivityShowsHowLongCallsTook(t *testing.T) {
	t.Parallel()
	d := drive(t, acme(0), 80, 24)
	d.send(callMade{Key: "acme", Method: "apps.permissions.users.list", Took: 1234 * time.Millisecond})
	d.press("v")
	d.see("apps.permissions.users.list  Acme HQ  1234 ms  ok")
}

func TestComposeByTyping(t *testing.T) {
	t.Parallel()
	d := drive(t, newSandboxSource(), 120, 36)
	d.press("c", "a", "reac")
	d.see("reactions:read", "reactions:write", "reactions.add")
	d.press("down", "enter", "enter")
	d.see("reactions:write  ")
	d.press("a", "pins.add", "enter")
	d.see("pins:write")
	d.press("a", "pins:wrote", "enter")
	d.see("invalid_scope", "Did you", "correct to pins:write")
	d.press("esc", "c")
	d.see("pins:wrote") // nothing typed is lost
	d.press("1")
	d.seeNot("pins:wrote")
	d.press("a", "chat.postMessage", "enter")
	d.see("can be called already")
}

func TestComposeForOneUser(t *testing.T) {
	t.Parallel()
	p := newSandboxSource()
	d := drive(t, p, 120, 36)
	d.press("c", "a", "reminders:read:user", "enter")
	d.see("wrong_audience", "ask a user")
	d.press("1", "enter")
	d.see("say which user is asked")
	d.press("u", "u", "U0BO00001", "enter", "enter")
	d.see("waiting for a user: reminders:read:user")
	d.press("t", "enter")
	d.see("asks one user U0BO00001")
	d.press("y", "2", "G", "enter", "G", "3", "/", "reminders:read", "enter")
	d.see("3 Scopes on @ bo", "reminders:read:user", "new")
}

func TestAdviceDoesNotHoldBack(t *testing.T) {
	t.Parallel()
	d := drive(t, newSandboxSource(), 120, 36)
	d.press("c", "a", "team:read", "enter")
	d.see("already_granted")
	d.press("a", "emoji:read", "enter", "enter")
	d.see("waiting for a user:")
}

func TestWaitInSpiteOfARefusal(t *testing.T) {
	t.Parallel()
	p := newSandboxSource()
	d := drive(t, p, 120, 36)
	d.press("c", "a", "pins:write emoji:read", "enter", "!")
	d.see("waiting for a user: pins:write  emoji:read")
	d.press("R", "x")
	d.see("None yet")
}

func TestPastedTriggerIsSentAtOnce(t *testing.T) {
	t.Parallel()
	p := newSandboxSource()
	p.listening = ""
	d := drive(t, p, 120, 36)
	d.press("p")
	d.see("no request is waiting")
	d.press("c", "a", "pins:write", "enter", "enter", "p")
	d.see("A trigger lives 3 seconds")
	_, cmd := d.e.Update(tea.PasteMsg{Content: " 12.34.abcdef\n"})
	if a := d.e.requests.All[0]; a.State != model.RequestSent || a.Trigger != "12.34.abcdef" {
		t.Fatalf("the request is %s with trigger %q", a.State, a.Trigger)
	}
	d.see("sent, the trigger lives 3s at most: pins:write")
	if cmd == nil {
		t.Error("nothing was sent")
	}
}

func TestGrantIsFoundByReadingAgain(t *testing.T) {
	t.Parallel()
	p := newSandboxSource()
	d := drive(t, p, 120, 36)
	d.press("c", "a", "pins:write", "enter", "enter", "t", "enter", "esc")
	d.see("shown to the user, waiting for the answer")
	w := p.worlds["acme"]
	w.perms = w.perms.Apply(model.ScopeGranted{Scopes: []catalog.Scope{"pins:write"}})
	d.send(answerAwaited{id: 1, left: 0}) // the last look: no answer so far
	d.press("R")
	d.see("no answer")
	d.press("esc", "r", "R")
	d.see("✓ pins:write", "granted")
}

func TestRereadingMarksWhatChanged(t *testing.T) {
	t.Parallel()
	p := newSandboxSource()
	d := drive(t, p, 120, 36)
	w := p.worlds["acme"]
	w.perms = w.perms.Apply(model.ResourcesAdded{Grants: []model.Grant{{
		Type: catalog.Group, Resources: model.ResourceSet{IDs: []model.ResourceID{"G0NEWONE1"}},
	}}})
	d.press("r", "i")
	d.see("changed", "group +G0NEWONE1")
	d.press("esc", "2", "j", "j", "j", "enter")
	d.see("G0NEWONE1 (new)")
	d.press("r")
	d.seeNot("(new)")
}

// TestCountdownEnds lets the clock run: a countdown is drawn again each second
// while a trigger lives, and not once more.
func TestCountdownEnds(t *testing.T) {
	t.Parallel()
	p := newSandboxSource()
	d := drive(t, p, 120, 36)
	now := d.e.now()
	d.e.now = func() time.Time { return now }
	d.press("c", "a", "pins:write", "enter", "enter")
	d.e.ticking = false
	d.e.Update(incomingHeard{Key: "acme", What: "/permit", Trigger: "1.2.3"}) // the call is not run
	for _, left := range []string{"3s", "2s", "1s", "0s"} {
		d.see("the trigger lives " + left + " at most")
		d.e.ticking = false
		if more := d.e.tick() != nil; more != (left != "0s") {
			t.Errorf("with %s left, another tick: %v", left, more)
		}
		now = now.Add(time.Second)
	}
}

// TestEventsOfATeamThatIsNotShown delivers what Slack sends for a team that was
// removed, or that this session never had.
func TestEventsOfATeamThatIsNotShown(t *testing.T) {
	t.Parallel()
	p := newSandboxSource()
	d := drive(t, p, 120, 36)
	events := []model.Event{
		model.ScopeGranted{Scopes: []catalog.Scope{"pins:write"}, Trigger: "1.2.3"},
		model.ScopeDenied{Scopes: []catalog.Scope{"pins:write"}},
		model.ResourcesAdded{},
		model.TokensRevoked{},
		model.AppUninstalled{},
	}
	for _, event := range events {
		d.send(incomingHeard{Key: "gone", What: string(event.Kind()), Event: event})
	}
	d.send(incomingHeard{Key: "gone", What: "/permit", Trigger: "1.2.3"})
	d.see("no request was waiting, so it is lost")
	d.send(callMade{Key: "gone", Method: "auth.test"})
	d.send(waitAnnounced{Key: "gone", Method: "auth.test"})
	d.press("v")
	d.see("scope_granted", "app_uninstalled", "→ auth.test")
}

// TestRequestsOfATeamThatWasRemoved removes a team while the composer is open
// over it, as a slow keyring can.
func TestRequestsOfATeamThatWasRemoved(t *testing.T) {
	t.Parallel()
	p := newSandboxSource()
	d := drive(t, p, 120, 36)
	d.press("c", "a", "pins:write", "enter")
	d.run(d.e.removed("acme"))
	d.press("enter", "esc", "R", "enter")
	d.see("Fresh Install")
	d.press("esc")
	d.e.requests.Wait("acme", []model.Request{{Scopes: []catalog.Scope{"pins:write"}}}, d.e.now())
	d.e.requests.All[0].State = model.DialogShown
	d.send(answerAwaited{id: d.e.requests.All[0].ID, left: 3})
	d.press("R")
	d.see("Requests of this run", "pins:write", "no answer")
	d.press("enter")
	d.see("was removed")
}

// TestLastTeamRemovedBehindADialog removes the only team while something that
// is about it is open.
func TestLastTeamRemovedBehindADialog(t *testing.T) {
	t.Parallel()
	for _, open := range []string{"m", "i", "n", "c", "p", "t", "d", "R", "v"} {
		p := newSandboxSource()
		p.memory = &memory{}
		p.put("one", "One", acme(0).worlds["acme"])
		d := drive(t, p, 80, 24)
		d.e.requests.Wait("one", []model.Request{{Scopes: []catalog.Scope{"pins:write"}}}, d.e.now())
		d.press(open)
		d.run(d.e.removed("one"))
		d.screen()
		d.send(tea.PasteMsg{Content: "1.2.abc"})
		d.press("a", "enter", "esc", "esc")
		d.see("No team is selected")
	}
}

// TestPickingWhileNoTeamMatches picks scopes of the team on screen while the
// filter of the Teams pane leaves none.
func TestPickingWhileNoTeamMatches(t *testing.T) {
	t.Parallel()
	d := drive(t, newSandboxSource(), 120, 36)
	d.press("/", "zzz", "enter")
	for _, pane := range []string{"2", "3"} {
		for _, key := range []string{"space", "c", "t", "p", "m", "i", "n", "d", "D", "r", "enter"} {
			d.press(pane, key)
			if d.e.dialog() != nil {
				d.press("esc")
			}
		}
	}
	d.see("No team matches")
}
