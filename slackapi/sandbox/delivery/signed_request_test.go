package delivery

import (
	"context"
	"errors"
	"net/http"
	"testing"

	"periscope/slackapi/sandbox/world"
)

// TestSlacksOwnSignature is the example on Slack's page about signatures.
func TestSlacksOwnSignature(t *testing.T) {
	t.Parallel()
	const body = "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar" +
		"&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=" +
		"&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN" +
		"&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c"
	const want = "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503"
	if got := sign("8f742231b10e8888abcd99yyyzzz85a5", "1531420618", []byte(body)); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// TestClientStaysOnThisMachine is for names that resolve to other machines.
func TestClientStaysOnThisMachine(t *testing.T) {
	t.Parallel()
	r, err := http.NewRequestWithContext(context.Background(), http.MethodGet, "http://192.0.2.1:80/", http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	response, err := LoopbackClient().Do(r)
	if err == nil {
		_ = response.Body.Close()
	}
	if !errors.Is(err, world.ErrNotLoopback) {
		t.Errorf("connecting elsewhere: %v, want it refused before anything is sent", err)
	}
}
