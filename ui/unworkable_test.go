package ui

import (
	"strings"
	"testing"
)

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
	d.seeNot("Slack has no known reason to refuse this")
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
