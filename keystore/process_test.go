//go:build unix

package keystore

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"periscope/model"
)

// openStore is the store that the processes of these tests share.
func openStore(dir string, d disk) *Store {
	file, ring := sealedFile(dir), sealedFile(filepath.Join(dir, "keyring"))
	file.disk = d
	for _, f := range []*File{file, ring} {
		if err := f.Unlock(passphrase); err != nil {
			panic(err)
		}
	}
	s := New(dir, map[Place]Secrets{PlaceKeyring: ring, PlaceFile: file})
	s.list.(*listFile).disk = d
	return s
}

// again starts the test binary as another process.
func again(t *testing.T, as string, args ...string) *exec.Cmd {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0], args...)
	cmd.Env = append(os.Environ(), runAs+"="+as, "GORACE=atexit_sleep_ms=0")
	cmd.Stderr = os.Stderr
	return cmd
}

// changes are what a process is about to do when it is killed, to a store that
// holds acme/bot and T0CLASH/bot in the file and acme/user in the keyring.
var changes = map[string]func(*Store) error{
	"add":     func(s *Store) error { return put(s, "T0NEW", "xoxb-sandbox-new1", PlaceFile, false) },
	"replace": func(s *Store) error { return put(s, acme.ID, "xoxb-sandbox-new1", PlaceFile, true) },
	"move":    func(s *Store) error { return put(s, acme.ID, "xoxp-sandbox-new1", PlaceFile, true) },
	"remove":  func(s *Store) error { return s.Remove(context.Background(), "acme/bot") },
}

func put(s *Store, team model.TeamID, secret string, where Place, replace bool) error {
	token, err := model.ParseToken(secret)
	if err != nil {
		return err
	}
	_, _, err = s.Add(context.Background(), Addition{
		Team: model.Team{ID: team, URL: acme.URL}, Credential: Credential{Token: token}, Store: where, At: noon, Replace: replace,
	})
	return err
}

// changeAndDie is a process that kills itself, as kill -9 would, before the nth
// step of its writing. It ends with status 0 if it got through.
func changeAndDie(args []string) int {
	dir, change := args[0], args[1]
	n, err := strconv.Atoi(args[2])
	if err != nil {
		panic(err)
	}
	s := openStore(dir, shakyDisk{step: func(string) error {
		if n--; n < 0 {
			_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
			select {}
		}
		return nil
	}})
	if err := changes[change](s); err != nil {
		panic(err)
	}
	return 0
}

func TestKilledAtEveryStepOfWriting(t *testing.T) {
	for change := range changes {
		t.Run(change, func(t *testing.T) {
			t.Parallel()
			deaths := 0
			for survived := false; !survived; deaths++ {
				dir := t.TempDir()
				s := openStore(dir, osDisk{})
				for _, err := range []error{
					put(s, acme.ID, "xoxb-sandbox-acme", PlaceFile, false),
					put(s, clash.ID, "xoxb-sandbox-clsh", PlaceFile, false),
					put(s, acme.ID, "xoxp-sandbox-acme", PlaceKeyring, false),
				} {
					if err != nil {
						t.Fatal(err)
					}
				}
				err := again(t, "change", dir, change, strconv.Itoa(deaths)).Run()
				if survived = err == nil; !survived {
					exit, ok := errors.AsType[*exec.ExitError](err)
					if !ok || exit.Sys().(syscall.WaitStatus).Signal() != syscall.SIGKILL {
						t.Fatalf("the process ended with %v", err)
					}
				}
				checkSurvivors(t, openStore(dir, osDisk{}), change, deaths)
			}
			if deaths < 15 {
				t.Errorf("killed at %d steps only: the test tests too little", deaths)
			}
		})
	}
}

// checkSurvivors looks at a store whose changer was killed, as the next run does.
func checkSurvivors(t *testing.T, s *Store, change string, step int) {
	t.Helper()
	may := map[string][]string{ // what each key may hold
		"acme/bot": {"xoxb-sandbox-acme"}, "T0CLASH/bot": {"xoxb-sandbox-clsh"}, "acme/user": {"xoxp-sandbox-acme"},
	}
	gone := ""
	switch change {
	case "replace":
		may["acme/bot"] = append(may["acme/bot"], "xoxb-sandbox-new1")
	case "move":
		may["acme/user"] = append(may["acme/user"], "xoxp-sandbox-new1")
	case "remove":
		gone = "acme/bot"
	}
	for key, secrets := range may {
		token, err := s.Token(t.Context(), key)
		if is[*UnknownTeamError](err) && key == gone {
			continue
		}
		if err != nil || !slices.Contains(secrets, token.Reveal()) {
			t.Errorf("%s killed at step %d: %s is %v, %v", change, step, key, token, err)
		}
	}
	if err := s.Settle(t.Context()); err != nil {
		t.Errorf("%s killed at step %d: Settle: %v", change, step, err)
	}
	if faults, err := s.Examine(t.Context()); err != nil || len(faults) != 0 {
		t.Errorf("%s killed at step %d: still not in order: %v, %v", change, step, faults, err)
	}
	for _, e := range must(s.List()) {
		if token, err := s.Token(t.Context(), e.Key); err != nil || token.String() != e.Redacted {
			t.Errorf("%s killed at step %d: %s is listed as %s and is %v, %v", change, step, e.Key, e.Redacted, token, err)
		}
	}
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

const many = 50

// addMany is a process that adds many teams, in both places by turns.
func addMany(args []string) int {
	s := openStore(args[0], osDisk{})
	fmt.Println("ready")
	_, _ = io.Copy(io.Discard, os.Stdin) // until the other one is ready too
	for i := range many {
		where := persistent[i%len(persistent)]
		if err := put(s, model.TeamID(fmt.Sprint("T", args[1], "N", i)), fmt.Sprintf("xoxb-sandbox-%s-%04d", args[1], i), where, false); err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
	}
	return 0
}

// race starts processes, each of which says when it is ready and waits for its
// input to end, lets them all go at once, and waits until they have done.
func race(t *testing.T, processes ...*exec.Cmd) {
	t.Helper()
	var starts []io.Closer
	for _, cmd := range processes {
		starts = append(starts, must(cmd.StdinPipe()))
		out := must(cmd.StdoutPipe())
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		if _, err := out.Read(make([]byte, 16)); err != nil { // it is ready
			t.Fatal(err)
		}
	}
	for _, start := range starts {
		_ = start.Close()
	}
	for _, cmd := range processes {
		if err := cmd.Wait(); err != nil {
			t.Errorf("a process failed: %v", err)
		}
	}
}

func TestTwoProcessesAddAtOnce(t *testing.T) {
	dir := t.TempDir()
	race(t, again(t, "add", dir, "A"), again(t, "add", dir, "B"))
	s := openStore(dir, osDisk{})
	entries := must(s.List())
	if len(entries) != 2*many {
		t.Errorf("%d teams are listed, want %d", len(entries), 2*many)
	}
	for _, e := range entries {
		token, err := s.Token(t.Context(), e.Key)
		if err != nil || !strings.HasSuffix(e.Redacted, token.Reveal()[len(token.Reveal())-4:]) {
			t.Errorf("%s: %v, %v", e.Key, token, err)
		}
	}
	if faults, err := s.Examine(t.Context()); err != nil || len(faults) != 0 {
		t.Errorf("not in order: %v, %v", faults, err)
	}
}
