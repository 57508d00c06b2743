package sandboxtest

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/coder/websocket"

	"periscope/slackapi/sandbox"
)

// Serving is a sandbox behind a real server, for what needs a network.
func Serving(t testing.TB, s *sandbox.Sandbox) *httptest.Server {
	t.Helper()
	server := httptest.NewServer(s)
	t.Cleanup(server.Close)
	t.Cleanup(s.Close)
	return server
}

// Socket is an app's end of a connection of Socket Mode.
type Socket struct {
	ws *websocket.Conn
}

// SocketURL asks for the URL of a connection.
func SocketURL(t testing.TB, server *httptest.Server, appToken string) string {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, server.URL+"/api/apps.connections.open", http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+appToken)
	response, err := server.Client().Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	var got struct{ URL, Error string }
	if err := json.NewDecoder(response.Body).Decode(&got); err != nil || got.URL == "" {
		t.Fatalf("apps.connections.open: %v %+v", err, got)
	}
	return got.URL
}

// Dial opens a connection at a URL; its first message is still to be read.
func Dial(t testing.TB, to string) *Socket {
	t.Helper()
	ws, response, err := websocket.Dial(t.Context(), to, nil)
	if err != nil {
		t.Fatal(err)
	}
	if response.Body != nil {
		_ = response.Body.Close()
	}
	t.Cleanup(func() { _ = ws.CloseNow() })
	return &Socket{ws}
}

// Connect opens a connection for an app, and reads its hello.
func Connect(t testing.TB, server *httptest.Server, appToken string) *Socket {
	t.Helper()
	c := Dial(t, SocketURL(t, server, appToken))
	if got := c.Next(t); got["type"] != "hello" {
		t.Fatalf("the first message is %v, want hello", got)
	}
	return c
}

// Next is the next message, of which a test knows that it comes.
func (c *Socket) Next(t testing.TB) JSON {
	t.Helper()
	got, err := c.Read(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// Read reads the next message, or finds the connection ended.
func (c *Socket) Read(ctx context.Context) (JSON, error) {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	_, text, err := c.ws.Read(ctx)
	if err != nil {
		return nil, err
	}
	var got JSON
	return got, json.Unmarshal(text, &got)
}

// Acknowledge sends an envelope's id back, with a payload if there is one.
func (c *Socket) Acknowledge(t testing.TB, envelope JSON, payload any) {
	t.Helper()
	ack := JSON{"envelope_id": envelope["envelope_id"]}
	if payload != nil {
		ack["payload"] = payload
	}
	text, err := json.Marshal(ack)
	if err := errors.Join(err, c.ws.Write(t.Context(), websocket.MessageText, text)); err != nil {
		t.Fatal(err)
	}
}
