package ui

import (
	"fmt"
	"runtime/debug"
	"sync"

	tea "charm.land/bubbletea/v2"
)

// crashGuard ends the program when the explorer or one of its commands panics.
// Bubble Tea would restore the terminal too, but print the panic itself, secrets
// included, and return an error that does not say what happened.
type crashGuard struct {
	cancel func() // ends the program

	mu    sync.Mutex
	crash any // the first panic with its stack, as the value of another; nil: there was none
}

// catch is deferred by what may panic.
func (g *crashGuard) catch() {
	value := recover()
	if value == nil {
		return
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.crash == nil {
		g.crash = fmt.Sprintf("%v\n\nfirst in:\n%s", value, debug.Stack())
	}
	g.cancel()
}

// rethrow panics again, now that the terminal is restored, for the caller of [Run]
// to report.
func (g *crashGuard) rethrow() {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.crash != nil {
		panic(g.crash)
	}
}

// command guards a command, and the commands that it turns out to be made of.
func (g *crashGuard) command(cmd tea.Cmd) tea.Cmd {
	if cmd == nil {
		return nil
	}
	return func() (msg tea.Msg) {
		defer g.catch()
		msg = cmd()
		if batch, ok := msg.(tea.BatchMsg); ok {
			for i := range batch {
				batch[i] = g.command(batch[i])
			}
		}
		return msg
	}
}

// guarded is a model whose panics a guard catches.
type guarded struct {
	tea.Model
	guard *crashGuard
}

func (m guarded) Init() (cmd tea.Cmd) {
	defer m.guard.catch()
	return m.guard.command(m.Model.Init())
}

func (m guarded) Update(msg tea.Msg) (next tea.Model, cmd tea.Cmd) {
	defer func() {
		if next == nil {
			next = m // it panicked
		}
	}()
	defer m.guard.catch()
	model, cmd := m.Model.Update(msg)
	return guarded{model, m.guard}, m.guard.command(cmd)
}

func (m guarded) View() tea.View {
	defer m.guard.catch()
	return m.Model.View()
}
