package keystore

import (
	"errors"
	"os"
	"slices"
	"syscall"
	"testing"
)

func TestProbeLeavesNothingBehind(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	ring := Memory()
	s := New(dir, map[Backend]Secrets{BackendKeyring: ring, BackendFile: unlockedFile(dir)})
	for _, stored := range []bool{false, true} {
		for _, where := range persistent {
			if stored {
				if err := put(s, acme.ID, "xoxb-sandbox-acme", where, true); err != nil {
					t.Fatal(err)
				}
			}
			if err := s.Probe(t.Context(), where); err != nil {
				t.Errorf("probing %s: %v", where, err)
			}
			if faults, err := s.Examine(t.Context()); err != nil || len(faults) != 0 {
				t.Errorf("after probing %s: %v, %v", where, faults, err)
			}
			if stored {
				if token, err := s.Token(t.Context(), "acme/bot"); err != nil || token.Reveal() != "xoxb-sandbox-acme" {
					t.Errorf("after probing %s the token is %v, %v", where, token, err)
				}
			}
		}
		if !stored && len(accounts(ring)) != 0 {
			t.Errorf("the keyring holds %q", accounts(ring))
		}
		files, err := os.ReadDir(dir)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			if !slices.Contains([]string{"teams.json", "teams.json.lock", "tokens.age", "tokens.age.lock"}, f.Name()) || !stored && f.Name() == "tokens.age" {
				t.Errorf("left behind: %s", f.Name())
			}
		}
	}
}

// TestProbeFindsWhatStoringWouldMeet: what keeps a token from being stored is found before
// there is one.
func TestProbeFindsWhatStoringWouldMeet(t *testing.T) {
	t.Parallel()
	add := func(t *testing.T, s *Store, where Backend) error {
		t.Helper()
		return put(s, "T0NEW", "xoxb-sandbox-new1", where, false)
	}
	for name, c := range map[string]struct {
		where Backend
		open  func(t *testing.T, dir string) *Store
		want  error // nil: any
	}{
		"no keyring": {BackendKeyring, func(_ *testing.T, dir string) *Store {
			return New(dir, inKeyring(faulty{Memory(), func(string, Credential) error { return ErrNoKeyring }, nil}))
		}, ErrNoKeyring},
		"a locked keyring": {BackendKeyring, func(_ *testing.T, dir string) *Store {
			return New(dir, inKeyring(faulty{Memory(), func(string, Credential) error { return ErrKeyringLocked }, nil}))
		}, ErrKeyringLocked},
		"no such backend": {BackendMemory, func(_ *testing.T, dir string) *Store { return New(dir, inKeyring(Memory())) }, nil},
		"read-only mode":  {BackendKeyring, func(_ *testing.T, dir string) *Store { return New(dir, inKeyring(Memory())).ReadOnly() }, ErrReadOnly},
		"no passphrase": {BackendFile, func(_ *testing.T, dir string) *Store {
			return New(dir, map[Backend]Secrets{BackendFile: sealedFile(dir)})
		}, ErrFileLocked},
		"no passphrase for a file that is there": {BackendFile, func(t *testing.T, dir string) *Store {
			if err := add(t, openStore(dir, osDisk{}), BackendFile); err != nil {
				t.Fatal(err)
			}
			return New(dir, map[Backend]Secrets{BackendFile: sealedFile(dir)})
		}, ErrFileLocked},
		"a list that cannot be read": {BackendKeyring, func(t *testing.T, dir string) *Store {
			if err := os.WriteFile(dir+"/teams.json", []byte("{"), 0o600); err != nil {
				t.Fatal(err)
			}
			return New(dir, inKeyring(Memory()))
		}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := c.open(t, t.TempDir())
			err := s.Probe(t.Context(), c.where)
			if err == nil || c.want != nil && !errors.Is(err, c.want) {
				t.Errorf("finds %v", err)
			}
			if stored := add(t, s, c.where); stored == nil {
				t.Error("a token can be stored")
			}
		})
	}
	for _, filed := range []bool{false, true} {
		steps := 0
		for ; ; steps++ {
			dir := t.TempDir()
			if filed {
				if err := add(t, openStore(dir, osDisk{}), BackendFile); err != nil {
					t.Fatal(err)
				}
			}
			err := openStore(dir, faultyDisk{step: failAt(steps, syscall.ENOSPC)}).Probe(t.Context(), BackendFile)
			if err == nil {
				break
			}
			checkDiskError(t, err, syscall.ENOSPC)
		}
		if steps < 6 { // of list and file: made, written, named
			t.Errorf("a full disk is met at %d steps only", steps)
		}
	}
}
