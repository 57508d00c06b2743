//go:build unix

package e2e

import (
	"bufio"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// sshServer is the demo that is served over SSH, and OpenSSH's client for it.
type sshServer struct {
	t      *testing.T
	home   string
	port   string
	server *exec.Cmd
}

func serveOverSSH(t *testing.T, args ...string) *sshServer {
	t.Helper()
	for _, tool := range []string{"ssh", "ssh-keygen", "sftp"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("there is no %s here: OpenSSH's client visits the server", tool)
		}
	}
	s := &sshServer{t: t, home: t.TempDir()}
	for _, name := range []string{"known", "stranger"} {
		if said, err := exec.Command("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", filepath.Join(s.home, name)).CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, said)
		}
	}
	s.server = exec.Command(os.Args[0], append([]string{
		"serve", "--addr", "127.0.0.1:0", "--json", "--authorized-keys", filepath.Join(s.home, "known.pub"),
	}, args...)...)
	s.server.Env = program{name: periscope, home: s.home}.environ()
	out, err := s.server.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := s.server.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = s.server.Process.Kill()
		_ = s.server.Wait()
	})
	line, err := bufio.NewReader(out).ReadBytes('\n')
	var doc struct{ Schema, Command string }
	if err == nil {
		err = json.Unmarshal(line, &doc)
	}
	words := strings.Fields(doc.Command)
	if err != nil || doc.Schema != "periscope.serve/v1" || len(words) != 4 {
		t.Fatalf("%v: %s", err, line)
	}
	s.port = words[2]
	return s
}

// client is OpenSSH's client with one of the keys.
func (s *sshServer) client(key string, args ...string) *exec.Cmd {
	return exec.Command("ssh", append([]string{
		"-F", "/dev/null", "-i", filepath.Join(s.home, key), "-p", s.port,
		"-o", "IdentitiesOnly=yes", "-o", "IdentityAgent=none", "-o", "BatchMode=yes", "-o", "LogLevel=ERROR",
		"-o", "StrictHostKeyChecking=accept-new", "-o", "UserKnownHostsFile=" + filepath.Join(s.home, "known_hosts"),
	}, append(args, "guest@127.0.0.1")...)...)
}

// visit starts a session in a terminal.
func (s *sshServer) visit(key string) *terminal {
	s.t.Helper()
	return program{name: periscope, home: s.home, w: 100, h: 30}.startCommand(s.t, s.client(key))
}

// TestServe: a visitor with OpenSSH explores, resizes and leaves; nothing but the demo can
// be reached; and when the server is told to end, every terminal is given back.
func TestServe(t *testing.T) {
	t.Parallel()
	s := serveOverSSH(t, "--max-sessions", "2")
	v := s.visit("known")
	v.see("Acme HQ", "all but 2", "over SSH")
	v.resize(120, 36)
	v.press("?")
	v.see("esc close")
	v.press("esc")
	v.gone("esc close")
	v.press("ctrl+z")
	v.see("not over SSH")
	v.press("3", "y") // into the clipboard of the visitor's terminal
	copied("channels:history")(v)
	v.see("sent channels:history to your terminal")
	v.press("1", "O")
	v.see("6 tokens: 5 ok, 1 revoked.")
	v.press("esc")
	v.gone("All tokens")

	second := s.visit("known")
	second.see("Acme HQ")
	third := s.visit("known")
	third.see("All 2 places are taken")
	third.endsWith(1)

	for name, cmd := range map[string]*exec.Cmd{
		"a stranger's key": s.client("stranger"),
		"a command":        s.client("known", "-T", "-o", "RemoteCommand=id"),
		"a port there":     s.client("known", "-N", "-o", "ExitOnForwardFailure=yes", "-R", "0:127.0.0.1:1"),
		"sftp": exec.Command("sftp", "-b", "/dev/null", "-F", "/dev/null", "-P", s.port, "-i", filepath.Join(s.home, "known"),
			"-o", "IdentitiesOnly=yes", "-o", "UserKnownHostsFile="+filepath.Join(s.home, "known_hosts"), "guest@127.0.0.1"),
	} {
		if said, err := cmd.CombinedOutput(); err == nil || strings.Contains(string(said), "uid=") {
			t.Errorf("%s is let in: %s", name, said)
		}
	}

	v.press("q")
	v.endsWith(0)
	v.undrawn()
	if err := s.server.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	second.see("The server ends.")
	second.endsWith(0)
	second.undrawn()
	if err := s.server.Wait(); err != nil {
		t.Errorf("the server ended with %v", err)
	}
}
