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
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/godbus/dbus/v5"
)

// TestSecretService runs the tests below against a real Secret Service, on a
// bus of its own and in an empty home: they do not touch the keyring of the
// person who runs the tests.
func TestSecretService(t *testing.T) {
	if os.Getenv(inService) != "" {
		t.Run("every call", everyCall)
		t.Run("stopped and continued", stoppedAndContinued)
		t.Run("two processes renew at once", renewedOnce)
		t.Run("killed after the exchange", killedAfterTheExchange)
		t.Run("locked", locked)
		t.Run("killed at any moment", killedAtAnyMomentInService)
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
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, session, "--", os.Args[0], "-test.run=^TestSecretService$", "-test.v", "-test.count=1")
	cmd.Env = []string{
		inService + "=1", "PERISCOPE_TESTS=" + os.Getenv("PERISCOPE_TESTS"), "HOME=" + home, "XDG_RUNTIME_DIR=" + home, "TMPDIR=" + home,
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

// deadline is how long the tests wait for the service. None waits all of it.
const deadline = 20 * time.Second

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
	for end := time.Now().Add(deadline); ; time.Sleep(10 * time.Millisecond) {
		var there bool
		if err := bus.BusObject().Call("org.freedesktop.DBus.NameHasOwner", 0, "org.freedesktop.secrets").Store(&there); err != nil {
			t.Fatal(err)
		}
		if there {
			return daemon
		}
		if time.Now().After(end) {
			t.Fatal("the Secret Service did not start")
		}
	}
}

// killedAtAnyMomentInService is [TestKilledAtAnyMoment] with a real Secret Service.
func killedAtAnyMomentInService(t *testing.T) {
	daemon := startService(t)
	defer stopService(t, daemon)
	killAtAnyMoment(t, "victim in service", inRealService, BackendKeyring, kills())
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
	first, second := tokenOnly("xoxb-sandbox-first"), tokenOnly("xoxb-sandbox-second")
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
	add(t, New(dir, inKeyring(Keyring())), acme, "xoxb-sandbox-acme")
	timeout := 300 * time.Millisecond
	if full {
		timeout = keyringTimeout
	}
	s := New(dir, inKeyring(newKeyring(system{}, timeout, 0)))
	if err := daemon.Process.Signal(syscall.SIGSTOP); err != nil {
		t.Fatal(err)
	}
	late := errors.New("no answer within four seconds")
	ctx, cancel := context.WithTimeoutCause(t.Context(), 4*time.Second, late)
	defer cancel()
	if _, err := s.Token(ctx, "acme/bot"); !errors.Is(err, ErrKeyringTimeout) {
		t.Errorf("Token from a stopped service: %v, want ErrTimeout", err)
	}
	if got := keys(t, s); !slices.Equal(got, []string{"acme/bot"}) {
		t.Errorf("the list while the service is stopped: %v", got)
	}
	if err := daemon.Process.Signal(syscall.SIGCONT); err != nil {
		t.Fatal(err)
	}
	for end := time.Now().Add(deadline); ; {
		token, err := s.Token(t.Context(), "acme/bot")
		if err == nil && token.Reveal() == "xoxb-sandbox-acme" {
			break
		}
		if time.Now().After(end) {
			t.Fatalf("after the service was continued: %v", err)
		}
	}
	if err := s.Remove(t.Context(), "acme/bot"); err != nil {
		t.Error(err)
	}
}

// locked locks the keyring on a machine without a password dialog.
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
	_, _, set := s.Add(t.Context(), Addition{Team: clash, Credential: tokenOnly("xoxb-sandbox-next"), Backend: BackendKeyring, At: noon})
	for _, err := range []error{get, set, s.Remove(t.Context(), "acme/bot")} {
		// Where a prompt is installed without an answer, it hangs instead.
		if !errors.Is(err, ErrKeyringLocked) && !errors.Is(err, ErrKeyringTimeout) {
			t.Errorf("with a locked keyring: %v, want ErrLocked", err)
		}
	}
}

// renewedOnce has processes race for one token: one exchanges it, and the others find
// the new one.
func renewedOnce(t *testing.T) {
	daemon := startService(t)
	defer stopService(t, daemon)
	dir := t.TempDir()
	s := serviceStore(dir, &killer{})
	_, _, err := s.Add(t.Context(), Addition{Team: acme, Credential: rotatingPair("old1"), Backend: BackendKeyring, At: noon})
	if err != nil {
		t.Fatal(err)
	}
	var racers []*exec.Cmd
	for range 4 {
		racers = append(racers, anotherProcess(t, "renew in service", dir, "-1"))
	}
	race(t, racers...)
	if n := exchangesIn(dir).count(); n != 1 {
		t.Errorf("%d exchanges", n)
	}
	wantStored(t, s, "new1")
}

func killedAfterTheExchange(t *testing.T) {
	daemon := startService(t)
	defer stopService(t, daemon)
	const set = 1 // before it is step 0
	killAfterTheExchange(t, "renew in service", func(dir string) *Store { return serviceStore(dir, &killer{}) }, BackendKeyring, set)
}
