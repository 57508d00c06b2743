package incoming

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/text"
)

var now = time.Unix(1_600_000_000, 0)

// slack sends messages to a Handler, signed as Slack signs them.
type slack struct {
	t      *testing.T
	secret model.SigningSecret
	in     *Handler
	at     time.Time // of the signature
}

func newSlack(t *testing.T, opts ...Option) *slack {
	secret := secretOf(t, publishedSecret)
	opts = append([]Option{WithClock(func() time.Time { return now })}, opts...)
	return &slack{t, secret, New(secret, opts...), now}
}

const (
	asForm = "application/x-www-form-urlencoded"
	asJSON = "application/json; charset=utf-8"
)

func (s *slack) send(contentType, body string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodPost, "/slack", strings.NewReader(body))
	sent := strconv.FormatInt(s.at.Unix(), 10)
	r.Header = signed(sent, string(sign(s.secret, sent, []byte(body))))
	r.Header.Set("Content-Type", contentType)
	return s.serve(r)
}

func (s *slack) serve(r *http.Request) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	s.in.ServeHTTP(w, r)
	return w
}

// delivered takes what waits to be taken.
func (s *slack) delivered() []Delivery {
	var list []Delivery
	for {
		select {
		case d := <-s.in.Deliveries():
			list = append(list, d)
		default:
			return list
		}
	}
}

func command(fields ...string) string {
	form := url.Values{"command": {"/permit"}, "team_id": {"T1"}, "user_id": {"U1"}, "trigger_id": {"1.2.a"}}
	for i := 0; i < len(fields); i += 2 {
		form.Set(fields[i], fields[i+1])
	}
	return form.Encode()
}

func event(id, inner string) string {
	return fmt.Sprintf(`{"token":"verify-me","team_id":"T1","api_app_id":"A1","type":"event_callback","event_id":%q,"event":%s}`, id, inner)
}

func TestPublishedCommandIsDelivered(t *testing.T) {
	t.Parallel()
	seconds, _ := strconv.ParseInt(publishedTime, 10, 64)
	at := time.Unix(seconds, 0)
	s := newSlack(t, WithClock(func() time.Time { return at }))
	r := httptest.NewRequest(http.MethodPost, "/", strings.NewReader(publishedBody))
	r.Header = signed(publishedTime, publishedSignature)
	r.Header.Set("Content-Type", asForm)
	w := s.serve(r)
	if w.Code != http.StatusOK || w.Header().Get("Content-Type") != "application/json" || !strings.Contains(w.Body.String(), `"ephemeral"`) {
		t.Errorf("answered %d %s %s", w.Code, w.Header(), w.Body)
	}
	got := s.delivered()
	want := []Delivery{{
		At: at, TeamID: "T1DC2JH3J", User: "U2CERLKJA", What: "/webhook-collect",
		Trigger: "398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c",
	}}
	if len(got) == 1 {
		want[0].Raw = got[0].Raw
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Fatal(diff)
	}
	for _, secret := range []string{"xyzz0WbapA4vBCDEFasx0q6G", "96rGlfmibIGlgcZRskXaIFfN"} {
		if strings.Contains(got[0].Raw, secret) {
			t.Errorf("the raw message holds %s: %s", secret, got[0].Raw)
		}
	}
	if !strings.Contains(got[0].Raw, `"user_name":"roadrunner"`) {
		t.Errorf("the raw message is %s", got[0].Raw)
	}
}

