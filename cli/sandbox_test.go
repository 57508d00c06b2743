package cli

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"periscope/cli/clitest"
	"periscope/cli/console"
	"periscope/cli/demo"
	"periscope/cli/listen"
	"periscope/slackapi/record"
	"periscope/slackapi/sandbox"
	"periscope/slackapi/sandbox/world"
)

// running is a sandbox command that serves.
type running struct {
	doc   sandboxDocument
	line  string // that the document was read from
	stop  func()
	ended chan int // its exit status
}

// start runs the sandbox command with --json until it listens.
func (p *place) startSandbox(t *testing.T, args ...string) running {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	t.Cleanup(cancel)
	out, in := io.Pipe()
	env := p.Environment
	env.Out, env.Err = in, io.Discard
	r := running{stop: cancel, ended: make(chan int, 1)}
	go func() {
		r.ended <- Run(ctx, &env, append([]string{"sandbox", "--addr", "127.0.0.1:0", "--json"}, args...))
	}()
	line, err := bufio.NewReader(out).ReadBytes('\n')
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(line, &r.doc); err != nil {
		t.Fatalf("%v: %s", err, line)
	}
	r.line = string(line)
	clitest.CheckDocuments(t, r.line)
	return r
}

func TestSandboxServesUntilInterrupted(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	r := p.startSandbox(t)
	doc := r.doc
	if doc.Schema != "periscope.sandbox/v1" || len(doc.Teams) != len(world.Demo(1).Teams) || doc.SigningSecret != sandbox.DefaultSigningSecret {
		t.Errorf("document %s", r.line)
	}
	if dialogs := fetch(t, doc.ControlURL+"dialogs"); !strings.Contains(dialogs, `"dialogs":[]`) {
		t.Errorf("%s has dialogs %s", doc.ControlURL, dialogs)
	}
	p.vars["SLACK_API_URL"] = doc.APIURL
	p.run(t, doc.Teams[0].Tokens[0].Token, "info", "--token-stdin").want(t, console.StatusDone, doc.Teams[0].Name)

	r.stop()
	if status := <-r.ended; status != console.StatusDone {
		t.Errorf("ended with status %d", status)
	}
	p.run(t, doc.Teams[0].Tokens[0].Token, "info", "--token-stdin").want(t, console.StatusUnreachable)
}

// fetch reads a page of this machine.
func fetch(t *testing.T, url string) string {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

func TestSandboxAnnouncesItselfInPrintableText(t *testing.T) {
	t.Parallel()
	for _, asJSON := range []bool{false, true} {
		var out strings.Builder
		o := &sandboxOptions{env: &console.Environment{Out: &out}, json: asJSON}
		slack := &demo.SandboxServer{Server: &listen.Server{URL: "http://127.0.0.1:8765"}}
		if err := o.announce(newSandboxDocument(slack, world.Demo(1))); err != nil {
			t.Fatal(err)
		}
		if r, found := unfit(out.String()); found {
			t.Errorf("json %v: prints %U", asJSON, r)
		}
		if !asJSON && !strings.Contains(out.String(), "export SLACK_TOKEN=xoxb-") {
			t.Errorf("suggests no bot token:\n%s", out.String())
		}
		for _, c := range world.Demo(1).Credentials() {
			if !strings.Contains(out.String(), c.Token) {
				t.Errorf("json %v: does not name %s", asJSON, c.Token)
			}
		}
		for _, what := range []string{"http://127.0.0.1:8765/api/", "http://127.0.0.1:8765/sandbox/", sandbox.DefaultSigningSecret} {
			if !strings.Contains(out.String(), what) {
				t.Errorf("json %v: does not say %s", asJSON, what)
			}
		}
	}
}

// write puts a world file into a directory of the test's own, and returns its name.
func write(t *testing.T, text string) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "world.yaml")
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

func TestSandboxServesItsPrintedWorld(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	printed := p.run(t, "", "sandbox", "--print-world", "--resources", "100")
	printed.want(t, console.StatusDone)
	file := write(t, strings.ReplaceAll(printed.out, "Acme HQ", "Acme of the file"))
	p.run(t, "", "sandbox", "--print-world", "--world", file).want(t, console.StatusDone, "Acme of the file")

	r := p.startSandbox(t, "--world", file)
	p.vars["SLACK_API_URL"] = r.doc.APIURL
	p.run(t, r.doc.Teams[0].Tokens[0].Token, "info", "--token-stdin").want(t, console.StatusDone, "Acme of the file")
}

func TestSandboxServesTeamsWithoutApps(t *testing.T) {
	t.Parallel()
	r := newPlace(t).startSandbox(t, "--world", write(t, "teams: [{id: T1}]"))
	if !strings.Contains(r.line, `"teams":[{"id":"T1","name":"","tokens":[],"users":[],"channels":[]}]`) {
		t.Errorf("document %s", r.line)
	}
	var out strings.Builder
	if err := r.doc.print(&out); err != nil || strings.Contains(out.String(), "SLACK_TOKEN") {
		t.Errorf("%v; prints\n%s", err, &out)
	}
}

