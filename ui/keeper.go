package ui

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"
)

// Keeper is a [Source] whose teams can be added and removed for good.
type Keeper interface {
	// Add checks a token with Slack, stores it, and returns its team. When the
	// team has such a token already, the error has a method AlreadyStored()
	// string that names it, unless how says what to do then.
	Add(ctx context.Context, token string, how Adding) (Team, error)
	// Remove takes a team's token out of the store.
	Remove(ctx context.Context, key string) error
	// Store says in few words where tokens are kept: "your keyring".
	Store() string
}

// Adding says what to do with a token of which a team has one already.
type Adding int

const (
	Anew   Adding = iota // nothing: tell, so that the user can choose
	Afresh               // put it in the place of the old one
	Beside               // keep both
)

// Messages of changes to the store.
type (
	teamAdded struct {
		token string
		team  Team
		err   error
	}
	teamRemoved struct {
		key string
		err error
	}
)

// keeper is the source's store, or nil.
func (e *explorer) keeper() Keeper {
	keeper, _ := e.source.(Keeper)
	return keeper
}

// keepBlocked says why teams cannot be added or removed.
func keepBlocked(e *explorer) string {
	switch {
	case e.readOnly:
		return readOnlyReason
	case e.keeper() == nil:
		return "nothing is stored here; run periscope without demo"
	}
	return ""
}

func addTeam(e *explorer) tea.Cmd {
	e.open(newTokenEntry())
	return nil
}

func removeBlocked(e *explorer) string {
	switch {
	case e.focus != onTeams:
		return "x removes a team in the Teams pane"
	case e.teams.selected() == nil:
		return "no team is selected"
	}
	return keepBlocked(e)
}

func removeTeam(e *explorer) tea.Cmd {
	e.open(&removal{session: e.teams.selected()})
	return nil
}

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
		return d.add(e, token, Anew)
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
	return d.add(e, token, how)
}

func (d *tokenEntry) add(e *explorer, token string, how Adding) tea.Cmd {
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

func (d *tokenEntry) page(e *explorer, width int) page {
	p := page{title: "Add a team", keys: "enter checks and stores it  esc leaves"}
	say := func(style ink, text string) {
		for _, l := range wrap(text, max(1, width-2)) {
			p.rows = append(p.rows, " "+style.Render(l))
		}
	}
	say(e.styles.text, "Paste the token that Slack shows for your app. It is not shown here. "+
		"Slack is asked whose it is, then it goes to "+e.keeper().Store()+".")
	p.rows = append(p.rows, "")
	switch {
	case d.stored != "":
		say(e.styles.warn, d.stored+" is stored already.")
		say(e.styles.text, "r replaces it, a adds the new one beside it, esc does neither.")
		return p
	case d.sending:
		say(e.styles.dim, "asking Slack whose token this is…")
	case d.secret.Value() != "":
		say(e.styles.accent, "token: something was typed; enter goes on")
	default:
		say(e.styles.accent, "token: nothing yet")
	}
	if d.err != nil {
		sentence, next := explain(d.err)
		p.rows = append(p.rows, "")
		say(e.styles.bad, sentence)
		say(e.styles.text, next)
	}
	return p
}

// added takes the outcome of adding a team.
func (e *explorer) added(msg teamAdded) tea.Cmd {
	d, open := e.dialog().(*tokenEntry)
	if msg.err != nil {
		if open {
			d.failed(msg.token, msg.err)
			return nil
		}
		e.toast, _ = explain(msg.err)
		return nil
	}
	if open {
		e.closeDialog()
	}
	if at := slices.IndexFunc(e.teams.sessions, func(s *session) bool { return s.team.Key == msg.team.Key }); at >= 0 {
		e.teams.sessions[at].cancel()
		e.teams.sessions = slices.Delete(e.teams.sessions, at, at+1)
	}
	e.teams.sessions = append(e.teams.sessions, newSession(msg.team))
	e.teams.filter.clear()
	e.teams.refilter()
	e.focus = onTeams
	e.teams.moveTo(e.teams.rows - 1)
	e.toast = fmt.Sprintf("%s is stored in %s", e.teams.selected().name(), e.keeper().Store())
	return e.teamChanged()
}

// removal is the dialog that asks before a team is removed.
type removal struct {
	session *session
	err     error
}

func (d *removal) press(e *explorer, msg tea.KeyPressMsg) tea.Cmd {
	switch msg.String() {
	case "y":
		key, keeper, ctx := d.session.team.Key, e.keeper(), e.ctx
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

func (d *removal) page(e *explorer, width int) page {
	p := page{title: "Remove a team", keys: "y removes it  n keeps it"}
	text := fmt.Sprintf("Take the token of %s (%s) out of %s? The app stays installed in Slack, and the token stays valid.",
		d.session.name(), d.session.team.Token, e.keeper().Store())
	for _, l := range wrap(text, max(1, width-2)) {
		p.rows = append(p.rows, " "+e.styles.text.Render(l))
	}
	if d.err != nil {
		sentence, next := explain(d.err)
		p.rows = append(p.rows, "", " "+e.styles.bad.Render(sentence), " "+e.styles.text.Render(next))
	}
	return p
}

// removed takes the outcome of removing a team.
func (e *explorer) removed(msg teamRemoved) tea.Cmd {
	d, open := e.dialog().(*removal)
	if msg.err != nil {
		if open {
			d.err = msg.err
		}
		return nil
	}
	if open {
		e.closeDialog()
	}
	at := slices.IndexFunc(e.teams.sessions, func(s *session) bool { return s.team.Key == msg.key })
	if at < 0 {
		return nil
	}
	gone := e.teams.sessions[at]
	gone.cancel()
	e.toast = strings.TrimSpace(gone.name()) + " was removed"
	e.teams.sessions = slices.Delete(e.teams.sessions, at, at+1)
	e.asks = slices.DeleteFunc(e.asks, func(a *ask) bool { return a.key == msg.key })
	e.teams.refilter()
	if e.teams.selected() == nil {
		e.resources.session = nil
		e.resources.tree, e.pivot = tree{}, nil
		e.resources.setRows(0)
		e.scopes.clear()
		return nil
	}
	return e.teamChanged()
}
