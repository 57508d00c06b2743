package keystore

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os/exec"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"github.com/godbus/dbus/v5"
	"github.com/zalando/go-keyring"
)

func TestHungKeyringTimesOutAndHoldsOneGoroutine(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		wake := make(chan struct{})
		var inside, calls atomic.Int32
		k := newKeyring(stub(func() (string, error) {
			calls.Add(1)
			inside.Add(1)
			defer inside.Add(-1)
			<-wake
			return "xoxb-sandbox-acme", nil
		}), keyringTimeout, 0)

		for range 20 {
			start := time.Now()
			if _, err := k.Get(t.Context(), "acme/bot"); !errors.Is(err, ErrKeyringTimeout) {
				t.Fatalf("Get of a hung keyring: %v, want ErrTimeout", err)
			}
			if took := time.Since(start); took != 3*time.Second { // the bubble's clock, not the machine's
				t.Fatalf("gave up after %v, want 3s", took)
			}
		}
		if calls.Load() != 1 || inside.Load() != 1 {
			t.Errorf("%d calls reached the keyring and %d hang in it, want 1 and 1", calls.Load(), inside.Load())
		}

		close(wake)
		synctest.Wait()
		if _, err := k.Get(t.Context(), "acme/bot"); err != nil {
			t.Errorf("Get after the keyring woke up: %v", err)
		}
	})
}

func TestCancelledCallReturnsAtOnce(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		wake := make(chan struct{})
		defer close(wake)
		k := newKeyring(stub(func() (string, error) { <-wake; return "", nil }), keyringTimeout, 0)
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(time.Second, cancel)
		start := time.Now()
		if err := k.Delete(ctx, "acme/bot"); !errors.Is(err, context.Canceled) {
			t.Errorf("Delete: %v, want context.Canceled", err)
		}
		if took := time.Since(start); took != time.Second {
			t.Errorf("returned after %v, want 1s", took)
		}
	})
}

func TestKeyringErrorsAreNamed(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		cause error
		want  error
	}{
		"nothing stored":     {keyring.ErrNotFound, ErrNotFound},
		"platform":           {keyring.ErrUnsupportedPlatform, ErrNoKeyring},
		"no dbus-launch":     {&exec.Error{Name: "dbus-launch", Err: exec.ErrNotFound}, ErrNoKeyring},
		"no bus socket":      {&fs.PathError{Op: "dial", Path: "/run/bus", Err: fs.ErrNotExist}, ErrNoKeyring},
		"a dead bus":         {&net.OpError{Op: "dial", Net: "unix", Err: syscall.ECONNREFUSED}, ErrNoKeyring},
		"a closed bus":       {dbus.ErrClosed, ErrNoKeyring},
		"dbus-launch failed": {&exec.ExitError{}, ErrNoKeyring},
		"no bus address":     {errors.New("dbus: couldn't determine address of session bus"), ErrNoKeyring},
		"no service":         {dbus.Error{Name: "org.freedesktop.DBus.Error.ServiceUnknown"}, ErrNoKeyring},
		"locked collection":  {errors.New("failed to unlock correct collection '/x'"), ErrKeyringLocked},
		"locked, by name":    {dbus.Error{Name: "org.freedesktop.Secret.Error.IsLocked"}, ErrKeyringLocked},
		"wrapped on the way": {fmt.Errorf("opening: %w", exec.ErrNotFound), ErrNoKeyring},
	} {
		t.Run(name, func(t *testing.T) {
			if name == "dbus-launch failed" && runtime.GOOS == "darwin" {
				t.Skip("there the keychain tool failed, which means something else")
			}
			k := newKeyring(stub(func() (string, error) { return "", test.cause }), time.Minute, 0)
			_, get := k.Get(t.Context(), "acme/bot")
			set := k.Set(t.Context(), "acme/bot", tokenOnly("xoxb-sandbox-acme"))
			del := k.Delete(t.Context(), "acme/bot")
			_, list := k.Accounts(t.Context())
			if !errors.Is(list, test.want) {
				t.Errorf("Accounts: %v, want %v", list, test.want)
			}
			for _, err := range []error{get, set, del} {
				if !errors.Is(err, test.want) {
					t.Errorf("got %v, want %v", err, test.want)
				}
				var failure *Error
				if !errors.As(err, &failure) || failure.Sentence() == "" || failure.NextStep() == "" || failure.Code() == "" {
					t.Errorf("%v does not say what to do", err)
				}
				if err != nil && !strings.Contains(err.Error(), "acme/bot") {
					t.Errorf("%v does not name the account", err)
				}
			}
		})
	}
}

func TestOtherKeyringErrorsComeThrough(t *testing.T) {
	t.Parallel()
	odd := errors.New("the moon is in the way")
	k := newKeyring(stub(func() (string, error) { return "", odd }), time.Minute, 0)
	if err := k.Set(t.Context(), "acme/bot", tokenOnly("xoxb-sandbox-acme")); !errors.Is(err, odd) {
		t.Errorf("Set: %v, want %v", err, odd)
	}
}

func TestPanickingKeyringIsAnError(t *testing.T) {
	t.Parallel()
	k := newKeyring(stub(func() (string, error) { var v any = 1; return v.(string), nil }), time.Minute, 0)
	for range 2 { // the second call shows that the turn was given back
		if _, err := k.Get(t.Context(), "acme/bot"); err == nil || errors.Is(err, ErrKeyringTimeout) {
			t.Errorf("Get: %v, want the panic as an error", err)
		}
	}
}

func TestGarbageInTheKeyringIsNotRepeated(t *testing.T) {
	t.Parallel()
	const garbage = "hunter2 and more"
	k := newKeyring(stub(func() (string, error) { return garbage, nil }), time.Minute, 0)
	_, err := k.Get(t.Context(), "acme/bot")
	if !errors.Is(err, ErrNotAToken) {
		t.Fatalf("Get: %v, want ErrNotAToken", err)
	}
	if strings.Contains(err.Error(), "hunter2") {
		t.Errorf("the error repeats what was stored: %v", err)
	}
}

func TestTokensTooLongForTheKeyringAreNotWritten(t *testing.T) {
	t.Parallel()
	k := newKeyring(stub(func() (string, error) {
		t.Error("the keyring was asked")
		return "", nil
	}), time.Minute, len("xoxb-sandbox-acm"))
	var size *SizeError
	if err := k.Set(t.Context(), "acme/bot", tokenOnly("xoxb-sandbox-acme")); !errors.As(err, &size) || size.Size != size.Limit+1 {
		t.Errorf("Set: %v, want a SizeError", err)
	}
}

func TestAccountsOfAKeyringAreSorted(t *testing.T) {
	t.Parallel()
	k := newKeyring(unlocked{"d": "", "b": "", "e": "", "a": "", "f": "", "c": ""}, time.Minute, 0)
	if got, err := k.Accounts(t.Context()); err != nil || !slices.Equal(got, []string{"a", "b", "c", "d", "e", "f"}) {
		t.Errorf("Accounts: %v, %v", got, err)
	}
}