func TestSandboxSendsToTheRequestURL(t *testing.T) {
	t.Parallel()
	heard := make(chan string, 10)
	var started atomic.Bool
	app := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !started.Load() {
			http.Error(w, "not yet", http.StatusServiceUnavailable)
			return
		}
		body, _ := io.ReadAll(r.Body)
		var handshake struct{ Challenge string }
		if json.Unmarshal(body, &handshake) != nil {
			heard <- string(body)
		}
		_, _ = io.WriteString(w, handshake.Challenge)
	}))
	defer app.Close()
	for _, early := range []bool{false, true} { // an app that starts after the sandbox, and one that is there
		started.Store(early)
		r := newPlace(t).startSandbox(t, "--request-url", app.URL)
		started.Store(true)
		for start := time.Now(); !strings.Contains(fetch(t, r.doc.ControlURL+"request-url"), app.URL); time.Sleep(time.Millisecond) {
			if time.Since(start) > 10*time.Second {
				t.Fatal("the app is not found")
			}
		}
		team := world.Demo(1).Teams[0]
		command := `{"team":"` + string(team.ID) + `","user":"` + string(team.Users[1].ID) + `","command":"/standup"}`
		response, err := http.Post(r.doc.ControlURL+"trigger", "application/json", strings.NewReader(command))
		if err != nil {
			t.Fatal(err)
		}
		_ = response.Body.Close()
		form, err := url.ParseQuery(<-heard)
		if err != nil || form.Get("command") != "/standup" || !strings.HasPrefix(form.Get("response_url"), r.doc.ControlURL) {
			t.Errorf("the app heard %v", form)
		}
		r.stop()
		<-r.ended
	}
}

func TestSandboxEndsWhileItWaitsForAnApp(t *testing.T) {
	t.Parallel()
	gone := httptest.NewServer(http.NotFoundHandler())
	gone.Close()
	r := newPlace(t).startSandbox(t, "--request-url", gone.URL)
	r.stop()
	if status := <-r.ended; status != console.StatusDone {
		t.Errorf("ended with status %d", status)
	}
}

func TestSandboxRefusals(t *testing.T) {
	t.Parallel()
	bad := write(t, "teams:\n- id: T1\n  users:\n  - {id: U1}\n  - {id: U1, nmae: x}\n")
	for says, args := range map[string][]string{
		"no such file":   {"--world", filepath.Join(t.TempDir(), "none.yaml")},
		"is a directory": {"--world", t.TempDir()},
		bad + ": reading a world: line 5, teams[0].users[1].nmae: there is no such field": {"--world", bad},
		"this machine only":               {"--addr", "127.0.0.1:0", "--request-url", "https://example.com/"},
		"is no URL to post to":            {"--addr", "127.0.0.1:0", "--request-url", "localhost"},
		"[resources world] were all set":  {"--world", bad, "--resources", "5"},
		"[json print-world] were all set": {"--print-world", "--json"},
		"--resources is 0":                {"--print-world", "--resources", "0"},
	} {
		newPlace(t).run(t, "", append([]string{"sandbox"}, args...)...).want(t, console.StatusUsage, says)
	}
}

// TestSandboxIsExposedOnRequest: with --expose it listens for other machines, warns, and prints a
// token that its control plane asks for.
func TestSandboxIsExposedOnRequest(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	r := p.startSandbox(t, "--addr", "0.0.0.0:0", "--expose", "--public-url", "http://slack:8765/")
	if !strings.HasPrefix(r.doc.ControlToken, "sandbox-") || r.doc.APIURL != "http://slack:8765/api/" {
		t.Errorf("document %s", r.line)
	}
	for args, says := range map[string]string{
		"--public-url http://slack:8765":          "--public-url goes with --expose",
		"--expose --public-url slack":             "is no URL of this server",
		"--expose --public-url http://slack/deep": "is no URL of this server",
	} {
		p.run(t, "", append([]string{"sandbox"}, strings.Fields(args)...)...).want(t, console.StatusUsage, says)
	}
}

func TestSandboxAddresses(t *testing.T) {
	t.Parallel()
	busy, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = busy.Close() })
	for addr, says := range map[string]string{
		busy.Addr().String(): "in use by another program",
		"0.0.0.0:0":          "not an address of this machine alone",
		":0":                 "not an address of this machine alone",
		"[::]:0":             "not an address of this machine alone",
		"example.com:80":     "not an address of this machine alone",
		"127.0.0.1":          "is not HOST:PORT",
	} {
		newPlace(t).run(t, "", "sandbox", "--addr", addr).want(t, console.StatusUsage, says)
	}
}

// What apps call is added to a file, once the sandbox has ended.
func TestSandboxSavesItsJournal(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	file := filepath.Join(t.TempDir(), "calls.jsonl")
	for range 2 {
		r := p.startSandbox(t, "--save-journal", file)
		p.vars["SLACK_API_URL"] = r.doc.APIURL
		p.run(t, "xoxb-sandbox-lighthouse", "info", "--token-stdin").want(t, console.StatusDone, "Lighthouse")
		r.stop()
		<-r.ended
	}
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	entries, err := record.Read(data)
	if err != nil {
		t.Fatal(err)
	}
	called := map[string]int{}
	for _, e := range entries {
		called[e.Method] += e.Count
		if e.Kind != "bot" || !e.ScopesSent {
			t.Errorf("%+v", e)
		}
	}
	if called["auth.test"] < 2 || strings.Contains(string(data), "sandbox-lighthouse") {
		t.Errorf("%v in %s", called, data)
	}
	notes := filepath.Join(t.TempDir(), "notes.txt")
	writeFile(t, notes, "my notes")
	p.run(t, "", "sandbox", "--addr", "127.0.0.1:0", "--save-journal", notes).want(t, console.StatusUsage, "notes.txt:1: ")
}

// What is wrong with a world is told in one sentence, however much it is.
func TestProblemsOfAWorld(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	r := p.run(t, "teams: 1\napps: 2\n", "sandbox", "--world", "-")
	r.want(t, console.StatusUsage, "line 1, teams: this must be a list; line 2, apps: this must be a list")
	if strings.Contains(r.err, "␊") {
		t.Error(r.err)
	}
}
