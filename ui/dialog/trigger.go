package dialog

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"periscope/model"
	"periscope/ui/draw"
)

// PasteTrigger is the dialog that takes a trigger by hand. A trigger lives three
// seconds, so a paste is sent at once.
type PasteTrigger struct {
	view
	field *textField
	next  func() string // says what the trigger will send
}

// NewPasteTrigger takes a trigger. The function next says what it will send.
func NewPasteTrigger(next func() string) *PasteTrigger {
	return &PasteTrigger{field: newTextField("trigger id: ", nil), next: next}
}

// Commands implements [Dialog].
func (d *PasteTrigger) Commands() []Command {
	return []Command{
		does("esc", "close", func() Action { return Action{Close: true} }),
		does("enter", "send", d.send),
	}
}

// TakesText implements [TextTaker].
func (d *PasteTrigger) TakesText() bool { return true }

// HandleMsg implements [Dialog].
func (d *PasteTrigger) HandleMsg(msg tea.Msg) Action {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		if msg.String() == "esc" {
			return Action{Close: true}
		}
		if d.field.press(msg) {
			return d.send()
		}
	case tea.PasteMsg:
		d.field.paste(msg.Content)
		return d.send()
	}
	return Action{}
}

func (d *PasteTrigger) send() Action {
	trigger := strings.TrimSpace(d.field.text())
	if trigger == "" || strings.ContainsAny(trigger, " \t") {
		return toast("a trigger id is one word, such as digits.digits.letters")
	}
	return Action{Close: true, Do: Send{model.TriggerID(trigger)}}
}

// Page implements [Dialog].
func (d *PasteTrigger) Page(screen Screen) draw.Page {
	p := draw.Page{Title: "Paste a trigger", Keys: edge(d.Commands()), Least: min(screen.Width, 60)}
	const say = "A trigger lives 3 seconds and works once. Copy the trigger_id that your app just received and paste it, " +
		"which sends it at once: "
	for _, l := range draw.Wrap(say+d.next()+".", max(1, screen.Width-2)) {
		p.Say(" " + screen.Styles.Text.Render(l))
	}
	p.Say("")
	d.field.addTo(&p, screen.Styles)
	return p
}
