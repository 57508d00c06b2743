package ui

import (
	"errors"
	"fmt"

	"periscope/ui/describe"
	"periscope/ui/draw"
	"periscope/ui/state"

	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"
)

// tokenEntry is the dialog that takes a token. Neither the token nor its length
// is ever shown.
type tokenEntry struct {
	secret  textinput.Model
	sending bool
	err     error
	stored  string // the token that the team has already; then held waits for the user's choice
	held    string
}

func newTokenEntry() *tokenEntry {
	in := textinput.New()
	in.EchoMode = textinput.EchoNone
	in.CharLimit = 1000
	in.Focus()
	return &tokenEntry{secret: in}
}

func (d *tokenEntry) press(e *explorer, msg tea.KeyPressMsg) tea.Cmd {
	switch k := msg.String(); {
	case k == "esc":
		d.secret.Reset()
		e.closeDialog()
	case d.stored != "":
		return d.choose(e, k)
	case k == "enter" && !d.sending && d.secret.Value() != "":
		token := d.secret.Value()
		d.secret.Reset()
		return d.send(e, token, Anew)
	default:
		d.secret, _ = d.secret.Update(msg)
	}
	return nil
}

// choose takes the answer to whether to replace a stored token.
func (d *tokenEntry) choose(e *explorer, key string) tea.Cmd {
	how, ok := map[string]Adding{"r": Afresh, "a": Beside}[key]
	if !ok {
		e.toast = "r replaces it, a adds the new one beside it, esc does neither"
		return nil
	}
	token := d.held
	d.stored, d.held = "", ""
	return d.send(e, token, how)
}

func (d *tokenEntry) send(e *explorer, token string, how Adding) tea.Cmd {
	d.sending, d.err = true, nil
	keeper, ctx := e.keeper(), e.ctx
	return func() tea.Msg {
		team, err := keeper.Add(ctx, token, how)
		return teamAdded{token, team, err}
	}
}

// failed shows why a token was not stored, or asks what to do with it.
func (d *tokenEntry) failed(token string, err error) {
	d.sending, d.err = false, err
	if exists, ok := errors.AsType[interface {
		error
		AlreadyStored() string
	}](err); ok {
		d.stored, d.held = exists.AlreadyStored(), token
	}
}

func (d *tokenEntry) paste(_ *explorer, text string) tea.Cmd {
	if len(text) > 4000 {
		text = text[:4000]
	}
	d.secret.SetValue(d.secret.Value() + text)
	return nil
}

func (d *tokenEntry) Page(e *explorer, width int) draw.Page {
	p := draw.Page{Title: "Add a team", Keys: "enter checks and stores it  esc leaves"}
	say := func(style draw.Style, text string) {
		for _, l := range draw.Wrap(text, max(1, width-2)) {
			p.Rows = append(p.Rows, " "+style.Render(l))
		}
	}
	say(e.styles.Text, "Paste the token that Slack shows for your app. It is not shown here. "+
		"Slack is asked whose it is, then it goes to "+e.keeper().Store()+".")
	p.Rows = append(p.Rows, "")
	switch {
	case d.stored != "":
		say(e.styles.Warn, d.stored+" is stored already.")
		say(e.styles.Text, "r replaces it, a adds the new one beside it, esc does neither.")
		return p
	case d.sending:
		say(e.styles.Dim, "asking Slack whose token this is…")
	case d.secret.Value() != "":
		say(e.styles.Accent, "token: something was typed; enter goes on")
	default:
		say(e.styles.Accent, "token: nothing yet")
	}
	if d.err != nil {
		sentence, next := describe.Failure(d.err)
		p.Rows = append(p.Rows, "")
		say(e.styles.Bad, sentence)
		say(e.styles.Text, next)
	}
	return p
}

// removal is the dialog that asks before a team is removed.
type removal struct {
	session *state.Session
	err     error
}

func (d *removal) press(e *explorer, msg tea.KeyPressMsg) tea.Cmd {
	switch msg.String() {
	case "y":
		key, keeper, ctx := d.session.Team.Key, e.keeper(), e.ctx
		return func() tea.Msg { return teamRemoved{key, keeper.Remove(ctx, key)} }
	case "n", "esc", "q":
		e.closeDialog()
	default:
		e.toast = "y removes it, n keeps it"
	}
	return nil
}

func (d *removal) paste(e *explorer, _ string) tea.Cmd {
	e.toast = "nothing takes text here"
	return nil
}

func (d *removal) Page(e *explorer, width int) draw.Page {
	p := draw.Page{Title: "Remove a team", Keys: "y removes it  n keeps it"}
	text := fmt.Sprintf("Take the token of %s (%s) out of %s? The app stays installed in Slack, and the token stays valid.",
		d.session.Name(), d.session.Team.Token, e.keeper().Store())
	for _, l := range draw.Wrap(text, max(1, width-2)) {
		p.Rows = append(p.Rows, " "+e.styles.Text.Render(l))
	}
	if d.err != nil {
		sentence, next := describe.Failure(d.err)
		p.Rows = append(p.Rows, "", " "+e.styles.Bad.Render(sentence), " "+e.styles.Text.Render(next))
	}
	return p
}
