package ui

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"periscope/model"
)

func TestAddTeam(t *testing.T) {
	t.Parallel()
	k := &storeSource{memory: acme(0)}
	d := drive(t, k, 80, 24)
	d.press("+")
	d.see("Add a team", "the test's store", "nothing yet", "Bot token (xoxb-)", "OAuth & Permissions", "below the list of your apps")
	d.send(tea.PasteMsg{Content: "secret-secret-secret"})
	d.see("something was typed")
	d.seeNot("secret-secret", "•", "***")
	k.refuse = refusal{"refused", "Slack does not accept this token.", "Copy it again."}
	d.press("enter")
	d.see("Slack does not accept this token.", "Copy it again.", "nothing yet")
	k.refuse = nil
	d.press("another", "enter")
	d.see("▌Newcomer", "stored in the test's store")
	if strings.Join(k.tokens, " ") != "another" {
		t.Errorf("stored %q", k.tokens)
	}
	d.press("+", "x", "esc")
	d.seeNot("Add a team")
}

func TestAddTeamTwice(t *testing.T) {
	t.Parallel()
	for key, want := range map[string]string{"r": "Replace", "a": "AddBeside"} {
		k := &storeSource{memory: acme(0)}
		d := drive(t, k, 80, 24)
		d.press("+", "twice", "enter")
		d.see("acme/workspace is stored already", "r replaces it")
		d.press("y")
		d.see("esc does neither")
		d.press(key)
		d.see("▌Newcomer")
		if k.how != want {
			t.Errorf("%s stores by %s, want %s", key, k.how, want)
		}
	}
}

// TestAddTeamThird adds a token to a team that has several of its kind: one of
// them can be replaced, or all be kept.
func TestAddTeamThird(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		keys    []string
		how, of string
	}{
		{[]string{"r"}, "Replace", "acme/bot"},
		{[]string{"j", "r"}, "Replace", "acme/bot-2"},
		{[]string{"down", "down", "down", "up", "r"}, "Replace", "acme/bot-2"},
		{[]string{"a"}, "AddBeside", ""},
	} {
		k := &storeSource{memory: acme(0)}
		d := drive(t, k, 80, 24)
		d.press("+", "third", "enter")
		d.see("3 such tokens are stored already.", "▌acme/bot ", "xoxb-…0001, added on 2026-01-02", "acme/bot-2", "r replaces the selected one, a adds the new one beside them")
		d.seeNot("--replace", "--name", "is stored already")
		d.press("x")
		d.see("esc does neither")
		d.press(c.keys...)
		d.see("▌Newcomer", "stored in the test's store")
		if k.of != c.of || k.how != c.how || strings.Join(k.tokens, " ") != "third" {
			t.Errorf("%v stored %q by %s, %q", c.keys, k.tokens, k.how, k.of)
		}
	}
}

// TestAddTeamThirdIsLeft leaves the choice, and adds another token afterwards.
func TestAddTeamThirdIsLeft(t *testing.T) {
	t.Parallel()
	k := &storeSource{memory: acme(0)}
	d := drive(t, k, 80, 24)
	d.press("+", "third", "enter", "esc")
	d.seeNot("Add a team", "Newcomer")
	d.press("+")
	d.see("nothing yet")
	k.refuse = refusal{"refused", "Slack does not accept this token.", "Copy it again."}
	d.press("third", "enter", "r")
	d.see("Slack does not accept this token.", "nothing yet")
	k.refuse = nil
	d.press("fresh", "enter")
	d.see("▌Newcomer")
	if strings.Join(k.tokens, " ") != "fresh" {
		t.Errorf("stored %q", k.tokens)
	}
}

// TestLateAnswerOfTheStore lets a refusal come after the dialog was closed.
func TestLateAnswerOfTheStore(t *testing.T) {
	t.Parallel()
	k := &storeSource{memory: acme(0), refuse: refusal{"refused", "Slack does not accept this token.", "Copy it again."}}
	d := drive(t, k, 80, 24)
	d.press("+", "token")
	_, cmd := d.e.Update(tea.KeyPressMsg{Code: tea.KeyEnter})
	d.see("asking Slack whose token this is")
	d.press("esc")
	d.run(cmd)
	d.see("Slack does not accept this token.")
	d.seeNot("Add a team")
}

func TestRemoveTeam(t *testing.T) {
	t.Parallel()
	k := &storeSource{memory: acme(0)}
	d := drive(t, k, 80, 24)
	d.press("x")
	d.see("Remove a team", "Take the token of Acme HQ")
	d.press("n")
	d.see("▌Acme HQ")
	k.refuse = refusal{"error", "The keyring is locked.", "Unlock it."}
	d.press("x", "y")
	d.see("The keyring is locked.")
	k.refuse = nil
	for range 3 {
		d.press("esc", "x", "y")
	}
	d.see("No team is selected")
	if len(k.removed) != 3 {
		t.Errorf("removed %v", k.removed)
	}
	d.press("x")
	d.see("no team is selected")
}

func TestReadOnly(t *testing.T) {
	t.Parallel()
	type everything struct {
		*sandboxSource
		TokenStore
	}
	p := newSandboxSource()
	d := drive(t, everything{p, &storeSource{memory: p.memory}}, 80, 24)
	d.e.readOnly = true
	for _, key := range []string{"+", "x", "c", "t", "p"} {
		d.press(key)
		d.see("this session is read-only")
	}
	d.press("3", "space")
	d.see("this session is read-only")
	d.e.requests.Wait("acme", []model.Request{{}}, d.e.now())
	d.send(incomingHeard{Key: "acme", What: "/permit", Trigger: "1.2.3"})
	d.see("read-only")
	if len(p.asked) != 0 {
		t.Errorf("a read-only session asked for %v", p.asked)
	}
}
