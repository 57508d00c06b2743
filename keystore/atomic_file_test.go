package keystore

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
)

func TestFullOrReadOnlyDiskLosesNothing(t *testing.T) {
	t.Parallel()
	for _, cause := range []error{syscall.ENOSPC, syscall.EROFS, syscall.EACCES} {
		failed := 0
		for n := 0; ; n += every(4) {
			dir := t.TempDir()
			s := openStore(dir, osDisk{})
			if _, _, err := s.Add(t.Context(), Addition{Team: acme, Credential: tokenOnly("xoxb-sandbox-acme"), Backend: BackendFile, At: noon}); err != nil {
				t.Fatal(err)
			}
			full := openStore(dir, faultyDisk{step: failAt(n, cause)})
			_, _, err := full.Add(t.Context(), Addition{Team: clash, Credential: tokenOnly("xoxb-sandbox-next"), Backend: BackendFile, At: noon})
			checkDiskError(t, err, cause)

			after := openStore(dir, osDisk{})
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
		if failed < 12/every(4) {
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
	if list, isList := errors.AsType[*TeamListError](err); isList && list.Unreadable() {
		t.Errorf("%v is taken for wrong content", err)
	}
	if !errors.Is(err, cause) || !ok || explained.Sentence() == "" {
		t.Errorf("%v does not say what happened", err)
		return
	}
	want := "Make its directory writable"
	if errors.Is(cause, syscall.ENOSPC) {
		want = "Free some space"
	}
	if got := explained.NextStep(); !strings.HasPrefix(got, want) {
		t.Errorf("for %v the next step is %q", cause, got)
	}
}

func TestDraftsOfTheDeadAreReplaced(t *testing.T) {
	t.Parallel()
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

func Example_fullDisk() {
	err := &TeamListError{"teams.json", &fs.PathError{Op: "write", Path: "teams.json.new", Err: syscall.ENOSPC}}
	fmt.Println(err.Sentence())
	fmt.Println(err.NextStep())
	// Output:
	// The list of teams, teams.json: no space left on device.
	// Free some space on the disk and try again: what was stored is still there.
}

// TestOrderOfSteps: the content is on the disk before the file gets its name, and
// the name before the caller goes on.
func TestOrderOfSteps(t *testing.T) {
	t.Parallel()
	var steps []string
	d := faultyDisk{step: func(name string) error { steps = append(steps, name); return nil }}
	if err := replaceFile(d, filepath.Join(t.TempDir(), "list"), []byte("whole")); err != nil {
		t.Fatal(err)
	}
	want := []string{"create", "write", "write the rest", "sync", "rename", "sync directory", "return"}
	if !slices.Equal(steps, want) {
		t.Errorf("steps: %q, want %q", steps, want)
	}
}

func TestFailedWriteLeavesNoTemporaryFile(t *testing.T) {
	t.Parallel()
	for n := range 5 {
		dir := t.TempDir()
		err := replaceFile(faultyDisk{step: failAt(n, syscall.ENOSPC)}, filepath.Join(dir, "list"), []byte("whole"))
		if entries := must(os.ReadDir(dir)); !errors.Is(err, syscall.ENOSPC) || len(entries) != 0 {
			t.Errorf("failed at step %d with %v, left are %v", n, err, entries)
		}
	}
}

func TestNextStepOfADisk(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		cause error
		want  string
	}{
		{syscall.ENOSPC, "Free some space"},
		{syscall.EDQUOT, "Free some space"},
		{syscall.EACCES, "Make its directory writable"},
		{syscall.EROFS, "Make its directory writable"},
		{syscall.EIO, "Otherwise."},
	} {
		if got := diskNextStep(&fs.PathError{Op: "write", Path: "list", Err: c.cause}, "Otherwise."); !strings.HasPrefix(got, c.want) {
			t.Errorf("for %v the next step is %q", c.cause, got)
		}
	}
}
