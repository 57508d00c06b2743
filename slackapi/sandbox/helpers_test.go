package sandbox

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

	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/sandbox/world"
)

// acmeID is the rich team of the demo.
var acmeID = world.Demo(0).Teams[0].ID

// frozenDemo is the demo with a clock that stands where the test puts it.
func frozenDemo(t testing.TB) (*Sandbox, *frozenClock) {
	clock := &frozenClock{now: time.Unix(1_560_000_000, 0)}
	s := New(world.Demo(0), Options{Now: clock.read, BaseURL: "http://127.0.0.1:8765/"})
	t.Cleanup(s.Close)
	return s, clock
}

// person is somebody of Acme.
func person(s *Sandbox) model.UserID { return s.People(acmeID)[0].ID }

// runCommand returns the trigger that comes of a command in Acme.
func runCommand(t testing.TB, s *Sandbox) model.TriggerID {
	t.Helper()
	id, err := s.RunCommand(t.Context(), acmeID, person(s), "/periscope")
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// askTeam sends a request of the team, with a fresh trigger, and returns Slack's error code.
func askTeam(t testing.TB, s *Sandbox, scopes string) string {
	t.Helper()
	return ask(t, s, acmeToken, "apps.permissions.request", "scopes", scopes, "trigger_id", string(runCommand(t, s))).Error
}

// askUser sends a request of a user, with a fresh trigger, and returns Slack's error code.
func askUser(t testing.TB, s *Sandbox, user model.UserID, scopes string) string {
	t.Helper()
	return ask(t, s, acmeToken, "apps.permissions.users.request",
		"scopes", scopes, "user", string(user), "trigger_id", string(runCommand(t, s))).Error
}

// onlyDialog is the one dialog that waits for an answer.
func onlyDialog(t testing.TB, s *Sandbox) Dialog {
	t.Helper()
	all := s.Dialogs("")
	if len(all) != 1 {
		t.Fatalf("%d dialogs are shown, want 1", len(all))
	}
	return all[0]
}

// permissionOn is what apps.permissions.info says of a resource type, read anew.
func permissionOn(t testing.TB, s *Sandbox, clock *frozenClock, on catalog.ResourceType) model.Grant {
	t.Helper()
	clock.now = clock.now.Add(time.Minute) // the rate limits are of no interest here
	g := decode[infoWire](t, do(t, s, acmeToken, "apps.permissions.info")).Info[on]
	set := model.ResourceSet{IDs: g.Resources.IDs}
	if g.Resources.Wildcard != nil {
		set.Wildcard, set.Excluded = *g.Resources.Wildcard, *g.Resources.Excluded
	}
	return model.Grant{Type: on, Scopes: g.Scopes, Resources: set}
}

// app is an app at the other end of a request URL. It keeps what it is sent.
type app struct {
	url      string
	close    func()
	received chan delivered
}

type delivered struct {
	header http.Header
	body   string
	form   url.Values
	event  struct {
		envelope
		Event map[string]any `json:"event"` // as it came, in place of the envelope's
	}
}

// listen starts an app, makes its URL the request URL, and checks every signature.
func listen(t testing.TB, s *Sandbox, secret string) *app {
	t.Helper()
	a := &app{received: make(chan delivered, 100)}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { a.serve(t, secret, w, r) }))
	t.Cleanup(server.Close)
	t.Cleanup(s.Close) // before the server
	a.url, a.close = server.URL, server.Close
	if err := s.SetRequestURL(t.Context(), a.url); err != nil {
		t.Fatal(err)
	}
	return a
}

func (a *app) serve(t testing.TB, secret string, w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	mac := hmac.New(sha256.New, []byte(secret))
	_, _ = io.WriteString(mac, "v0:"+r.Header.Get("X-Slack-Request-Timestamp")+":"+string(body))
	if want := "v0=" + hex.EncodeToString(mac.Sum(nil)); r.Header.Get("X-Slack-Signature") != want {
		t.Errorf("signature %q, want %q", r.Header.Get("X-Slack-Signature"), want)
	}
	d := delivered{header: r.Header, body: string(body)}
	if r.Header.Get("Content-Type") == formMedia {
		d.form, _ = url.ParseQuery(d.body)
	} else if err := json.Unmarshal(body, &d.event); err != nil {
		t.Errorf("delivered %s: %v", body, err)
	}
	if d.event.Type == "url_verification" {
		var h handshake
		_ = json.Unmarshal(body, &h)
		_, _ = io.WriteString(w, h.Challenge)
		return
	}
	a.received <- d
}

// Next is the next delivery, of which a test knows that it comes.
func (a *app) Next(t testing.TB) delivered {
	t.Helper()
	select {
	case d := <-a.received:
		return d
	case <-time.After(10 * time.Second):
		t.Fatal("nothing was delivered")
		return delivered{}
	}
}