// TestRefusals: what is not believed is answered so, and delivered with the reason.
func TestRefusals(t *testing.T) {
	t.Parallel()
	post := func(contentType, body string) func(*slack) *httptest.ResponseRecorder {
		return func(s *slack) *httptest.ResponseRecorder { return s.send(contentType, body) }
	}
	for name, test := range map[string]struct {
		send   func(*slack) *httptest.ResponseRecorder
		status int
		why    string // empty: it is not delivered at all
	}{
		"a GET": {func(s *slack) *httptest.ResponseRecorder {
			return s.serve(httptest.NewRequest(http.MethodGet, "/?"+command(), nil))
		}, 405, ""},
		"no signature": {func(s *slack) *httptest.ResponseRecorder {
			return s.serve(httptest.NewRequest(http.MethodPost, "/", strings.NewReader(command())))
		}, 401, "it carries no signature"},
		"another secret": {func(s *slack) *httptest.ResponseRecorder {
			s.secret = secretOf(s.t, "another-signing-secret")
			return s.send(asForm, command())
		}, 401, "its signature was not made with the app's signing secret"},
		"an old message": {func(s *slack) *httptest.ResponseRecorder {
			s.at = now.Add(-6 * time.Minute)
			return s.send(asForm, command())
		}, 401, "it says that it was signed 6 min ago, which is too old"},
		"too large":          {post(asForm, command("text", strings.Repeat("x", maxDelivery))), 413, "it is larger than 1 MiB"},
		"another team":       {post(asForm, command("team_id", "T2")), 403, "it is about team T2, not about T1"},
		"no team":            {post(asForm, command("team_id", "")), 403, "it is about team (none), not about T1"},
		"another app":        {post(asForm, command("api_app_id", "A2")), 403, "it is for app A2, not for A1"},
		"another team's":     {post(asJSON, `{"type":"event_callback","team_id":"T2","event":{"type":"app_uninstalled"}}`), 403, "it is about team T2, not about T1"},
		"another media type": {post("text/plain", command()), 400, "it is neither JSON nor a form"},
		"no media type":      {post("", command()), 400, "it is neither JSON nor a form"},
		"a broken form":      {post(asForm, "a=%zz"), 400, "it is not a form as Slack writes it"},
		"a form of neither":  {post(asForm, "a=b"), 400, "it is neither a slash command, nor a click, nor an event"},
		"a broken payload":   {post(asForm, "payload=%7B"), 400, "it is not JSON as Slack writes it"},
		"a payload of none":  {post(asForm, "payload=%7B%7D"), 400, "it is neither a slash command, nor a click, nor an event"},
		"a broken event":     {post(asJSON, `{"type":`), 400, "it is not JSON as Slack writes it"},
		"an event of none":   {post(asJSON, `{}`), 400, "it is neither a slash command, nor a click, nor an event"},
		"an event without":   {post(asJSON, `{"type":"event_callback"}`), 400, "it is neither a slash command, nor a click, nor an event"},
		"a wrong type":       {post(asJSON, event("Ev1", `{"type":"scope_granted","scopes":"all"}`)), 400, "it is not JSON as Slack writes it"},
	} {
		t.Run(name, func(t *testing.T) {
			s := newSlack(t, OnlyTeams("T1"), OnlyApps("A1"))
			w := test.send(s)
			if w.Code != test.status {
				t.Errorf("answered %d %s", w.Code, w.Body)
			}
			got := s.delivered()
			if test.why == "" {
				if len(got) > 0 {
					t.Errorf("delivered %+v", got)
				}
				return
			}
			if len(got) != 1 || got[0].Refused != test.why || got[0].At != now || got[0].What == "" {
				t.Fatalf("delivered %+v", got)
			}
			if w.Header().Get("X-Slack-No-Retry") != "1" {
				t.Error("Slack would send it again")
			}
			if test.status == 401 && got[0].Raw != "" {
				t.Errorf("what nobody signed is shown: %s", got[0].Raw)
			}
		})
	}
}

func TestMessagesWithoutAnAppAreTheAppsThatSignedThem(t *testing.T) {
	t.Parallel()
	s := newSlack(t, OnlyApps("A1"))
	if w := s.send(asForm, command()); w.Code != http.StatusOK || s.delivered()[0].Refused != "" {
		t.Errorf("answered %d %s", w.Code, w.Body)
	}
}

func TestURLVerification(t *testing.T) {
	t.Parallel()
	s := newSlack(t, OnlyTeams("T1"))
	w := s.send(asJSON, `{"token":"verify-me","challenge":"3eZbrw <b>","type":"url_verification"}`)
	if w.Code != http.StatusOK || w.Body.String() != "3eZbrw <b>" {
		t.Errorf("answered %d %q", w.Code, w.Body)
	}
	if kind := w.Header().Get("Content-Type"); !strings.HasPrefix(kind, "text/plain") || w.Header().Get("X-Content-Type-Options") != "nosniff" {
		t.Errorf("a browser may take the answer for a page: %s", kind)
	}
	if got := s.delivered(); len(got) != 1 || got[0].What != "url verification" || strings.Contains(got[0].Raw, "verify-me") {
		t.Errorf("delivered %+v", got)
	}
}

