// Package sandboxtest is what tests of the sandbox share: a demo with a clock, calls
// and replies, an app at the other end of the request URL, and worlds with one of
// everything. It sees the sandbox from outside, as clients do.
//
// It promises that a refusal that COVERAGE.md does not list fails the test that
// meets it. Only tests import it.
package sandboxtest

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"periscope/slackapi/record"
	"periscope/slackapi/sandbox"
	"periscope/slackapi/sandbox/world"
)

// AdvancingClock is a clock that moves a minute with each reading, which lifts the rate limits.
func AdvancingClock() func() time.Time {
	ticks := make(chan time.Time, 1)
	ticks <- time.Unix(1_560_000_000, 0)
	return func() time.Time {
		now := <-ticks
		ticks <- now.Add(time.Minute)
		return now
	}
}

// Demo is a sandbox of the default world without rate limits.
func Demo() *sandbox.Sandbox {
	return sandbox.New(world.Demo(world.DefaultResources), sandbox.Options{Now: AdvancingClock()})
}

// Do sends a call as modern clients do: POST, form, token in the header.
func Do(t testing.TB, s *sandbox.Sandbox, token, method string, args ...string) *httptest.ResponseRecorder {
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
	answer := Serve(s, r)
	checkCovered(t, s, method, answer)
	return answer
}

// Serve answers a request without a network between.
func Serve(s *sandbox.Sandbox, r *http.Request) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w
}

// Get sends a call as browsers do.
func Get(t testing.TB, s *sandbox.Sandbox, target string) *httptest.ResponseRecorder {
	t.Helper()
	return Serve(s, httptest.NewRequestWithContext(t.Context(), http.MethodGet, target, http.NoBody))
}

// Decode reads a reply.
func Decode[T any](t testing.TB, r *httptest.ResponseRecorder) T {
	t.Helper()
	var v T
	if err := json.NewDecoder(r.Body).Decode(&v); err != nil {
		t.Fatalf("reply is not the JSON that was expected: %v", err)
	}
	return v
}

// Ask sends a call as [Do] does, and reads the reply.
func Ask(t testing.TB, s *sandbox.Sandbox, token, method string, args ...string) Reply {
	t.Helper()
	return Decode[Reply](t, Do(t, s, token, method, args...))
}

// FrozenClock is a clock that stands where the test puts it. It is safe for use by several
// goroutines: what a sandbox sends to an app may still be under way.
type FrozenClock struct {
	mu  sync.Mutex
	now time.Time
}

// NewClock returns a clock that stands at a time.
func NewClock(now time.Time) *FrozenClock { return &FrozenClock{now: now} }

// Now is the clock as [sandbox.Options] wants it.
func (c *FrozenClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

// Advance moves the clock on.
func (c *FrozenClock) Advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// FrozenDemo is the demo with a clock that stands where the test puts it.
func FrozenDemo(t testing.TB) (*sandbox.Sandbox, *FrozenClock) {
	clock := NewClock(time.Unix(1_560_000_000, 0))
	s := sandbox.New(world.Demo(0), sandbox.Options{Now: clock.Now, BaseURL: "http://127.0.0.1:8765/"})
	t.Cleanup(s.Close)
	return s, clock
}

// Exhaust calls until it is refused, and returns how often it was not.
func Exhaust(t *testing.T, s *sandbox.Sandbox, token, method string) int {
	t.Helper()
	for calls := range 1000 {
		if Do(t, s, token, method).Code != http.StatusOK {
			return calls
		}
	}
	t.Fatalf("%s is not limited at all", method)
	return 0
}

// ControlCall sends a request to the control plane as a script on this machine does.
func ControlCall(
	ctx context.Context, s *sandbox.Sandbox, verb, path, body string, change ...func(*http.Request),
) *httptest.ResponseRecorder {
	r := httptest.NewRequestWithContext(ctx, verb, path, strings.NewReader(body))
	r.RemoteAddr, r.Host = "127.0.0.1:54321", "127.0.0.1:8765"
	r.Header.Set("Content-Type", JSONMedia)
	for _, f := range change {
		f(r)
	}
	return Serve(s, r)
}

// AddFault adds a fault, which a test knows to be a good one.
func AddFault(t testing.TB, s *sandbox.Sandbox, f sandbox.Fault) {
	t.Helper()
	if err := s.AddFault(f); err != nil {
		t.Fatal(err)
	}
}

// documented are the codes of COVERAGE.md, by method.
var documented = sync.OnceValues(func() (map[string][]string, error) {
	text, err := os.ReadFile("COVERAGE.md")
	if errors.Is(err, fs.ErrNotExist) { // a test of a room below
		text, err = os.ReadFile("../COVERAGE.md")
	}
	codes, method := map[string][]string{}, ""
	for line := range strings.Lines(string(text)) {
		if name, ok := strings.CutPrefix(line, "## "); ok {
			method = strings.TrimSpace(name)
			codes[method] = nil
		}
		if row, ok := strings.CutPrefix(line, "| `"); ok {
			code, _, _ := strings.Cut(row, "`")
			codes[method] = append(codes[method], code)
		}
	}
	return codes, err
})

// checkCovered finds refusals that COVERAGE.md does not know, in whatever test
// they turn up. What a fault says is not the method's doing.
func checkCovered(t testing.TB, s *sandbox.Sandbox, method string, r *httptest.ResponseRecorder) {
	t.Helper()
	body := r.Body.Bytes()
	if !bytes.Contains(body, []byte(`"error":`)) && !bytes.Contains(body, []byte(`"warning":`)) {
		return
	}
	codes, err := documented()
	if err != nil {
		t.Fatal(err)
	}
	faulty := slices.ContainsFunc(s.Journal(), func(c record.Call) bool { return c.Fault != "" })
	if _, served := codes[method]; !served || faulty || method == "api.test" {
		return
	}
	var got Reply
	if err := json.Unmarshal(body, &got); err != nil {
		t.Errorf("%s answers no JSON: %v", method, err)
	}
	for code := range strings.SplitSeq(got.Error+","+got.Warning, ",") {
		if code != "" && !slices.Contains(codes[method], code) {
			t.Errorf("%s answers %s, which COVERAGE.md lacks", method, code)
		}
	}
}
