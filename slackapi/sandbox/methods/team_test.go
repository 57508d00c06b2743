package methods_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"periscope/model"
	"periscope/slackapi/sandbox/sandboxtest"
)

func TestTeamAndEmoji(t *testing.T) {
	t.Parallel()
	s := sandboxtest.Demo()
	for _, token := range []string{sandboxtest.AcmeToken, sandboxtest.AcmeBot} {
		got := sandboxtest.Decode[struct {
			Team struct {
				ID           model.TeamID
				Name, Domain string
			}
		}](t, sandboxtest.Do(t, s, token, "team.info", "team", string(sandboxtest.AcmeID)))
		if got.Team.ID != sandboxtest.AcmeID || got.Team.Name != "Acme HQ" || got.Team.Domain != "acme-hq" {
			t.Errorf("team.info: %+v", got)
		}
		want := map[string]string{
			"acme": "https://emoji.acme-hq.example/acme.png", "ship-it": "https://emoji.acme-hq.example/ship-it.png", "go": "alias:ship-it",
		}
		if diff := cmp.Diff(want, sandboxtest.Decode[struct{ Emoji map[string]string }](t, sandboxtest.Do(t, s, token, "emoji.list")).Emoji); diff != "" {
			t.Errorf("emoji (-want +got):\n%s", diff)
		}
	}
}

func TestTeamInfoKnowsItsOwnTeam(t *testing.T) {
	t.Parallel()
	s := sandboxtest.Demo()
	other := string(s.World().Teams[1].ID)
	if got := sandboxtest.Ask(t, s, sandboxtest.AcmeToken, "team.info", "team", other).Error; got != "team_not_found" {
		t.Errorf("another team: %q, want team_not_found", got)
	}
}

func TestTeamAndEmojiAskForScopes(t *testing.T) {
	t.Parallel()
	s := sandboxtest.Demo()
	for _, method := range []string{"team.info", "emoji.list"} {
		if got := sandboxtest.Ask(t, s, sandboxtest.FreshToken, method).Error; got != "missing_scope" {
			t.Errorf("%s with a token that lacks its scope: %q", method, got)
		}
	}
}
