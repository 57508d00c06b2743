package ui

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/ui/state"
)

func TestInstallInTheSandbox(t *testing.T) {
	t.Parallel()
	m := newInstallSource()
	d := m.At(t, installSandbox{installSource: m}, "initech", 120, 36)
	d.press("2", "j", "j", "j", "space", "c")
	d.see("Compose an install", "asks  for the bot token", "✓ groups:read", "bot or user", "Slack has no known reason to refuse this", "enter installs it",
		"What comes out", "bot token  will then hold 7 scopes", "https://slack.example/oauth/v2/authorize", "redirect_uri=http://127.0.0.1:1/",
		"add to the app's manifest:", "oauth_config:", "- groups:read")
	d.press("enter")
	d.see("You play the person who may install apps", "Helper asks to be added to Initech", "• groups:read", "y  Approve")
	d.press("enter")
	d.see("y approves as the person who installs")
	d.press("n")
	d.see("denied: groups:read", "Compose an install")
	d.press("enter", "y")
	d.see("installed: groups:read; Initech is read again", "▸ group")
	d.seeNot("Compose an install", "picked")
	d.press("3", "/", "groups:read", "enter")
	d.see("groups:read", "new")
	d.press("esc", "R")
	d.see("✓ groups:read", "granted", "✗ groups:read", "denied")
	d.press("esc", "3", "esc", "/", "groups:history", "enter", "space", "R", "enter")
	d.see("Compose an install", "✓ groups:history", "✓ groups:read")
	d.seeNot("Token 1 of 2")
	if len(m.installed) != 1 || !slices.Equal(m.installed[0].Bot, []catalog.Scope{"groups:read"}) {
		t.Errorf("installed %v", m.installed)
	}
}

func TestInstallInTheBrowser(t *testing.T) {
	t.Parallel()
	m := newInstallSource()
	d := m.At(t, m, "initech", 120, 36)
	d.press("c", "a", "groups:read", "enter", "enter")
	d.see("Install the app in Initech", "Your browser opens Slack's page", "enter open your browser")
	m.refuse = refusal{"denied", "The person did not approve.", "Ask them, and install again."}
	d.press("enter")
	d.see("The person did not approve.", "Ask them, and install again.", "enter open your browser")
	m.refuse = errUnplain
	d.press("enter")
	d.see("something odd")
	m.refuse = nil
	d.press("enter")
	d.see("installed: groups:read")
	d.press("R", "j", "j")
	d.see("refused", "The person did not approve.")
}

// TestWaitForAnApprovalCanBeCancelled leaves the call under way, as a browser would.
func TestWaitForAnApprovalCanBeCancelled(t *testing.T) {
	t.Parallel()
	m := newInstallSource()
	d := m.At(t, m, "initech", 120, 36)
	d.press("c", "a", "groups:read", "enter", "enter")
	_, cmd := d.e.Update(tea.KeyPressMsg{Code: tea.KeyEnter})
	d.see("Waiting for the approval in your browser", "https://slack.example", "esc stop waiting")
	d.press("q")
	d.see("waiting for the approval; esc stops waiting")
	d.press("esc")
	d.see("no longer waiting for the approval", "Compose an install")
	d.press("esc", "R")
	d.see("groups:read", "no answer")
	d.press("esc")
	d.run(cmd) // its context has ended
	if len(m.installed) != 0 {
		t.Errorf("installed %v after the wait was cancelled", m.installed)
	}
	d.seeNot("installed:")
}

func TestInstallThatEndsLate(t *testing.T) {
	t.Parallel()
	m := newInstallSource()
	d := m.At(t, m, "initech", 120, 36)
	d.press("c", "a", "groups:read", "enter", "enter")
	_, cmd := d.e.Update(tea.KeyPressMsg{Code: tea.KeyEnter})
	d.press("esc", "esc")
	m.late = true // it was approved all the same
	d.run(cmd)
	d.see("installed: groups:read", "Initech is read again")
	d.press("c", "a", "groups:history", "enter", "enter")
	_, cmd = d.e.Update(tea.KeyPressMsg{Code: tea.KeyEnter})
	d.run(d.e.removed("initech"))
	d.run(cmd)
	d.seeNot("installed:", "is read again")
}

