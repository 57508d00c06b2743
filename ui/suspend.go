package ui

import (
	"context"
	"io"
	"time"

	tea "charm.land/bubbletea/v2"

	"periscope/process"
)

// suspendAsked asks to give the terminal to the shell while the process is stopped, and
// to take it again: stop returns when it continues. It comes from the key and from signals.
type suspendAsked struct{ stop func() }

// saidByProcess is what the process has to say, for the status line.
type saidByProcess string

// suspend gives the terminal back, stops the process, and draws everything again when it
// continues. Bubble Tea's own Suspend would wait for ever where the system stops nothing,
// and knows of no signal but the one that it sends.
func suspend(ctx context.Context, t *terminal, stop func()) tea.Cmd {
	s := &stopped{ctx: ctx, terminal: t, stop: stop}
	return tea.Exec(s, func(error) tea.Msg { return continued{s.writes} })
}

// continued says that the explorer has the terminal again, after so many writes to it.
type continued struct{ writes int }

// Bubble Tea stops its clock for frames when it gives the terminal back, and starts it when
// it takes the terminal again. The stopping is not waited for: if it comes late, it stops
// what was just started, and nothing is drawn any more.
const (
	// clockStops is the time in which it stops, practically always.
	clockStops = 20 * time.Millisecond
	// firstFrame is the time in which something is drawn if the clock runs.
	firstFrame = 250 * time.Millisecond
)

// redrawn looks, some time after the program continued, whether something was drawn. If
// not, it gives the terminal back and takes it again.
func redrawn(ctx context.Context, t *terminal, msg continued) tea.Cmd {
	return tea.Tick(firstFrame, func(time.Time) tea.Msg {
		if ctx.Err() != nil || t.writes() > msg.writes {
			return nil
		}
		return suspendAsked{func() {}}
	})
}

// stopped runs while the terminal is the shell's.
type stopped struct {
	ctx      context.Context
	terminal *terminal
	stop     func()
	writes   int // to the terminal before it is taken again
}

// foregroundTick is how often a process that continues in the background looks whether it
// has the terminal again.
const foregroundTick = 50 * time.Millisecond

// Run stops the process, and returns once the terminal may be taken again. A process that
// is to end in the background takes it without a trace.
func (s *stopped) Run() error {
	time.Sleep(clockStops)
	defer func() { s.writes = s.terminal.writes() }()
	s.stop()
	for s.terminal.input >= 0 && !process.InForeground(s.terminal.input) {
		select {
		case <-s.ctx.Done():
			s.terminal.mute()
			process.IgnoreBackground()
			return nil
		case <-time.After(foregroundTick):
		}
	}
	return nil
}

// SetStdin and the next two implement [tea.ExecCommand]; nothing is read or written.
func (*stopped) SetStdin(io.Reader) {}

// SetStdout does nothing.
func (*stopped) SetStdout(io.Writer) {}

// SetStderr does nothing.
func (*stopped) SetStderr(io.Writer) {}

func suspendKey(e *explorer) tea.Cmd { return e.suspend(e.process.Stop) }

// notHere is why a visitor over SSH cannot do what reaches the machine that serves.
const notHere = "not over SSH: it would reach the machine that serves this demo"

func suspendBlocked(e *explorer) string {
	switch {
	case e.remote:
		return notHere
	case e.terminal == nil:
		return "there is no shell to go back to"
	case e.process.InFlight():
		return process.ExchangeInFlight
	}
	return ""
}

func (e *explorer) suspend(stop func()) tea.Cmd {
	if e.terminal == nil {
		return nil
	}
	return suspend(e.ctx, e.terminal, stop)
}
