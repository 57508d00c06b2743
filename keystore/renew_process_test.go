//go:build unix

package keystore

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"strconv"
	"syscall"
	"testing"
)

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
