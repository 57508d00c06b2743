//go:build unix

package keystore

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
)

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
