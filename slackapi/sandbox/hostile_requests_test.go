package sandbox_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"periscope/slackapi/record"
	"periscope/slackapi/sandbox"
	"periscope/slackapi/sandbox/sandboxtest"
	"periscope/slackapi/sandbox/state"
	"periscope/slackapi/sandbox/webapi"
	"periscope/slackapi/sandbox/world"
)

// TestPagesAreNoApps: the tokens of a sandbox are no secret, so a web page that could call it
// would have it send signed messages to the app that is being tested, and could read what the
// app gets.
func TestPagesAreNoApps(t *testing.T) {
	t.Parallel()
	header := func(name, value string) func(*http.Request) {
		return func(r *http.Request) { r.Header.Set(name, value) }
	}
	host := func(name string) func(*http.Request) { return func(r *http.Request) { r.Host = name } }
	exposed := func(r *http.Request) { r.RemoteAddr, r.Host = "192.0.2.1:54321", "slack:8765" }
	for _, test := range []struct {
		name    string
		exposed bool
		change  []func(*http.Request)
		refused bool
	}{
		{"a program", false, nil, false},
		{"a program by another name of this machine", false, []func(*http.Request){host("slack.test:8765")}, false},
		{"Node's fetch", false, []func(*http.Request){header("Sec-Fetch-Mode", "cors")}, false},
		{"an address that a person typed", false, []func(*http.Request){header("Sec-Fetch-Site", "none")}, false},
		{"a page of the sandbox", false, []func(*http.Request){header("Origin", "http://127.0.0.1:8765"), header("Sec-Fetch-Site", "same-origin")}, false},
		{"a page", false, []func(*http.Request){header("Origin", "https://evil.example"), header("Sec-Fetch-Site", "cross-site")}, true},
		{"a page of another port", false, []func(*http.Request){header("Origin", "http://127.0.0.1:9999"), header("Sec-Fetch-Site", "same-site")}, true},
		{"a file", false, []func(*http.Request){header("Origin", "null")}, true},
		{"an image of a page", false, []func(*http.Request){header("Sec-Fetch-Site", "cross-site"), header("Sec-Fetch-Mode", "no-cors")}, true},
		{"a link", false, []func(*http.Request){
			header("Sec-Fetch-Site", "cross-site"), header("Sec-Fetch-Mode", "navigate"), header("Sec-Fetch-Dest", "document"),
		}, true},
		{"a page whose name was made to lead here", false, []func(*http.Request){
			host("evil.example:8765"), header("Origin", "http://evil.example:8765"), header("Sec-Fetch-Site", "same-origin"),
		}, true},
		{"the same, with a GET", false, []func(*http.Request){host("evil.example:8765"), header("Sec-Fetch-Site", "same-origin")}, true},
		{"another machine", true, []func(*http.Request){exposed}, false},
		{"a page on another machine", true, []func(*http.Request){exposed, header("Origin", "https://evil.example")}, true},
	} {
		opts := sandbox.Options{Observer: &record.Observer{Recording: &record.Recording{}, Now: time.Now}}
		if test.exposed {
			opts.ControlToken = "sandbox-control"
		}
		s := sandbox.New(world.Demo(1), opts)
		t.Cleanup(s.Close)
		for _, path := range []string{"/api/api.test", "/services/T1/B1/x", "/upload/v1/x"} {
			got := sandboxtest.ControlCall(t.Context(), s, http.MethodPost, path, "{}", test.change...)
			if refused := got.Code == http.StatusForbidden; refused != test.refused {
				t.Errorf("%s at %s: %d %s", test.name, path, got.Code, got.Body)
			}
		}
		if seen := len(s.Journal()) > 0 && opts.Observer.Recording.Calls() > 0; seen == test.refused {
			t.Errorf("%s: the journal has %v, the recording %d calls", test.name, s.Journal(), opts.Observer.Recording.Calls())
		}
	}
}

// TestNoBodyIsEndless: whatever is sent, and wherever to, so much of it is read and no more.
func TestNoBodyIsEndless(t *testing.T) {
	t.Parallel()
	s := sandboxtest.Demo()
	t.Cleanup(s.Close)
	for _, path := range []string{
		"/api/api.test", "/api/files.upload", "/api/unknown", "/services/T1/B1/x", "/upload/v1/x", "/sandbox/reset", "/sandbox/responses/x",
		"/oauth/v2/authorize", "/link/", "/", "/page/page.js",
	} {
		for _, media := range []string{"application/json", sandboxtest.FormMedia, "multipart/form-data; boundary=b", "text/plain", ""} {
			start := "--b\r\nContent-Disposition: form-data; name=\"payload\"; filename=\"f\"\r\n\r\n"
			if !strings.HasPrefix(media, "multipart") {
				start = "payload="
			}
			body := &endless{start: strings.NewReader(start)}
			r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, path, body)
			r.RemoteAddr, r.Host = "127.0.0.1:54321", "127.0.0.1:8765"
			if media != "" {
				r.Header.Set("Content-Type", media)
			}
			got := sandboxtest.Serve(s, r)
			bound := int64(webapi.MaxBody + 64<<10)
			if path == "/api/files.upload" || path == "/upload/v1/x" {
				bound += state.MaxFile
			}
			if body.read > bound {
				t.Errorf("%s as %q: %d bytes are read, and answered %d", path, media, body.read, got.Code)
			}
		}
	}
}

// endless is a body that does not end before a test would have noticed.
type endless struct {
	start io.Reader
	read  int64
}

func (e *endless) Read(b []byte) (int, error) {
	n, err := e.start.Read(b)
	if err == io.EOF {
		n, err = len(b), nil
		for i := range b {
			b[i] = 'x'
		}
	}
	e.read += int64(n)
	if e.read > 64<<20 {
		return n, io.ErrUnexpectedEOF
	}
	return n, err
}
