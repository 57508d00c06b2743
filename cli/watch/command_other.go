//go:build !unix

package watch

import (
	"os"
	"os/exec"
)

// setOwnGroup does nothing: the console sends its signals to all programs on it.
func setOwnGroup(*exec.Cmd) {}

// passedOn are no signals: the command gets those of the console by itself.
func passedOn(bool) []os.Signal { return nil }

func endsProgram(os.Signal) bool { return true }

func send(cmd *exec.Cmd, sig os.Signal) error { return cmd.Process.Signal(sig) }

func kill(cmd *exec.Cmd) error { return cmd.Process.Kill() }

func interrupt(cmd *exec.Cmd) error { return cmd.Process.Kill() }

// exitStatus is the exit status of a command.
func exitStatus(state *os.ProcessState) int { return state.ExitCode() }
