package delivery

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/http/httptest"
	"sync"
	"sync/atomic"
	"testing"
	"time"

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

// TestClientLeavesNoConnection: an app that stops waits for connections that are open, those that
// were opened ahead included.
func TestClientLeavesNoConnection(t *testing.T) {
	t.Parallel()
	var connections atomic.Int32
	app := httptest.NewUnstartedServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	app.Config.ConnState = func(_ net.Conn, now http.ConnState) {
		switch now {
		case http.StateNew:
			connections.Add(1)
		case http.StateClosed:
			connections.Add(-1)
		}
	}
	app.Start()
	t.Cleanup(app.Close)
	client := LoopbackClient()
	var requests sync.WaitGroup
	for range 20 {
		requests.Go(func() {
			r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, app.URL, http.NoBody)
			if err != nil {
				t.Error(err)
				return
			}
			response, err := client.Do(r)
			if err != nil {
				t.Error(err)
				return
			}
			_ = response.Body.Close()
		})
	}
	requests.Wait()
	for deadline := time.Now().Add(time.Minute); connections.Load() > 0; time.Sleep(time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("%d connections stay open", connections.Load())
		}
	}
}
