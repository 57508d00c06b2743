package serve

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/charmbracelet/ssh"
	gossh "golang.org/x/crypto/ssh"

	"periscope/process/leaktest"
	"periscope/ui"
)

func TestMain(m *testing.M) { os.Exit(leaktest.New(m).Run()) }

// patience is for machines that are busy; nothing waits so long when all is well.
const patience = 30 * time.Second

func newKey(t testing.TB) gossh.Signer {
	t.Helper()
	_, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	signer, err := gossh.NewSignerFromKey(private)
	if err != nil {
		t.Fatal(err)
	}
	return signer
}

// served is a server on an address of this machine.
type served struct {
	addr string
	end  context.CancelFunc
	mu   sync.Mutex
	log  []string
	done chan error
}

func (s *served) logged() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return strings.Join(s.log, "\n")
}

func serveDemo(t testing.TB, opts Options) *served {
	t.Helper()
	s := &served{done: make(chan error, 1)}
	opts.HostKey = newKey(t)
	opts.Resources = max(opts.Resources, 20)
	opts.Sessions = max(opts.Sessions, 2)
	if opts.Idle == 0 {
		opts.Idle, opts.Total = patience, patience
	}
	opts.Log = func(format string, args ...any) {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.log = append(s.log, fmt.Sprintf(format, args...))
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s.addr = listener.Addr().String()
	var ctx context.Context
	ctx, s.end = context.WithCancel(t.Context())
	server := NewServer(opts)
	go func() { s.done <- server.Serve(ctx, listener) }()
	t.Cleanup(func() {
		s.end()
		if err := <-s.done; err != nil {
			t.Errorf("the server ended with %v", err)
		}
	})
	return s
}

// connect logs in; the error is of the login.
func (s *served) connect(t testing.TB, key gossh.Signer) (*gossh.Client, error) {
	t.Helper()
	config := &gossh.ClientConfig{User: "guest", HostKeyCallback: gossh.InsecureIgnoreHostKey(), Timeout: patience} // of this test
	if key != nil {
		config.Auth = []gossh.AuthMethod{gossh.PublicKeys(key)}
	}
	client, err := gossh.Dial("tcp", s.addr, config)
	if err == nil {
		t.Cleanup(func() { _ = client.Close() })
	}
	return client, err
}

// visitor is a person at a terminal who is connected.
type visitor struct {
	t       testing.TB
	client  *gossh.Client
	session *gossh.Session
	keys    io.WriteCloser
	mu      sync.Mutex
	screen  bytes.Buffer
	changed chan struct{}
}

func (v *visitor) Write(p []byte) (int, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	n, err := v.screen.Write(p)
	select {
	case v.changed <- struct{}{}:
	default: // it is told already
	}
	return n, err
}

// visit opens a terminal and a session on it.
func (s *served) visit(t testing.TB, env map[string]string) *visitor {
	t.Helper()
	client, err := s.connect(t, nil)
	if err != nil {
		t.Fatal(err)
	}
	session, err := client.NewSession()
	if err != nil {
		t.Fatal(err)
	}
	v := &visitor{t: t, client: client, session: session, changed: make(chan struct{}, 1)}
	session.Stdout, session.Stderr = v, v
	if v.keys, err = session.StdinPipe(); err != nil {
		t.Fatal(err)
	}
	for name, value := range env {
		if err := session.Setenv(name, value); err != nil {
			t.Fatal(err)
		}
	}
	if err := session.RequestPty("xterm-256color", 24, 80, gossh.TerminalModes{}); err != nil {
		t.Fatal(err)
	}
	if err := session.Shell(); err != nil {
		t.Fatal(err)
	}
	return v
}

func (v *visitor) shown() string {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.screen.String()
}

// see waits until something was shown.
func (v *visitor) see(want string) {
	v.t.Helper()
	for deadline := time.After(patience); !strings.Contains(v.shown(), want); {
		select {
		case <-v.changed:
		case <-deadline:
			v.t.Fatalf("never shown: %q\n%q", want, v.shown())
		}
	}
}

func (v *visitor) press(keys string) {
	v.t.Helper()
	if _, err := io.WriteString(v.keys, keys); err != nil {
		v.t.Fatal(err)
	}
}

// left waits for the end of the session, and returns its exit status.
func (v *visitor) left() int {
	v.t.Helper()
	done := make(chan error, 1)
	go func() { done <- v.session.Wait() }()
	select {
	case err := <-done:
		if exit := (*gossh.ExitError)(nil); errors.As(err, &exit) {
			return exit.ExitStatus()
		}
		if err != nil {
			v.t.Fatal(err)
		}
		return 0
	case <-time.After(patience):
		v.t.Fatal("the session did not end")
		return -1
	}
}

// TestVisit: a visitor explores, resizes and leaves; the terminal is given back.
func TestVisit(t *testing.T) {
	t.Parallel()
	s := serveDemo(t, Options{})
	v := s.visit(t, map[string]string{"COLORTERM": "truecolor", "PATH": "/tmp", "NO_COLOR": "1; rm"})
	v.see("Acme HQ")
	if err := v.session.WindowChange(30, 120); err != nil {
		t.Fatal(err)
	}
	v.see(strings.Repeat("─", 40))
	v.press("\x1a") // ctrl+z
	v.see("not over SSH")
	v.press("q")
	if status := v.left(); status != 0 {
		t.Errorf("status %d", status)
	}
	if !strings.Contains(v.shown(), "\x1b[?1049l") {
		t.Error("the terminal was not given back")
	}
	s.end()
	if err := <-s.done; err != nil {
		t.Error(err)
	}
	s.done <- nil
	if log := s.logged(); !strings.Contains(log, "guest from 127.0.0.1:") || !strings.Contains(log, "left after") {
		t.Errorf("the log is %q", log)
	}
}

// TestWhoMayComeIn: only the owners of keys that are listed, if any are.
func TestWhoMayComeIn(t *testing.T) {
	t.Parallel()
	known, stranger := newKey(t), newKey(t)
	s := serveDemo(t, Options{Keys: []ssh.PublicKey{known.PublicKey()}})
	for _, test := range []struct {
		name string
		key  gossh.Signer
		in   bool
	}{{"the owner of the key", known, true}, {"a stranger", stranger, false}, {"one without a key", nil, false}} {
		if _, err := s.connect(t, test.key); (err == nil) != test.in {
			t.Errorf("%s: %v", test.name, err)
		}
	}
}

// TestNothingElseIsServed: no commands, no files, no tunnels, no session without a terminal.
func TestNothingElseIsServed(t *testing.T) {
	t.Parallel()
	s := serveDemo(t, Options{})
	client, err := s.connect(t, nil)
	if err != nil {
		t.Fatal(err)
	}
	open := func() *gossh.Session {
		session, err := client.NewSession()
		if err != nil {
			t.Fatal(err)
		}
		return session
	}
	command, subsystem := open(), open()
	if err := command.Start("id"); err == nil {
		t.Error("a command was run")
	}
	if err := subsystem.RequestSubsystem("sftp"); err == nil {
		t.Error("a subsystem was opened")
	}
	if _, err := client.Dial("tcp", s.addr); err == nil {
		t.Error("a connection was forwarded")
	}
	if _, err := client.Listen("tcp", "127.0.0.1:0"); err == nil {
		t.Error("a port was forwarded")
	}
	bare := open()
	var said bytes.Buffer
	bare.Stderr = &said
	if err := bare.Shell(); err != nil {
		t.Fatal(err)
	}
	exit := (*gossh.ExitError)(nil)
	if err := bare.Wait(); !errors.As(err, &exit) || exit.ExitStatus() != statusNoTTY || !strings.Contains(said.String(), "from a terminal") {
		t.Errorf("without a terminal: %v, %q", err, &said)
	}
	for range maxChannels { // three are open or were
		if session, err := client.NewSession(); err == nil {
			defer session.Close() //nolint:errcheck // it was refused, or ends with the client
			continue
		}
		return
	}
	t.Errorf("one connection may have more than %d channels", maxChannels)
}

// TestNoRoom: whoever comes when all places are taken is told, and may come in later.
func TestNoRoom(t *testing.T) {
	t.Parallel()
	s := serveDemo(t, Options{Limits: Limits{Sessions: 2, Idle: patience, Total: patience}})
	first, second := s.visit(t, nil), s.visit(t, nil)
	first.see("Acme HQ")
	second.see("Acme HQ")
	third := s.visit(t, nil)
	third.see("All 2 places are taken")
	if status := third.left(); status != statusRefused {
		t.Errorf("status %d", status)
	}
	first.press("q")
	first.left()
	s.visit(t, nil).see("Acme HQ")
}

// TestSessionsEnd: after a time without a key, after their whole time, and with the server.
func TestSessionsEnd(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		limits Limits
		end    func(*served, *visitor)
		want   string
	}{
		"idle":      {Limits{2, 300 * time.Millisecond, patience}, func(*served, *visitor) {}, "No key was pressed for 300ms"},
		"total":     {Limits{2, patience, 300 * time.Millisecond}, func(*served, *visitor) {}, "over after 300ms"},
		"shut down": {Limits{2, patience, patience}, func(s *served, v *visitor) { v.see("Acme HQ"); s.end() }, "The server ends."},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := serveDemo(t, Options{Limits: test.limits})
			v := s.visit(t, nil)
			test.end(s, v)
			if status := v.left(); status != 0 {
				t.Errorf("status %d", status)
			}
			v.see(test.want)
			if _, _, err := v.client.SendRequest("a last word", true, nil); err != nil {
				t.Errorf("nobody hears the client's last word: %v", err)
			}
			if !strings.Contains(v.shown(), "\x1b[?1049l") {
				t.Errorf("the terminal was not given back: %q", v.shown())
			}
		})
	}
}

