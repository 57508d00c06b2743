// Package leaktest tells whether the tests of a package leave something behind that a
// program which runs for days would run out of: goroutines, open files, memory. Only
// tests import it.
package leaktest

import (
	"flag"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
)

// grace is how long what the tests started may take to end after them.
const grace = 5 * time.Second

// persistent are functions of goroutines that a process never ends.
var persistent = []string{
	"os/signal.loop", "os/signal.signal_recv", "runtime.ensureSigM", "testing.(*M).startAlarm",
	"github.com/godbus/dbus/v5.(*Conn).inWorker", // the session's bus
	"console.UnlessCancelled.func1",              // a read that nothing can interrupt, and that was given up
}

// M is a [testing.M] that fails where its tests leave goroutines or files behind.
type M struct {
	tests interface{ Run() int }
}

// New wraps the tests of a package, for its TestMain.
func New(m *testing.M) M { return M{m} }

// Run runs the tests, and then looks for what they have left.
func (m M) Run() int {
	goroutines, files := stacks(), openFiles()
	status := m.tests.Run()
	if fuzz := flag.Lookup("test.fuzz"); status != 0 || fuzz != nil && fuzz.Value.String() != "" {
		return status
	}
	var left []string
	for deadline := time.Now().Add(grace); ; time.Sleep(10 * time.Millisecond) {
		closeIdleConnections()
		left = append(more(goroutines, stacks()), more(files, openFiles())...)
		if len(left) == 0 {
			return 0
		}
		if time.Now().After(deadline) {
			break
		}
	}
	fmt.Fprintf(os.Stderr, "the tests leave %d goroutines and files behind:\n\n%s\n", len(left), strings.Join(left, "\n\n"))
	return 1
}

// closeIdleConnections ends what the standard client keeps for its next calls.
func closeIdleConnections() {
	http.DefaultClient.CloseIdleConnections()
	if t, ok := http.DefaultTransport.(*http.Transport); ok {
		t.CloseIdleConnections()
	}
}

// more are those of the second list that are not in the first one, by what they do: the
// first line, with the number of a goroutine, does not count.
func more(before, after []string) []string {
	known := map[string]int{}
	for _, b := range before {
		known[identity(b)]++
	}
	return slices.DeleteFunc(after, func(a string) bool {
		known[identity(a)]--
		return known[identity(a)] >= 0
	})
}

// identity is what a goroutine runs, or an open file.
func identity(of string) string {
	_, function, isGoroutine := strings.Cut(of, "\n")
	if !isGoroutine {
		return of
	}
	first, _, _ := strings.Cut(function, "(")
	return first
}

// stacks are the stacks of all goroutines but this one and those that never end.
func stacks() []string {
	room := make([]byte, 8<<20)
	all := strings.Split(string(room[:runtime.Stack(room, true)]), "\n\n")
	return slices.DeleteFunc(all[1:], func(stack string) bool {
		return slices.ContainsFunc(persistent, func(name string) bool { return strings.Contains(stack, name) })
	})
}

// openFiles are the files, pipes and sockets that are open, where the system tells. What
// the runtime has for itself does not count.
func openFiles() []string {
	const list = "/proc/self/fd"
	entries, err := os.ReadDir(list)
	if err != nil {
		return nil
	}
	var open []string
	for _, e := range entries {
		target, err := os.Readlink(filepath.Join(list, e.Name()))
		if err != nil || strings.HasPrefix(target, "anon_inode:") || strings.HasPrefix(target, "/proc/") {
			continue // one of them is the list itself
		}
		open = append(open, target)
	}
	return open
}

// Heap is how many bytes are in use, once what is not has been collected.
func Heap() int64 {
	var stats runtime.MemStats
	for range 3 { // finalizers free more
		runtime.GC()
	}
	runtime.ReadMemStats(&stats)
	return int64(stats.HeapAlloc)
}

// Soak is the part of a whole soak that runs: all of n where PERISCOPE_TESTS is soak, a
// fiftieth elsewhere.
func Soak(n int) int {
	if os.Getenv("PERISCOPE_TESTS") == "soak" {
		return n
	}
	return max(n/50, 20)
}

// CheckFlat does something n times, and fails where it leaves more memory in use after
// all of them than after the first fifth, which fills what is bounded.
func CheckFlat(t *testing.T, what string, n int, do func(i int)) {
	t.Helper()
	const allowed = 2 << 20 // bytes; a leak of 100 bytes each shows in a soak
	fifth := n / 5
	for i := range fifth {
		do(i)
	}
	before := Heap()
	for i := fifth; i < n; i++ {
		do(i)
	}
	grown := Heap() - before
	t.Logf("%s: %d times, %+.1f KiB after the first fifth, %.1f MiB in use", what, n, float64(grown)/1024, float64(before+grown)/(1<<20))
	if grown > allowed {
		t.Errorf("%s: %d bytes more in use after %d than after %d", what, grown, n, fifth)
	}
}
