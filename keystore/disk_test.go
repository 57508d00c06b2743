package keystore

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"syscall"
	"testing"
)

// shakyDisk is a disk on which something may happen before each step. A write
// is two steps: when the second one fails, half of it is on the disk.
type shakyDisk struct {
	osDisk
	step func(name string) error
}

func (d shakyDisk) create(path string) (tempFile, error) {
	if err := d.step("create"); err != nil {
		return nil, &fs.PathError{Op: "open", Path: path, Err: err}
	}
	f, err := d.osDisk.create(path)
	return shakyDraft{f, d.step}, err
}

func (d shakyDisk) rename(from, to string) error {
	if err := d.step("rename"); err != nil {
		return &os.LinkError{Op: "rename", Old: from, New: to, Err: err}
	}
	return d.osDisk.rename(from, to)
}

func (d shakyDisk) syncDir(dir string) {
	_ = d.step("sync directory")
	d.osDisk.syncDir(dir)
	_ = d.step("return")
}

type shakyDraft struct {
	tempFile
	step func(name string) error
}

func (f shakyDraft) Write(p []byte) (int, error) {
	if err := f.step("write"); err != nil {
		return 0, err
	}
	n, err := f.tempFile.Write(p[:len(p)/2])
	if err != nil {
		return n, err
	}
	if err := f.step("write the rest"); err != nil {
		return n, err
	}
	m, err := f.tempFile.Write(p[n:])
	return n + m, err
}

func (f shakyDraft) Sync() error {
	if err := f.step("sync"); err != nil {
		return err
	}
	return f.tempFile.Sync()
}

// failing is a step that fails at its nth call, and ever after.
func failing(n int, err error) func(string) error {
	return func(string) error {
		if n--; n < 0 {
			return err
		}
		return nil
	}
}

// fileStore is a store in a directory, with the encrypted file, and another one
// in the part of the keyring, which is there in every process.
func fileStore(t *testing.T, dir string, d disk) (*Store, *File) {
	t.Helper()
	file, ring := unlockedFile(t, dir), unlockedFile(t, filepath.Join(dir, "keyring"))
	file.disk = d
	s := New(dir, map[Place]Secrets{PlaceKeyring: ring, PlaceFile: file})
	s.list.(*listFile).disk = d
	return s, file
}

func TestFullOrReadOnlyDiskLosesNothing(t *testing.T) {
	for _, cause := range []error{syscall.ENOSPC, syscall.EROFS, syscall.EACCES} {
		failed := 0
		for n := 0; ; n++ {
			dir := t.TempDir()
			s, _ := fileStore(t, dir, osDisk{})
			if _, _, err := s.Add(t.Context(), Addition{Team: acme, Credential: tokenOnly(t, "xoxb-sandbox-acme"), Store: PlaceFile, At: noon}); err != nil {
				t.Fatal(err)
			}
			full, _ := fileStore(t, dir, shakyDisk{step: failing(n, cause)})
			_, _, err := full.Add(t.Context(), Addition{Team: clash, Credential: tokenOnly(t, "xoxb-sandbox-next"), Store: PlaceFile, At: noon})
			checkDiskError(t, err, cause)

			after, _ := fileStore(t, dir, osDisk{})
			if token, err := after.Token(t.Context(), "acme/bot"); err != nil || token.Reveal() != "xoxb-sandbox-acme" {
				t.Fatalf("after %v at step %d, the token stored before is %v, %v", cause, n, token, err)
			}
			if listed := slices.Contains(keys(t, after), "T0CLASH/bot"); listed != (err == nil) {
				t.Errorf("after %v at step %d (%v), listed is %v", cause, n, err, listed)
			}
			if err == nil {
				break
			}
			failed++
		}
		if failed < 12 {
			t.Errorf("%v was met at %d steps only: the test tests too little", cause, failed)
		}
	}
}

func checkDiskError(t *testing.T, err, cause error) {
	t.Helper()
	if err == nil {
		return
	}
	explained, ok := errors.AsType[interface {
		error
		Sentence() string
		NextStep() string
	}](err)
	if !errors.Is(err, cause) || !ok || explained.Sentence() == "" {
		t.Errorf("%v does not say what happened", err)
		return
	}
	want := "Make its directory writable"
	if errors.Is(cause, syscall.ENOSPC) {
		want = "Free some space"
	}
	if got := explained.NextStep(); !startsWith(got, want) {
		t.Errorf("for %v the next step is %q", cause, got)
	}
}

func startsWith(s, prefix string) bool { return len(s) >= len(prefix) && s[:len(prefix)] == prefix }

func TestDraftsOfTheDeadAreReplaced(t *testing.T) {
	path := filepath.Join(t.TempDir(), "list")
	if err := os.WriteFile(path+".new", []byte("half of someth"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := replaceFile(osDisk{}, path, []byte("whole")); err != nil {
		t.Fatal(err)
	}
	entries, err := os.ReadDir(filepath.Dir(path))
	if err != nil || len(entries) != 1 {
		t.Errorf("left behind: %v, %v", entries, err)
	}
	info, err := os.Stat(path)
	if data, _ := os.ReadFile(path); err != nil || string(data) != "whole" || info.Mode() != 0o600 {
		t.Errorf("the file holds %q with mode %v, %v", data, info.Mode(), err)
	}
}

func ExampleIndexError() {
	err := &IndexError{"teams.json", &fs.PathError{Op: "write", Path: "teams.json.new", Err: syscall.ENOSPC}}
	fmt.Println(err.Sentence())
	fmt.Println(err.NextStep())
	// Output:
	// The list of teams, teams.json: no space left on device.
	// Free some space on the disk and try again: what was stored is still there.
}
