package socketmode_test

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/coder/websocket"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/sandbox"
	"periscope/slackapi/sandbox/sandboxtest"
	"periscope/slackapi/sandbox/world"
)

const (
	bell     = "A0DEPLOYBELL"
	bellLink = "xapp-sandbox-a0deploybell" // that is handed out
)

// socketWorld is a team with a bot that subscribes to mentions.
func socketWorld(socketMode bool) world.World {
	return world.World{
		Apps: []world.App{{
			ID: bell, Name: "Bell", ClientID: "sandbox-bell", ClientSecret: "sandbox-bell-secret",
			Events: []string{"app_mention", "message.channels"}, SocketMode: socketMode,
		}},
		Teams: []world.Team{{
			ID: "T1", Name: "One", URL: "https://one.slack.com/",
			Users:         []world.User{{ID: "U1", Name: "ada"}, {ID: "U2", Name: "bell", Bot: true}},
			Conversations: []world.Conversation{{ID: "C1", Type: catalog.Channel, Name: "general", MemberIDs: []model.UserID{"U1"}}},
			Installs: []world.Install{{
				Token: "xoxb-sandbox-bell", AppID: bell, AppUser: "U2", BotID: "B1",
				OAuthScopes: []catalog.Scope{"app_mentions:read", "chat:write", "commands"},
				Grants:      []model.Grant{sandboxtest.On(catalog.Channel, "C1")},
			}},
		}},
	}
}

func mention(t *testing.T, s *sandbox.Sandbox) {
	t.Helper()
	got := sandboxtest.ControlCall(t.Context(), s, "POST", "/sandbox/messages", `{"team":"T1","user":"U1","channel":"C1","text":"<@U2> hi"}`)
	if got.Code != http.StatusOK {
		t.Fatalf("writing: %s", got.Body)
	}
}

// run has a person run a command, and returns how it went.
func run(t *testing.T, s *sandbox.Sandbox) <-chan error {
	t.Helper()
	done := make(chan error, 1)
	go func() {
		_, err := s.RunCommand(t.Context(), "T1", "U1", "/bell now")
		done <- err
	}()
	return done
}

func TestHelloAndEventOverSocket(t *testing.T) {
	t.Parallel()
	s := sandbox.New(socketWorld(false), sandbox.Options{})
	server := sandboxtest.Serving(t, s)
	c := sandboxtest.Dial(t, sandboxtest.SocketURL(t, server, bellLink))
	hello := c.Next(t)
	if hello["type"] != "hello" || hello["num_connections"] != 1.0 || hello["connection_info"].(map[string]any)["app_id"] != bell ||
		hello["debug_info"].(map[string]any)["approximate_connection_time"] != 18060.0 {
		t.Errorf("hello is %v", hello)
	}
	mention(t, s)
	e := c.Next(t)
	payload := e["payload"].(map[string]any)
	if e["type"] != "events_api" || e["accepts_response_payload"] != false || e["retry_attempt"] != 0.0 || e["retry_reason"] != "" ||
		payload["type"] != "event_callback" || payload["event"].(map[string]any)["type"] != "app_mention" {
		t.Errorf("the envelope is %v", e)
	}
	c.Acknowledge(t, e, nil)
}

func TestCommandAndItsAnswerOverSocket(t *testing.T) {
	t.Parallel()
	s := sandbox.New(socketWorld(false), sandbox.Options{})
	c := sandboxtest.Connect(t, sandboxtest.Serving(t, s), bellLink)
	done := run(t, s)
	e := c.Next(t)
	payload := e["payload"].(map[string]any)
	if e["type"] != "slash_commands" || e["accepts_response_payload"] != true || payload["command"] != "/bell" || payload["text"] != "now" {
		t.Errorf("the envelope is %v", e)
	}
	if _, retried := e["retry_attempt"]; retried {
		t.Error("a command says how often it was tried: only events are tried again")
	}
	c.Acknowledge(t, e, map[string]string{"text": "ringing"})
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	if said := s.Messages(); len(said) != 1 || said[0].Via != "ack" || said[0].Text != "ringing" {
		t.Errorf("the app said %+v", said)
	}
}

