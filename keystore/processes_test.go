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
	"periscope/process/leaktest"
)

// runAs names what the test binary does when a test starts it as another process.
const runAs = "KEYSTORE_TEST_RUN_AS"

// inService marks the process that runs inside a session with a Secret Service
// of its own.
const inService = "KEYSTORE_TEST_IN_SERVICE"

// programs are what the test binary can do as another process. Each takes the
// directory of a store, and one more argument.
var programs = map[string]func(dir, arg string) error{
	"add many":          addMany,
	"add":               killedDuring("add"),
	"replace":           killedDuring("replace"),
	"move":              killedDuring("move"),
	"remove":            killedDuring("remove"),
	"renew":             renew,
	"renew in service":  renewInService,
	"victim":            victim(onDisk),
	"victim in service": victim(inRealService),
}

// TestMain lets the test binary be another process that changes a store.
func TestMain(m *testing.M) {
	program := programs[os.Getenv(runAs)]
	if program == nil && os.Getenv(inService) != "" { // the connection to its bus stays
		os.Exit(m.Run())
	}
	if program == nil {
		os.Exit(leaktest.New(m).Run())
	}
	if err := program(os.Args[1], os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// anotherProcess is the test binary as another process.
func anotherProcess(t *testing.T, program, dir, arg string) *exec.Cmd {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0], dir, arg)
	cmd.Env = append(os.Environ(), runAs+"="+program, "GORACE=atexit_sleep_ms=0")
	cmd.Stderr = os.Stderr
	return cmd
}

// wasKilled runs a process, and reports whether it killed itself. If not, it must
// have ended well.
func wasKilled(t *testing.T, cmd *exec.Cmd) bool {
	t.Helper()
	err := cmd.Run()
	if err == nil {
		return false
	}
	exit, ok := errors.AsType[*exec.ExitError](err)
	if !ok || exit.Sys().(syscall.WaitStatus).Signal() != syscall.SIGKILL {
		t.Fatalf("the process ended with %v", err)
	}
	return true
}

// killer kills its own process, as kill -9 does, at a step of its writing.
type killer struct {
	armed bool // count steps from now on
	left  int  // steps to go; below zero: none is the last
}

func parseKiller(steps string) *killer { return &killer{left: must(strconv.Atoi(steps))} }

func (k *killer) step() {
	if k.armed && k.left == 0 {
		_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
		select {}
	}
	if k.armed {
		k.left--
	}
}

// disk is the disk of a process that dies between two of its steps.
func (k *killer) disk() disk {
	return faultyDisk{step: func(string) error { k.step(); return nil }}
}

// changes are changes of a store that holds acme/bot and T0CLASH/bot in the file,
// and acme/user in the keyring.
var changes = map[string]func(*Store) error{
	"add":     func(s *Store) error { return put(s, "T0NEW", "xoxb-sandbox-new1", BackendFile, false) },
	"replace": func(s *Store) error { return put(s, acme.ID, "xoxb-sandbox-new1", BackendFile, true) },
	"move":    func(s *Store) error { return put(s, acme.ID, "xoxp-sandbox-new1", BackendFile, true) },
	"remove":  func(s *Store) error { return s.Remove(context.Background(), "acme/bot") },
}

// killedDuring is a program that kills itself at a step of one of the changes.
func killedDuring(change string) func(dir, step string) error {
	return func(dir, step string) error {
		k := parseKiller(step)
		s := openStore(dir, k.disk())
		k.armed = true
		return changes[change](s)
	}
}

// TestKilledAtEveryStepOfWriting kills a process at every step, or at some: see [full].
func TestKilledAtEveryStepOfWriting(t *testing.T) {
	t.Parallel()
	for change := range changes {
		t.Run(change, func(t *testing.T) {
			t.Parallel()
			step := 0
			for ; ; step += every(7) {
				dir := t.TempDir()
				s := openStore(dir, osDisk{})
				for _, err := range []error{
					put(s, acme.ID, "xoxb-sandbox-acme", BackendFile, false),
					put(s, clash.ID, "xoxb-sandbox-clsh", BackendFile, false),
					put(s, acme.ID, "xoxp-sandbox-acme", BackendKeyring, false),
				} {
					if err != nil {
						t.Fatal(err)
					}
				}
				killed := wasKilled(t, anotherProcess(t, change, dir, strconv.Itoa(step)))
				checkSurvivors(t, openStore(dir, osDisk{}), change, step)
				if !killed {
					break
				}
			}
			if step < 15 {
				t.Errorf("there are %d steps only: the test tests too little", step)
			}
		})
	}
}

