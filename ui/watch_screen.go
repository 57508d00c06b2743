package ui

import (
	"context"
	"errors"
	"fmt"
	"os"

	tea "charm.land/bubbletea/v2"

	"periscope/process"
	"periscope/ui/panes"
	"periscope/ui/watch"
)

// Watch shows an app that is being watched, until the user leaves the screen or ctx ends.
// refresh is called with a function that shows what is known; it returns when ctx ends. The
// terminal is restored before Watch returns, as [Run] does.
func Watch(ctx context.Context, screen *watch.Screen, refresh func(context.Context, func(watch.State)), opts Options) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	if opts.In == nil {
		opts.In = os.Stdin
	}
	if opts.Out == nil {
		opts.Out = os.Stdout
	}
	t := newTerminal(opts.In, opts.Out)
	options := []tea.ProgramOption{
		tea.WithContext(ctx), tea.WithFPS(60), tea.WithoutSignalHandler(), tea.WithInput(opts.In), tea.WithOutput(t.writer()),
	}
	if opts.Environ != nil {
		options = append(options, tea.WithEnvironment(opts.Environ))
	}
	if w, h, ok := t.size(); ok {
		screen.Resize(w, h)
	}
	guard := &crashGuard{cancel: cancel}
	p := tea.NewProgram(guarded{&watchScreen{screen, ctx, t, opts.Process}, guard}, options...)
	process.Go(func() { refresh(ctx, func(s watch.State) { p.Send(watch.Refreshed(s)) }) })
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
		return fmt.Errorf("showing the calls: %w", err)
	}
	return nil
}

// watchScreen is the screen, with what the process has to say to the owner of the terminal.
type watchScreen struct {
	*watch.Screen
	ctx      context.Context
	terminal *terminal
	process  *process.Process
}

// Update implements tea.Model.
func (w *watchScreen) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case suspendAsked:
		return w, suspend(w.ctx, w.terminal, msg.stop)
	case continued:
		return w, redrawn(w.ctx, w.terminal, msg)
	case saidByProcess:
		w.Toast(string(msg))
		return w, nil
	case watch.CopyRequest:
		w.Toast("sent the report to your terminal's clipboard")
		cmd, refusal := copyThroughTerminal(string(msg))
		if refusal != "" {
			w.Toast(refusal + ": e writes what was seen to a file")
		}
		return w, cmd
	case tea.PasteMsg:
		return w.pass(tea.PasteMsg{Content: visibleText(msg.Content[:min(len(msg.Content), panes.LongestPaste)])})
	case tea.KeyPressMsg:
		if msg.String() == "ctrl+z" {
			return w, suspend(w.ctx, w.terminal, w.process.Stop)
		}
		if msg, typed := visibleKey(msg); typed {
			return w.pass(msg)
		}
		return w, nil
	}
	return w.pass(msg)
}

func (w *watchScreen) pass(msg tea.Msg) (tea.Model, tea.Cmd) {
	_, cmd := w.Screen.Update(msg)
	return w, cmd
}
