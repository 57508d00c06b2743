package ui

import (
	"strings"

	"periscope/model"
	"periscope/ui/draw"

	tea "charm.land/bubbletea/v2"
)

// triggerPaste is the dialog that takes a trigger by hand. A trigger lives
// three seconds, so a paste is fired at once.
type triggerPaste struct{ entry *entry }

func newTriggerPaste() *triggerPaste { return &triggerPaste{newEntry("trigger id: ", nil)} }

func (d *triggerPaste) press(e *explorer, msg tea.KeyPressMsg) tea.Cmd {
	if msg.String() == "esc" {
		e.closeDialog()
		return nil
	}
	if d.entry.press(msg) {
		return d.fire(e)
	}
	return nil
}

func (d *triggerPaste) paste(e *explorer, text string) tea.Cmd {
	d.entry.paste(text)
	return d.fire(e)
}

func (d *triggerPaste) fire(e *explorer) tea.Cmd {
	trigger := strings.TrimSpace(d.entry.input.Value())
	if trigger == "" || strings.ContainsAny(trigger, " \t") {
		e.toast = "a trigger id is one word, such as digits.digits.letters"
		return nil
	}
	e.closeDialog()
	return e.fire(e.teams.Selected().Team.Key, model.TriggerID(trigger))
}

func (d *triggerPaste) Page(e *explorer, width int) draw.Page {
	p := draw.Page{Title: "Paste a trigger", Keys: "a paste fires at once  enter fires  esc leaves"}
	const say = "A trigger lives 3 seconds and works once. Copy the trigger_id that your app just received and paste it: "
	for _, l := range draw.Wrap(say+e.armedLine()+".", width-2) {
		p.Rows = append(p.Rows, " "+e.styles.Text.Render(l))
	}
	p.Rows = append(append(p.Rows, ""), d.entry.rows(e.styles)...)
	return p
}
