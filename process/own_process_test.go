//go:build unix

package process

import (
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// ownProcess is a run of one test of this package in a process of its own, where a signal
// may do what it does to programs.
func ownProcess(t *testing.T, how string) *exec.Cmd {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second) // bounds a failure
	t.Cleanup(cancel)
	cmd := exec.CommandContext(ctx, os.Args[0], "-test.run=^"+t.Name()+"$")
	cmd.Env = append(os.Environ(), "OWN_PROCESS="+how)
	return cmd
}

// endOf is how a process ended: its status, or the signal that ended it.
func endOf(cmd *exec.Cmd) string {
	waited, ok := cmd.ProcessState.Sys().(syscall.WaitStatus)
	switch {
	case !ok:
		return "unknown"
	case waited.Signaled():
		return waited.Signal().String()
	}
	return "status " + strconv.Itoa(waited.ExitStatus())
}

// TestBrokenPipeInAnExchange ends nothing: what came has to be stored. Behind the last
// exchange it ends the program again, as the shell expects of it.
func TestBrokenPipeInAnExchange(t *testing.T) {
	t.Parallel()
	if os.Getenv("OWN_PROCESS") != "" {
		var x Exchanges
		told := os.NewFile(3, "told")
		endFirst, _ := x.Begin()
		endSecond, _ := x.Begin()
		for range 2 {
			_, err := os.Stdout.WriteString("nobody reads this")
			_, _ = told.WriteString("wrote: " + strconv.FormatBool(errors.Is(err, syscall.EPIPE)) + "\n") // the other process finds out
			endFirst()
		}
		endSecond()
		_, _ = os.Stdout.WriteString("nor this")
		_, _ = told.WriteString("survived\n")
		os.Exit(0)
	}
	closed, stdout, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	_ = closed.Close()
	heard, told, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = heard.Close() }()
	cmd := ownProcess(t, "yes")
	cmd.Stdout, cmd.ExtraFiles = stdout, []*os.File{told}
	err = cmd.Start()
	_, _ = stdout.Close(), told.Close()
	if err != nil {
		t.Fatal(err)
	}
	said, _ := io.ReadAll(heard)
	_ = cmd.Wait() // endOf tells
	if want := "wrote: true\nwrote: true\n"; string(said) != want || endOf(cmd) != syscall.SIGPIPE.String() {
		t.Errorf("it says %q, and ends with %s", said, endOf(cmd))
	}
}

// TestLateSignals: once the program has ended, a signal changes its status no more, if the
// process exits with it. Who goes on without being told to end hears signals as before.
func TestLateSignals(t *testing.T) {
	t.Parallel()
	if how := os.Getenv("OWN_PROCESS"); how != "" {
		exits, late, _ := strings.Cut(how, " ")
		number, _ := strconv.Atoi(late) // the other process wrote it
		os.Exit(runAndSignal(exits, syscall.Signal(number)))
	}
	type end struct {
		how  string // the program ended
		late syscall.Signal
	}
	for c, want := range map[end]string{
		{"exits", syscall.SIGHUP}:    "status 7",
		{"exits", syscall.SIGTERM}:   "status 7",
		{"exits", syscall.SIGINT}:    "status 7",
		{"exits", syscall.SIGQUIT}:   "status 7",
		{"exits", syscall.SIGTSTP}:   "status 7",
		{"told", syscall.SIGHUP}:     "status 7",
		{"told", syscall.SIGTERM}:    "status 7",
		{"told", syscall.SIGABRT}:    "status 7",
		{"goes on", syscall.SIGTERM}: syscall.SIGTERM.String(),
	} {
		if signal.Ignored(c.late) { // the tests were started with nohup
			continue
		}
		cmd := ownProcess(t, strings.ReplaceAll(c.how, " ", "-")+" "+strconv.Itoa(int(c.late)))
		out, _ := cmd.CombinedOutput() // endOf tells
		if got := endOf(cmd); got != want {
			t.Errorf("%s, then %v: ends with %s, not with %s: %s", c.how, c.late, got, want, out)
		}
	}
}

// runAndSignal runs a program that ends in one of three ways, sends this process a signal,
// and returns the status of the program once the signal has arrived.
func runAndSignal(how string, late syscall.Signal) int {
	p := &Process{Exits: how == "exits"}
	told := how == "told"
	status := p.Run(func(ctx context.Context) int {
		if told {
			_ = syscall.Kill(syscall.Getpid(), syscall.SIGTERM) // a process may always send itself signals
			<-ctx.Done()
		}
		return 7
	}, func(_ End, status int) int { return status })
	_ = syscall.Kill(syscall.Getpid(), late) // likewise
	select {
	case <-ignoredSignals:
	case <-time.After(10 * time.Second): // bounds a failure
		return 8
	}
	return status
}
