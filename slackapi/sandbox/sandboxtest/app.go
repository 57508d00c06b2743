package sandboxtest

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"
	"time"

	"periscope/slackapi/sandbox"
)

// App is an app at the other end of a request URL. It keeps what it is sent.
type App struct {
	URL      string
	Close    func()
	Received chan Delivered
	// Answer is what it answers commands and clicks with; nil: nothing. It is set before they come.
	Answer func(Delivered) string
}

// Delivered is one request that an app got: an event, a command or a click.
type Delivered struct {
	Header http.Header
	Body   string
	Form   url.Values
	Event  struct {
		Envelope
		Event map[string]any `json:"event"` // as it came, in place of the envelope's
	}
}

// Listen starts an app, makes its URL the request URL, and checks every signature.
func Listen(t testing.TB, s *sandbox.Sandbox, secret string) *App {
	t.Helper()
	a := &App{Received: make(chan Delivered, 100)}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { a.serve(t, secret, w, r) }))
	t.Cleanup(server.Close)
	t.Cleanup(s.Close) // before the server
	a.URL, a.Close = server.URL, server.Close
	if err := s.SetRequestURL(t.Context(), a.URL); err != nil {
		t.Fatal(err)
	}
	return a
}

func (a *App) serve(t testing.TB, secret string, w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	mac := hmac.New(sha256.New, []byte(secret))
	_, _ = io.WriteString(mac, "v0:"+r.Header.Get("X-Slack-Request-Timestamp")+":"+string(body))
	if want := "v0=" + hex.EncodeToString(mac.Sum(nil)); r.Header.Get("X-Slack-Signature") != want {
		t.Errorf("signature %q, want %q", r.Header.Get("X-Slack-Signature"), want)
	}
	d := Delivered{Header: r.Header, Body: string(body)}
	if r.Header.Get("Content-Type") == FormMedia {
		d.Form, _ = url.ParseQuery(d.Body)
	} else if err := json.Unmarshal(body, &d.Event); err != nil {
		t.Errorf("delivered %s: %v", body, err)
	}
	if d.Event.Type == "url_verification" {
		var h Handshake
		_ = json.Unmarshal(body, &h)
		_, _ = io.WriteString(w, h.Challenge)
		return
	}
	a.Received <- d
	if a.Answer != nil && d.Form != nil {
		_, _ = io.WriteString(w, a.Answer(d))
	}
}

// Next is the next delivery, of which a test knows that it comes.
func (a *App) Next(t testing.TB) Delivered {
	t.Helper()
	select {
	case d := <-a.Received:
		return d
	case <-time.After(10 * time.Second):
		t.Fatal("nothing was delivered")
		return Delivered{}
	}
}

// Interactive starts an app that takes what people do with it, and answers each payload as answer says.
func Interactive(t testing.TB, s *sandbox.Sandbox, answer func(JSON) string) <-chan JSON {
	t.Helper()
	received := make(chan JSON, 100)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var p JSON
		if json.Unmarshal([]byte(r.PostFormValue("payload")), &p) != nil {
			return // a command
		}
		received <- p
		_, _ = io.WriteString(w, answer(p))
	}))
	t.Cleanup(server.Close)
	t.Cleanup(s.Close)
	if err := s.SetURLs(t.Context(), "", sandbox.URLs{Interactivity: server.URL, Commands: server.URL, Options: server.URL}); err != nil {
		t.Fatal(err)
	}
	return received
}
