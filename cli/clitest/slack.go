package clitest

import (
	"io"
	"net/http"
	"net/http/httptest"
	"path"
	"strings"
	"sync"
	"testing"
	"time"

	"periscope/slackapi/sandbox"
	"periscope/slackapi/sandbox/world"
)

// Noon is when tests take place.
var Noon = time.Date(2026, 3, 4, 12, 0, 0, 987, time.UTC)

// Slack is a Slack for tests. It remembers what was called, and its clock moves only
// when the test moves it.
type Slack struct {
	APIURL  string           // root of its Web API, with a slash at its end
	Sandbox *sandbox.Sandbox // nil: it is no sandbox

	mu     sync.Mutex
	now    time.Time
	called []string
	fails  string
}

// NewSlack is the sandbox with a world, over HTTP and without rate limits.
func NewSlack(t testing.TB, w world.World) *Slack {
	t.Helper()
	s := &Slack{now: Noon}
	s.Sandbox = sandbox.New(w, sandbox.Options{Now: s.Now, Unlimited: true})
	t.Cleanup(s.Sandbox.Close)
	s.serve(t, s.Sandbox)
	return s
}

// NewOrganization is a Slack that accepts every token, as one of a whole organization with
// the given workspaces and of the app A1ORG. Its replies are those of Slack's documents.
func NewOrganization(t testing.TB, workspaces ...string) *Slack {
	t.Helper()
	s := &Slack{now: Noon}
	var teams []string
	for _, id := range workspaces {
		teams = append(teams, `{"id":"`+id+`","name":"Branch `+id+`"}`)
	}
	s.serve(t, http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		scopes := "channels:read,chat:write"
		if strings.Contains(req.Header.Get("Authorization"), "xoxe.xoxp-") {
			scopes = "app_configurations:read,app_configurations:write"
		}
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("X-OAuth-Scopes", scopes)
		reply := `{"ok":false,"error":"unknown_method"}`
		switch path.Base(req.URL.Path) {
		case "auth.test":
			reply = `{"ok":true,"url":"https://acme.enterprise.slack.com/","team":"Acme","team_id":"E1ACME",` +
				`"user_id":"U1","app_id":"A1ORG","is_enterprise_install":true}`
		case "auth.teams.list":
			reply = `{"ok":true,"teams":[` + strings.Join(teams, ",") + `]}`
		case "users.conversations":
			reply = `{"ok":false,"error":"missing_argument"}`
			if id := req.FormValue("team_id"); strings.HasPrefix(id, "T") {
				reply = `{"ok":true,"channels":[{"id":"C` + id + `","name":"general","is_channel":true}]}`
			}
		}
		_, _ = io.WriteString(w, reply) // the client sees what is missing
	}))
	return s
}

func (s *Slack) serve(t testing.TB, h http.Handler) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		if !s.answers(path.Base(req.URL.Path)) {
			w.Header().Set("Content-Type", "application/json")
			_, _ = io.WriteString(w, `{"ok":false,"error":"access_denied"}`)
			return
		}
		h.ServeHTTP(w, req)
	}))
	t.Cleanup(server.Close)
	s.APIURL = server.URL + "/api/"
}

// answers notes a call, and reports whether it is answered.
func (s *Slack) answers(method string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.called = append(s.called, method)
	return method != s.fails
}

// Called returns the methods that were called since the last time.
func (s *Slack) Called() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	defer func() { s.called = nil }()
	return s.called
}

// Fail makes Slack refuse a method; empty: none.
func (s *Slack) Fail(method string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.fails = method
}

// Now is the time by the clock of this Slack.
func (s *Slack) Now() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.now
}

// Pass lets time pass.
func (s *Slack) Pass(d time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.now = s.now.Add(d)
}

// FollowStart opens the address that a browser is started with, and returns that of
// Slack's page, to which it leads.
func FollowStart(t testing.TB, start string) string {
	t.Helper()
	once := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	resp, err := once.Get(start) //nolint:noctx // it is on this machine, and ends with its server
	if err != nil {
		t.Error(err)
		return start
	}
	_ = resp.Body.Close() // the page is where it leads
	page, err := resp.Location()
	if err != nil {
		t.Errorf("%s leads nowhere: %s", start, resp.Status)
		return start
	}
	return page.String()
}
