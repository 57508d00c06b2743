package e2e

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"golang.org/x/sys/unix"
)

// getModes is what the call for the modes of a terminal is named.
const getModes = unix.TCGETS

// handlesSignal reports whether a process does something of its own at a signal.
func handlesSignal(t *testing.T, pid int, sig syscall.Signal) bool {
	t.Helper()
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		t.Fatal(err)
	}
	_, caught, _ := strings.Cut(string(status), "SigCgt:\t")
	mask, err := strconv.ParseUint(caught[:16], 16, 64)
	if err != nil {
		t.Fatal(err)
	}
	return mask&(1<<(sig-1)) != 0
}