// TestConnectionHasToBeginASession: with few bytes; and one host may not come all the time.
func TestConnectionHasToBeginASession(t *testing.T) {
	t.Parallel()
	s := serveDemo(t, Options{})
	conn, err := net.Dial("tcp", s.addr)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close() //nolint:errcheck // the server has closed it
	flood := bytes.Repeat([]byte("x"), 1<<10)
	for sent := 0; ; sent += len(flood) {
		if _, err := conn.Write(flood); err != nil {
			break
		}
		if sent > 64*startBytes { // what the system's buffers hold included
			t.Fatal("a connection may send without end")
		}
	}

	at := time.Now()
	v := newVisitors(2, func() time.Time { return at })
	here, there := &net.TCPAddr{IP: net.IPv4(10, 0, 0, 1), Port: 1}, &net.TCPAddr{IP: net.IPv4(10, 0, 0, 2), Port: 1}
	for range v.burst {
		if !v.mayCome(here) {
			t.Fatal("refused too early")
		}
	}
	if v.mayCome(here) || !v.mayCome(there) {
		t.Error("one host comes too often, or another is refused for it")
	}
	at = at.Add(time.Second)
	if !v.mayCome(here) || v.mayCome(here) {
		t.Error("a host that was refused may come once a second")
	}
}

