package dialog

import (
	"errors"
	"fmt"

	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"

	"periscope/model"
	"periscope/ui/describe"
	"periscope/ui/draw"
	"periscope/ui/state"
)

// Store is where tokens are kept.
type Store struct {
	Name string // in few words: "your keyring"
	// Add checks a token with Slack and stores it. When its team has such tokens
	// already, the error has a method StoredTokens() []StoredToken.
	Add func(token string) (state.Team, error)
	// AddBeside keeps those that are there as well.
	AddBeside func(token string) (state.Team, error)
	// Replace puts it in the place of one that is there.
	Replace func(token, stored string) (state.Team, error)
	// Remove takes a team's token out of the store.
	Remove func() error
}

// StoredToken is a token that a team has already.
type StoredToken struct {
	Key   string // what the store calls it
	About string // in few words: "xoxb-…wxyz, added on 2026-01-02"; may be empty
}

// AddTeam is the dialog that takes a token. Neither the token nor its length is
// ever shown.
type AddTeam struct {
	store   Store
	secret  textinput.Model
	token   string // what is being checked, or waits for the user's choice
	sending bool
	closed  bool
	err     error
	stored  []StoredToken // tokens that the team has already: the user chooses
	list                  // of stored
}

// NewAddTeam takes a token and stores it.
func NewAddTeam(store Store) *AddTeam {
	in := draw.NewTextInput()
	in.EchoMode = textinput.EchoNone
	in.CharLimit = 1000
	in.Focus()
	return &AddTeam{store: store, secret: in}
}

// teamAdded replies how adding a token ended.
type teamAdded struct {
	team state.Team
	err  error
}

// HandleMsg implements [Dialog].
func (d *AddTeam) HandleMsg(msg tea.Msg) Action {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		if d.choosing() && !has(d.Commands(), msg.String()) {
			return toast(d.choice())
		}
		if d.choosing() || msg.String() == "esc" || msg.String() == "enter" {
			return press(d, msg.String())
		}
		d.secret, _ = d.secret.Update(msg)
	case tea.PasteMsg:
		const most = 4000
		d.secret.SetValue(d.secret.Value() + msg.Content[:min(len(msg.Content), most)])
	case teamAdded:
		return d.added(msg)
	case Clicked:
		if d.choosing() {
			return handle(d, &d.list, msg)
		}
	}
	return Action{}
}

// choosing reports whether the user has to say what becomes of tokens that are stored.
func (d *AddTeam) choosing() bool { return len(d.stored) > 0 }

// Commands implements [Dialog].
func (d *AddTeam) Commands() []Command {
	leave := does("esc", "close", func() Action {
		d.secret.Reset()
		d.token, d.stored, d.closed = "", nil, true
		return Action{Close: true}
	})
	if !d.choosing() {
		nothing := ""
		switch {
		case d.sending:
			nothing = "Slack is being asked"
		case d.secret.Value() == "":
			nothing = "paste a token first"
		}
		return []Command{leave, does("enter", "check and store", func() Action {
			d.token = d.secret.Value()
			d.secret.Reset()
			return d.send(d.store.Add)
		}).unless(nothing)}
	}
	d.list.show(len(d.stored))
	all := []Command{
		leave,
		does("r", "replace it", func() Action {
			stored := d.stored[d.list.Cursor].Key
			return d.send(func(token string) (state.Team, error) { return d.store.Replace(token, stored) })
		}).onRow(),
		does("a", "add beside it", func() Action { return d.send(d.store.AddBeside) }),
	}
	return append(all, d.list.commands(false)...)
}

// TakesText implements [TextTaker].
func (d *AddTeam) TakesText() bool { return !d.choosing() }

// Waits implements [Waiter]: what was pasted stays.
func (d *AddTeam) Waits() bool { return d.sending || d.choosing() || d.secret.Value() != "" }

// choice says what can be done about tokens that are stored already.
func (d *AddTeam) choice() string {
	if len(d.stored) == 1 {
		return "r replaces it, a adds the new one beside it, esc does neither"
	}
	return "r replaces the selected one, a adds the new one beside them, esc does neither"
}

func (d *AddTeam) send(add func(token string) (state.Team, error)) Action {
	d.sending, d.err, d.stored, d.list = true, nil, nil, list{}
	token := d.token
	return Action{Cmd: ask(d, func() tea.Msg {
		team, err := add(token)
		return teamAdded{team, err}
	})}
}