// TestNothingIsDeliveredTwice: Slack's retries are signed anew, a replay is not.
func TestNothingIsDeliveredTwice(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct{ contentType, body, other string }{
		"an event":  {asJSON, event("Ev1", `{"type":"app_uninstalled"}`), event("Ev2", `{"type":"app_uninstalled"}`)},
		"a command": {asForm, command(), command("trigger_id", "1.2.b")},
		"a click": {
			asForm, url.Values{"payload": {`{"type":"block_actions","trigger_id":"1.2.a"}`}}.Encode(),
			url.Values{"payload": {`{"type":"block_actions","trigger_id":"1.2.b"}`}}.Encode(),
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := newSlack(t)
			for retry := range 3 {
				s.at = now.Add(time.Duration(retry) * time.Second)
				if w := s.send(test.contentType, test.body); w.Code != http.StatusOK {
					t.Errorf("answered %d %s", w.Code, w.Body)
				}
			}
			if got := s.delivered(); len(got) != 1 {
				t.Errorf("delivered %d times", len(got))
			}
			s.send(test.contentType, test.other)
			if got := s.delivered(); len(got) != 1 {
				t.Errorf("another one was delivered %d times", len(got))
			}
		})
	}
	t.Run("what has no id", func(t *testing.T) {
		s := newSlack(t)
		s.send(asForm, "payload="+url.QueryEscape(`{"type":"view_closed"}`))
		s.send(asForm, "payload="+url.QueryEscape(`{"type":"view_closed"}`))
		s.at = s.at.Add(time.Second)
		s.send(asForm, "payload="+url.QueryEscape(`{"type":"view_closed"}`))
		if got := s.delivered(); len(got) != 2 {
			t.Errorf("a replay and a new one were delivered %d times", len(got))
		}
	})
}

// TestCopiesOfAnotherType: a signature does not cover the type of the body. An event may hold an
// address that reads as a slash command where the body is taken for a form.
func TestCopiesOfAnotherType(t *testing.T) {
	t.Parallel()
	s := newSlack(t)
	body := event("Ev1", `{"type":"message","url":"https://example.com/?a=1&command=/permit&team_id=T1&trigger_id=9.9.a&b="}`)
	for retry := range 2 { // the second one is Slack's own, signed anew
		s.at = now.Add(time.Duration(retry) * time.Second)
		s.send(asJSON, body)
		s.send(asForm, body)
	}
	if got := s.delivered(); len(got) != 1 || got[0].EventID != "Ev1" {
		t.Errorf("delivered %+v", got)
	}
}

func TestMemoryOfDeliveriesIsBounded(t *testing.T) {
	t.Parallel()
	var r recentIDs
	for n := range 3 * maxRemember {
		r.add(fmt.Sprint(n))
	}
	if len(r.seen) != maxRemember || len(r.ring) != maxRemember {
		t.Errorf("remembers %d and %d", len(r.seen), len(r.ring))
	}
	if r.has(fmt.Sprint(2*maxRemember-1)) || !r.has(fmt.Sprint(2*maxRemember)) || !r.has(fmt.Sprint(3*maxRemember-1)) {
		t.Error("forgets the wrong ones")
	}
}

// TestNobodyTakesTheDeliveries: messages are answered all the same, and Slack
// is told to send again what found no room.
func TestNobodyTakesTheDeliveries(t *testing.T) {
	t.Parallel()
	s := newSlack(t)
	for range 2 * maxWaiting {
		s.serve(httptest.NewRequest(http.MethodPost, "/", strings.NewReader("spam")))
	}
	taken := 0
	for n := range 2 * maxWaiting {
		switch w := s.send(asJSON, event(fmt.Sprint("Ev", n), `{"type":"app_uninstalled"}`)); w.Code {
		case http.StatusOK:
			taken++
		case http.StatusServiceUnavailable:
			if w.Header().Get("X-Slack-No-Retry") != "" {
				t.Fatal("Slack is told not to try again")
			}
		default:
			t.Fatalf("answered %d", w.Code)
		}
	}
	if taken < maxWaiting/2 {
		t.Errorf("unsigned messages took the room: %d events were taken", taken)
	}
	s.delivered()
	last := event(fmt.Sprint("Ev", 2*maxWaiting-1), `{"type":"app_uninstalled"}`)
	if w := s.send(asJSON, last); w.Code != http.StatusOK || len(s.delivered()) != 1 {
		t.Errorf("the retry of an event that found no room: %d", w.Code)
	}
}