func TestBothTokens(t *testing.T) {
	t.Parallel()
	m := newInstallSource()
	d := m.At(t, m, "initech", 120, 40)
	d.press("c", "a", "search:read", "enter")
	d.see("✗ search:read", "user only", "wrong_audience", "Nothing yet: Slack grants no token")
	d.seeNot("will then hold")
	d.press("enter")
	d.see("Slack would refuse this")
	d.press("1")
	d.see("for the user token of the person who installs the app", "✓ search:read", "user token  will then hold, beside what it may hold already: search:read",
		"bot token  will then hold 6 scopes")
	d.press("u")
	d.see("Token 2 of 2", "for the bot token")
	d.press("a", "reactions:write", "enter", "u")
	d.see("Token 1 of 2", "user:", "bot:", "- reactions:write", "- search:read")
	d.press("a", "openid", "enter")
	d.see("Not all of the scopes mix: this is the first of 2 installs")
	d.press("s", "enter", "enter")
	d.see("installed:", "Compose an install", "openid") // the second install is still to come
	if len(m.installed) != 1 {
		t.Fatalf("installed %v", m.installed)
	}
}

func TestInstallThatBringsAnotherTeam(t *testing.T) {
	t.Parallel()
	m := newInstallSource()
	m.worlds["initech/person"] = m.worlds["initech"]
	m.brings = []state.Team{{Key: "initech/person", Name: "Initech in person", Kind: catalog.UserToken}}
	d := m.At(t, m, "initech", 120, 40)
	d.seeNot("Initech in person")
	d.press("c", "a", "reactions:write", "enter", "enter", "enter")
	d.see("installed:", "Initech in person")
}

func TestManifestVerdict(t *testing.T) {
	t.Parallel()
	m := newInstallSource()
	d := m.At(t, m, "initech", 120, 40)
	d.press("c", "v")
	d.see("nothing is asked for")
	d.press("a", "groups:read", "enter")
	d.see("v asks Slack whether it takes")
	d.press("v")
	d.see("Slack takes it with these scopes.")
	m.flaws = []string{"/oauth_config/scopes/bot/2: must be a scope"}
	d.press("v")
	d.see("Slack finds fault with it:", "must be a scope")
	m.tryErr = refusal{"none", "No configuration token is stored.", "Add one with periscope team add."}
	d.press("v")
	d.see("No configuration token is stored.")
	d.press("a", "groups:history", "enter")
	d.see("v asks Slack whether it takes") // the verdict was on other scopes
	d.press("f")
	d.see(`"oauth_config": {`)
	d.press("f")
	d.see("oauth_config:")
}

// TestLateVerdictIsDropped lets Slack's answer come after the scopes changed.
func TestLateVerdictIsDropped(t *testing.T) {
	t.Parallel()
	m := newInstallSource()
	d := m.At(t, m, "initech", 120, 40)
	d.press("c", "a", "groups:read", "enter")
	_, cmd := d.e.Update(tea.KeyPressMsg{Code: 'v', Text: "v"})
	d.see("asking Slack…")
	d.press("v")
	d.see("Slack was asked already")
	d.press("a", "groups:history", "enter")
	d.run(cmd)
	d.see("v asks Slack whether it takes")
	d.seeNot("Slack takes it with these scopes.")
}

func TestPageThatIsNotKnown(t *testing.T) {
	t.Parallel()
	m := newInstallSource()
	m.pageErr = refusal{"no_client", "The app's client id is not known.", "Store it with team add --client-id."}
	d := m.At(t, m, "initech", 120, 36)
	d.press("c", "a", "groups:read", "enter")
	d.see("The app's client id is not known.", "Store it with")
	d.press("y")
	d.see("the page's address is not known; Y copies")
}

