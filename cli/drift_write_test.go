package cli

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
)

// TestReplaceFile: what somebody wrote meanwhile is not lost, and what is not read stays.
func TestReplaceFile(t *testing.T) {
	t.Parallel()
	name := filepath.Join(t.TempDir(), "manifest.yaml")
	write := func(text string) {
		t.Helper()
		if err := os.WriteFile(name, []byte(text), 0o640); err != nil {
			t.Fatal(err)
		}
	}
	holds := func(want string) {
		t.Helper()
		if got, err := os.ReadFile(name); err != nil || string(got) != want {
			t.Errorf("it holds %q, %v; want %q", got, err, want)
		}
	}
	write("\ufeffa: 1\r\n")
	if err := replaceFile(name, []byte("a: 1\r\n"), []byte("a: 2\r\n")); err != nil {
		t.Error(err)
	}
	holds("\ufeffa: 2\r\n")
	write("b: 3\n")
	if err := replaceFile(name, []byte("a: 2\r\n"), []byte("a: 4\n")); !errors.Is(err, errChangedMeanwhile) {
		t.Error(err)
	}
	holds("b: 3\n")
	if left, err := os.ReadDir(filepath.Dir(name)); err != nil || len(left) != 1 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}
