package ui

import (
	"fmt"

	"periscope/ui/describe"
	"periscope/ui/draw"
	"periscope/ui/state"

	tea "charm.land/bubbletea/v2"
)

// actor is the dialog in which one plays a Slack user of the sandbox: run the
// app's slash command, see the dialog that Slack then shows, answer it.
type actor struct {
	session *state.Session
	people  []Person
	dialogs []Dialog
	cursor  int
	err     error
	loaded  bool
}

// stageSeen brings what there is to see on Slack's side.
type stageSeen struct {
	actor   *actor
	people  []Person
	dialogs []Dialog
	err     error
}

// stage is the source's ability to play Slack's side, or nil.
func (e *explorer) stage() Stage {
	stage, _ := e.source.(Stage)
	return stage
}

// look asks what there is to see.
func (d *actor) look(e *explorer) tea.Cmd {
	stage, ctx, key := e.stage(), e.ctx, d.session.Team.Key
	return func() tea.Msg {
		seen := stageSeen{actor: d}
		if seen.people, seen.err = stage.People(ctx, key); seen.err == nil {
			seen.dialogs, seen.err = stage.Dialogs(ctx, key)
		}
		return seen
	}
}

func (d *actor) saw(msg stageSeen) {
	d.people, d.dialogs, d.err, d.loaded = msg.people, msg.dialogs, msg.err, true
}

// stageChanged refreshes the dialog of the person being played, if it is open.
func (e *explorer) stageChanged() tea.Cmd {
	if d, ok := e.dialog().(*actor); ok {
		return d.look(e)
	}
	return nil
}

// do does something on Slack's side, then looks again.
func (d *actor) do(e *explorer, act func() error) tea.Cmd {
	look := d.look(e)
	return func() tea.Msg {
		if err := act(); err != nil {
			return stageSeen{actor: d, people: d.people, dialogs: d.dialogs, err: err}
		}
		return look()
	}
}

func (d *actor) press(e *explorer, msg tea.KeyPressMsg) tea.Cmd {
	stage, ctx, key := e.stage(), e.ctx, d.session.Team.Key
	switch k := msg.String(); k {
	case "esc", "q", "t":
		e.closeDialog()
	case "j", "down":
		d.cursor = min(d.cursor+1, max(0, len(d.people)-1))
	case "k", "up":
		d.cursor = max(0, d.cursor-1)
	case "enter":
		if len(d.dialogs) > 0 {
			e.toast = "a dialog waits for an answer: y approves, n denies"
			return nil
		}
		if len(d.people) == 0 {
			e.toast = "there is nobody to act as"
			return nil
		}
		user := d.people[d.cursor].ID
		return d.do(e, func() error { return stage.RunCommand(ctx, key, user) })
	case "y", "n":
		if len(d.dialogs) == 0 {
			e.toast = "no dialog is shown: enter runs the slash command, which fires what is armed"
			return nil
		}
		dialog := d.dialogs[0].ID
		return d.do(e, func() error { return stage.Answer(ctx, key, dialog, k == "y") })
	default:
		e.toast = "the keys of this dialog are in its lower edge"
	}
	return nil
}

func (d *actor) paste(e *explorer, _ string) tea.Cmd {
	e.toast = "nothing takes text here"
	return nil
}

func (d *actor) Page(e *explorer, width int) draw.Page {
	p := draw.Page{Title: "Slack, as a user of " + d.session.Name(), Keys: "enter runs the slash command as this user  esc closes"}
	if len(d.dialogs) > 0 {
		p.Keys = "y approve  n deny  esc leaves it unanswered"
	}
	say := func(rows ...string) { p.Rows = append(p.Rows, rows...) }
	if d.err != nil {
		sentence, next := describe.Failure(d.err)
		say(draw.Banner(e.styles, draw.Rect{W: width, H: 10}, sentence, next)...)
	}
	if len(d.dialogs) > 0 {
		say(d.shown(e, width)...)
		return p
	}
	if line := e.armedLine(); line != "" {
		say(" "+e.styles.Warn.Render(line), "")
	} else {
		say(" "+e.styles.Dim.Render("No request is armed: a slash command now is a trigger lost."), "")
	}
	if !d.loaded {
		say(" " + e.styles.Dim.Render("looking who is here…"))
	}
	for i, person := range d.people {
		if i == d.cursor {
			p.Focus = len(p.Rows)
		}
		l := draw.Line{Text: "@ " + person.Name, Note: string(person.ID), Style: e.styles.Text, Quiet: e.styles.Dim}
		say(l.Draw(e.styles, width, 11, draw.Emphasize(i == d.cursor, true)))
	}
	return p
}

// shown draws the dialog that Slack shows the user, as Slack might.
func (d *actor) shown(e *explorer, width int) []string {
	dialog := d.dialogs[0]
	rows := []string{
		"",
		"  " + e.styles.Strong.Render(fmt.Sprintf("%s asks %s", dialog.App, describe.Audience(dialog.Request))),
		"  " + e.styles.Dim.Render("shown to @ "+dialog.User.Name),
		"",
	}
	rows = append(rows, describe.ScopeBullets(e.styles, width, dialog.Request.Scopes)...)
	rows = append(rows, "", "    "+e.styles.Good.Render("y  Approve")+"      "+e.styles.Bad.Render("n  Deny"), "")
	if n := len(d.dialogs) - 1; n > 0 {
		rows = append(rows, "  "+e.styles.Dim.Render(fmt.Sprintf("%d more waiting", n)))
	}
	return rows
}
