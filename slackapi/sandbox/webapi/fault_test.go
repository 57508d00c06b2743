package webapi_test

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"periscope/slackapi/sandbox"
	"periscope/slackapi/sandbox/sandboxtest"
	"periscope/slackapi/sandbox/world"
)

// TestFaultsOverTheWire has faults strike as clients meet them.
func TestFaultsOverTheWire(t *testing.T) {
	t.Parallel()
	s, _ := sandboxtest.FrozenDemo(t)
	server := httptest.NewServer(s)
	defer server.Close()
	for _, test := range []struct {
		fault   sandbox.Fault
		status  int
		header  string // of the media type and of Retry-After
		body    string
		broken  error // of reading the reply
		outcome string
	}{
		{sandbox.Fault{Error: "ekm_access_denied"}, 200, "application/json; charset=utf-8", `{"ok":false,"error":"ekm_access_denied"}`, nil, "ekm_access_denied"},
		{sandbox.Fault{Error: "ratelimited"}, 429, "application/json; charset=utf-8 30", `{"ok":false,"error":"ratelimited"}`, nil, "ratelimited"},
		{sandbox.Fault{Error: "ratelimited", HTTPStatus: 503}, 503, "application/json; charset=utf-8", `{"ok":false,"error":"ratelimited"}`, nil, "ratelimited"},
		{sandbox.Fault{HTTPStatus: 502}, 502, "text/html; charset=utf-8", "<html><body><h1>502 Bad Gateway</h1></body></html>\n", nil, ""},
		{sandbox.Fault{HTTPStatus: 429}, 429, "text/html; charset=utf-8", "<html><body><h1>429 Too Many Requests</h1></body></html>\n", nil, ""},
		{sandbox.Fault{Truncate: true}, 200, "application/json; charset=utf-8", `{"ok":true,"args`, io.ErrUnexpectedEOF, "ok"},
		{sandbox.Fault{Malformed: true}, 200, "application/json; charset=utf-8", `<"ok":true,"args":{"given":"1"}}`, nil, "ok"},
		{sandbox.Fault{Close: true}, 0, "", "", io.EOF, ""},
		{sandbox.Fault{LatencyMS: 1}, 200, "application/json; charset=utf-8", `{"ok":true,"args":{"given":"1"}}`, nil, "ok"},
		{sandbox.Fault{LatencyMS: 1, Error: "fatal_error"}, 200, "application/json; charset=utf-8", `{"ok":false,"error":"fatal_error"}`, nil, "fatal_error"},
	} {
		test.fault.Method, test.fault.Count = "api.test", 1
		sandboxtest.AddFault(t, s, test.fault)
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, server.URL+"/api/api.test?given=1", http.NoBody)
		if err != nil {
			t.Fatal(err)
		}
		status, header, body := 0, "", []byte(nil)
		response, err := (&http.Transport{DisableKeepAlives: true}).RoundTrip(r) // a client would try again on a connection that was open before
		if err == nil {
			body, err = io.ReadAll(response.Body)
			_ = response.Body.Close()
			status = response.StatusCode
			header = strings.TrimSpace(response.Header.Get("Content-Type") + " " + response.Header.Get("Retry-After"))
		}
		if status != test.status || header != test.header || string(body) != test.body || !errors.Is(err, test.broken) {
			t.Errorf("%+v: %d %q %q %v", test.fault, status, header, body, err)
		}
		all := s.Journal()
		if line := all[len(all)-1]; line.Outcome != test.outcome || line.Status != test.status || line.Fault != test.fault.Kind() {
			t.Errorf("%+v: the journal says %+v", test.fault, line)
		}
		if left := s.Faults(); len(left) != 0 {
			t.Errorf("%+v: struck, and %v are left", test.fault, left)
		}
	}
}

func TestFaultsStrikeBeforeTheCallIsLookedAt(t *testing.T) {
	t.Parallel()
	s, _ := sandboxtest.FrozenDemo(t)
	sandboxtest.AddFault(t, s, sandbox.Fault{Method: "apps.permissions.request", Error: "team_added_to_org"})
	for _, token := range []string{"", sandboxtest.AcmeToken, sandboxtest.UmbrellaToken} {
		if got := sandboxtest.Ask(t, s, token, "apps.permissions.request").Error; got != "team_added_to_org" {
			t.Errorf("%q: %q, want the fault's code", token, got)
		}
	}
	sandboxtest.AskTeam(t, s, "pins:read")
	if left := s.Dialogs(""); len(left) != 0 {
		t.Errorf("a faulty request opened %v", left)
	}
}