func TestManyAtOnce(t *testing.T) {
	t.Parallel()
	s := newSlack(t)
	var senders sync.WaitGroup
	for n := range 40 {
		senders.Go(func() { s.send(asJSON, event(fmt.Sprint("Ev", n%10), `{"type":"app_uninstalled"}`)) })
	}
	senders.Wait()
	if got := s.delivered(); len(got) != 10 {
		t.Errorf("10 events were delivered %d times", len(got))
	}
}

func TestBrokenConnection(t *testing.T) {
	t.Parallel()
	s := newSlack(t)
	r := httptest.NewRequest(http.MethodPost, "/", io.MultiReader(strings.NewReader("a"), brokenReader{}))
	r.Header = signed(strconv.FormatInt(now.Unix(), 10), publishedSignature)
	s.serve(r)
	if got := s.delivered(); len(got) != 1 || got[0].Refused != "it was cut short" {
		t.Errorf("delivered %+v", got)
	}
}

type brokenReader struct{}

func (brokenReader) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }

func TestClicks(t *testing.T) {
	t.Parallel()
	for payload, want := range map[string]Delivery{
		`{"type":"block_actions","team":{"id":"T1"},"user":{"id":"U1"},"api_app_id":"A1","trigger_id":"1.2.a"}`: {
			TeamID: "T1", AppID: "A1", User: "U1", What: "block action", Trigger: "1.2.a",
		},
		`{"type":"interactive_message","team":{"id":"T1"},"user":{"id":"U1"},"trigger_id":"1.2.a","token":"t"}`: {
			TeamID: "T1", User: "U1", What: "message button", Trigger: "1.2.a",
		},
		`{"type":"dialog_submission","team":{"id":"T1"},"user":{"id":"U1"}}`:                      {TeamID: "T1", User: "U1", What: "dialog submission"},
		`{"type":"view_submission","team":null,"user":{"id":"U1","team_id":"T3"},"view":{"x":1}}`: {TeamID: "T3", User: "U1", What: "view submission"},
		`{"type":"brand_new_thing"}`:                                       {What: "brand new thing"},
		`{"type":"a\u001b","user":{"id":"\u202eU"},"trigger_id":"\u0000"}`: {User: "�U", What: "a␛", Trigger: "␀"},
	} {
		s := newSlack(t)
		w := s.send(asForm, url.Values{"payload": {payload}}.Encode())
		if w.Code != http.StatusOK || w.Body.Len() > 0 {
			t.Errorf("%s is answered %d %q", payload, w.Code, w.Body)
		}
		got := s.delivered()
		want.At, want.Raw = now, text.Redact([]byte(payload))
		if diff := cmp.Diff([]Delivery{want}, got); diff != "" {
			t.Errorf("%s: %s", payload, diff)
		}
	}
}

