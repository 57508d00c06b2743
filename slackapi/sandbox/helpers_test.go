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
	"slices"
	"strings"
	"testing"
	"time"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/sandbox/world"
)

const (
	acmeToken     = "xoxa-sandbox-acme"
	freshToken    = "xoxa-sandbox-fresh"
	umbrellaToken = "xoxa-sandbox-umbrella"
	hostileToken  = "xoxa-sandbox-hostile"
)

// advancingClock is a clock that moves a minute with each reading, which lifts the rate limits.
func advancingClock() func() time.Time {
	ticks := make(chan time.Time, 1)
	ticks <- time.Unix(1_560_000_000, 0)
	return func() time.Time {
		now := <-ticks
		ticks <- now.Add(time.Minute)
		return now
	}
}

// demo is a sandbox of the default world without rate limits.
func demo() *Sandbox { return New(world.Demo(world.DefaultResources), Options{Now: advancingClock()}) }

// do sends a call as modern clients do: POST, form, token in the header.
func do(t testing.TB, s *Sandbox, token, method string, args ...string) *httptest.ResponseRecorder {
	t.Helper()
	form := url.Values{}
	for i := 0; i < len(args); i += 2 {
		form.Set(args[i], args[i+1])
	}
	r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/api/"+method, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	answer := serve(s, r)
	checkCovered(t, s, method, answer)
	return answer
}

// serve answers a request without a network between.
func serve(s *Sandbox, r *http.Request) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w
}

// get sends a call as browsers do.
func get(t testing.TB, s *Sandbox, target string) *httptest.ResponseRecorder {
	t.Helper()
	return serve(s, httptest.NewRequestWithContext(t.Context(), http.MethodGet, target, http.NoBody))
}

// reply is any reply, with the parts that most tests look at.
type reply struct {
	OK       bool   `json:"ok"`
	Error    string `json:"error"`
	Needed   string `json:"needed"`
	Provided string `json:"provided"`
	Channels []struct {
		ID       string `json:"id"`
		Name     string `json:"name"`
		IsMember bool   `json:"is_member"`
	} `json:"channels"`
	Resources []struct {
		ID     string          `json:"id"`
		Type   string          `json:"type"`
		Scopes []catalog.Scope `json:"scopes"`
	} `json:"resources"`
	Warning  string `json:"warning"`
	Metadata struct {
		NextCursor string   `json:"next_cursor"`
		Messages   []string `json:"messages"`
		Warnings   []string `json:"warnings"`
	} `json:"response_metadata"`
}

func decode[T any](t testing.TB, r *httptest.ResponseRecorder) T {
	t.Helper()
	var v T
	if err := json.NewDecoder(r.Body).Decode(&v); err != nil {
		t.Fatalf("reply is not the JSON that was expected: %v", err)
	}
	return v
}

func ask(t testing.TB, s *Sandbox, token, method string, args ...string) reply {
	t.Helper()
	return decode[reply](t, do(t, s, token, method, args...))
}

// frozenClock is a clock that stands where the test puts it.
type frozenClock struct{ now time.Time }

func (a *frozenClock) read() time.Time { return a.now }

// find returns Acme's conversation of that name.
func find(t testing.TB, name string) world.Conversation {
	t.Helper()
	all := world.Demo(0).Teams[0].Conversations
	i := slices.IndexFunc(all, func(c world.Conversation) bool { return c.Name == name })
	if i < 0 {
		t.Fatalf("the demo has no conversation %q", name)
	}
	return all[i]
}

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
