package keystore

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"periscope/model"
)

func TestKeys(t *testing.T) {
	t.Parallel()
	s := New(t.TempDir(), inKeyring(Memory()))
	add(t, s, acme, "xoxa-sandbox-acme")
	add(t, s, acme, "xoxb-sandbox-acme")
	add(t, s, acme, "xoxp-sandbox-acme")
	add(t, s, clash, "xoxb-sandbox-clash")
	add(t, s, model.Team{ID: "T0NOURL"}, "xoxb-sandbox-nourl")
	add(t, s, model.Team{ID: "T0ODD", URL: "https://\u202eodd name.slack.com/"}, "xoxb-sandbox-odd1")
	add(t, s, model.Team{ID: "T0NAMED", Name: "Löwen & Söhne-7"}, "xoxb-sandbox-named")
	add(t, s, model.Team{ID: "T0SIGNS", Name: "☃ ☃"}, "xoxb-sandbox-signs")
	want := []string{
		"acme/workspace", "acme/bot", "acme/user", "T0CLASH/bot", "T0NOURL/bot", "T0ODD/bot", "l-wen-s-hne-7/bot", "T0SIGNS/bot",
	}
	if diff := cmp.Diff(want, keys(t, s)); diff != "" {
		t.Errorf("keys (-want +got):\n%s", diff)
	}
	for _, nowhere := range []model.Team{{}, {ID: "T 1; rm"}, {ID: model.TeamID(strings.Repeat("T", 100))}} {
		if _, _, err := s.Add(t.Context(), Addition{Team: nowhere, Credential: tokenOnly("xoxb-sandbox-odd2"), Backend: BackendKeyring}); err == nil {
			t.Errorf("team %q was stored", nowhere.ID)
		}
	}
}

// TestKeysAreNoFlags: a key is typed behind a command, where --yes means something else.
func TestKeysAreNoFlags(t *testing.T) {
	t.Parallel()
	s := New(t.TempDir(), inKeyring(Memory()))
	add(t, s, model.Team{ID: "T1", Name: "--yes"}, "xoxb-sandbox-1")
	add(t, s, model.Team{ID: "T2", Name: "--"}, "xoxb-sandbox-2")
	add(t, s, model.Team{ID: "T3", URL: "https://--replace.slack.com/"}, "xoxb-sandbox-3")
	if diff := cmp.Diff([]string{"yes/bot", "T2/bot", "T3/bot"}, keys(t, s)); diff != "" {
		t.Errorf("keys (-want +got):\n%s", diff)
	}
	if _, _, err := s.Add(t.Context(), Addition{Team: model.Team{ID: "--all"}, Credential: tokenOnly("xoxb-sandbox-4"), Backend: BackendKeyring}); err == nil {
		t.Error("a team with the id --all was stored")
	}
	for name, good := range map[string]bool{"deploy-bot": true, "-bot": false, "--yes": false} {
		if err := CheckName(name); (err == nil) != good {
			t.Errorf("the name %s: %v", name, err)
		}
	}
	// An earlier version took such a key; the team's next one is another.
	stored := []Entry{{Key: "--yes/bot", TeamID: "T5"}}
	if key, err := keyFor(stored, model.Team{ID: "T5", Name: "--yes"}, "", "user"); key != "yes/user" || err != nil {
		t.Errorf("beside --yes/bot: %s, %v", key, err)
	}
}