// TestViewOverSocket: a modal is opened, and the acknowledgement of its submission says what is wrong.
func TestViewOverSocket(t *testing.T) {
	t.Parallel()
	s := sandbox.New(socketWorld(true), sandbox.Options{})
	c := sandboxtest.Connect(t, sandboxtest.Serving(t, s), bellLink)
	done := run(t, s)
	e := c.Next(t)
	c.Acknowledge(t, e, nil)
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	const view = `{"type":"modal","title":{"type":"plain_text","text":"T"},"submit":{"type":"plain_text","text":"S"},"blocks":[
		{"type":"input","block_id":"b","label":{"type":"plain_text","text":"L"},"element":{"type":"plain_text_input","action_id":"a"}}]}`
	trigger := e["payload"].(map[string]any)["trigger_id"].(string)
	if got := sandboxtest.Ask(t, s, "xoxb-sandbox-bell", "views.open", "view", view, "trigger_id", trigger); !got.OK {
		t.Fatal(got.Error)
	}
	answers := make(chan sandbox.ViewAnswer, 1)
	go func() {
		answer, err := s.SubmitView(t.Context(), s.Views()[0].ID, map[string]any{"a": "x"})
		if err != nil {
			t.Error(err)
		}
		answers <- answer
	}()
	e = c.Next(t)
	if e["type"] != "interactive" || e["accepts_response_payload"] != true || e["payload"].(map[string]any)["type"] != "view_submission" {
		t.Errorf("the envelope is %v", e)
	}
	c.Acknowledge(t, e, sandboxtest.JSON{"response_action": "errors", "errors": sandboxtest.JSON{"b": "no"}})
	if got := <-answers; got.Errors["b"] != "no" || len(s.Views()) != 1 {
		t.Errorf("answered %+v, %d views left", got, len(s.Views()))
	}
}

// TestUnacknowledgedEventsComeAgain: at once, with the reason, under another id.
func TestUnacknowledgedEventsComeAgain(t *testing.T) {
	t.Parallel()
	s := sandbox.New(socketWorld(false), sandbox.Options{})
	c := sandboxtest.Connect(t, sandboxtest.Serving(t, s), bellLink)
	mention(t, s)
	first, second := c.Next(t), c.Next(t)
	if second["retry_attempt"] != 1.0 || second["retry_reason"] != "timeout" || second["envelope_id"] == first["envelope_id"] ||
		second["payload"].(map[string]any)["event_id"] != first["payload"].(map[string]any)["event_id"] {
		t.Errorf("after %v comes %v", first, second)
	}
	c.Acknowledge(t, second, nil)
}

// TestEachEnvelopeGoesToOneConnection, in turn.
func TestEachEnvelopeGoesToOneConnection(t *testing.T) {
	t.Parallel()
	s := sandbox.New(socketWorld(false), sandbox.Options{})
	server := sandboxtest.Serving(t, s)
	for _, c := range []*sandboxtest.Socket{sandboxtest.Connect(t, server, bellLink), sandboxtest.Connect(t, server, bellLink)} {
		mention(t, s)
		c.Acknowledge(t, c.Next(t), nil)
	}
}

func TestAppInSocketModeWithoutConnection(t *testing.T) {
	t.Parallel()
	s := sandbox.New(socketWorld(true), sandbox.Options{})
	app := sandboxtest.Listen(t, s, sandbox.DefaultSigningSecret) // for all apps without URLs of their own
	if err := <-run(t, s); !errors.Is(err, sandbox.ErrUndelivered) || !strings.Contains(err.Error(), "no connection open") {
		t.Errorf("a command: %v", err)
	}
	mention(t, s)
	if len(app.Received) != 0 {
		t.Error("the event goes to the URL")
	}
	c := sandboxtest.Connect(t, sandboxtest.Serving(t, s), bellLink)
	received := make(chan struct{})
	go func() { // the event may not wait to be tried again yet
		for tick := time.NewTicker(10 * time.Millisecond); ; {
			select {
			case <-received:
				tick.Stop()
				return
			case <-tick.C:
				s.Advance(time.Minute)
			}
		}
	}()
	e := c.Next(t)
	close(received)
	if e["type"] != "events_api" {
		t.Errorf("the event of before comes as %v", e)
	}
	c.Acknowledge(t, e, nil)
}