func TestEvents(t *testing.T) {
	t.Parallel()
	specific := func(kind catalog.ResourceType, id model.ResourceID, scopes ...catalog.Scope) model.Grant {
		return model.Grant{Type: kind, Scopes: scopes, Resources: model.ResourceSet{IDs: []model.ResourceID{id}}}
	}
	for inner, want := range map[string]Delivery{
		`{"type":"resources_added","resources":[
			{"resource":{"type":"im","grant":{"type":"specific","resource_id":"D1"}},"scopes":["chat:write","im:read"]},
			{"resource":{"type":"channel","grant":{"type":"wildcard"}},"scopes":["pins:read"]},
			{"resource":{"type":"group","grant":{"type":"new","resource_id":"G1"}}},
			{"resource":{"type":"mpim","grant":{"type":"new"}}},null]}`: {
			What: "event resources_added",
			Event: model.ResourcesAdded{Grants: []model.Grant{
				specific("im", "D1", "chat:write", "im:read"),
				{Type: "channel", Scopes: []catalog.Scope{"pins:read"}, Resources: model.ResourceSet{Wildcard: true}},
				specific("group", "G1"),
			}},
		},
		`{"type":"resources_removed","resources":[{"resource":{"type":"im","grant":{"type":"specific","resource_id":"D1"}},"scopes":["im:read"]}]}`: {
			What: "event resources_removed", Event: model.ResourcesRemoved{Grants: []model.Grant{specific("im", "D1", "im:read")}},
		},
		`{"type":"scope_granted","scopes":["files:read","chat:write"],"trigger_id":"1.2.a"}`: {
			What:  "event scope_granted",
			Event: model.ScopeGranted{Team: "T1", Scopes: []catalog.Scope{"files:read", "chat:write"}, Trigger: "1.2.a"},
		},
		`{"type":"scope_denied","scopes":["files:\u001bread",null],"trigger_id":"1.2.a"}`: {
			What: "event scope_denied", Event: model.ScopeDenied{Scopes: []catalog.Scope{"files:␛read"}, Trigger: "1.2.a"},
		},
		`{"type":"user_resource_granted","user":"W1","scopes":["dnd:write:user"],"trigger_id":"1.2.a"}`: {
			What: "event user_resource_granted", User: "W1",
			Event: model.UserResourceGranted{User: "W1", Scopes: []catalog.Scope{"dnd:write:user"}, Trigger: "1.2.a"},
		},
		`{"type":"user_resource_denied","user":"W1","scopes":["dnd:write:user"],"trigger_id":"1.2.a"}`: {
			What: "event user_resource_denied", User: "W1",
			Event: model.UserResourceDenied{User: "W1", Scopes: []catalog.Scope{"dnd:write:user"}, Trigger: "1.2.a"},
		},
		`{"type":"user_resource_removed","user":"W1","trigger_id":"1.2.a"}`: {
			What: "event user_resource_removed", User: "W1", Event: model.UserResourceRemoved{User: "W1", Trigger: "1.2.a"},
		},
		`{"type":"tokens_revoked","tokens":{"oauth":["U1"],"bot":["U2",null]}}`: {
			What: "event tokens_revoked", Event: model.TokensRevoked{Users: []model.UserID{"U1"}, Bots: []model.UserID{"U2"}},
		},
		`{"type":"app_uninstalled"}`:                           {What: "event app_uninstalled", Event: model.AppUninstalled{}},
		`{"type":"user_change","user":{"id":"U1"},"scopes":7}`: {What: "event user_change"},
	} {
		s := newSlack(t)
		w := s.send(asJSON, event("Ev1", inner))
		if w.Code != http.StatusOK || w.Body.Len() > 0 {
			t.Errorf("%s is answered %d %q", inner, w.Code, w.Body)
		}
		got := s.delivered()
		want.At, want.TeamID, want.AppID, want.EventID = now, "T1", "A1", "Ev1"
		want.Raw = text.Redact([]byte(event("Ev1", inner)))
		if diff := cmp.Diff([]Delivery{want}, got); diff != "" {
			t.Errorf("%s: %s", inner, diff)
		}
		if strings.Contains(want.Raw, "verify-me") {
			t.Errorf("the verification token is shown: %s", want.Raw)
		}
	}
}

func TestEveryKindOfEventIsRead(t *testing.T) {
	t.Parallel()
	for kind, read := range permissionEvents {
		if got := read(permissionEvent{}, "T1").Kind(); got != kind {
			t.Errorf("%s is read as %s", kind, got)
		}
	}
	if len(permissionEvents) != 9 {
		t.Errorf("%d kinds are read", len(permissionEvents))
	}
}

// checkDelivery checks what holds for all deliveries, whatever was sent.
func checkDelivery(t *testing.T, m message, err error) {
	t.Helper()
	d := m.delivery
	checkCleanText(t, string(d.TeamID), d.AppID, string(d.User), d.What, string(d.Trigger), d.EventID, d.Raw)
	if d.What == "" {
		t.Error("it does not say what it is")
	}
	if err != nil && d.Event != nil {
		t.Errorf("both %v and %v", d.Event, err)
	}
	switch e := d.Event.(type) {
	case model.ScopeGranted:
		checkCleanText(t, e.Scopes...)
		checkCleanText(t, e.Trigger)
	case model.ResourcesAdded:
		for _, g := range e.Grants {
			checkCleanText(t, g.Type)
			checkCleanText(t, g.Scopes...)
			checkCleanText(t, g.Resources.IDs...)
			if g.Resources.Empty() {
				t.Errorf("a grant on nothing: %+v", g)
			}
		}
	case model.TokensRevoked:
		checkCleanText(t, append(e.Users, e.Bots...)...)
	}
}

