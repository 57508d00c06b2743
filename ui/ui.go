// Package ui is the terminal program: three panes over what Slack apps may do.
//
// It promises never to wait: reading happens in commands, each message says
// which reading it belongs to, and one that was overtaken is dropped. It
// imports neither HTTP nor the keyring: it reads from a [Source], and interfaces.go
// has all that it asks of one. Text arrives clean: a Source has taken control
// characters out.
//
// The rooms below it: panes and dialog draw and know no explorer, describe puts
// what is known into words, state is what is known, find matches what is typed, draw
// fills cells; watch is the other screen, of an app that is recorded. Package plain,
// above it, is the explorer without a screen.
package ui

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"periscope/model"
	"periscope/process"
	"periscope/ui/draw"
	"periscope/ui/panes"
	"periscope/ui/state"
)

// Options say how the program meets its terminal.
type Options struct {
	Mode     string    // shown at the top right: "sandbox"
	ReadOnly bool      // nothing that changes Slack or the store can happen
	NoMouse  bool      // the mouse is left to the terminal
	In       io.Reader // the terminal; nil: standard input
	Out      io.Writer // the terminal; nil: standard output
	Environ  []string  // TERM, COLORTERM, NO_COLOR and the like; nil: the process's own
	// Process tells of signals that are about the terminal; nil: nothing does.
	Process *process.Process
	// Remote: the terminal is a visitor's, on another machine, and In and Out lead there.
	// What would reach this machine instead is blocked, with the reason. Nil: it is here.
	Remote *RemoteTerminal
}

// RemoteTerminal is what is known of a terminal on another machine.
type RemoteTerminal struct {
	Window  Window        // at the start
	Resized <-chan Window // each later one, until it is closed; it is read to its end
}

// Window is the size of a terminal in cells.
type Window struct{ Width, Height int }

// Run shows the explorer until the user quits or ctx ends. The terminal is
// restored before it returns; a panic goes on then, with the stack of the first.
// Signals are the caller's: to have SIGTERM end the program, let it end ctx. What the
// process has to tell the terminal's owner, to suspend it for one, Run hears.
func Run(ctx context.Context, source Source, opts Options) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel() // ends every reading still under way
	if opts.In == nil {
		opts.In = os.Stdin
	}
	if opts.Out == nil {
		opts.Out = os.Stdout
	}
	if opts.Process == nil {
		opts.Process = &process.Process{}
	}
	// Bubble Tea measures text with a table of 2 MB, which the first letter beyond ASCII makes. It
	// is made while this goroutine has other things to do: the first frame need not wait.
	process.Go(func() { ansi.StringWidthWc("│") })
	t := newTerminal(opts.In, opts.Out)
	options := []tea.ProgramOption{
		tea.WithContext(ctx),
		tea.WithFPS(120),
		// Bubble Tea's own handler would send to a loop that ctx has ended, and
		// wait for ever.
		tea.WithoutSignalHandler(),
		tea.WithInput(opts.In), tea.WithOutput(t.writer()),
	}
	if opts.Environ == nil {
		opts.Environ = os.Environ()
	} else {
		options = append(options, tea.WithEnvironment(opts.Environ))
	}
	e := newExplorer(ctx, source, opts, time.Now)
	e.terminal = t
	// A frame drawn before the first message is on screen one tick sooner.
	w, h, known := t.size()
	if opts.Remote != nil {
		w, h, known = opts.Remote.Window.Width, opts.Remote.Window.Height, true
		options = append(options, tea.WithWindowSize(w, h), tea.WithColorProfile(colorprofile.Env(opts.Environ)))
	}
	if known {
		e.route(tea.WindowSizeMsg{Width: w, Height: h})
	}
	guard := &crashGuard{cancel: cancel}
	p := tea.NewProgram(guarded{e, guard}, options...)
	if opts.Remote != nil {
		process.Go(func() {
			for w := range opts.Remote.Resized {
				p.Send(tea.WindowSizeMsg{Width: w.Width, Height: w.Height})
			}
		})
	}
	hear(source, p.Send)
	defer opts.Process.Own(&process.Owner{
		GiveBack: t.giveBack,
		Suspend:  func(stop func()) { p.Send(suspendAsked{stop}) },
		Resume:   func() { p.Send(suspendAsked{func() {}}) },
		Say:      func(text string) { p.Send(saidByProcess(text)) },
	})()
	_, err := p.Run()
	guard.rethrow()
	if errors.Is(err, tea.ErrInterrupted) || errors.Is(ctx.Err(), context.Canceled) && errors.Is(err, tea.ErrProgramKilled) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("showing the explorer: %w", err)
	}
	return nil
}

// hear has a source send the explorer what it tells.
func hear(source Source, send func(tea.Msg)) {
	source.OnWait(func(w Wait) { send(waitAnnounced(w)) })
	if reporter, ok := source.(SilenceReporter); ok {
		reporter.OnSilence(func(s Silence) { send(silenceHeard(s)) })
	}
	if requester, ok := source.(Requester); ok {
		requester.OnIncoming(func(in Incoming) { send(incomingHeard(in)) })
	}
	if reporter, ok := source.(CallReporter); ok {
		reporter.OnCall(func(c Call) { send(callMade(c)) })
	}
}

func newExplorer(ctx context.Context, source Source, opts Options, now func() time.Time) *explorer {
	e := &explorer{
		ctx: ctx, source: source, mode: opts.Mode, readOnly: opts.ReadOnly, noMouse: opts.NoMouse, now: now, process: opts.Process,
		remote:     opts.Remote != nil,
		settle:     150 * time.Millisecond, // passing over a team sends nothing
		noticeLife: noticeLife, rereading: map[*state.Session]model.Permissions{},
		dark: true, profile: colorprofile.TrueColor, ascii: draw.NeedsASCII(opts.Environ),
		actions:   actions(),
		teams:     panes.NewTeams(source.Teams()),
		resources: panes.NewResources(),
		scopes:    panes.NewScopes(),
	}
	e.styles = draw.NewStyles(e.dark, e.profile)
	if s := e.teams.Selected(); s != nil {
		e.resources.Show(s)
	}
	return e
}
