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

// runAs names what the test binary does when a test starts it again.
const runAs = "KEYSTORE_TEST_RUN_AS"

// TestMain lets the test binary be another process that changes a store.
func TestMain(m *testing.M) {
	switch os.Getenv(runAs) {
	case "change":
		os.Exit(changeAndDie(os.Args[1:]))
	case "renew":
		os.Exit(renewAndDie(os.Args[1:]))
	case "renew in service":
		os.Exit(renewInService(os.Args[1:]))
	case "add":
		os.Exit(addMany(os.Args[1:]))
	default:
		os.Exit(m.Run())
	}
}

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

// renewAndDie is a process that kills itself, as kill -9 would, before the nth
// step of its writing after the exchange. It ends with status 0 if it got through.
func renewAndDie(args []string) int {
	t := &testing.T{} // for rotating, which does not fail here
	n, err := strconv.Atoi(args[1])
	if err != nil {
		panic(err)
	}
	bought := false
	s := openStore(args[0], shakyDisk{step: func(string) error {
		if bought {
			n--
		}
		if n < 0 {
			_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
			select {}
		}
		return nil
	}})
	_, err = s.Renew(context.Background(), "acme/workspace", rotating(t, "old1").Token,
		func(context.Context, Credential) (Credential, error) {
			bought = true
			return rotating(t, "new1"), nil
		})
	if err != nil {
		panic(err)
	}
	return 0
}

// TestKilledAfterTheExchange kills a process at every step after it bought a new
// pair. Whatever the step, the store is whole; from the moment the pair is in its
// place it is the one that is used, and nothing is bought again.
func TestKilledAfterTheExchange(t *testing.T) {
	kept := 0
	for death, survived := 0, false; !survived; death++ {
		dir := t.TempDir()
		c := rotating(t, "old1")
		_, _, err := openStore(dir, osDisk{}).Add(t.Context(),
			Addition{Team: acme, Credential: c, Store: PlaceFile, At: noon})
		if err != nil {
			t.Fatal(err)
		}
		err = again(t, "renew", dir, strconv.Itoa(death)).Run()
		if survived = err == nil; !survived {
			exit, ok := errors.AsType[*exec.ExitError](err)
			if !ok || exit.Sys().(syscall.WaitStatus).Signal() != syscall.SIGKILL {
				t.Fatalf("the process ended with %v", err)
			}
		}
		s := openStore(dir, osDisk{})
		got, err := s.Credential(t.Context(), "acme/workspace")
		if err != nil || got != rotating(t, "old1") && got != rotating(t, "new1") {
			t.Fatalf("killed at step %d: stored is %+v, %v", death, got, err)
		}
		if got == rotating(t, "old1") {
			if kept > 0 {
				t.Errorf("killed at step %d: the new pair is lost after it was in its place", death)
			}
			continue
		}
		kept++
		_, err = s.Renew(t.Context(), "acme/workspace", c.Token, func(context.Context, Credential) (Credential, error) {
			t.Errorf("killed at step %d: another pair is bought", death)
			return Credential{}, errors.New("invalid_token")
		})
		if err != nil {
			t.Errorf("killed at step %d: Renew: %v", death, err)
		}
		wantStored(t, s, "new1")
	}
	if kept < 2 {
		t.Errorf("the pair was kept %d times: nobody was killed between its writing and the list's", kept)
	}
}

// shakyBackend is a keyring's backend that tells before and after each writing.
type shakyBackend struct {
	provider
	step func()
}

func (b shakyBackend) Set(service, user, password string) error {
	b.step()
	defer b.step()
	return b.provider.Set(service, user, password)
}

// serviceStore is the store of a process whose tokens are in the real Secret
// Service. step is called around every writing, to the list and to the keyring.
func serviceStore(dir string, step func()) *Store {
	ring := newKeyring(shakyBackend{system{}, step}, keyringTimeout, 0)
	s := New(dir, inKeyring(ring))
	s.list.(*listFile).disk = shakyDisk{step: func(string) error { step(); return nil }}
	return s
}

// till is what a shop with one refresh token in stock has sold, in a file that all
// processes write to.
type till string

// sell sells the new pair for the old one. It writes down every attempt.
func (path till) sell(t testing.TB, old Credential) (Credential, error) {
	f, err := os.OpenFile(string(path), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return Credential{}, err
	}
	defer f.Close() //nolint:errcheck // a line that is missing fails the test
	if _, err := fmt.Fprintln(f, "sold"); err != nil {
		return Credential{}, err
	}
	if old != rotating(t, "old1") {
		return Credential{}, errors.New("invalid_token")
	}
	return rotating(t, "new1"), nil
}

func (path till) sold() int {
	data, _ := os.ReadFile(string(path)) // none: nothing was sold
	return strings.Count(string(data), "sold")
}

// renewInService is a process that renews the token in the Secret Service once its
// input ends. With a number, it kills itself, as kill -9 would, at that step of its
// writing after the exchange.
func renewInService(args []string) int {
	t := &testing.T{} // for rotating, which does not fail here
	dir, n := args[0], -1
	if len(args) > 1 {
		n, _ = strconv.Atoi(args[1])
	}
	bought := false
	s := serviceStore(dir, func() {
		if bought && n == 0 {
			_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
			select {}
		}
		if bought {
			n--
		}
	})
	fmt.Println("ready")
	_, _ = io.Copy(io.Discard, os.Stdin)
	_, err := s.Renew(context.Background(), "acme/workspace", rotating(t, "old1").Token,
		func(_ context.Context, old Credential) (Credential, error) {
			sold, err := till(filepath.Join(dir, "till")).sell(t, old)
			bought = true
			return sold, err
		})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return 0
}