func FuzzParseForm(f *testing.F) {
	f.Add(publishedBody)
	f.Add(command("command", "\x1b[2J", "token", "verify-me"))
	f.Add("payload=" + url.QueryEscape(`{"type":"block_actions","trigger_id":"1.2.a","user":{"id":"\u202e"}}`))
	f.Add("payload=null&command=%00")
	f.Fuzz(func(t *testing.T, body string) {
		m, err := parseMessage(asForm, []byte(body))
		checkDelivery(t, m, err)
	})
}

func FuzzParseEvent(f *testing.F) {
	f.Add(event("Ev1", `{"type":"scope_granted","scopes":["files:read",null],"trigger_id":"1\u001b"}`))
	f.Add(event("Ev1", `{"type":"resources_added","resources":[{"resource":{"type":"im","grant":{"type":"specific","resource_id":"D1"}}}]}`))
	f.Add(event("Ev1", `{"type":"tokens_revoked","tokens":{"oauth":["U1"],"bot":null}}`))
	f.Add(`{"type":"url_verification","challenge":"x"}`)
	f.Add(`{"type":"event_callback","event":null}`)
	f.Fuzz(func(t *testing.T, body string) {
		m, err := parseMessage(asJSON, []byte(body))
		checkDelivery(t, m, err)
	})
}

// checkCleanText fails the test for text that no [text.Clean] has seen.
func checkCleanText[S ~string](t *testing.T, list ...S) {
	t.Helper()
	for _, s := range list {
		if string(s) != text.Clean(string(s)) {
			t.Errorf("%+q is not clean", s)
		}
	}
}

// untouchedBody fails the test when it is read.
type untouchedBody struct{ t *testing.T }

func (b untouchedBody) Read([]byte) (int, error) {
	b.t.Error("the body was read")
	return 0, io.EOF
}

// TestHeadersAreCheckedBeforeTheBodyIsRead: a stranger can send any number of large bodies.
func TestHeadersAreCheckedBeforeTheBodyIsRead(t *testing.T) {
	t.Parallel()
	sent := strconv.FormatInt(now.Unix(), 10)
	for name, header := range map[string]http.Header{
		"no headers":             {},
		"no time":                signed("", publishedSignature),
		"no signature":           signed(sent, ""),
		"an old message":         signed(strconv.FormatInt(now.Unix()-301, 10), publishedSignature),
		"one of the future":      signed(strconv.FormatInt(now.Unix()+301, 10), publishedSignature),
		"a time in words":        signed("now", publishedSignature),
		"a malformed signature":  signed(sent, "v0=00"),
		"a signature of its own": signed(sent, strings.Repeat("v0", 1000)),
	} {
		t.Run(name, func(t *testing.T) {
			s := newSlack(t)
			r := httptest.NewRequest(http.MethodPost, "/", untouchedBody{t})
			r.Header = header
			if w := s.serve(r); w.Code != http.StatusUnauthorized || w.Header().Get("Connection") != "close" {
				t.Errorf("answered %d %v", w.Code, w.Header())
			}
		})
	}
}

// TestStrangersAreCounted: a flood of unsigned messages is told of once in ten seconds,
// and does not hide what is signed.
func TestStrangersAreCounted(t *testing.T) {
	t.Parallel()
	clock := now
	s := newSlack(t, WithClock(func() time.Time { return clock }), OnlyTeams("T1"))
	stranger := func() { s.serve(httptest.NewRequest(http.MethodPost, "/", http.NoBody)) }
	for n := range 1000 {
		stranger()
		old := httptest.NewRequest(http.MethodPost, "/", http.NoBody)
		old.Header = signed(strconv.FormatInt(now.Unix()-1000-60*int64(n), 10), publishedSignature)
		s.serve(old)
	}
	s.send(asForm, command("team_id", "T2"))
	s.send(asForm, command("team_id", "T2", "text", "again"))
	var got []string
	for _, d := range s.delivered() {
		got = append(got, d.Refusal())
	}
	want := []string{"it carries no signature", "it says that it was signed 17 min ago, which is too old", "it is about team T2, not about T1", "it is about team T2, not about T1"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("delivered (-want +got):\n%s", diff)
	}
	if n := s.in.Untold(); n != 2*999 {
		t.Errorf("%d are untold", n)
	}
	clock = clock.Add(strangersInterval)
	stranger()
	if got := s.delivered(); len(got) != 1 || got[0].Refusal() != "it carries no signature (and 999 more before it)" {
		t.Errorf("delivered %+v", got)
	}
	if n := s.in.Untold(); n != 999 {
		t.Errorf("%d are untold", n)
	}
}
