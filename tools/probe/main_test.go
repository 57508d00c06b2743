package main

import (
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestProbe builds the program and measures it briefly: no number is judged, but each is there.
func TestProbe(t *testing.T) {
	t.Parallel()
	binary := filepath.Join(t.TempDir(), "periscope")
	if out, err := exec.CommandContext(t.Context(), "go", "build", "-C", filepath.Join("..", ".."), "-o", binary, ".").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	var out strings.Builder
	if err := run([]string{"-short", "-sizes", "200", binary}, &out); err != nil {
		t.Fatal(err)
	}
	line := regexp.MustCompile(`(?m)^200 .*$`).FindString(out.String())
	if got := len(regexp.MustCompile(`[0-9]+`).FindAllString(line, -1)); got < 15 {
		t.Errorf("%d numbers in %q of\n%s", got, line, &out)
	}
	if strings.Contains(line, " 0.0 /") {
		t.Errorf("something was not measured: %q", line)
	}
}

// TestProbeFailsWhenNothingIsMeasured runs programs that show nothing, or are not there.
func TestProbeFailsWhenNothingIsMeasured(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{{}, {"-short", "/nowhere"}, {"-short", "-sizes", "200", "true"}, {"-sizes", "x", "true"}} {
		if err := run(args, &strings.Builder{}); err == nil {
			t.Errorf("%q succeeds", args)
		}
	}
}