// added shows why a token was not stored, or asks what to do with it.
func (d *AddTeam) added(msg teamAdded) Action {
	d.sending, d.err = false, msg.err
	if msg.err == nil {
		d.token = ""
		return Action{Close: true, Do: Added{msg.team}}
	}
	if d.closed {
		sentence, _ := describe.Failure(msg.err)
		return toast(sentence)
	}
	if exist, ok := errors.AsType[interface {
		error
		StoredTokens() []StoredToken
	}](msg.err); ok {
		d.stored = exist.StoredTokens()
	}
	if len(d.stored) == 0 {
		d.token = ""
	}
	return Action{Turned: d.choosing()}
}

// Page implements [Dialog].
func (d *AddTeam) Page(screen Screen) draw.Page {
	st, width := screen.Styles, min(screen.Width, 76)
	p := draw.Page{Title: "Add a team", Keys: edge(d.Commands()), Least: width}
	say := func(style draw.Style, text string) {
		for _, l := range draw.Wrap(text, max(1, width-2)) {
			p.Say(" " + style.Render(l))
		}
	}
	say(st.Text, "Paste the token of your app. It is not shown here. "+
		"Slack is asked whose it is, then it goes to "+d.store.Name+".")
	for _, place := range model.TokenPlaces() {
		say(st.Dim, place)
	}
	p.Say("")
	switch {
	case len(d.stored) == 1:
		say(st.Warn, d.stored[0].Key+" is stored already.")
		say(st.Text, d.choice()+".")
		return p
	case len(d.stored) > 1:
		say(st.Warn, fmt.Sprintf("%d such tokens are stored already.", len(d.stored)))
		d.list.show(len(d.stored))
		for i, token := range d.stored {
			p.AddItem(i, draw.Line{Text: token.Key, Note: token.About, Style: st.Text, Quiet: st.Dim}, i == d.list.Cursor)
		}
		say(st.Text, d.choice()+".")
		return p
	case d.sending:
		say(st.Dim, "asking Slack whose token this is…")
	case d.secret.Value() != "":
		say(st.Accent, "token: something was typed; enter goes on")
	default:
		say(st.Accent, "token: nothing yet")
	}
	if d.err != nil {
		sentence, next := describe.Banner(d.err)
		p.Say("")
		say(st.Bad, sentence)
		say(st.Text, next)
	}
	return p
}

// RemoveTeam is the dialog that asks before a team is removed.
type RemoveTeam struct {
	view
	session *state.Session
	store   Store
	err     error
}

// NewRemoveTeam asks whether to take a team's token out of the store.
func NewRemoveTeam(s *state.Session, store Store) *RemoveTeam {
	return &RemoveTeam{session: s, store: store}
}

// teamRemoved replies how removing a team ended.
type teamRemoved struct{ err error }

// HandleMsg implements [Dialog].
func (d *RemoveTeam) HandleMsg(msg tea.Msg) Action {
	removed, ok := msg.(teamRemoved)
	if !ok {
		return handle(d, nil, msg)
	}
	if d.err = removed.err; d.err != nil {
		return Action{}
	}
	return Action{Close: true, Do: Removed{d.session.Team.Key}}
}

// Commands implements [Dialog].
func (d *RemoveTeam) Commands() []Command {
	return append([]Command{
		does("esc", "keep it", func() Action { return Action{Close: true} }).also("n", "q"),
		does("y", "remove it", func() Action {
			return Action{Cmd: ask(d, func() tea.Msg { return teamRemoved{d.store.Remove()} })}
		}),
	}, moves(&d.Window)...)
}

// Page implements [Dialog].
func (d *RemoveTeam) Page(screen Screen) draw.Page {
	st, width := screen.Styles, min(screen.Width, 76)
	p := draw.Page{Title: "Remove a team", Keys: edge(d.Commands())}
	text := fmt.Sprintf("Take the token of %s (%s) out of %s? The app stays installed in Slack, and the token stays valid.",
		d.session.Name(), d.session.Team.Token, d.store.Name)
	for _, l := range draw.Wrap(text, max(1, width-2)) {
		p.Say(" " + st.Text.Render(l))
	}
	if d.err != nil {
		sentence, next := describe.Banner(d.err)
		p.Say("")
		for _, l := range draw.Wrap(sentence, max(1, width-2)) {
			p.Say(" " + st.Bad.Render(l))
		}
		for _, l := range draw.Wrap(next, max(1, width-2)) {
			p.Say(" " + st.Text.Render(l))
		}
	}
	return p
}
