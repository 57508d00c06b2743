package watch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"os/signal"
	"sync"
	"time"

	"periscope/cli/console"
	"periscope/process"
)

// streams are what a command reads and writes.
type streams struct {
	in       io.Reader // nil: nothing
	out, err io.Writer
	// foreground: the terminal sends its signals to the command itself.
	foreground bool
	started    func(*exec.Cmd) // nil: nobody asks
	// onEndSignal is called when the command has ended, if a signal told this program to end,
	// which passed it on; nil: nobody asks.
	onEndSignal func()
}

// patience is how long the streams of a command may stay open after it has ended: programs
// that it left behind may hold them.
const patience = 2 * time.Second

// lineStreams are those of a command while nothing is drawn. Where the result alone is to be
// on standard output, the command's output is on standard error.
func (w *watched) lineStreams() streams {
	s := streams{in: w.env.In, out: rawStream(w.env.Screen(), w.env.Out), err: rawStream(w.env.ErrScreen(), w.env.Err)}
	if w.format != console.TextFormat {
		s.out = s.err
	}
	s.foreground = w.env.InTerminal
	return s
}

// rawStream is a stream as the command would have it without us, if it is a file; else the
// one that we write to ourselves, line by line.
func rawStream(raw, ours io.Writer) io.Writer {
	if file, ok := raw.(*os.File); ok {
		return file
	}
	return ours
}

// runWith runs the command until it ends, and returns its exit status.
func (w *watched) runWith(ctx context.Context, environ []string, s streams) (status int, err error) {
	cmd := exec.Command(w.command[0], w.command[1:]...) //nolint:noctx // it ends by itself, or by the signals that are passed on
	cmd.Env, cmd.Stdin, cmd.Stdout, cmd.Stderr, cmd.WaitDelay = environ, s.in, s.out, s.err, patience
	if _, isFile := s.in.(*os.File); s.in != nil && !isFile {
		// Package exec would wait for a reader that has nothing to read.
		cmd.Stdin = nil
		pipe, err := cmd.StdinPipe()
		if err != nil {
			return 0, fmt.Errorf("starting %s: %w", w.command[0], err)
		}
		process.Go(func() {
			_, _ = io.Copy(pipe, s.in) // the command may end first
			_ = pipe.Close()
		})
	}
	if !s.foreground {
		setOwnGroup(cmd)
	}
	defer w.env.Process.HandOver()()
	passed := make(chan os.Signal, 16)
	signal.Notify(passed, passedOn(s.foreground)...)
	defer signal.Stop(passed)
	if err := cmd.Start(); err != nil {
		return 0, w.startError(err)
	}
	if s.started != nil {
		s.started(cmd)
	}
	done := make(chan struct{})
	var passing sync.WaitGroup
	ends := 0
	passing.Go(process.Guarded(func() { ends = passSignals(ctx, cmd, passed, done) }))
	err = cmd.Wait()
	close(done)
	passing.Wait()
	if ends > 0 && s.onEndSignal != nil {
		s.onEndSignal()
	}
	if exit, ok := errors.AsType[*exec.ExitError](err); ok {
		return exitStatus(exit.ProcessState), nil
	}
	if errors.Is(err, exec.ErrWaitDelay) { // it has ended; what it left behind has not
		return exitStatus(cmd.ProcessState), nil
	}
	return console.StatusDone, err
}

// killAfter is the number of signals to end after which the command is killed.
const killAfter = 3

// passSignals passes signals on to the command until done is closed. It returns how many of
// them were to end the command, those included that came as it ended.
func passSignals(ctx context.Context, cmd *exec.Cmd, signals <-chan os.Signal, done <-chan struct{}) (ends int) {
	ended := ctx.Done()
	for {
		select {
		case <-done:
			return ends + countEndSignals(signals)
		case <-ended: // a panic ends the program
			ended = nil
			_ = kill(cmd)
		case sig := <-signals:
			if endsProgram(sig) {
				ends++
			}
			if ends >= killAfter {
				_ = kill(cmd) // it has ended already, or ends now
				continue
			}
			_ = send(cmd, sig) // likewise
		}
	}
}

// countEndSignals counts the signals to end the command that have come and were not heard yet.
func countEndSignals(signals <-chan os.Signal) (ends int) {
	for {
		select {
		case sig := <-signals:
			if endsProgram(sig) {
				ends++
			}
		default:
			return ends
		}
	}
}

// startError says that a command could not be started.
func (w *watched) startError(err error) error {
	next := "Check the name of the command, and whether it is in PATH."
	if errors.Is(err, fs.ErrPermission) {
		next = "Make it executable, or name the program that runs it."
	}
	if inner, ok := errors.AsType[*exec.Error](err); ok {
		err = inner.Err
	}
	return &console.Error{
		Code: "command_not_started", Status: console.StatusUsage,
		Message: fmt.Sprintf("%s cannot be started: %v", console.InputName(w.command[0]), console.CauseWithoutPath(err)), Next: next,
	}
}
