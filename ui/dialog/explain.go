package dialog

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/ui/describe"
	"periscope/ui/draw"
	"periscope/ui/state"
)

// Explain is the dialog that takes an error of an app, and says what it means. It
// shows nothing of what was pasted but what was found in it, which holds no secrets.
type Explain struct {
	session  *state.Session // whose token the error is compared with; nil: none
	diagnose func(text string) []model.Diagnosis
	field    *textField
	typing   bool
	found    []model.Diagnosis
	empty    bool // the last text told of no refusal
	cursor   int
	asked    int // generation: counts the texts, so that an old answer can be dropped
}

// explained replies what was found in a text.
type explained struct {
	asked int
	found []model.Diagnosis
}

// NewExplain explains errors, and compares them with the token of a team, if there is one.
func NewExplain(s *state.Session, diagnose func(text string) []model.Diagnosis) *Explain {
	return &Explain{session: s, diagnose: diagnose, field: newTextField("error: ", nil), typing: true}
}

// start has a text explained, beside the program: it may be a whole log.
func (d *Explain) start(text string) Action {
	if strings.TrimSpace(text) == "" {
		return toast("paste an error, a stack trace or lines of a log first")
	}
	d.asked++
	asked := d.asked
	return Action{Cmd: ask(d, func() tea.Msg { return explained{asked, d.diagnose(text)} })}
}

// HandleMsg implements [Dialog].
func (d *Explain) HandleMsg(msg tea.Msg) Action {
	switch msg := msg.(type) {
	case explained:
		if msg.asked == d.asked {
			d.found, d.empty, d.cursor = msg.found, len(msg.found) == 0, 0
			d.typing = d.empty
			d.field.set("")
		}
	case tea.PasteMsg:
		return d.start(msg.Content)
	case tea.KeyPressMsg:
		if d.typing {
			return d.typed(msg)
		}
		return d.press(msg)
	}
	return Action{}
}

func (d *Explain) typed(msg tea.KeyPressMsg) Action {
	if msg.String() == "esc" {
		return Action{Close: true}
	}
	d.empty = false
	if d.field.press(msg) {
		return d.start(d.field.text())
	}
	return Action{}
}

func (d *Explain) press(msg tea.KeyPressMsg) Action {
	switch msg.String() {
	case "esc", "q":
		return Action{Close: true}
	case "X", "n", "backspace":
		d.typing = true
	case "j", "down":
		d.cursor = min(d.cursor+1, len(d.found)-1)
	case "k", "up":
		d.cursor = max(d.cursor-1, 0)
	case "g", "home":
		d.cursor = 0
	case "G", "end":
		d.cursor = len(d.found) - 1
	case "space", "enter":
		return d.pick()
	case "c":
		if d.session == nil {
			return toast("no team is selected")
		}
		return Action{Do: Compose{Team: d.session}}
	default:
		return toast(dialogKeys)
	}
	return Action{}
}

// pick puts the scopes that a finding lacks into the team's drafts.
func (d *Explain) pick() Action {
	x := d.found[d.cursor]
	switch {
	case len(x.Add) == 0:
		return toast("there is no scope to pick here")
	case d.session == nil:
		return toast("no team is selected")
	case d.session.Kind() != x.For:
		return toast("this is for " + describe.Owner(x.For) + ", and the team's token is of another kind")
	}
	return Action{Do: Pick{d.session, slices.Clone(x.Add)}}
}

// Page implements [Dialog].
func (d *Explain) Page(screen Screen) draw.Page {
	p := draw.Page{Title: "What does this error mean?", Keys: "a paste is explained at once  enter explains  esc closes"}
	if d.typing {
		const say = "Paste what your app printed: Slack's reply, an exception, a stack trace, lines of a log, headers. " +
			"Nothing of it leaves this machine."
		for _, l := range draw.Wrap(say, max(1, screen.Width-2)) {
			p.Rows = append(p.Rows, " "+screen.Styles.Text.Render(l))
		}
		if d.empty {
			p.Rows = append(p.Rows, "")
			const nothing = "Nothing in it tells of a call that Slack refused."
			p.Rows = append(p.Rows, draw.Toned(screen.Styles, screen.Width, draw.Negative, nothing)...)
		}
		p.Rows = append(append(p.Rows, ""), d.field.rows(screen.Styles)...)
		p.Focus = len(p.Rows) - 1
		return p
	}
	p.Keys = "space pick  c compose  X another error  esc close"
	for i, x := range d.found {
		if i > 0 {
			p.Rows = append(p.Rows, "")
		}
		if i == d.cursor {
			p.Focus = len(p.Rows)
		}
		words := describe.Diagnosis(x)
		l := draw.Line{Indent: 1, Glyph: "·", Text: words.Title, Style: screen.Styles.Text, Quiet: screen.Styles.Ask}
		if len(x.Add) > 0 {
			l.Glyph = "+"
		}
		if d.picked(x) {
			l.Glyph, l.Quiet, l.Text = "●", screen.Styles.Accent, l.Text+", picked"
		}
		p.Rows = append(p.Rows, l.Draw(screen.Styles, screen.Width, max(1, screen.Width-12), draw.Emphasize(i == d.cursor, true)))
		for _, row := range words.Draw(screen.Styles, max(1, screen.Width-3)) {
			p.Rows = append(p.Rows, "   "+row)
		}
	}
	return p
}

// picked reports whether all that a finding lacks is in the team's drafts.
func (d *Explain) picked(x model.Diagnosis) bool {
	return d.session != nil && len(x.Add) > 0 && !slices.ContainsFunc(x.Add, func(s catalog.Scope) bool { return !d.session.Picked(s) })
}
