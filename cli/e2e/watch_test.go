//go:build unix

package e2e

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"periscope/slackapi/sandbox"
	"periscope/slackapi/sandbox/world"
)

// watchedSlack serves the demo's sandbox, and returns the root of its API.
func watchedSlack(t *testing.T) string {
	t.Helper()
	s := sandbox.New(world.Demo(1), sandbox.Options{Unlimited: true})
	server := httptest.NewServer(s)
	t.Cleanup(func() { server.Close(); s.Close() })
	return server.URL + "/api/"
}

// shellApp is an app of shell, which calls Slack at its base URL, and then waits to be told
// to end.
func shellApp(t *testing.T, calls string) []string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "app.sh")
	text := "trap 'echo told; exit 7' INT TERM ABRT; echo ready; " + calls + "\nwhile :; do sleep 0.05; done\n"
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return []string{"sh", file}
}

const callSlack = `curl -s -o /dev/null -H "Authorization: Bearer xoxb-sandbox-lighthouse" "${SLACK_API_URL}conversations.list"; `

func requireCurl(t *testing.T) {
	t.Helper()
	if _, err := exec.LookPath("curl"); err != nil {
		t.Skip("curl is not installed")
	}
}

// The screen shows calls and scopes as they happen, the app's output, and leaves with the
// app's own exit status; the report is printed then.
func TestWatchOnScreen(t *testing.T) {
	t.Parallel()
	requireCurl(t)
	p := program{name: periscope, home: t.TempDir(), w: 110, h: 30}
	app := shellApp(t, callSlack+callSlack)
	term := p.start(t, append([]string{"watch", "--addr", "127.0.0.1:0", "--upstream", watchedSlack(t), "--no-shim", "--"}, app...)...)
	term.see("conversations.list", "2 calls", "channels:read", "used 2", "perhaps unused", "running")
	term.press("o")
	term.see("Output", "ready")
	term.press("o", "/", "nothing like it")
	term.see("0 of 1")
	term.press("esc")
	term.gone("0 of 1") // before the next key: esc and tab at once are alt+tab
	term.see("used 2")
	term.resize(40, 10)
	term.see("Calls")
	term.press("tab")
	term.see("Scopes")
	term.resize(20, 5)
	term.resize(110, 30)
	term.press("p")
	term.see("paused")
	term.press("p", "q")
	term.endsWith(7)
	if out := term.allOutput(); !strings.Contains(out, "Smallest set of scopes for the bot token: channels:read") {
		t.Errorf("no report is printed: %q", out[max(0, len(out)-2000):])
	}
}

// ctrl+c on the screen is for the app; the screen stays.
func TestWatchScreenOutlivesTheApp(t *testing.T) {
	t.Parallel()
	p := program{name: periscope, home: t.TempDir(), w: 110, h: 30}
	app := shellApp(t, "")
	term := p.start(t, append([]string{"watch", "--addr", "127.0.0.1:0", "--upstream", watchedSlack(t), "--no-shim", "--"}, app...)...)
	term.press("o")
	term.see("ready")
	term.press("ctrl+c")
	term.see("told", "ended with 7")
	term.press("q")
	term.endsWith(7)
}

// A signal that ends programs is for the app and for the screen: when the app has ended by it,
// so does the screen, and nothing is left. A closed window would leave it without a reader.
func TestWatchOnScreenIsTold(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		tell   func(*terminal)
		status int // -1: there is nothing left to print to
	}{
		"SIGTERM":       {func(s *terminal) { s.signal(syscall.SIGTERM) }, 7},
		"SIGINT":        {func(s *terminal) { s.signal(syscall.SIGINT) }, 7},
		"closed window": {func(s *terminal) { _ = s.slave.Close(); s.hangUp() }, -1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			home := t.TempDir()
			p := program{name: periscope, home: home, w: 110, h: 30}
			app := []string{"sh", "-c", "trap 'exit 7' INT TERM HUP; echo ready; while :; do sleep 0.05; done"}
			term := p.start(t, append([]string{"watch", "--addr", "127.0.0.1:0", "--upstream", watchedSlack(t), "--"}, app...)...)
			term.see("running")
			term.press("o")
			term.see("ready")
			test.tell(term)
			if test.status >= 0 {
				term.endsWith(test.status)
			} else {
				term.wait()
			}
			if left, _ := filepath.Glob(filepath.Join(home, "periscope-watch-*")); len(left) > 0 {
				t.Errorf("left behind: %q", left)
			}
		})
	}
}