// TestVisitorEnviron: of what a visitor sends, only what tells what the terminal can show.
func TestVisitorEnviron(t *testing.T) {
	t.Parallel()
	got := visitorEnviron([]string{"COLORTERM=truecolor", "LD_PRELOAD=x", "LANG=C.UTF-8", "NO_COLOR=", "LC_ALL=\x1b[31m", "TERM=other"}, "tmux-256color")
	want := []string{"TERM=tmux-256color", "SSH_TTY=remote", "COLORTERM=truecolor", "LANG=C.UTF-8", "NO_COLOR="}
	if !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
	for _, term := range []string{"", "\x1b]0;x", "../../etc", strings.Repeat("x", 100)} {
		if got := visitorEnviron(nil, term); got[0] != "TERM=xterm" {
			t.Errorf("%q becomes %q", term, got[0])
		}
	}
	for _, test := range []struct{ got, want ui.Window }{
		{window(ssh.Window{Width: 1 << 30, Height: 1 << 30}), ui.Window{Width: maxCells, Height: maxCells}},
		{window(ssh.Window{}), ui.Window{Width: 1, Height: 1}},
		{window(ssh.Window{Width: 80, Height: 24}), ui.Window{Width: 80, Height: 24}},
	} {
		if test.got != test.want {
			t.Errorf("window %v, want %v", test.got, test.want)
		}
	}
}

