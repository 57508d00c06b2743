package control_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"periscope/model/catalog"
	"periscope/slackapi/sandbox"
	"periscope/slackapi/sandbox/control"
	"periscope/slackapi/sandbox/sandboxtest"
	"periscope/slackapi/sandbox/webapi"
	"periscope/slackapi/sandbox/world"
)

// TestTimeCanBeAdvanced: a token of an hour ends, and a limit of a minute begins anew.
func TestTimeCanBeAdvanced(t *testing.T) {
	t.Parallel()
	s, clock := sandboxtest.FrozenDemo(t)
	sandboxtest.Exhaust(t, s, sandboxtest.AcmeToken, "apps.permissions.info")
	got := sandboxtest.ControlCall(t.Context(), s, http.MethodPost, "/sandbox/clock", `{"advance":"90s"}`).Body.String()
	if want := clock.Now().Add(90 * time.Second).Format(time.RFC3339); !strings.Contains(got, want) {
		t.Errorf("%s, want %s", got, want)
	}
	if code := sandboxtest.Ask(t, s, sandboxtest.AcmeToken, "apps.permissions.info").Error; code != "" {
		t.Errorf("a minute later: %q", code)
	}
	for _, advance := range []string{"", "-5m", "soon", "100000h"} {
		if code := sandboxtest.ControlCall(t.Context(), s, http.MethodPost, "/sandbox/clock", `{"advance":"`+advance+`"}`).Code; code != http.StatusBadRequest {
			t.Errorf("%q: status %d", advance, code)
		}
	}
}

// TestFaultsSayWhenToComeBack: retry_after is the Retry-After, and a count of none is refused.
func TestFaultsSayWhenToComeBack(t *testing.T) {
	t.Parallel()
	s, _ := sandboxtest.FrozenDemo(t)
	sandboxtest.ControlCall(t.Context(), s, http.MethodPost, "/sandbox/faults", `{"method":"auth.test","error":"ratelimited","retry_after":1,"count":1}`)
	if got := sandboxtest.Do(t, s, sandboxtest.AcmeToken, "auth.test").Header().Get("Retry-After"); got != "1" {
		t.Errorf("Retry-After %q, want 1", got)
	}
	for _, body := range []string{
		`{"method":"auth.test","error":"fatal_error","count":0}`, `{"method":"auth.test","error":"fatal_error","retry_after":1}`,
	} {
		if code := sandboxtest.ControlCall(t.Context(), s, http.MethodPost, "/sandbox/faults", body).Code; code != http.StatusBadRequest {
			t.Errorf("%s: status %d", body, code)
		}
	}
}

// TestTriggersNameTheAppAndTheChannel: of two apps in a team, and where.
func TestTriggersNameTheAppAndTheChannel(t *testing.T) {
	t.Parallel()
	s := sandbox.New(sandboxtest.MixedWorld(), sandbox.Options{})
	a := sandboxtest.Listen(t, s, sandbox.DefaultSigningSecret)
	sandboxtest.ControlCall(t.Context(), s, http.MethodPost, "/sandbox/trigger", `{"team":"T1","user":"U1","command":"/x","app":"A1","channel":"G1"}`)
	form := a.Next(t).Form
	if form.Get("api_app_id") != "A1" || form.Get("channel_id") != "G1" || form.Get("channel_name") != "privategroup" {
		t.Errorf("form %v", form)
	}
	for _, body := range []string{
		`{"team":"T1","user":"U1","command":"/x","app":"A0"}`, `{"team":"T1","user":"U1","command":"/x","channel":"C0"}`,
		`{"team":"T1","user":"U1","action":"x","channel":"C1","message":"1.2"}`, `{"team":"T1","user":"U1","command":"/x","value":"1"}`,
	} {
		if code := sandboxtest.ControlCall(t.Context(), s, http.MethodPost, "/sandbox/trigger", body).Code; code != http.StatusBadRequest {
			t.Errorf("%s: status %d", body, code)
		}
	}
}

