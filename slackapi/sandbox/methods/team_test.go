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