// TestHostKey: it is made once, for its user only, and refused when others can read it.
func TestHostKey(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "new")
	first, err := HostKey(dir)
	if err != nil {
		t.Fatal(err)
	}
	again, err := HostKey(dir)
	if err != nil || !bytes.Equal(first.PublicKey().Marshal(), again.PublicKey().Marshal()) {
		t.Errorf("another key the second time, %v", err)
	}
	if runtime.GOOS == "windows" {
		t.Skip("who can read a file does not show in its mode here")
	}
	name := filepath.Join(dir, "ssh_host_ed25519_key")
	if info, err := os.Stat(name); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) != 1 {
		t.Errorf("left behind: %v, %v", left, err)
	}
	if err := os.Chmod(name, 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := HostKey(dir); err == nil || !strings.Contains(err.Error(), "chmod 600") {
		t.Errorf("a key that others can read: %v", err)
	}
	if err := errors.Join(os.Chmod(name, 0o600), os.Chmod(dir, 0o777)); err != nil {
		t.Fatal(err)
	}
	if _, err := HostKey(dir); err == nil || !strings.Contains(err.Error(), "can be changed by every user") {
		t.Errorf("a directory that others can change: %v", err)
	}
	if err := os.Chmod(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte("no key"), 0o600); err != nil || os.Chmod(name, 0o600) != nil {
		t.Fatal(err)
	}
	if _, err := HostKey(dir); err == nil {
		t.Error("a file that is no key was read as one")
	}
}

// TestParseAuthorizedKeys: comments and empty lines are skipped; limits that would not hold
// here are refused.
func TestParseAuthorizedKeys(t *testing.T) {
	t.Parallel()
	one, two := gossh.MarshalAuthorizedKey(newKey(t).PublicKey()), gossh.MarshalAuthorizedKey(newKey(t).PublicKey())
	keys, err := ParseAuthorizedKeys(slices.Concat([]byte("# mine\n\n"), one, []byte("\n"), two))
	if err != nil || len(keys) != 2 {
		t.Errorf("%d keys, %v", len(keys), err)
	}
	for name, content := range map[string][]byte{
		"empty": nil, "no key": []byte("hello\n"), "options": append([]byte(`from="10.0.0.1" `), one...),
	} {
		if keys, err := ParseAuthorizedKeys(content); err == nil {
			t.Errorf("%s: %d keys", name, len(keys))
		}
	}
}

// TestFiftySessions: fifty visitors at once, each with a team of 1,200 resources, see what
// their keys do; the next one is told that there is no room. It prints how long a key takes
// and what a session costs.
func TestFiftySessions(t *testing.T) {
	if os.Getenv("PERISCOPE_TESTS") != "full" {
		t.Skip("50 sessions take a while: PERISCOPE_TESTS=full opens them")
	}
	const visitors, keys = 50, 20
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	s := serveDemo(t, Options{Limits: Limits{visitors, 2 * time.Minute, 5 * time.Minute}, Resources: 1200})
	var all []*visitor
	for range visitors {
		all = append(all, s.visit(t, nil))
	}
	for _, v := range all {
		v.see("all but 2") // the permissions were read
		v.press("2e")      // each key j moves the cursor on, so that something is drawn
	}
	late := s.visit(t, nil)
	late.see("All 50 places are taken")
	late.left()
	runtime.GC()
	runtime.ReadMemStats(&after)

	var (
		mu   sync.Mutex
		took []time.Duration
		wait sync.WaitGroup
	)
	for _, v := range all {
		wait.Go(func() {
			for range keys {
				size := len(v.shown())
				begin := time.Now()
				v.press("j")
				for len(v.shown()) == size {
					select {
					case <-v.changed:
					case <-time.After(patience):
						t.Error("a key was not heard")
						return
					}
				}
				mu.Lock()
				took = append(took, time.Since(begin))
				mu.Unlock()
			}
		})
	}
	wait.Wait()
	slices.Sort(took)
	t.Logf("%d keys in %d sessions: p50 %s, p99 %s; %d kB of heap for each session",
		len(took), visitors, took[len(took)/2], took[len(took)*99/100], (after.HeapAlloc-before.HeapAlloc)>>10/visitors)
	for _, v := range all {
		v.press("q")
		if status := v.left(); status != 0 {
			t.Errorf("status %d", status)
		}
	}
}
