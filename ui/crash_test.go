package ui

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
)

// panickingModel panics where it is told to.
type panickingModel struct{ where string }

func (m panickingModel) panicIn(where string) {
	if m.where == where {
		panic("broken in " + where)
	}
}

func (m panickingModel) command(where string) tea.Cmd {
	return func() tea.Msg {
		m.panicIn(where)
		return nil
	}
}

func (m panickingModel) Init() tea.Cmd {
	m.panicIn("Init")
	return m.command("command")
}

func (m panickingModel) Update(tea.Msg) (tea.Model, tea.Cmd) {
	m.panicIn("Update")
	return m, tea.Batch(m.command("first of batch"), tea.Batch(m.command("other"), m.command("batch of batch")))
}

func (m panickingModel) View() tea.View {
	m.panicIn("View")
	return tea.NewView("")
}

// runAll runs a command and all that it is made of.
func runAll(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	if batch, ok := cmd().(tea.BatchMsg); ok {
		for _, cmd := range batch {
			runAll(cmd)
		}
	}
}

func TestCrashGuard(t *testing.T) {
	t.Parallel()
	for _, where := range []string{"", "Init", "command", "Update", "first of batch", "batch of batch", "View"} {
		t.Run(where, func(t *testing.T) {
			t.Parallel()
			cancelled := false
			guard := &crashGuard{cancel: func() { cancelled = true }}
			m := guarded{panickingModel{where}, guard}
			runAll(m.Init())
			next, cmd := m.Update(nil)
			runAll(cmd)
			next.View()
			if cancelled != (where != "") {
				t.Errorf("cancelled: %v", cancelled)
			}
			defer func() {
				crash, _ := recover().(string)
				if where == "" && crash != "" || where != "" && !strings.HasPrefix(crash, "broken in "+where+"\n\nfirst in:\ngoroutine ") {
					t.Errorf("panics again with %q", crash)
				}
			}()
			guard.rethrow()
		})
	}
}