func TestFaultsStrikeInTurn(t *testing.T) {
	t.Parallel()
	s, _ := sandboxtest.FrozenDemo(t)
	sandboxtest.AddFault(t, s, sandbox.Fault{Method: "auth.test", Error: "first", Count: 2})
	sandboxtest.AddFault(t, s, sandbox.Fault{Method: "api.test", Error: "elsewhere", Count: 1})
	sandboxtest.AddFault(t, s, sandbox.Fault{Method: sandbox.AnyMethod, Error: "any", Count: 1})
	sandboxtest.AddFault(t, s, sandbox.Fault{Method: "auth.test", Error: "always"})
	var got []string
	for range 5 {
		got = append(got, sandboxtest.Ask(t, s, sandboxtest.AcmeToken, "auth.test").Error)
	}
	if want := []string{"first", "first", "any", "always", "always"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	want := []sandbox.Fault{{Method: "api.test", Error: "elsewhere", Count: 1}, {Method: "auth.test", Error: "always"}}
	if diff := cmp.Diff(want, s.Faults()); diff != "" {
		t.Errorf("left (-want +got):\n%s", diff)
	}
	for name, end := range map[string]func(){"clearing": s.ClearFaults, "a reset": s.Reset} {
		sandboxtest.AddFault(t, s, sandbox.Fault{Method: "auth.test", Error: "always"})
		end()
		if got := sandboxtest.Ask(t, s, sandboxtest.AcmeToken, "auth.test"); !got.OK || len(s.Faults()) != 0 {
			t.Errorf("after %s: %+v, and %v are left", name, got, s.Faults())
		}
	}
}

func TestFaultsAreCountedBesideEachOther(t *testing.T) {
	t.Parallel()
	s, _ := sandboxtest.FrozenDemo(t)
	sandboxtest.AddFault(t, s, sandbox.Fault{Method: "api.test", Error: "counted", Count: 50})
	var struck atomic.Int64
	var calls sync.WaitGroup
	for range 100 {
		calls.Go(func() {
			if strings.Contains(sandboxtest.Get(t, s, "/api/api.test").Body.String(), "counted") {
				struck.Add(1)
			}
		})
	}
	calls.Wait()
	if struck.Load() != 50 {
		t.Errorf("a fault for 50 calls struck %d", struck.Load())
	}
}

func TestFaultsTakeTheirTime(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := sandbox.New(world.Demo(0), sandbox.Options{})
		sandboxtest.AddFault(t, s, sandbox.Fault{Method: "api.test", LatencyMS: 1500})
		start := time.Now()
		got := sandboxtest.Get(t, s, "/api/api.test")
		if waited := time.Since(start); waited != 1500*time.Millisecond || got.Code != 200 { // in made-up time
			t.Errorf("waited %v for %d", waited, got.Code)
		}
	})
}

func TestFaultsThatAreNone(t *testing.T) {
	t.Parallel()
	s, _ := sandboxtest.FrozenDemo(t)
	for want, f := range map[string]sandbox.Fault{
		`"method" is missing`:        {Error: "fatal_error"},
		`no method "chat.shout"`:     {Method: "chat.shout", Error: "fatal_error"},
		"nothing would go wrong":     {Method: "auth.test", Count: 3},
		"must be from 400 to 599":    {Method: "auth.test", HTTPStatus: 200},
		"must be from 0 to 60000":    {Method: "auth.test", LatencyMS: 60_001},
		`"latency_ms" is -1`:         {Method: "auth.test", LatencyMS: -1},
		`"count" is -1`:              {Method: "auth.test", Error: "fatal_error", Count: -1},
		"a fault is one of":          {Method: "auth.test", Error: "fatal_error", Close: true},
		`"http_status", "truncate",`: {Method: "auth.test", Truncate: true, Malformed: true},
	} {
		if err := s.AddFault(f); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%+v: %v, want %s", f, err, want)
		}
	}
	for range 1000 {
		sandboxtest.AddFault(t, s, sandbox.Fault{Method: sandbox.AnyMethod, Close: true})
	}
	if err := s.AddFault(sandbox.Fault{Method: sandbox.AnyMethod, Close: true}); err == nil {
		t.Error("there is no end of faults")
	}
}