// Without a terminal, signals reach the app once, it ends in its own time, and its exit
// status is that of the watching.
func TestWatchPassesSignals(t *testing.T) {
	t.Parallel()
	for name, sig := range map[string]os.Signal{"SIGINT": syscall.SIGINT, "SIGTERM": syscall.SIGTERM, "SIGABRT": syscall.SIGABRT} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := program{name: periscope, home: t.TempDir()}
			// It takes longer to end than programs are given that were not handed the signals.
			text := "trap 'echo told; sleep 4; exit 7' INT TERM ABRT; echo ready; while :; do sleep 0.05; done"
			cmd := exec.Command(os.Args[0], "watch", "--addr", "127.0.0.1:0", "--upstream", watchedSlack(t), "--", "sh", "-c", text)
			out := lockedBuffer{mu: make(chan struct{}, 1)}
			cmd.Env, cmd.Stdout, cmd.Stderr = p.environ(), &out, &out
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = cmd.Process.Kill() })
			for deadline := time.Now().Add(timeout); !strings.Contains(out.String(), "ready"); time.Sleep(pollInterval) {
				if time.Now().After(deadline) {
					t.Fatal("the app does not start")
				}
			}
			if err := cmd.Process.Signal(sig); err != nil {
				t.Fatal(err)
			}
			_ = cmd.Wait() // how it ended is in its state
			if status := cmd.ProcessState.ExitCode(); status != 7 || strings.Count(out.String(), "told") != 1 {
				t.Errorf("exit status %d: %s", status, out.String())
			}
			if !strings.Contains(out.String(), "No call of Slack was seen") {
				t.Errorf("no report: %s", out.String())
			}
		})
	}
}

// lockedBuffer is a buffer that is read while it is written.
type lockedBuffer struct {
	mu  chan struct{}
	buf bytes.Buffer
}

func (b *lockedBuffer) with(do func()) {
	b.mu <- struct{}{}
	defer func() { <-b.mu }()
	do()
}

func (b *lockedBuffer) Write(p []byte) (n int, err error) {
	b.with(func() { n, err = b.buf.Write(p) })
	return n, err
}

func (b *lockedBuffer) String() (s string) {
	b.with(func() { s = b.buf.String() })
	return s
}

// Without a command the recipes are printed, and what is sent to the address is judged when
// the user ends it.
func TestWatchAnyApp(t *testing.T) {
	t.Parallel()
	p := program{name: periscope, home: t.TempDir()}
	cmd := exec.Command(os.Args[0], "watch", "--addr", "127.0.0.1:0", "--upstream", watchedSlack(t))
	out := lockedBuffer{mu: make(chan struct{}, 1)}
	cmd.Env, cmd.Stdout, cmd.Stderr = p.environ(), &out, &out
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill() })
	for deadline := time.Now().Add(timeout); !strings.Contains(out.String(), "slack.OptionAPIURL"); time.Sleep(pollInterval) {
		if time.Now().After(deadline) {
			t.Fatal("nothing is printed")
		}
	}
	var base string
	for line := range strings.Lines(out.String()) {
		if value, ok := strings.CutPrefix(strings.TrimSpace(line), "export SLACK_API_URL="); ok {
			base = value
		}
	}
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, base+"conversations.list", http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer xoxb-sandbox-lighthouse")
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	_ = resp.Body.Close()
	_ = cmd.Process.Signal(syscall.SIGINT)
	_ = cmd.Wait() // how it ended is in its state
	if status := cmd.ProcessState.ExitCode(); status != 0 || !strings.Contains(out.String(), "bot token: channels:read") {
		t.Errorf("exit status %d: %s", status, out.String())
	}
}