func TestDisconnect(t *testing.T) {
	t.Parallel()
	for reason, left := range map[string]bool{"warning": true, "refresh_requested": true, "link_disabled": false} {
		s := sandbox.New(socketWorld(false), sandbox.Options{})
		server := sandboxtest.Serving(t, s)
		c := sandboxtest.Connect(t, server, bellLink)
		if n, err := s.Disconnect(bell, reason); n != 1 || err != nil {
			t.Fatalf("%s: %d connections, %v", reason, n, err)
		}
		if got := c.Next(t); got["type"] != "disconnect" || got["reason"] != reason {
			t.Errorf("%s: the app is told %v", reason, got)
		}
		if left { // for as long as the app needs to open another
			other := sandboxtest.Connect(t, server, bellLink)
			mention(t, s)
			other.Acknowledge(t, other.Next(t), nil)
			s.Advance(10 * time.Second)
		}
		if got, err := c.Read(t.Context()); err == nil {
			t.Errorf("%s: it stays open, and says %v", reason, got)
		}
		if !left {
			if got := sandboxtest.Dial(t, sandboxtest.SocketURL(t, server, bellLink)).Next(t); got["reason"] != "link_disabled" {
				t.Errorf("a connection while Socket Mode is off: %v", got)
			}
		}
	}
	s := sandbox.New(socketWorld(false), sandbox.Options{})
	if _, err := s.Disconnect(bell, "boredom"); err == nil {
		t.Error("a reason that Slack has not is taken")
	}
}

// TestConnectionsAreRefreshed: after the time that hello announces, or after six minutes.
func TestConnectionsAreRefreshed(t *testing.T) {
	t.Parallel()
	s := sandbox.New(socketWorld(false), sandbox.Options{})
	c := sandboxtest.Dial(t, sandboxtest.SocketURL(t, sandboxtest.Serving(t, s), bellLink)+"&debug_reconnects=true")
	if got := c.Next(t); got["debug_info"].(map[string]any)["approximate_connection_time"] != 360.0 {
		t.Errorf("hello is %v", got)
	}
	s.Advance(6 * time.Minute)
	if got := c.Next(t); got["reason"] != "warning" {
		t.Errorf("after six minutes: %v", got)
	}
}

func TestTooManyConnections(t *testing.T) {
	t.Parallel()
	s := sandbox.New(socketWorld(false), sandbox.Options{Unlimited: true})
	server := sandboxtest.Serving(t, s)
	for range 10 {
		sandboxtest.Connect(t, server, bellLink)
	}
	c := sandboxtest.Dial(t, sandboxtest.SocketURL(t, server, bellLink))
	if got := c.Next(t); got["type"] != "disconnect" || got["reason"] != "too_many_websockets" {
		t.Errorf("the eleventh is told %v", got)
	}
	if _, err := c.Read(t.Context()); err == nil {
		t.Error("the eleventh stays open")
	}
}

func TestTicketsAreUsedOnce(t *testing.T) {
	t.Parallel()
	now := time.Unix(1_560_000_000, 0)
	s := sandbox.New(socketWorld(false), sandbox.Options{Now: func() time.Time { return now }})
	server := sandboxtest.Serving(t, s)
	used := sandboxtest.SocketURL(t, server, bellLink)
	sandboxtest.Dial(t, used)
	late := sandboxtest.SocketURL(t, server, bellLink)
	s.Advance(30 * time.Second)
	for name, to := range map[string]string{
		"used": used, "late": late, "made up": strings.Replace(used, "ticket=", "ticket=x", 1),
		"of another app": strings.Replace(sandboxtest.SocketURL(t, server, bellLink), bell, "A9", 1),
	} {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, strings.Replace(to, "ws://", "http://", 1), http.NoBody)
		if err != nil {
			t.Fatal(err)
		}
		response, err := server.Client().Do(r)
		if err != nil {
			t.Fatal(err)
		}
		_ = response.Body.Close()
		if response.StatusCode != http.StatusForbidden {
			t.Errorf("%s: %s", name, response.Status)
		}
	}
}

// TestURLsEndSocketMode: an app that is given URLs is told, and what it is sent goes there.
func TestURLsEndSocketMode(t *testing.T) {
	t.Parallel()
	s := sandbox.New(socketWorld(false), sandbox.Options{})
	c := sandboxtest.Connect(t, sandboxtest.Serving(t, s), bellLink)
	app := sandboxtest.Listen(t, s, sandbox.DefaultSigningSecret)
	if err := s.SetURLs(t.Context(), bell, sandbox.URLs{Events: app.URL}); err != nil {
		t.Fatal(err)
	}
	if got := c.Next(t); got["reason"] != "link_disabled" {
		t.Errorf("the connection is told %v", got)
	}
	mention(t, s)
	if got := app.Next(t).Event.Event["type"]; got != "app_mention" {
		t.Errorf("the URL gets %v", got)
	}
}

