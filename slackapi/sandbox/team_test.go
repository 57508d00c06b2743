package sandbox

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"periscope/model"
)

func TestTeamAndEmoji(t *testing.T) {
	t.Parallel()
	s := demo()
	for _, token := range []string{acmeToken, acmeBot} {
		got := decode[struct {
			Team struct {
				ID           model.TeamID
				Name, Domain string
			}
		}](t, do(t, s, token, "team.info", "team", string(acmeID)))
		if got.Team.ID != acmeID || got.Team.Name != "Acme HQ" || got.Team.Domain != "acme-hq" {
			t.Errorf("team.info: %+v", got)
		}
		want := map[string]string{
			"acme": "https://emoji.acme-hq.example/acme.png", "ship-it": "https://emoji.acme-hq.example/ship-it.png", "go": "alias:ship-it",
		}
		if diff := cmp.Diff(want, decode[struct{ Emoji map[string]string }](t, do(t, s, token, "emoji.list")).Emoji); diff != "" {
			t.Errorf("emoji (-want +got):\n%s", diff)
		}
	}
}
