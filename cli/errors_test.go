package cli

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"periscope/cli/console"
	"periscope/slackapi/sandbox/world"
)

func TestErrorsReadTheSameAsTextAndAsJSON(t *testing.T) {
	t.Parallel()
	p := newPlace(t).withSandbox(t, world.Demo(1))
	o := p.run(t, "xoxa-sandbox-umbrella", "info", "--token-stdin", "--json")
	o.want(t, console.StatusRefused)
	var doc console.ErrorDocument
	if err := json.Unmarshal([]byte(o.out), &doc); err != nil {
		t.Fatalf("%v: %s", err, o.out)
	}
	if doc.Schema != "periscope.error/v1" || doc.Error.Code != "token_revoked" {
		t.Errorf("document %+v", doc)
	}
	if text := "periscope: " + doc.Error.Message + "\n" + doc.Error.NextStep + "\n"; o.err != text {
		t.Errorf("standard error holds %q, the document says %q", o.err, text)
	}
}

func TestServersThatAreNotSlack(t *testing.T) {
	t.Parallel()
	answer := func(status int, contentType, body string, header ...string) string {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", contentType)
			for i := 0; i < len(header); i += 2 {
				w.Header().Set(header[i], header[i+1])
			}
			w.WriteHeader(status)
			_, _ = io.WriteString(w, body)
		}))
		t.Cleanup(server.Close)
		return server.URL
	}
	closed := httptest.NewServer(http.NotFoundHandler())
	closed.Close()
	for name, test := range map[string]struct {
		url, code string
	}{
		"a web page":       {answer(200, "text/html", "<html>Sign in</html>"), "not_slack"},
		"cut short":        {answer(200, "application/json", `{"ok":tr`), "not_slack"},
		"nobody there":     {closed.URL, "unreachable"},
		"wait for an hour": {answer(429, "application/json", `{"ok":false,"error":"ratelimited"}`, "Retry-After", "3600"), "rate_limited"},
	} {
		t.Run(name, func(t *testing.T) {
			p := newPlace(t)
			o := p.run(t, "xoxa-sandbox-acme", "info", "--token-stdin", "--json", "--api-url", test.url)
			o.want(t, console.StatusUnreachable, `"code": "`+test.code+`"`)
		})
	}
}

func TestFullDiskIsAnError(t *testing.T) {
	t.Parallel()
	p := newPlace(t).withSandbox(t, world.Demo(1))
	for _, args := range [][]string{
		{"--help"},
		{"help", "team"},
		{"team"},
		{"--version"},
		{"completion", "bash"},
		{"__complete", "team", ""},
		{"version"},
		{"version", "--json"},
		{"man"},
		{"info", "--token-stdin"},
		{"info", "--token-stdin", "--json"},
		{"team", "list", "--json"},
		{"check", "pins:read"},
		{"check", "--json", "pins:read"},
		{"request", "--trigger-id", "1.2.a", "nope"},
		{"request", "--token-stdin", "--trigger-id", "1.2.a", "--json", "pins:read"},
		{"sandbox", "--addr", "127.0.0.1:0"},
	} {
		env := p.Environment
		env.In, env.Out, env.Err = strings.NewReader("xoxa-sandbox-acme"), fullDisk{}, io.Discard
		if status := Run(t.Context(), &env, args); status == console.StatusDone {
			t.Errorf("%s: done, though nothing could be written", args)
		}
	}
}

type fullDisk struct{}

func (fullDisk) Write([]byte) (int, error) { return 0, errors.New("no space left on device") }
