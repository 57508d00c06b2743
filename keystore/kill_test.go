//go:build unix

package keystore

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"
)

// victims are the changes that a process is killed in, of a store that holds acme/bot
// and acme/workspace in one backend. Renew takes a log of exchanges besides.
var victims = map[string]func(s *Store, where Backend, dir string) error{
	"add": func(s *Store, where Backend, _ string) error {
		return put(s, "T0NEW", "xoxb-sandbox-new1", where, false)
	},
	"replace": func(s *Store, where Backend, _ string) error {
		return put(s, acme.ID, "xoxb-sandbox-new1", where, true)
	},
	"remove": func(s *Store, _ Backend, _ string) error { return s.Remove(context.Background(), "acme/bot") },
	"probe":  func(s *Store, where Backend, _ string) error { return s.Probe(context.Background(), where) },
	"refresh": func(s *Store, _ Backend, dir string) error {
		_, err := s.Renew(context.Background(), "acme/workspace", rotatingPair("old1").Token, exchangesIn(dir).exchange)
		return err
	},
}

// victim is a program that makes a change once its input ends. Its argument is the change
// and the backend.
func victim(open func(dir string) *Store) func(dir, arg string) error {
	return func(dir, arg string) error {
		change, where, _ := strings.Cut(arg, " in ")
		s := open(dir)
		waitForStart()
		return victims[change](s, Backend(where), dir)
	}
}

func onDisk(dir string) *Store { return openStore(dir, osDisk{}) }

// kills is how many processes are killed in each change: 200, or a sample, see [full].
func kills() int {
	if full {
		return 200
	}
	return 10
}

// TestKilledAtAnyMoment kills processes from outside, as kill -9 and an exhausted machine
// do: at any instruction, in a system call or between two. It finds what
// TestKilledAtEveryStepOfWriting does not call a step.
func TestKilledAtAnyMoment(t *testing.T) {
	t.Parallel()
	for _, where := range persistent {
		t.Run(string(where), func(t *testing.T) {
			t.Parallel()
			killAtAnyMoment(t, "victim", onDisk, where, kills())
		})
	}
}

// killAtAnyMoment kills processes in each of the changes. The first one of each is not
// killed: it tells how long the change takes.
func killAtAnyMoment(t *testing.T, program string, open func(dir string) *Store, where Backend, kills int) {
	t.Helper()
	dice := rand.New(rand.NewPCG(uint64(kills), uint64(len(where))))
	for change := range victims {
		var takes time.Duration
		died := 0
		for n := range kills + 1 {
			dir := t.TempDir()
			s := open(dir)
			pair := rotatingPair("old1")
			_, _, err := s.Add(t.Context(), Addition{Team: acme, Credential: pair, Backend: where, At: noon})
			if err != nil {
				t.Fatal(err)
			}
			if err := put(s, acme.ID, "xoxb-sandbox-acme", where, false); err != nil {
				t.Fatal(err)
			}
			cmd := anotherProcess(t, program, dir, change+" in "+string(where))
			start, out := must(cmd.StdinPipe()), must(cmd.StdoutPipe())
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			if _, err := out.Read(make([]byte, 16)); err != nil { // it is ready
				t.Fatal(err)
			}
			began := time.Now()
			_ = start.Close()
			if n > 0 {
				time.Sleep(time.Duration(dice.Int64N(int64(takes) + 1)))
				_ = cmd.Process.Kill()
			}
			err = cmd.Wait()
			switch {
			case n == 0 && err != nil:
				t.Fatalf("%s, not killed: %v", change, err)
			case n == 0:
				takes = time.Since(began)
			case err != nil:
				died++
				takes = takes * 9 / 8
			default: // it was too late: the first process was slower
				takes = takes * 3 / 4
			}
			checkAfterKill(t, open(dir), fmt.Sprintf("%s in %s, kill %d", change, where, n), dir)
		}
		t.Logf("%s in %s: %d of %d processes died in it", change, where, died, kills)
		if died == 0 {
			t.Errorf("%s in %s: no process was killed in time: the test tests nothing", change, where)
		}
	}
}

// checkAfterKill looks at a store as the next run finds it, and empties its backends.
func checkAfterKill(t *testing.T, s *Store, killed, dir string) {
	t.Helper()
	exchanged := exchangesIn(dir).count()
	if exchanged > 1 {
		t.Errorf("%s: the refresh token was used %d times", killed, exchanged)
	}
	if err := s.FinishChanges(t.Context()); err != nil {
		t.Errorf("%s: FinishChanges: %v", killed, err)
	}
	if faults, err := s.Examine(t.Context()); err != nil || len(faults) != 0 {
		t.Errorf("%s: not in order: %v, %v", killed, faults, err)
	}
	may := map[string][]string{
		"acme/bot": {"xoxb-sandbox-acme", "xoxb-sandbox-new1"}, "T0NEW/bot": {"xoxb-sandbox-new1"},
		"acme/workspace": {rotatingPair("old1").Token.Reveal(), rotatingPair("new1").Token.Reveal()},
	}
	entries := must(s.List())
	for _, e := range entries {
		c, err := s.Credential(t.Context(), e.Key)
		if err != nil || !slices.Contains(may[e.Key], c.Token.Reveal()) || c.Token.String() != e.Redacted {
			t.Errorf("%s: %s is listed as %s and is %v, %v", killed, e.Key, e.Redacted, c.Token, err)
		}
		if e.Rotates && exchanged == 0 && c != rotatingPair("old1") {
			t.Errorf("%s: the pair is another, and was not exchanged", killed)
		}
	}
	for _, key := range []string{"acme/bot", "acme/workspace"} {
		if !slices.ContainsFunc(entries, func(e Entry) bool { return e.Key == key }) && !strings.HasPrefix(killed, "remove") {
			t.Errorf("%s: %s is lost", killed, key)
		}
	}
	for _, e := range entries {
		if err := s.Remove(t.Context(), e.Key); err != nil {
			t.Errorf("%s: cannot be removed: %v", killed, err)
		}
	}
	if faults, err := s.Examine(t.Context()); err != nil || len(faults) != 0 {
		t.Errorf("%s: something is left behind: %v, %v", killed, faults, err)
	}
}

func inRealService(dir string) *Store { return serviceStore(dir, &killer{}) }
