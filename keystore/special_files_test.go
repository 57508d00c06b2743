//go:build unix

package keystore

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"periscope/keystore/safefile"
)

// TestSpecialFilesAreRefused: a pipe in the place of a file would be waited for, and a
// device read without end.
func TestSpecialFilesAreRefused(t *testing.T) {
	t.Parallel()
	for kind, put := range map[string]func(path string) error{
		"a named pipe": func(path string) error { return syscall.Mkfifo(path, 0o600) },
		"a device":     func(path string) error { return os.Symlink("/dev/zero", path) },
		"a directory":  func(path string) error { return os.Mkdir(path, 0o700) },
	} {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			for _, name := range []string{"teams.json", "tokens.age", "other.json.lock"} {
				if err := put(filepath.Join(dir, name)); err != nil {
					t.Fatal(err)
				}
			}
			_, err := New(dir, nil).List()
			list, ok := errors.AsType[*TeamListError](err)
			if !ok || !list.Unreadable() || !strings.Contains(err.Error(), "it is "+kind) {
				t.Errorf("the list of teams: %v", err)
			}
			f := sealedFile(dir)
			if _, err := f.Exists(); !is[*FileError](err) {
				t.Errorf("the encrypted file, before its passphrase: %v", err)
			}
			if err := f.Unlock(passphrase); !is[*FileError](err) || !strings.Contains(err.Error(), "it is "+kind) {
				t.Errorf("the encrypted file: %v", err)
			}
			if _, err := lockBeside(t.Context(), filepath.Join(dir, "other.json"), time.Minute); !is[*safefile.KindError](err) {
				t.Errorf("the lock: %v", err)
			}
		})
	}
}

// TestEndlessListIsRefused: what is read has a bound.
func TestEndlessListIsRefused(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for _, name := range []string{"teams.json", "tokens.age"} {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Truncate(path, maxFile+1); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := New(dir, nil).List(); !is[*TeamListError](err) || !strings.Contains(err.Error(), "larger than 16 MiB") {
		t.Errorf("the list of teams: %v", err)
	}
	if err := sealedFile(dir).Unlock(passphrase); !is[*FileError](err) || !strings.Contains(err.Error(), "larger than 16 MiB") {
		t.Errorf("the encrypted file: %v", err)
	}
}

// TestFilesThatOthersCanChangeAreRefused: who can write the list of teams decides where
// tokens go, and who can write its directory can write the list.
func TestFilesThatOthersCanChangeAreRefused(t *testing.T) {
	t.Parallel()
	for _, name := range []string{".", "teams.json", "tokens.age"} {
		dir := t.TempDir()
		f := unlockedFile(dir)
		s := New(dir, map[Backend]Secrets{BackendKeyring: f})
		add(t, s, acme, "xoxb-sandbox-acme")
		if err := os.Chmod(filepath.Join(dir, name), 0o777); err != nil {
			t.Fatal(err)
		}
		f.Lock()
		_, listErr := s.List()
		fileErr := f.Unlock(passphrase)
		unlock, lockErr := s.list.lock(t.Context())
		if lockErr == nil {
			unlock()
		}
		for what, c := range map[string]struct {
			err   error
			wrong bool
		}{
			"the list": {listErr, name != "tokens.age"}, "the file": {fileErr, name != "teams.json"}, "a change": {lockErr, name == "."},
		} {
			if is[*safefile.ExposedError](c.err) != c.wrong {
				t.Errorf("%s is open to all: %s: %v", name, what, c.err)
			}
			if e, ok := errors.AsType[nextStepError](c.err); c.wrong && (!ok || !strings.Contains(e.NextStep(), "chmod go-w "+filepath.Join(dir, name))) {
				t.Errorf("%s is open to all: %s does not say what to do: %v", name, what, c.err)
			}
		}
	}
}

// TestLockIsForItsOwner: who can open a lock can hold it.
func TestLockIsForItsOwner(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "teams.json")
	if err := os.WriteFile(path+".lock", nil, 0o644); err != nil { // as earlier versions left it
		t.Fatal(err)
	}
	unlock, err := lockBeside(context.Background(), path, time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	defer unlock()
	if info, err := os.Stat(path + ".lock"); err != nil || info.Mode() != 0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
}

// nextStepError is an error that says what to do.
type nextStepError interface {
	error
	NextStep() string
}
