package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestReport reads what the go command says of a module with tests that pass, fail, and are skipped.
func TestReport(t *testing.T) {
	t.Parallel()
	const skipping = `package x
import "testing"
func TestPass(t *testing.T) { t.Log("quiet") }
func TestSkips(t *testing.T) {
	t.Parallel()
	t.Run("tool", func(t *testing.T) { t.Parallel(); t.Log("noted"); t.Skip("there is no tool") })
	t.Run("stage", func(t *testing.T) { t.Parallel(); t.Skipf("of stage %s", "hooks") })
	t.Run("silent", func(t *testing.T) { t.SkipNow() })
}
`
	const (
		tool   = "skipped: x TestSkips/tool: there is no tool\n"
		stage  = "skipped: x TestSkips/stage: of stage hooks\n"
		silent = "skipped: x TestSkips/silent: no reason given\n"
	)
	for name, c := range map[string]struct {
		source, allow string
		prints        []string
		err           string // its beginning; empty: none
	}{
		"skips":      {skipping, "stage", []string{"ok  \tx", silent + stage + tool}, "these must not be skipped here:\nx TestSkips/"},
		"allowed":    {skipping, "^(of stage|there is no tool|no reason)", []string{"ok  \tx", silent + stage + tool}, ""},
		"fails":      {skipping + `func TestFail(t *testing.T) { t.Error("wrong") }`, ".", []string{": wrong", tool}, "failed: x TestFail, x"},
		"panics":     {skipping + `func TestPanic(t *testing.T) { panic("oh no") }`, ".", []string{"oh no"}, "failed: "},
		"no program": {skipping + `func y() int { return undefined }`, ".", []string{"undefined: undefined"}, "failed: x"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			for file, text := range map[string]string{"go.mod": "module x\n\ngo 1.26\n", "x_test.go": c.source} {
				if err := os.WriteFile(filepath.Join(dir, file), []byte(text), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			cmd := exec.CommandContext(t.Context(), "go", "test", "-json", "./...")
			cmd.Dir = dir
			events, _ := cmd.Output() // which tells what failed
			var out strings.Builder
			err := report(strings.NewReader(string(events)), &out, regexp.MustCompile(c.allow))
			if (err == nil) != (c.err == "") || err != nil && !strings.HasPrefix(err.Error(), c.err) {
				t.Errorf("error %v, want %q", err, c.err)
			}
			for _, want := range c.prints {
				if !strings.Contains(out.String(), want) {
					t.Errorf("%q is not printed:\n%s", want, out.String())
				}
			}
			if strings.Contains(out.String(), "quiet") {
				t.Errorf("what passes is printed:\n%s", out.String())
			}
		})
	}
	if err := report(strings.NewReader("ok x\n"), &strings.Builder{}, regexp.MustCompile("")); err == nil {
		t.Error("what is no event is read as one")
	}
}
