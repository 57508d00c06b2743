package ui

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	tea "charm.land/bubbletea/v2"

	"periscope/process"
	"periscope/ui/dialog"
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
	p := tea.NewProgram(guarded{&watchScreen{Screen: screen, ctx: ctx, terminal: t, process: opts.Process}, guard}, options...)
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
	help     dialog.Dialog // lists the keys; nil: it is not open
}

// View implements tea.Model.
func (w *watchScreen) View() tea.View {
	v := w.Screen.View()
	width, height := w.Size()
	if box, at, ok := boxOf(w.help, w.Styles(), width, height); ok {
		v.SetContent(over(v.Content, box, at, w.Styles(), width, height-1))
	}
	return v
}

// arrows are the signs of the keys that have one.
var arrows = map[string]string{"up": "↑", "down": "↓", "left": "←", "right": "→"}

// openHelp lists the keys.
func (w *watchScreen) openHelp() {
	var rows []dialog.KeyHelp
	for _, k := range w.Keys() {
		var names []string
		for _, name := range k.Keys {
			names = append(names, cmp.Or(arrows[name], name))
		}
		rows = append(rows, dialog.KeyHelp{Group: k.Group, Keys: strings.Join(names, " "), Does: k.Does, Run: k.Run})
	}
	w.help = dialog.NewHelp("Keys", rows).Stays()
}

// helped gives a key or a paste to the help, and does what it wants done.
func (w *watchScreen) helped(msg tea.Msg) tea.Cmd {
	var a dialog.Action
	if key, ok := msg.(tea.KeyPressMsg); ok {
		a = dialog.Press(w.help, key)
	} else {
		a = w.help.HandleMsg(msg)
	}
	if a.Close {
		w.help = nil
	}
	w.Toast(a.Toast)
	switch do := a.Do.(type) {
	case dialog.Run:
		return do()
	case dialog.Copy:
		cmd, refusal := copyThroughTerminal(do.Text)
		w.Toast(cmp.Or(refusal, textCopied{what: do.What}.sentence()))
		return cmd
	}
	return a.Cmd
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
	case watch.KeysAsked:
		w.openHelp()
		return w, nil
	case tea.PasteMsg:
		return w.typed(tea.PasteMsg{Content: visibleText(msg.Content[:min(len(msg.Content), panes.LongestPaste)])})
	case tea.KeyPressMsg:
		if msg.String() == "ctrl+z" {
			return w, suspend(w.ctx, w.terminal, w.process.Stop)
		}
		if msg, typed := visibleKey(msg); typed && msg.String() == "ctrl+c" {
			return w.pass(msg)
		} else if typed {
			return w.typed(msg)
		}
		return w, nil
	}
	return w.pass(msg)
}

// typed gives a key or a paste to the help if it is open, else to the screen.
func (w *watchScreen) typed(msg tea.Msg) (tea.Model, tea.Cmd) {
	if w.help != nil {
		return w, w.helped(msg)
	}
	return w.pass(msg)
}

func (w *watchScreen) pass(msg tea.Msg) (tea.Model, tea.Cmd) {
	_, cmd := w.Screen.Update(msg)
	return w, cmd
}
