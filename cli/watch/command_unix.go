//go:build unix

package watch

import (
	"os"
	"os/exec"
	"syscall"
)

// setOwnGroup puts a command into a process group of its own, so that signals reach what it
// starts as well.
func setOwnGroup(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} }

// passedOn are the signals that are passed on to a command. One that has the terminal gets
// those of its keys by itself.
func passedOn(foreground bool) []os.Signal {
	signals := []os.Signal{syscall.SIGTERM, syscall.SIGHUP, syscall.SIGABRT, syscall.SIGUSR1, syscall.SIGUSR2}
	if !foreground {
		signals = append(signals, syscall.SIGINT, syscall.SIGQUIT)
	}
	return signals
}

func endsProgram(sig os.Signal) bool { return sig != syscall.SIGUSR1 && sig != syscall.SIGUSR2 }

// send sends a signal to a command, and to what it started if it has a group of its own.
func send(cmd *exec.Cmd, sig os.Signal) error {
	number, ok := sig.(syscall.Signal)
	if !ok || cmd.SysProcAttr == nil || !cmd.SysProcAttr.Setpgid {
		return cmd.Process.Signal(sig)
	}
	return syscall.Kill(-cmd.Process.Pid, number)
}

func kill(cmd *exec.Cmd) error { return send(cmd, syscall.SIGKILL) }

// interrupt asks a command to end, as ctrl+c does.
func interrupt(cmd *exec.Cmd) error { return send(cmd, syscall.SIGINT) }

// exitStatus is the exit status of a command as shells report it.
func exitStatus(state *os.ProcessState) int {
	if status, ok := state.Sys().(syscall.WaitStatus); ok && status.Signaled() {
		return 128 + int(status.Signal())
	}
	return state.ExitCode()
}
