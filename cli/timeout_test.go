package cli

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/spf13/cobra"

	"periscope/cli/console"
)

// TestTimeoutIsALengthOfTime: what is none is refused in words of our own, by every command.
func TestTimeoutIsALengthOfTime(t *testing.T) {
	t.Parallel()
	for _, typed := range []string{
		"", "5", "soon", "0", "0s", "-1s", "1 s", "1e3s", "99999999999999999999s", "NaN", "s", "\x1b[31m5s", "5s\x7f", strings.Repeat("9", 5000),
	} {
		for _, args := range [][]string{
			{"info", "--timeout=" + typed},
			{"--timeout", typed, "info"},
			{"request", "--wait=" + typed, "chat:write"},
		} {
			o := newPlace(t).run(t, "", args...)
			flag := strings.TrimPrefix(strings.SplitN(strings.Join(args, " "), "=", 2)[0], args[0]+" ")
			if args[0] == "--timeout" {
				flag = "--timeout"
			}
			o.want(t, console.StatusUsage, "periscope: "+flag+" takes a length of time above zero", "as in "+flag+" 45s or "+flag+" 2m")
			if r, found := unfit(o.out + o.err); found || len(o.err) > 500 {
				t.Errorf("%q: prints %U, %d bytes", args, r, len(o.err))
			}
		}
	}
	visit(newRootCommand(&newPlace(t).Environment), func(cmd *cobra.Command) {
		if flag := cmd.Flag("timeout"); flag == nil || flag.DefValue != "30s" {
			t.Errorf("%s has no --timeout of 30 s", cmd.CommandPath())
		}
	})
}

// silentServer accepts calls and does not answer them.
func silentServer(t *testing.T) string {
	t.Helper()
	over := make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		select {
		case <-r.Context().Done():
		case <-over:
		}
	}))
	t.Cleanup(func() {
		close(over)
		server.Close()
	})
	return server.URL
}

// TestTimeoutEndsACall has every command that asks Slack give it up.
func TestTimeoutEndsACall(t *testing.T) {
	t.Parallel()
	url := silentServer(t)
	for _, args := range [][]string{
		{"info", "--token-stdin"},
		{"needs", "chat.postMessage", "--token-stdin"},
		{"check", "--token-stdin", "pins:read"},
		{"drift", "--code", ".", "--token-stdin"},
		{"request", "--token-stdin", "--trigger-id", "1.2", "pins:read"},
		{"team", "add", "--token-stdin"},
	} {
		t.Run(args[0], func(t *testing.T) {
			t.Parallel()
			stdin := "xoxb-sandbox-slow"
			if args[0] == "request" {
				stdin = "xoxa-sandbox-slow"
			}
			o := newPlace(t).run(t, stdin, append(args, "--api-url", url, "--timeout", "50ms")...)
			o.want(t, console.StatusUnreachable, "no whole answer came within 50ms")
			if args[0] != "request" { // which may have been heard: trying again is not the first thing to do
				o.want(t, console.StatusUnreachable, "--timeout 2m gives it more time")
			}
		})
	}
}

// TestSilenceIsNoted waits for the note itself.
func TestSilenceIsNoted(t *testing.T) {
	t.Parallel()
	if os.Getenv("PERISCOPE_TESTS") != "full" {
		t.Skip("waits three seconds; runs with PERISCOPE_TESTS=full, as in .ci/run full")
	}
	o := newPlace(t).run(t, "xoxb-sandbox-slow", "info", "--token-stdin", "--api-url", silentServer(t), "--timeout", "3500ms")
	o.want(t, console.StatusUnreachable, "periscope: 127.0.0.1:", " has not answered yet (3 s)\n", "no whole answer came within 4 s")
}

// TestLongWaitsAreToldAtOnce: a Retry-After that nobody would wait for ends the command,
// with the number that Slack sent.
func TestLongWaitsAreToldAtOnce(t *testing.T) {
	t.Parallel()
	for seconds, says := range map[string]string{
		"91":                   "asks us to wait 91 s",
		"3600":                 "asks us to wait 60 min (3600 s)",
		"99999999":             "asks us to wait 27778 h (99999999 s)",
		"99999999999999999999": "asks us to wait more than ten years",
	} {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Retry-After", seconds)
			w.WriteHeader(http.StatusTooManyRequests)
			fmt.Fprint(w, `{"ok":false,"error":"ratelimited"}`)
		}))
		t.Cleanup(server.Close)
		began := time.Now()
		o := newPlace(t).run(t, "xoxb-sandbox-slow", "info", "--token-stdin", "--api-url", server.URL)
		o.want(t, console.StatusUnreachable, says, "Slack limits how often auth.test may be called")
		if took := time.Since(began); took > 20*time.Second {
			t.Errorf("%s: told after %v", seconds, took)
		}
	}
}
