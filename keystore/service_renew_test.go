//go:build linux

package keystore

import (
	"context"
	"errors"
	"os/exec"
	"path/filepath"
	"strconv"
	"syscall"
	"testing"
)

// storeInService puts a token that runs out into the Secret Service.
func storeInService(t *testing.T) (dir string) {
	t.Helper()
	dir = t.TempDir()
	c := rotating(t, "old1")
	_, _, err := serviceStore(dir, func() {}).Add(t.Context(),
		Addition{Team: acme, Credential: c, Store: PlaceKeyring, At: noon, Replace: true})
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

// renewedOnce has processes race for one token: one buys, the others find what it got.
func renewedOnce(t *testing.T) {
	daemon := startService(t)
	defer stopService(t, daemon)
	dir := storeInService(t)
	var racers []*exec.Cmd
	for range 4 {
		racers = append(racers, again(t, "renew in service", dir))
	}
	race(t, racers...)
	if n := till(filepath.Join(dir, "till")).sold(); n != 1 {
		t.Errorf("the refresh token was spent %d times", n)
	}
	wantStored(t, serviceStore(dir, func() {}), "new1")
}

// killedAfterTheExchange kills a process at every step of its writing after it has
// bought a pair. From the moment the keyring has taken the pair, it is used, and
// nothing is bought again.
func killedAfterTheExchange(t *testing.T) {
	daemon := startService(t)
	defer stopService(t, daemon)
	kept := 0
	for death, survived := 0, false; !survived; death++ {
		dir := storeInService(t)
		err := again(t, "renew in service", dir, strconv.Itoa(death)).Run()
		if survived = err == nil; !survived {
			exit, ok := errors.AsType[*exec.ExitError](err)
			if !ok || exit.Sys().(syscall.WaitStatus).Signal() != syscall.SIGKILL {
				t.Fatalf("the process ended with %v", err)
			}
		}
		s := serviceStore(dir, func() {})
		got, err := s.Credential(t.Context(), "acme/workspace")
		switch {
		case err != nil:
			t.Fatalf("killed at step %d: %v", death, err)
		case got == rotating(t, "old1") && death == 0: // before the keyring had it
			continue
		case got != rotating(t, "new1"):
			t.Fatalf("killed at step %d: stored is %+v", death, got)
		}
		kept++
		before := till(filepath.Join(dir, "till")).sold()
		_, err = s.Renew(t.Context(), "acme/workspace", rotating(t, "old1").Token, func(_ context.Context, old Credential) (Credential, error) {
			return till(filepath.Join(dir, "till")).sell(t, old)
		})
		if again := till(filepath.Join(dir, "till")).sold(); err != nil || again != before || before != 1 {
			t.Errorf("killed at step %d: bought %d times, then %d: %v", death, before, again, err)
		}
		wantStored(t, s, "new1")
	}
	if kept < 3 {
		t.Errorf("the pair was kept %d times: nobody was killed between its writing and the list's", kept)
	}
}