func TestControlPlanePlaysARequest(t *testing.T) {
	t.Parallel()
	s, _ := sandboxtest.FrozenDemo(t)
	a := sandboxtest.Listen(t, s, sandbox.DefaultSigningSecret)
	body, err := json.Marshal(map[string]string{"team": string(sandboxtest.AcmeID), "user": string(sandboxtest.Person(s)), "command": "/periscope"})
	if err != nil {
		t.Fatal(err)
	}
	pulled := sandboxtest.Decode[sandboxtest.TriggerReply](t, sandboxtest.ControlCall(t.Context(), s, "POST", "/sandbox/trigger", string(body)))
	if got := a.Next(t).Form.Get("trigger_id"); !pulled.OK || got == "" || got != string(pulled.TriggerID) {
		t.Fatalf("reply %+v, and the app was given %q", pulled, got)
	}
	if got := sandboxtest.Ask(t, s, sandboxtest.AcmeToken, "apps.permissions.request", "scopes", "pins:read", "trigger_id", string(pulled.TriggerID)).Error; got != "" {
		t.Fatalf("the request is refused: %q", got)
	}

	listed := sandboxtest.Decode[sandboxtest.DialogsReply](t, sandboxtest.ControlCall(t.Context(), s, "GET", "/sandbox/dialogs", ""))
	if len(listed.Dialogs) != 1 || listed.Dialogs[0].Scopes[0] != "pins:read" || listed.Dialogs[0].User != sandboxtest.Person(s) {
		t.Fatalf("dialogs %+v", listed)
	}
	path := "/sandbox/dialogs/" + listed.Dialogs[0].ID
	for _, step := range []struct {
		body   string
		status int
		want   string
	}{
		{`{"answer":"maybe"}`, 400, `must be \"approve\" or \"deny\"`},
		{`{"answer":"approve"}`, 200, `{"ok":true}`},
		{`{"answer":"approve"}`, 409, "answered before"},
	} {
		got := sandboxtest.ControlCall(t.Context(), s, "POST", path, step.body)
		if got.Code != step.status || !strings.Contains(got.Body.String(), step.want) {
			t.Errorf("%s: %d %s, want %d %s", step.body, got.Code, got.Body, step.status, step.want)
		}
	}
	if got := a.Next(t).Event.Event["type"]; got != "scope_granted" {
		t.Errorf("the app is told %v", got)
	}
	if !sandboxtest.PermissionsOf(s.World().Teams[0].Installs[0]).Holds("pins:read", catalog.Channel) {
		t.Error("the approval changed nothing")
	}

	if got := sandboxtest.ControlCall(t.Context(), s, "POST", "/sandbox/reset", ""); got.Code != 200 || sandboxtest.PermissionsOf(s.World().Teams[0].Installs[0]).Holds("pins:read", catalog.Channel) {
		t.Errorf("reset: %d %s", got.Code, got.Body)
	}
}

func TestControlPlaneSetsTheRequestURL(t *testing.T) {
	t.Parallel()
	s, _ := sandboxtest.FrozenDemo(t)
	a := sandboxtest.Listen(t, s, sandbox.DefaultSigningSecret)
	for _, test := range []struct {
		url    string
		status int
		want   string
	}{
		{"https://example.com/", 400, "this machine only"},
		{"", 200, `{"ok":true}`},
		{a.URL, 200, `{"ok":true}`},
	} {
		got := sandboxtest.ControlCall(t.Context(), s, "POST", "/sandbox/request-url", `{"url":"`+test.url+`"}`)
		if got.Code != test.status || !strings.Contains(got.Body.String(), test.want) {
			t.Errorf("%q: %d %s, want %d %s", test.url, got.Code, got.Body, test.status, test.want)
		}
	}
	if got := s.RequestURL(); got != a.URL {
		t.Errorf("request URL is %q, want %q", got, a.URL)
	}
}