// TestPings: the first comes at once, so that clients watch for the others.
func TestPings(t *testing.T) {
	t.Parallel()
	s := sandbox.New(socketWorld(false), sandbox.Options{})
	pinged := make(chan struct{}, 1)
	ws, response, err := websocket.Dial(t.Context(), sandboxtest.SocketURL(t, sandboxtest.Serving(t, s), bellLink), &websocket.DialOptions{
		HTTPHeader: http.Header{"Origin": {"https://api.slack.com"}}, // which some SDKs name
		OnPingReceived: func(context.Context, []byte) bool {
			pinged <- struct{}{}
			return true
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	if response.Body != nil {
		_ = response.Body.Close()
	}
	go func() {
		for err := error(nil); err == nil; _, _, err = ws.Read(t.Context()) { // pings arrive while it reads
		}
	}()
	<-pinged
	if err := ws.Ping(t.Context()); err != nil {
		t.Errorf("a ping of the app is not answered: %v", err)
	}
	_ = ws.CloseNow()
}

// TestCloseEndsConnections: cleanly, and all that runs for them.
func TestCloseEndsConnections(t *testing.T) {
	t.Parallel()
	s := sandbox.New(socketWorld(false), sandbox.Options{})
	c := sandboxtest.Connect(t, sandboxtest.Serving(t, s), bellLink)
	ended := make(chan error, 1)
	go func() {
		_, err := c.Read(t.Context())
		ended <- err
	}()
	s.Close()
	if err := <-ended; err == nil || !strings.Contains(err.Error(), "StatusGoingAway") {
		t.Errorf("the app reads %v", err)
	}
}

func TestSocketModeByTheControlPlane(t *testing.T) {
	t.Parallel()
	s := sandbox.New(socketWorld(true), sandbox.Options{})
	c := sandboxtest.Connect(t, sandboxtest.Serving(t, s), bellLink)
	control := func(verb, body string) string {
		return sandboxtest.ControlCall(t.Context(), s, verb, "/sandbox/socket-mode", body).Body.String()
	}
	if got := control("GET", ""); got != `{"ok":true,"apps":[{"app":"A0DEPLOYBELL","on":true,"connections":1}]}` {
		t.Error(got)
	}
	for _, bad := range []string{`{}`, `{"app":"A9","on":true}`, `{"app":"A0DEPLOYBELL"}`, `{"app":"A0DEPLOYBELL","on":true,"disconnect":"warning"}`} {
		if got := control("POST", bad); !strings.Contains(got, `"ok":false`) {
			t.Errorf("%s: %s", bad, got)
		}
	}
	if got := control("POST", `{"app":"A0DEPLOYBELL","on":false}`); got != `{"ok":true,"connections":1}` {
		t.Error(got)
	}
	if got := c.Next(t); got["reason"] != "link_disabled" {
		t.Errorf("the connection is told %v", got)
	}
}

// TestAppTokens: they open connections and nothing else, and end when they are revoked.
func TestAppTokens(t *testing.T) {
	t.Parallel()
	s := sandbox.New(socketWorld(false), sandbox.Options{})
	if got := sandboxtest.Ask(t, s, bellLink, "conversations.list").Error; got != "not_allowed_token_type" {
		t.Errorf("conversations.list: %q", got)
	}
	if got := sandboxtest.Ask(t, s, "xoxb-sandbox-bell", "apps.connections.open").Error; got != "not_allowed_token_type" {
		t.Errorf("a bot's token: %q", got)
	}
	if err := s.RevokeToken(bellLink); err != nil {
		t.Fatal(err)
	}
	if got := sandboxtest.Ask(t, s, bellLink, "apps.connections.open").Error; got != "token_revoked" {
		t.Errorf("after it was revoked: %q", got)
	}
	s.Reset()
	if got := sandboxtest.Ask(t, s, bellLink, "apps.connections.open").Error; got != "" {
		t.Errorf("after the reset: %q", got)
	}
	if !slices.ContainsFunc(s.World().Apps, func(a world.App) bool { return a.ID == bell && a.AppTokens == nil }) {
		t.Error("the world has a token that was handed out")
	}
}
