package ui

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"periscope/model"
	"periscope/ui/dialog"
	"periscope/ui/state"
)

// TestTokensInTheWrongPlace are taken nowhere and shown nowhere, pasted or typed.
func TestTokensInTheWrongPlace(t *testing.T) {
	t.Parallel()
	const token = "xoxb-sandbox-misplaced"
	for name, open := range map[string][]string{
		"the filter":   {"/"},
		"the question": {"n"},
		"the composer": {"c", "a"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m := newInstallSource()
			d := m.At(t, m, "initech", 120, 36)
			d.press(open...)
			d.send(tea.PasteMsg{Content: "export T=" + token})
			d.see("that is a token: it was not taken")
			d.seeNot("misplaced")
			for key := range strings.SplitSeq(token, "") {
				d.press(key)
			}
			d.see("(a token, not shown)")
			d.seeNot("placed")
			d.press("enter")
			d.seeNot("placed")
		})
	}
}

// TestPastedTokenIsAnsweredByWhatWorks: the answer names a key only where that key takes a token.
func TestPastedTokenIsAnsweredByWhatWorks(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		source   Source
		readOnly bool
		answer   string
	}{
		"a store":   {&storeSource{memory: acme(0)}, false, "it was not taken; + adds a team"},
		"the demo":  {newSandboxSource(), false, "it was not taken; periscope without demo takes one"},
		"no store":  {acme(0), false, "it was not taken; this session stores nothing"},
		"a visitor": {&storeSource{memory: acme(0)}, true, "it was not taken; this session is read-only"},
	} {
		d := drive(t, test.source, 80, 24)
		d.e.readOnly = test.readOnly
		for _, open := range []string{"", "/"} {
			d.press(open)
			d.send(tea.PasteMsg{Content: "xoxb-sandbox-misplaced"})
			answer := test.answer
			if open == "/" {
				answer = strings.Replace(answer, "; +", "; esc, then +", 1)
			}
			d.see(answer)
			d.seeNot("misplaced")
		}
		d.press("esc", "+")
		if _, opens := d.e.dialog().(*dialog.AddTeam); opens != strings.Contains(test.answer, "+ adds") {
			t.Errorf("%s: + opens the dialog: %v", name, opens)
		}
	}
}

func TestTokenForATrigger(t *testing.T) {
	t.Parallel()
	p := newSandboxSource()
	p.listening = ""
	d := drive(t, p, 120, 36)
	d.press("c", "a", "pins:write", "enter", "enter", "p")
	d.send(tea.PasteMsg{Content: "xoxb-sandbox-misplaced"})
	d.see("that is a token: it was not taken")
	d.seeNot("misplaced")
	if a := d.e.requests.All[0]; a.State != model.AwaitingTrigger {
		t.Errorf("the request is %s", a.State)
	}
}

// TestAllTokens opens the tokens of all teams: it reads those that were not read yet, and
// goes to the one that is chosen.
func TestAllTokens(t *testing.T) {
	t.Parallel()
	d := newEverything().at(t, "acme", 120, 36, "O")
	d.see("All tokens", "tokens: ", "ok", "workspace token", "bot token", "scopes", "▌Acme HQ")
	d.seeNot("unread", "reading")
	for _, s := range d.e.teams.Sessions {
		if s.Phase == state.Unread {
			t.Errorf("%s was not read", s.Team.Key)
		}
	}
	d.press("/", "initech", "enter")
	d.see("1 of ", "▌Initech", "channels:read")
	d.press("enter")
	d.seeNot("All tokens")
	if s := d.e.teams.Selected(); s.Team.Key != "initech" {
		t.Errorf("enter goes to %s", s.Team.Key)
	}
	d.press(":", "all tokens", "enter")
	d.see("All tokens")
	d.press("O")
	d.seeNot("All tokens")
}