func TestControlPlaneWarnsOfUndeliveredCommands(t *testing.T) {
	t.Parallel()
	s, _ := sandboxtest.FrozenDemo(t)
	sandboxtest.Listen(t, s, sandbox.DefaultSigningSecret).Close()
	got := sandboxtest.Decode[sandboxtest.TriggerReply](t, sandboxtest.ControlCall(t.Context(), s, "POST", "/sandbox/trigger",
		`{"team":"`+string(sandboxtest.AcmeID)+`","user":"`+string(sandboxtest.Person(s))+`","command":"/periscope"}`))
	if !got.OK || got.TriggerID == "" || !strings.Contains(got.Warning, "request URL did not take it") {
		t.Errorf("got %+v, want a trigger and a warning", got)
	}
}

func TestControlPlaneRefusesBadRequests(t *testing.T) {
	t.Parallel()
	s, _ := sandboxtest.FrozenDemo(t)
	for _, test := range []struct {
		verb, path, body string
		status           int
		want             string
	}{
		{"POST", "/sandbox/trigger", ``, 400, "one JSON object"},
		{"POST", "/sandbox/trigger", `[]`, 400, "one JSON object"},
		{"POST", "/sandbox/trigger", `{"team":"T1"} {}`, 400, "more than one"},
		{"POST", "/sandbox/trigger", `{"teem":"T1"}`, 400, `unknown field \"teem\"`},
		{"POST", "/sandbox/trigger", `{}`, 400, "starts with a slash"},
		{"POST", "/sandbox/trigger", `{"team":"T1","user":"U1","command":"/x"}`, 400, `no team \"T1\"`},
		{"POST", "/sandbox/trigger", `{"team":"` + strings.Repeat("T", webapi.MaxBody) + `"}`, 400, "too large"},
		{"POST", "/sandbox/dialogs/V0NOWHERE", `{"answer":"deny"}`, 404, "no such dialog"},
		{"POST", "/sandbox/dialogs", `{}`, 404, "no POST /sandbox/dialogs"},
		{"GET", "/sandbox/reset", ``, 404, "no GET /sandbox/reset"},
		{"DELETE", "/sandbox/dialogs", ``, 404, "no DELETE"},
		{"GET", "/sandbox/", ``, 404, "no GET /sandbox/"},
		{"GET", "/sandbox//dialogs", ``, 404, "no GET /sandbox//dialogs"},
		{"GET", "/sandbox/x/../dialogs", ``, 404, "no GET"},
	} {
		got := sandboxtest.ControlCall(t.Context(), s, test.verb, test.path, test.body)
		if !strings.HasPrefix(got.Body.String(), `{"ok":false,"error":"`) || got.Code != test.status || !strings.Contains(got.Body.String(), test.want) {
			t.Errorf("%s %.60s %.60s: %d %s, want %d %s", test.verb, test.path, test.body, got.Code, got.Body, test.status, test.want)
		}
	}
}

