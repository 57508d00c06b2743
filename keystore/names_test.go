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
