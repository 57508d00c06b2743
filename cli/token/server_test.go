package token

import (
	"errors"
	"strings"
	"testing"

	"periscope/cli/clitest"
	"periscope/cli/console"
	"periscope/keystore"
	"periscope/slackapi"
)

// TestServerOfAStoredTeam: the list of teams does not decide alone where a token goes.
func TestServerOfAStoredTeam(t *testing.T) {
	t.Parallel()
	for stored, foreign := range map[string]bool{
		"":                                 false,
		slackapi.DefaultURL:                false,
		"https://SLACK.com/api/":           false,
		"https://acme.slack.com/api/":      false,
		"https://slack-gov.com/api/":       false,
		"http://127.0.0.1:8765/api/":       false,
		"http://LocalHost:8765/api/":       false,
		"https://[::1]:8765/api/":          false,
		"https://evil.example/api/":        true,
		"https://slack.com.evil.example/":  true,
		"https://notslack.com/api/":        true,
		"https://slack.com@evil.example/":  true,
		"http://slack.com/api/":            true, // which shows the token to the network
		"https://127.0.0.1.evil.example/":  true,
		"https://evil.example#.slack.com/": true,
		"slack.com":                        true,
		"https://evil.example/\x1b[2Jäpi/": true,
	} {
		env := clitest.NewEnvironment(t, nil)
		store, err := OpenStore(&env.Environment, keystore.BackendMemory)
		if err != nil {
			t.Fatal(err)
		}
		e := keystore.Entry{Key: "acme/bot", APIURL: stored}
		server, err := store.Server(t.Context(), e, "")
		refusal, refused := errors.AsType[*ForeignServerError](err)
		if refused != foreign || !foreign && server == "" {
			t.Errorf("%q: %q, %v", stored, server, err)
		}
		if silent := CheckServer(e, ""); (silent != nil) != foreign {
			t.Errorf("%q, in the explorer: %v", stored, silent)
		}
		if !foreign {
			continue
		}
		if f := console.Describe(refusal); f.Code != "foreign_server" || f.Status != console.StatusRefused || strings.Contains(f.Message, "\x1b") {
			t.Errorf("%q: %+v", stored, f)
		}
		if server, err := store.Server(t.Context(), e, "https://evil.example/api/"); server != "https://evil.example/api/" || err != nil {
			t.Errorf("%q, with --api-url: %q, %v", stored, server, err)
		}
		for answer, sent := range map[string]bool{"y": true, "n": false, "": false} {
			store.foreign = map[string]bool{}
			env.Type(answer)
			if server, err := store.Server(t.Context(), e, ""); (server == stored && err == nil) != sent {
				t.Errorf("%q, answered %q: %q, %v", stored, answer, server, err)
			}
			if printed := env.Printed(); !strings.Contains(printed, "which is not Slack: send it? [y/N]") || strings.Contains(printed, "\x1b") {
				t.Errorf("%q asks %q", stored, printed)
			}
			if sent { // it is asked once in a run
				if server, err := store.Server(t.Context(), e, ""); server != stored || err != nil {
					t.Errorf("%q, the second time: %q, %v", stored, server, err)
				}
			}
		}
	}
}