func TestCopying(t *testing.T) {
	t.Parallel()
	m := newInstallSource()
	d := m.At(t, m, "initech", 120, 36)
	d.press("c", "y")
	d.see("there is nothing to copy")
	d.press("a", "groups:read", "enter")
	for key, want := range map[string]string{"y": installPage, "Y": "- groups:read"} {
		_, cmd := d.e.Update(tea.KeyPressMsg{Code: rune(key[0]), Text: key})
		if got := fmt.Sprint(messages(cmd)); !strings.Contains(got, want) {
			t.Errorf("%s copied %q, want %q in it", key, got, want)
		}
		d.press(key)
		d.see("clipboard")
	}
}

func TestReadOnlyComposesAndInstallsNothing(t *testing.T) {
	t.Parallel()
	m := newInstallSource()
	d := m.At(t, m, "initech", 120, 36)
	d.e.readOnly = true
	d.press("c", "a", "groups:read", "enter")
	d.see("What comes out", "https://slack.example")
	d.press("enter")
	d.see("this session is read-only")
	if len(m.installed) != 0 {
		t.Errorf("a read-only session installed %v", m.installed)
	}
}

func TestWithoutAnInstaller(t *testing.T) {
	t.Parallel()
	m := newInstallSource()
	d := m.At(t, m.memory, "initech", 120, 36)
	d.press("c", "a", "groups:read", "enter")
	d.see("page  this session cannot install apps.", "- groups:read")
	d.press("enter")
	d.see("this session cannot install apps")
	d.press("v")
	d.see("this session cannot install apps")
	d.press("esc", "R")
	d.see("this session cannot send requests")
}

func TestCompletionByKind(t *testing.T) {
	t.Parallel()
	m := newInstallSource()
	d := m.At(t, m, "initech", 120, 36)
	d.press("c", "a", "search:")
	d.see("search:read.public")
	d.seeNot("search:read.mpim")
	d.press("esc", "u", "a", "search:read.m")
	d.see("search:read.mpim")
	d.press("esc", "a", "usersProfileSet", "enter")
	d.see("users.profile:write")
	d.press("u", "a", "GetUserInfo", "enter")
	d.see("users:read")
}

func TestTriggersAreNotForBotAndUserTokens(t *testing.T) {
	t.Parallel()
	m := newInstallSource()
	p := newSandboxSource()
	p.memory = m.memory
	d := m.At(t, p, "initech", 120, 36)
	for _, key := range []string{"t", "p"} {
		d.press(key)
		d.see("this token needs no trigger to get more scopes: c composes an install")
	}
}

func TestWaitIsVisibleBehindADialog(t *testing.T) {
	t.Parallel()
	m := newInstallSource()
	d := m.At(t, m, "initech", 120, 36)
	d.press("c", "a", "groups:read", "enter")
	d.send(waitAnnounced{Key: "initech", Method: "apps.manifest.validate", Until: d.e.now().Add(9 * time.Second)})
	d.see("Slack asks us to wait 9s before the next apps.manifest.validate")
}

func TestComposerScrolls(t *testing.T) {
	t.Parallel()
	m := newInstallSource()
	d := m.At(t, m, "initech", 80, 24)
	d.press("c", "a", "groups:read groups:history groups:write reactions:read reactions:write pins:read pins:write", "enter")
	d.seeNot("- reactions:write")
	d.press("pgdown", "pgdown", "pgdown")
	d.see("- reactions:write")
	d.press("pgup", "pgup", "pgup")
	d.see("asks  for the bot token")
	d.press("j")
	d.see("▌✓ groups:history")
}

// TestQuitEndsAnInstall ends the program while a person is asked.
func TestQuitEndsAnInstall(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	m := newInstallSource()
	e := newExplorer(ctx, m, Options{}, time.Now)
	run, _ := e.installerOf(e.teams.Find("initech")).Start(model.Install{Bot: []catalog.Scope{"groups:read"}})
	cancel()
	if err := run(); err == nil {
		t.Error("an install outlived the program")
	}
}
