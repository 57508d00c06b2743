//go:build linux

package keystore

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/godbus/dbus/v5"
)

// inService marks the process that runs inside a session with a Secret Service
// of its own.
const inService = "KEYSTORE_TEST_IN_SERVICE"

// TestSecretService runs the tests below against a real Secret Service, on a
// bus of its own and in an empty home: the keyring of whoever runs the tests is
// not touched.
func TestSecretService(t *testing.T) {
	if os.Getenv(inService) != "" {
		t.Run("every call", everyCall)
		t.Run("stopped and continued", stoppedAndContinued)
		t.Run("two processes renew at once", renewedOnce)
		t.Run("killed after the exchange", killedAfterTheExchange)
		t.Run("locked", locked)
		return
	}
	t.Parallel()
	session, err := exec.LookPath("dbus-run-session")
	if err == nil {
		_, err = exec.LookPath("gnome-keyring-daemon")
	}
	if err != nil {
		t.Skipf("no Secret Service to test with: %v", err)
	}
	home := t.TempDir()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, session, "--", os.Args[0], "-test.run=^TestSecretService$", "-test.v", "-test.count=1")
	cmd.Env = []string{
		inService + "=1", "HOME=" + home, "XDG_RUNTIME_DIR=" + home, "TMPDIR=" + home,
		"PATH=" + os.Getenv("PATH"), "GOCOVERDIR=" + home, "GORACE=atexit_sleep_ms=0",
	}
	out, err := cmd.CombinedOutput()
	if err != nil || bytes.Contains(out, []byte("--- SKIP")) {
		t.Errorf("%v\n%s", err, out)
	}
	_ = filepath.WalkDir(home, func(path string, _ os.DirEntry, err error) error {
		if data, _ := os.ReadFile(path); bytes.Contains(data, []byte("sandbox-")) {
			t.Errorf("%s holds a token in clear", path)
		}
		return err
	})
}

const patience = 20 * time.Second // for what must come; no test waits for it to pass

// startService starts a Secret Service that is unlocked, and waits until it is there.
func startService(t *testing.T) *exec.Cmd {
	t.Helper()
	daemon := exec.CommandContext(t.Context(), "gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets")
	daemon.Stdin = strings.NewReader("sesame")
	if err := daemon.Start(); err != nil {
		t.Fatal(err)
	}
	bus, err := dbus.SessionBus()
	if err != nil {
		t.Fatal(err)
	}
	for deadline := time.Now().Add(patience); ; time.Sleep(10 * time.Millisecond) {
		var there bool
		if err := bus.BusObject().Call("org.freedesktop.DBus.NameHasOwner", 0, "org.freedesktop.secrets").Store(&there); err != nil {
			t.Fatal(err)
		}
		if there {
			return daemon
		}
		if time.Now().After(deadline) {
			t.Fatal("the Secret Service did not start")
		}
	}
}

// stopService ends the service and waits until its name is free for the next.
func stopService(t *testing.T, daemon *exec.Cmd) {
	t.Helper()
	_ = daemon.Process.Kill()
	_ = daemon.Wait()
}

