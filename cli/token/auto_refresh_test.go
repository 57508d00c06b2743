package token

import (
	"testing"
	"time"

	"periscope/cli/clitest"
	"periscope/keystore"
	"periscope/slackapi/sandbox/world"
)

func TestDueSoon(t *testing.T) {
	t.Parallel()
	renewal := keystore.Renewal{RefreshToken: clitest.Token(t, "xoxe-1-"+"sandbox")}
	for name, c := range map[string]struct {
		renewal keystore.Renewal
		left    time.Duration
		want    bool
	}{
		"lasts":                  {keystore.Renewal{}, 0, false},
		"its end is not known":   {renewal, 0, true},
		"has run out":            {renewal, -time.Hour, true},
		"within the minute":      {renewal, RenewAhead, true},
		"just before the minute": {renewal, RenewAhead + time.Second, false},
	} {
		credential := keystore.Credential{Renewal: c.renewal}
		if c.left != 0 {
			credential.ExpiresAt = clitest.Noon.Add(c.left)
		}
		if got := DueSoon(clitest.Noon)(credential); got != c.want {
			t.Errorf("a token that %s is due: %v", name, got)
		}
	}
}

func TestTimeLeft(t *testing.T) {
	t.Parallel()
	for want, e := range map[string]keystore.Entry{
		"lasts":   {ExpiresAt: clitest.Noon.Add(-time.Hour)},
		"unknown": {Rotates: true},
		"expired": {Rotates: true, ExpiresAt: clitest.Noon},
		"119 s":   {Rotates: true, ExpiresAt: clitest.Noon.Add(119 * time.Second)},
		"119 min": {Rotates: true, ExpiresAt: clitest.Noon.Add(2*time.Hour - time.Second)},
		"47 h":    {Rotates: true, ExpiresAt: clitest.Noon.Add(48*time.Hour - time.Second)},
		"3 days":  {Rotates: true, ExpiresAt: clitest.Noon.Add(73 * time.Hour)},
	} {
		if got := TimeLeft(e, clitest.Noon); got != want {
			t.Errorf("%+v: %s, want %s", e, got, want)
		}
		if refused := RefuseExpired(e, clitest.Noon) != nil; refused != (want == "expired") {
			t.Errorf("%s: refused %v", want, refused)
		}
	}
}

// TestConfiguration: it reads the manifests of the apps of its own team.
func TestConfiguration(t *testing.T) {
	t.Parallel()
	env := clitest.NewEnvironment(t, clitest.NewSlack(t, world.Demo(1)))
	store := openStore(t, env)
	for _, text := range []string{"xoxb-sandbox-lighthouse", "xoxe.xoxp-sandbox-acme", "xoxe.xoxp-sandbox-lighthouse"} {
		save(t, store, identified(t, env, text, ""), Choice{})
	}
	teams := world.Demo(1).Teams
	for name, c := range map[string]struct {
		key, app string
		team     int // of the demo; -1: none
		code     string
	}{
		"of the team":       {"", "A0DEPLOYBELL", 4, ""},
		"of another":        {"", "A0DEPLOYBELL", 5, "no_configuration_token"},
		"of none":           {"", "A0DEPLOYBELL", -1, "no_configuration_token"},
		"by its key":        {"lighthouse/configuration", "A0DEPLOYBELL", -1, ""},
		"by another's key":  {"lighthouse/bot", "A0DEPLOYBELL", 4, "wrong_token_kind"},
		"without an app id": {"", "", 4, "no_app_id"},
	} {
		t.Run(name, func(t *testing.T) {
			team := world.Team{}
			if c.team >= 0 {
				team = teams[c.team]
			}
			client, err := store.Configuration(t.Context(), c.key, team.ID, "", false)
			if err == nil {
				_, err = client.Manifest(t.Context(), c.app)
			}
			if got := codeOf(err); got != c.code {
				t.Errorf("%v (%s), want %s", err, got, c.code)
			}
		})
	}
}