// checkSurvivors looks at a store as the next run finds it after a kill.
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
	if err := s.FinishChanges(t.Context()); err != nil {
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

// addMany is a program that adds many teams, to both backends by turns.
func addMany(dir, name string) error {
	s := openStore(dir, osDisk{})
	waitForStart()
	for i := range many() {
		where := persistent[i%len(persistent)]
		if err := put(s, model.TeamID(fmt.Sprint("T", name, "N", i)), fmt.Sprintf("xoxb-sandbox-%s-%04d", name, i), where, false); err != nil {
			return err
		}
	}
	return nil
}

func many() int {
	if full {
		return 50
	}
	return 12
}

// waitForStart says that this process is ready, and waits until its input ends.
func waitForStart() {
	fmt.Println("ready")
	_, _ = io.Copy(io.Discard, os.Stdin)
}

// race starts processes, and lets them all go when each has said that it is ready.
// It waits until all have ended.
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
	t.Parallel()
	dir := t.TempDir()
	race(t, anotherProcess(t, "add many", dir, "A"), anotherProcess(t, "add many", dir, "B"))
	s := openStore(dir, osDisk{})
	entries := must(s.List())
	if len(entries) != 2*many() {
		t.Errorf("%d teams are listed, want %d", len(entries), 2*many())
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

// renew is a program that renews acme/workspace, and kills itself at a step of its
// writing after the exchange.
func renew(dir, step string) error {
	k := parseKiller(step)
	return renewWith(openStore(dir, k.disk()), dir, k)
}

func renewWith(s *Store, dir string, k *killer) error {
	_, err := s.Renew(context.Background(), "acme/workspace", rotatingPair("old1").Token,
		func(ctx context.Context, old Credential) (Credential, error) {
			defer func() { k.armed = true }()
			return exchangesIn(dir).exchange(ctx, old)
		})
	return err
}

// exchangesIn is the log that the processes with a store in a directory share.
func exchangesIn(dir string) exchangeLog { return exchangeLog(filepath.Join(dir, "exchanges")) }

// killAfterTheExchange kills a process at every step, or at some, of its writing
// after it has exchanged a pair, which it writes with its nth step. Whatever the
// step, the store is whole. Once the new pair is written it is the one that is
// used, and there is no second exchange.
func killAfterTheExchange(t *testing.T, program string, open func(dir string) *Store, where Backend, nth int) {
	t.Helper()
	written := 0
	for step := 0; ; step += every(3) {
		dir := t.TempDir()
		old := rotatingPair("old1")
		_, _, err := open(dir).Add(t.Context(), Addition{Team: acme, Credential: old, Backend: where, At: noon, Replace: true})
		if err != nil {
			t.Fatal(err)
		}
		killed := wasKilled(t, anotherProcess(t, program, dir, strconv.Itoa(step)))

		s := open(dir)
		if step < nth {
			if got, err := s.Credential(t.Context(), "acme/workspace"); err != nil || got != old {
				t.Fatalf("killed at step %d: stored is %+v, %v", step, got, err)
			}
			continue
		}
		written++
		renewed, err := s.Renew(t.Context(), "acme/workspace", old.Token, exchangesIn(dir).exchange)
		if n := exchangesIn(dir).count(); err != nil || n != 1 || renewed != rotatingPair("new1") {
			t.Errorf("killed at step %d: Renew: %+v, %v, after %d exchanges", step, renewed, err, n)
		}
		wantStored(t, s, "new1")
		if !killed {
			break
		}
	}
	if written < 3 {
		t.Errorf("the pair was written %d times: no process was killed between its writing and the list's", written)
	}
}

func TestKilledAfterTheExchange(t *testing.T) {
	t.Parallel()
	const rename = 5 // after create, two writes and sync
	killAfterTheExchange(t, "renew", func(dir string) *Store { return openStore(dir, osDisk{}) }, BackendFile, rename)
}

// steppedProvider is a keyring that tells before and after each writing.
type steppedProvider struct {
	provider
	step func()
}

func (p steppedProvider) Set(service, user, password string) error {
	p.step()
	defer p.step()
	return p.provider.Set(service, user, password)
}

// serviceStore is a store whose tokens are in the real Secret Service. The killer
// counts each writing, to the list and to the keyring.
func serviceStore(dir string, k *killer) *Store {
	s := New(dir, inKeyring(newKeyring(steppedProvider{system{}, k.step}, keyringTimeout, 0)))
	s.list.(*listFile).disk = k.disk()
	return s
}

// renewInService is renew with the Secret Service, once its input ends.
func renewInService(dir, step string) error {
	k := parseKiller(step)
	waitForStart()
	return renewWith(serviceStore(dir, k), dir, k)
}
