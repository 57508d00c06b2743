package sandbox_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"periscope/model/catalog"
	"periscope/slackapi/sandbox"
	"periscope/slackapi/sandbox/sandboxtest"
)

// coverageSandbox is a sandbox behind a real server, where a code is provoked.
type coverageSandbox struct {
	*sandbox.Sandbox
	server  *httptest.Server
	seconds atomic.Int64 // of its clock
}

func newCoverageSandbox(t testing.TB) *coverageSandbox { return newCoverageSandboxFor(t, "") }

// newCoverageSandboxFor is a sandbox where a method answers: for one that Slack retired, in a world of
// its time.
func newCoverageSandboxFor(t testing.TB, method string) *coverageSandbox {
	t.Helper()
	p := &coverageSandbox{}
	p.seconds.Store(1_560_000_000)
	w := sandboxtest.CoverageWorld()
	switch {
	case method == "files.upload":
		w.Date = "2020-06-01"
	case strings.HasPrefix(method, "functions."):
		w = withFunction(w)
	case family(method) != "":
		w = worldByType()
	}
	p.Sandbox = sandbox.New(w, sandbox.Options{Now: func() time.Time { return time.Unix(p.seconds.Load(), 0) }})
	p.server = httptest.NewServer(p)
	t.Cleanup(p.Close)
	t.Cleanup(p.server.Close)
	return p
}

// token is one of the world's that is of a kind which the method takes: full
// of scopes, bare of them, revoked, deleted (its user is) or expired.
func token(method, sort string) string {
	if kinds := sandbox.Methods()[method]; kinds != nil && len(kinds) == 0 {
		return sandboxtest.Prefixes[catalog.Bot] + sort
	}
	for _, kind := range []catalog.TokenKind{catalog.Bot, catalog.Workspace, catalog.Configuration, catalog.AppLevel} {
		if slices.Contains(sandbox.Methods()[method], kind) {
			return sandboxtest.Prefixes[kind] + sort
		}
	}
	return ""
}

// outcome is what coverage looks at in a reply.
type outcome struct {
	OK      bool
	Error   string
	Warning string
}

// says reports whether the code is the reply's error, or one of its warnings.
func (r outcome) says(code string) bool {
	return r.Error == code && !r.OK || slices.Contains(strings.Split(r.Warning, ","), code)
}

// post calls a method with a form that is given as name, value, name, value.
func (p *coverageSandbox) post(t testing.TB, method, token string, args ...string) outcome {
	t.Helper()
	form := url.Values{}
	for i := 0; i < len(args); i += 2 {
		form.Set(args[i], args[i+1])
	}
	return p.send(t, http.MethodPost, method, token, sandboxtest.FormMedia, form.Encode())
}

// send calls a method with a body as it stands.
func (p *coverageSandbox) send(t testing.TB, verb, method, token, media, body string) outcome {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), verb, p.server.URL+"/api/"+method, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	if media != "" {
		r.Header.Set("Content-Type", media)
	}
	response, err := p.server.Client().Do(r)
	if err != nil {
		t.Fatal(err)
	}
	return read(t, response)
}

// breakOff sends the head of a call, and less of the body than it announces.
func (p *coverageSandbox) breakOff(t testing.TB, method, token string) outcome {
	t.Helper()
	wire, err := net.Dial("tcp", p.server.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = wire.Close() }()
	fmt.Fprintf(wire, "POST /api/%s HTTP/1.1\r\nHost: slack\r\nAuthorization: Bearer %s\r\nContent-Type: %s\r\nContent-Length: 100\r\n\r\nlimit=", method, token, sandboxtest.FormMedia)
	if err := wire.(*net.TCPConn).CloseWrite(); err != nil {
		t.Fatal(err)
	}
	response, err := http.ReadResponse(bufio.NewReader(wire), nil)
	if err != nil {
		t.Fatal(err)
	}
	return read(t, response)
}

func read(t testing.TB, response *http.Response) outcome {
	t.Helper()
	defer func() { _ = response.Body.Close() }()
	var got outcome
	if err := json.NewDecoder(response.Body).Decode(&got); err != nil {
		t.Fatalf("%s answers no JSON: %v", response.Request.URL, err)
	}
	return got
}
