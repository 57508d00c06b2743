package process

import (
	"os"
	"os/exec"
	"strings"
	"testing"

	"golang.org/x/sys/unix"
)

// TestCoresAreForbidden asks the system in a process of its own.
func TestCoresAreForbidden(t *testing.T) {
	t.Parallel()
	if os.Getenv("FORBID_CORES") != "" {
		ForbidCores()
		if dumpable, err := unix.PrctlRetInt(unix.PR_GET_DUMPABLE, 0, 0, 0, 0); dumpable != 0 {
			t.Errorf("a core file may be written: %d, %v", dumpable, err)
		}
		return
	}
	cmd := exec.Command(os.Args[0], "-test.run=^TestCoresAreForbidden$", "-test.v")
	cmd.Env = append(os.Environ(), "FORBID_CORES=1")
	if out, err := cmd.CombinedOutput(); err != nil || !strings.Contains(string(out), "PASS: TestCoresAreForbidden") {
		t.Errorf("%v: %s", err, out)
	}
}
