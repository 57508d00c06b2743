package ui

import (
	"slices"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/ui/describe"
	"periscope/ui/state"

	tea "charm.land/bubbletea/v2"
)

// audit is the dialog that shows where an app's manifest, its token and its
// code disagree.
type audit struct {
	session *state.Session
	drift   model.Drift
	err     error
	loaded  bool
	asked   int // generation: counts the questions, so that an old answer can be dropped
	cursor  int
}

// driftFound answers an audit's question.
type driftFound struct {
	of    *audit
	asked int
	drift model.Drift
	err   error
}

// auditor is the source's knowledge of manifests and code, or nil.
func (e *explorer) auditor() Auditor {
	auditor, _ := e.source.(Auditor)
	return auditor
}

func openAudit(e *explorer) tea.Cmd {
	d := &audit{session: e.teams.Selected()}
	e.Open(d)
	return d.ask(e)
}

func auditBlocked(e *explorer) string {
	switch {
	case e.teams.Selected() == nil:
		return "no team is selected"
	case !e.teams.Selected().Installable():
		return "only apps of bots and users have a manifest to compare with"
	case e.auditor() == nil:
		return "this session knows no manifest and no code to compare with"
	}
	return ""
}

// ask has the three accounts compared, beside the program. What was found last
// stays until there is an answer.
func (d *audit) ask(e *explorer) tea.Cmd {
	d.asked++
	auditor, ctx, key, asked := e.auditor(), e.ctx, d.session.Team.Key, d.asked
	return func() tea.Msg {
		drift, err := auditor.Drift(ctx, key)
		return driftFound{d, asked, drift, err}
	}
}

func (d *audit) found(msg driftFound) {
	if msg.asked == d.asked {
		d.drift, d.err, d.loaded = msg.drift, msg.err, true
	}
}

// reaudit has a team's open audits compare again, because its token was read anew.
func (e *explorer) reaudit(s *state.Session) tea.Cmd {
	var cmds []tea.Cmd
	for _, open := range e.dialogs {
		if d, ok := open.(*audit); ok && d.session == s {
			cmds = append(cmds, d.ask(e))
		}
	}
	return tea.Batch(cmds...)
}

// pickable are the scopes that would end the drift: what the code needs and
// what was declared, as far as the token lacks it.
func (d *audit) pickable() []catalog.Scope {
	scopes := slices.Clone(d.drift.NotInstalled)
	for _, lack := range d.drift.Missing {
		scopes = append(scopes, lack.Scopes...)
	}
	slices.Sort(scopes)
	return slices.Compact(scopes)
}

func (d *audit) press(e *explorer, msg tea.KeyPressMsg) tea.Cmd {
	switch msg.String() {
	case "esc", "q", "D":
		e.closeDialog()
	case "j", "down":
		d.cursor++
	case "k", "up":
		d.cursor--
	case "g", "home":
		d.cursor = 0
	case "r":
		e.toast = "comparing again"
		return d.ask(e)
	case "space", "enter":
		d.Pick(e, d.Selected().scopes)
	case "a":
		d.Pick(e, d.pickable())
	case "c":
		if why := composeBlocked(e); why != "" {
			e.toast = why
			return nil
		}
		return e.compose(d.session, 0)
	default:
		e.toast = dialogKeys
	}
	d.cursor = max(0, min(d.cursor, len(d.findings())-1))
	return nil
}

func (d *audit) paste(e *explorer, _ string) tea.Cmd {
	e.toast = "nothing takes text here"
	return nil
}

// Pick puts scopes into the drafts.
func (d *audit) Pick(e *explorer, scopes []catalog.Scope) {
	switch why := askBlocked(e); {
	case len(scopes) == 0:
		e.toast = "there is no scope to pick here"
	case why != "":
		e.toast = why
	default:
		d.session.PickAll(scopes)
		e.toast = "picked " + describe.JoinScopes(scopes) + "; c composes the install"
		e.scopes.Refilter()
	}
}
