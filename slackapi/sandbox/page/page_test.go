package page_test

import (
	"bufio"
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"periscope/slackapi/sandbox"
	"periscope/slackapi/sandbox/sandboxtest"
	"periscope/slackapi/sandbox/world"
)

// hostile is what nobody should have as a name or say.
const hostile = `<script>document.title="owned"</script><img src=x onerror=document.title="owned">"'`

// hostileSandbox has it everywhere.
func hostileSandbox(t *testing.T, opts sandbox.Options) *sandbox.Sandbox {
	t.Helper()
	w := sandboxtest.CoverageWorld()
	team := &w.Teams[0]
	team.Name = hostile
	for i := range team.Users {
		team.Users[i].RealName = hostile
	}
	for i := range team.Conversations {
		team.Conversations[i].Name = hostile
	}
	for i := range team.Installs {
		team.Installs[i].AppName = hostile
	}
	s := sandbox.New(w, opts)
	t.Cleanup(s.Close)
	quoted := `\u003cscript\u003edocument.title=\"owned\"\u003c/script\u003e`
	for _, args := range [][]string{
		{"channel", "C1", "text", hostile},
		{"channel", "C1", "text", "hi", "blocks", `[{"type":"section","text":{"type":"mrkdwn","text":"` + quoted + `"},"accessory":{"type":"button","action_id":"press","value":"` + quoted + `","text":{"type":"plain_text","text":"` + quoted + `"}}},{"type":"image","image_url":"http://evil.example/","alt_text":"` + quoted + `"}]`},
		{"channel", "C1", "text", "hi", "attachments", `[{"title":"` + quoted + `","callback_id":"c","actions":[{"name":"n","type":"button","text":"` + quoted + `","value":"v"}]}]`},
	} {
		if got := sandboxtest.Ask(t, s, "xoxb-sandbox-full", "chat.postMessage", args...); !got.OK {
			t.Fatalf("%v", got)
		}
	}
	alone := `[{"type":"actions","elements":[{"type":"button","action_id":"alone","text":{"type":"plain_text","text":"` + quoted + `"}}]}]`
	if got := sandboxtest.Ask(t, s, "xoxb-sandbox-full", "chat.postEphemeral", "channel", "C1", "user", "U1", "text", hostile, "blocks", alone); !got.OK {
		t.Fatalf("%v", got)
	}
	sandboxtest.Ask(t, s, "xoxb-sandbox-full", "api.test", "x", hostile)
	return s
}

func open(t *testing.T, s *sandbox.Sandbox, path string, change ...func(*http.Request)) *httptest.ResponseRecorder {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second) // bounds a failure: a stream does not end by itself
	defer cancel()
	return sandboxtest.ControlCall(ctx, s, http.MethodGet, path, "", change...)
}

// TestThePageShowsWhatAppsPosted: conversations, messages with what can be pressed, and calls.
func TestThePageShowsWhatAppsPosted(t *testing.T) {
	t.Parallel()
	s, _ := sandboxtest.FrozenDemo(t)
	general := string(sandboxtest.Find(t, "general").ID)
	sandboxtest.Ask(t, s, sandboxtest.AcmeToken, "chat.postMessage", "channel", string(sandboxtest.Person(s)), "text", "for <@"+string(sandboxtest.Person(s))+">",
		"blocks", `[{"type":"header","text":{"type":"plain_text","text":"News"}},{"type":"actions","block_id":"b","elements":[{"type":"button","action_id":"go","value":"1","text":{"type":"plain_text","text":"Press me"}}]}]`)
	sandboxtest.AskTeam(t, s, "pins:read")
	page := open(t, s, "/").Body.String()
	for _, want := range []string{"Acme HQ", "News", `name="action" value="go"`, "Press me", "chat.postMessage", "pins:read", `value="approve"`, s.People(sandboxtest.AcmeID)[0].RealName} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not show %q", want)
		}
	}
	if page := open(t, s, "/?find=general&channel="+general).Body.String(); !strings.Contains(page, "# general") || !strings.Contains(page, "Nobody has written here yet.") {
		t.Errorf("general: %s", page)
	}
	for _, path := range []string{"/page/page.js", "/page/page.css"} {
		if got := open(t, s, path); got.Code != http.StatusOK || strings.Contains(got.Body.String(), "http") {
			t.Errorf("%s: %d", path, got.Code)
		}
	}
}

// TestThePageShowsWhatOnePersonSees: and that person presses it, whoever is chosen.
func TestThePageShowsWhatOnePersonSees(t *testing.T) {
	t.Parallel()
	s := hostileSandbox(t, sandbox.Options{})
	page := open(t, s, "/?channel=C2&as=U4").Body.String()
	_, aside, _ := strings.Cut(page, "Seen by one person")
	for _, want := range []string{"alone</span>", `name="user" value="U1"`, `name="channel" value="C1"`, `name="action" value="alone"`} {
		if !strings.Contains(aside, want) {
			t.Errorf("the page does not show %s:\n%s", want, aside)
		}
	}
}