func TestControlPlaneAnswersOnlyThisMachine(t *testing.T) {
	t.Parallel()
	header := func(name, value string) func(*http.Request) {
		return func(r *http.Request) { r.Header.Set(name, value) }
	}
	remote := func(addr string) func(*http.Request) { return func(r *http.Request) { r.RemoteAddr = addr } }
	host := func(name string) func(*http.Request) { return func(r *http.Request) { r.Host = name } }
	for _, test := range []struct {
		name   string
		change func(*http.Request)
		status int
	}{
		{"a script", func(*http.Request) {}, 200},
		{"a script over IPv6", remote("[::1]:54321"), 200},
		{"a script over both", remote("[::ffff:127.0.0.1]:54321"), 200},
		{"by name", host("localhost:8765"), 200},
		{"without port", host("localhost"), 200},
		{"its own page", header("Origin", "http://127.0.0.1:8765"), 200},
		{"another charset", header("Content-Type", "application/json; charset=utf-8"), 200},
		{"another machine", remote("192.0.2.1:54321"), 403},
		{"no address", remote(""), 403},
		{"a name that was made to resolve here", host("evil.example:8765"), 403},
		{"no host", host(""), 403},
		{"another page", header("Origin", "https://evil.example"), 403},
		{"a page of another port", header("Origin", "http://127.0.0.1:9999"), 403},
		{"a page over TLS", header("Origin", "https://127.0.0.1:8765"), 403},
		{"a picture of a page", header("Sec-Fetch-Site", "cross-site"), 403},
		{"a page without origin", header("Origin", "null"), 403},
		{"a form of a page", header("Content-Type", sandboxtest.FormMedia), 415},
		{"text of a page", header("Content-Type", "text/plain"), 415},
		{"no type", func(r *http.Request) { r.Header.Del("Content-Type") }, 415},
	} {
		t.Run(test.name, func(t *testing.T) {
			s, _ := sandboxtest.FrozenDemo(t)
			sandboxtest.AskTeam(t, s, "pins:read")
			reset := sandboxtest.ControlCall(t.Context(), s, "POST", "/sandbox/reset", "", test.change)
			if left := len(s.Dialogs("")); reset.Code != test.status || (left == 0) != (test.status == 200) {
				t.Errorf("POST: %d %s, and %d dialogs left; want %d", reset.Code, reset.Body, left, test.status)
			}
			read := sandboxtest.ControlCall(t.Context(), s, "GET", "/sandbox/dialogs", "", test.change)
			want := test.status
			if want == 415 { // of what has a body
				want = 200
			}
			if read.Code != want {
				t.Errorf("GET: %d %s, want %d", read.Code, read.Body, want)
			}
		})
	}
}

func TestResponseURLTakesWhatAppsSay(t *testing.T) {
	t.Parallel()
	s, _ := sandboxtest.FrozenDemo(t)
	a := sandboxtest.Listen(t, s, sandbox.DefaultSigningSecret)
	sandboxtest.RunCommand(t, s)
	to, err := url.Parse(a.Next(t).Form.Get("response_url"))
	if err != nil {
		t.Fatal(err)
	}
	if got := sandboxtest.ControlCall(t.Context(), s, "POST", to.Path, `{"text":"done"}`); got.Code != 200 {
		t.Errorf("%s: %d %s", to, got.Code, got.Body)
	}
}

func TestControlPlaneDeletesFaults(t *testing.T) {
	t.Parallel()
	s, _ := sandboxtest.FrozenDemo(t)
	sandboxtest.AddFault(t, s, sandbox.Fault{Method: sandbox.AnyMethod, Error: "fatal_error"})
	if got := sandboxtest.ControlCall(t.Context(), s, "DELETE", "/sandbox/faults", ""); got.Code != 200 || len(s.Faults()) != 0 {
		t.Errorf("%d %s, and %d faults are left", got.Code, got.Body, len(s.Faults()))
	}
}

// FuzzControl sends bodies that no script would: the answer is JSON that says ok
// or explains itself.
func FuzzControl(f *testing.F) {
	f.Add("POST", "/sandbox/trigger", `{"team":"T1","user":"U1","command":"/x"}`)
	f.Add("POST", "/sandbox/dialogs/V0", `{"answer":"approve"}`)
	f.Add("POST", "/sandbox/reset", "null")
	f.Add("GET", "/sandbox/../sandbox//\x00", "{")
	s := sandbox.New(world.Demo(0), sandbox.Options{})
	f.Fuzz(func(t *testing.T, verb, path, body string) {
		if !strings.HasPrefix(path, control.Root) || strings.Contains(path, "request-url") {
			return // the latter would knock at whatever runs on this machine
		}
		got := sandboxtest.ControlCall(t.Context(), s, "GET", "/", body, func(r *http.Request) { r.Method, r.URL = verb, &url.URL{Path: path} })
		var answer struct {
			OK    *bool
			Error string
		}
		if err := json.Unmarshal(got.Body.Bytes(), &answer); err != nil || answer.OK == nil || *answer.OK != (answer.Error == "") {
			t.Errorf("%s %q %q: %d %s", verb, path, body, got.Code, got.Body)
		}
	})
}
