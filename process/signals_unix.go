//go:build unix

package process

import (
	"os"
	"os/signal"
	"syscall"

	"golang.org/x/sys/unix"
)

// heardSignals are the signals that end or stop a program. SIGHUP is not among them if it
// was ignored when the process began, as nohup has it.
func heardSignals() []os.Signal {
	heard := []os.Signal{
		syscall.SIGINT, syscall.SIGTERM, syscall.SIGQUIT, syscall.SIGABRT, syscall.SIGTSTP, syscall.SIGCONT,
	}
	if !signal.Ignored(syscall.SIGHUP) {
		heard = append(heard, syscall.SIGHUP)
	}
	return heard
}

func isStop(sig os.Signal) bool     { return sig == syscall.SIGTSTP }
func isContinue(sig os.Signal) bool { return sig == syscall.SIGCONT }
func isHangup(sig os.Signal) bool   { return sig == syscall.SIGHUP }

// wantsStacks: these are sent to see what a program is doing.
func wantsStacks(sig os.Signal) bool { return sig == syscall.SIGQUIT || sig == syscall.SIGABRT }

// Number is the number of a signal, which shells add to 128 for an exit status.
func Number(sig os.Signal) int {
	n, _ := sig.(syscall.Signal)
	return int(n)
}

// stopGroup stops the process group but for this process, which hears the signal.
func stopGroup() { _ = syscall.Kill(0, syscall.SIGTSTP) } // a process may always send its group signals

// stopSelf stops this process, if a shell could continue it. A signal that was heard once
// stops nothing in a Go program, not even after it is reset: so it is SIGTTIN, which
// nothing hears, and not SIGTSTP.
func stopSelf() { _ = syscall.Kill(os.Getpid(), syscall.SIGTTIN) } // a process may always send itself signals

// surviveBrokenPipes keeps a write to a closed pipe from ending the process, until the
// returned function is called: it is an error like any other then.
func surviveBrokenPipes() (stop func()) {
	broken := make(chan os.Signal, 1)
	signal.Notify(broken, syscall.SIGPIPE)
	return func() { signal.Stop(broken) }
}

// InForeground reports whether the process may change the modes of a terminal: another
// one has it while this one is in the background, and nothing has one that was closed.
func InForeground(terminal int) bool {
	group, err := unix.IoctlGetInt(terminal, unix.TIOCGPGRP)
	if err == unix.ENOTTY { // it controls no job of ours
		return true
	}
	return err == nil && group == unix.Getpgrp()
}

// IgnoreBackground lets a process that is about to end read and change a terminal that
// another program has. It would be stopped for that, and so not end.
func IgnoreBackground() { signal.Ignore(syscall.SIGTTIN, syscall.SIGTTOU) }