func everyCall(t *testing.T) {
	daemon := startService(t)
	defer stopService(t, daemon)
	k := Keyring()
	first, second := tokenOnly(t, "xoxb-sandbox-first"), tokenOnly(t, "xoxb-sandbox-second")
	if got, err := k.Accounts(t.Context()); err != nil || len(got) != 0 {
		t.Errorf("Accounts of an empty keyring: %v, %v", got, err)
	}
	if err := k.Set(t.Context(), "acme/bot", first); err != nil {
		t.Fatal(err)
	}
	if got, err := k.Get(t.Context(), "acme/bot"); err != nil || got != first {
		t.Errorf("Get after Set: %v, %v", got, err)
	}
	if err := k.Set(t.Context(), "acme/bot", second); err != nil {
		t.Errorf("Set again: %v", err)
	}
	if got, err := k.Get(t.Context(), "acme/bot"); err != nil || got != second {
		t.Errorf("Get after the second Set: %v, %v", got, err)
	}
	if err := k.Set(t.Context(), "acme/a-user", first); err != nil {
		t.Fatal(err)
	}
	if got, err := k.Accounts(t.Context()); err != nil || !slices.Equal(got, []string{"acme/a-user", "acme/bot"}) {
		t.Errorf("Accounts: %v, %v", got, err)
	}
	for _, account := range []string{"acme/bot", "acme/a-user"} {
		if err := k.Delete(t.Context(), account); err != nil {
			t.Errorf("Delete: %v", err)
		}
	}
	if _, err := k.Get(t.Context(), "acme/bot"); !errors.Is(err, ErrNotFound) {
		t.Errorf("Get after Delete: %v, want ErrNotFound", err)
	}
	if err := k.Delete(t.Context(), "acme/bot"); !errors.Is(err, ErrNotFound) {
		t.Errorf("second Delete: %v, want ErrNotFound", err)
	}
}

// stoppedAndContinued stops the service in the middle of its life. Every call
// must give up by itself before our own, later deadline.
func stoppedAndContinued(t *testing.T) {
	daemon := startService(t)
	defer stopService(t, daemon)
	dir := t.TempDir()
	s := New(dir, inKeyring(Keyring()))
	add(t, s, acme, "xoxb-sandbox-acme")
	if err := daemon.Process.Signal(syscall.SIGSTOP); err != nil {
		t.Fatal(err)
	}
	late := errors.New("no answer within four seconds")
	ctx, cancel := context.WithTimeoutCause(t.Context(), 4*time.Second, late)
	defer cancel()
	if _, err := s.Token(ctx, "acme/bot"); !errors.Is(err, ErrTimeout) {
		t.Errorf("Token from a stopped service: %v, want ErrTimeout", err)
	}
	if got := keys(t, s); !slices.Equal(got, []string{"acme/bot"}) {
		t.Errorf("the list while the service is stopped: %v", got)
	}
	if err := daemon.Process.Signal(syscall.SIGCONT); err != nil {
		t.Fatal(err)
	}
	for deadline := time.Now().Add(patience); ; {
		token, err := s.Token(t.Context(), "acme/bot")
		if err == nil && token.Reveal() == "xoxb-sandbox-acme" {
			break
		}
		if time.Now().After(deadline) {
			t.Fatalf("after the service was continued: %v", err)
		}
	}
	if err := s.Remove(t.Context(), "acme/bot"); err != nil {
		t.Error(err)
	}
}

// locked locks the keyring, where nobody can be asked for its password.
func locked(t *testing.T) {
	daemon := startService(t)
	defer stopService(t, daemon)
	s := New(t.TempDir(), inKeyring(Keyring()))
	add(t, s, acme, "xoxb-sandbox-acme")
	bus, err := dbus.SessionBus()
	if err != nil {
		t.Fatal(err)
	}
	service := bus.Object("org.freedesktop.secrets", "/org/freedesktop/secrets")
	all := []dbus.ObjectPath{"/org/freedesktop/secrets/aliases/default", "/org/freedesktop/secrets/collection/login"}
	if err := service.Call("org.freedesktop.Secret.Service.Lock", 0, all).Err; err != nil {
		t.Fatal(err)
	}
	_, get := s.Token(t.Context(), "acme/bot")
	_, _, set := s.Add(t.Context(), Addition{Team: clash, Credential: tokenOnly(t, "xoxb-sandbox-next"), Store: PlaceKeyring, At: noon})
	for _, err := range []error{get, set, s.Remove(t.Context(), "acme/bot")} {
		// Where a prompt is installed that nobody answers, it hangs instead.
		if !errors.Is(err, ErrLocked) && !errors.Is(err, ErrTimeout) {
			t.Errorf("with a locked keyring: %v, want ErrLocked", err)
		}
	}
}

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
