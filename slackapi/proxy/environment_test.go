package proxy

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"
)

// TestFilesOfTheEnvironmentAreForTheirOwner: what the app is led by can be read by its user
// only, holds no key, and is gone afterwards.
func TestFilesOfTheEnvironmentAreForTheirOwner(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"TMPDIR", "TMP", "TEMP"} {
		t.Setenv(name, dir)
	}
	authority, err := NewAuthority(time.Now)
	if err != nil {
		t.Fatal(err)
	}
	app, err := NewEnvironment([]string{"PATH=/bin"}, "http://127.0.0.1:1", authority)
	if err != nil {
		t.Fatal(err)
	}
	files := 0
	err = filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || path == dir {
			return err
		}
		info, err := entry.Info()
		if err != nil {
			return err
		}
		if runtime.GOOS != "windows" && info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s has mode %v", path, info.Mode())
		}
		if entry.IsDir() {
			return nil
		}
		files++
		content, err := os.ReadFile(path)
		if bytes.Contains(content, []byte("PRIVATE KEY")) {
			t.Errorf("%s holds a key", path)
		}
		return err
	})
	if err != nil || files < 2 {
		t.Errorf("%d files, %v", files, err)
	}
	if err := app.Remove(); err != nil {
		t.Error(err)
	}
	if left, _ := os.ReadDir(dir); len(left) > 0 {
		t.Errorf("%v is left", left)
	}
}