// TestThePageIsInertToHostileNames: what worlds, people and apps say is text, and the browser is
// told to run and load nothing but what is the sandbox's.
func TestThePageIsInertToHostileNames(t *testing.T) {
	t.Parallel()
	s := hostileSandbox(t, sandbox.Options{})
	got := open(t, s, "/?channel=C1&find=%3Cscript%3E")
	page := got.Body.String()
	if strings.Contains(page, "<script>") || strings.Contains(page, "<img") || strings.Contains(page, `src="http`) {
		t.Errorf("not inert:\n%s", page)
	}
	if n := strings.Count(page, "&lt;script&gt;"); n < 8 {
		t.Errorf("what is hostile is shown %d times, want it everywhere", n)
	}
	policy := got.Header().Get("Content-Security-Policy")
	for _, want := range []string{"default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "form-action 'none'"} {
		if !strings.Contains(policy, want) {
			t.Errorf("policy %q lacks %s", policy, want)
		}
	}
}

// TestThePageIsGuarded: as the control plane is, and it takes no actions itself.
func TestThePageIsGuarded(t *testing.T) {
	t.Parallel()
	s := hostileSandbox(t, sandbox.Options{})
	for name, change := range map[string]func(*http.Request){
		"another machine": func(r *http.Request) { r.RemoteAddr = "192.0.2.1:54321" },
		"another name":    func(r *http.Request) { r.Host = "evil.example:8765" },
		"another origin":  func(r *http.Request) { r.Header.Set("Origin", "https://evil.example") },
		"an image": func(r *http.Request) { // of another page, which would take a stream away
			r.Header.Set("Sec-Fetch-Site", "cross-site")
		},
	} {
		for _, path := range []string{"/", "/page/stream", "/page/page.js"} {
			if got := open(t, s, path, change); got.Code != http.StatusForbidden || strings.Contains(got.Body.String(), "messages") {
				t.Errorf("%s at %s: %d", name, path, got.Code)
			}
		}
	}
	if got := sandboxtest.ControlCall(t.Context(), s, http.MethodPost, "/", "{}"); got.Code != http.StatusMethodNotAllowed {
		t.Errorf("POST: %d", got.Code)
	}
	exposed := hostileSandbox(t, sandbox.Options{ControlToken: "sandbox-control"})
	if got := open(t, exposed, "/"); got.Code != http.StatusUnauthorized {
		t.Errorf("exposed, without the token: %d", got.Code)
	}
	got := open(t, exposed, "/?token=sandbox-control")
	cookies := got.Result().Cookies()
	if got.Code != http.StatusSeeOther || len(cookies) != 1 || !cookies[0].HttpOnly || cookies[0].SameSite != http.SameSiteStrictMode {
		t.Fatalf("with the token: %d %v", got.Code, cookies)
	}
	if got := open(t, exposed, "/", func(r *http.Request) { r.AddCookie(cookies[0]) }); got.Code != http.StatusOK {
		t.Errorf("with the cookie: %d", got.Code)
	}
}

// TestThePageIsToldOfCalls: by server-sent events, until the sandbox ends.
func TestThePageIsToldOfCalls(t *testing.T) {
	t.Parallel()
	s := sandbox.New(world.Demo(0), sandbox.Options{})
	server := httptest.NewServer(s)
	t.Cleanup(server.Close)
	t.Cleanup(s.Close)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, server.URL+"/page/stream", http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	response, err := server.Client().Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	lines := bufio.NewScanner(response.Body)
	lines.Scan() // it has begun
	sandboxtest.Ask(t, s, sandboxtest.AcmeToken, "chat.postMessage", "channel", string(sandboxtest.Person(s)), "text", "hello")
	seen := ""
	for (!strings.Contains(seen, "event: call") || !strings.Contains(seen, "event: changed")) && lines.Scan() {
		seen += lines.Text() + "\n"
	}
	if !strings.Contains(seen, `"method":"chat.postMessage"`) || strings.Contains(seen, sandboxtest.AcmeToken) {
		t.Errorf("told %s", seen)
	}
	s.Close()
	for lines.Scan() { // until the end
	}
}

// TestThePageShowsViews: the modal on top, with what it asks for, and home tabs.
func TestThePageShowsViews(t *testing.T) {
	t.Parallel()
	s := sandbox.New(sandboxtest.CoverageWorld(), sandbox.Options{})
	t.Cleanup(s.Close)
	id, err := s.RunCommand(t.Context(), "T1", "U1", "/note")
	if err != nil {
		t.Fatal(err)
	}
	const blocks = `[{"type":"section","text":{"type":"mrkdwn","text":"About <@U4>"}},{"type":"input","block_id":"b","label":{"type":"plain_text","text":"Your note"},"element":{"type":"plain_text_input","action_id":"note","multiline":true}}]`
	text := func(s string) string { return `{"type":"plain_text","text":"` + s + `"}` }
	for _, call := range [][]string{
		{"views.open", "trigger_id", string(id), "view", `{"type":"modal","title":` + text("New note") + `,"submit":` + text("Keep it") + `,"blocks":` + blocks + `}`},
		{"views.publish", "user_id", "U1", "view", `{"type":"home","blocks":[{"type":"header","text":` + text("At home") + `}]}`},
	} {
		if got := sandboxtest.Ask(t, s, "xoxb-sandbox-full", call[0], call[1:]...); !got.OK {
			t.Fatalf("%s: %+v", call[0], got)
		}
	}
	page := open(t, s, "/").Body.String()
	for _, want := range []string{"New note", "About @ben", "Your note", `textarea name="values.note"`, `value="submit">Keep it`, "Home tab", "At home"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not show %q", want)
		}
	}
}
