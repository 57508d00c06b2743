package ui

import (
	"context"
	"errors"
	"slices"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/ui/describe"
	"periscope/ui/state"

	tea "charm.land/bubbletea/v2"
)

// installing is the dialog that says what an install will do, does it, and
// waits for whoever approves it.
type installing struct {
	session *state.Session
	install model.Install
	address string           // of Slack's page, for who has to open it by hand
	more    int              // installs that follow
	asks    []*state.Request // its halves in the history, once it was begun
	cancel  context.CancelFunc
	waiting bool
	err     error // why it failed
}

// appInstalled tells how an install ended.
type appInstalled struct {
	of  *installing
	err error
}

func newInstalling(s *state.Session, out *outcome) *installing {
	return &installing{session: s, install: out.install, address: out.address, more: out.more}
}

func (d *installing) press(e *explorer, msg tea.KeyPressMsg) tea.Cmd {
	key := msg.String()
	if d.waiting {
		if key == "esc" {
			d.giveUp(e)
			return nil
		}
		e.toast = "waiting for the approval; esc stops waiting"
		return nil
	}
	played := e.stage() != nil
	switch {
	case key == "esc" || key == "q" || key == "n" && !played:
		e.closeDialog()
	case key == "n":
		e.closeDialog()
		d.Record(e, model.Denied)
		e.toast = "denied: " + describe.JoinScopes(d.scopes())
	case key == "y" || key == "enter" && !played:
		return d.Begin(e)
	case played:
		e.toast = "y approves as the person who installs, n denies"
	default:
		e.toast = dialogKeys
	}
	return nil
}

func (d *installing) paste(e *explorer, _ string) tea.Cmd {
	e.toast = "nothing takes text here"
	return nil
}

// Begin has Slack's page opened and waits for the answer beside the program.
func (d *installing) Begin(e *explorer) tea.Cmd {
	var ctx context.Context
	ctx, d.cancel = context.WithCancel(e.ctx)
	d.waiting, d.err = true, nil
	d.Record(e, model.Shown)
	installer, key := e.installer(), d.session.Team.Key
	return func() tea.Msg { return appInstalled{d, installer.Install(ctx, key, d.install)} }
}

// giveUp stops waiting. What is approved afterwards reaches nobody.
func (d *installing) giveUp(e *explorer) {
	d.cancel()
	d.waiting = false
	for _, a := range d.asks {
		a.Become(a.Forgo(), e.now())
	}
	e.closeDialog()
	e.toast = "no longer waiting for the approval"
}

// Record puts the halves of the install into the history.
func (d *installing) Record(e *explorer, state model.AskState) {
	d.asks = e.requests.Record(d.session.Team.Key, d.halves(), state, e.now())
}

func (d *installing) halves() []model.Request {
	kind := d.session.Kind()
	return slices.DeleteFunc([]model.Request{
		{Kind: kind, For: model.ForBot, Scopes: d.install.Bot},
		{Kind: kind, For: model.ForUser, Scopes: d.install.User},
	}, func(r model.Request) bool { return len(r.Scopes) == 0 })
}

func (d *installing) scopes() []catalog.Scope { return slices.Concat(d.install.Bot, d.install.User) }

// installed takes the outcome of an install. One that nobody waits for any more
// may have succeeded all the same; then the team is read again too.
func (e *explorer) installed(msg appInstalled) tea.Cmd {
	d := msg.of
	d.cancel()
	watched := d.waiting
	d.waiting = false
	if e.teams.Find(d.session.Team.Key) != d.session {
		return nil // removed meanwhile
	}
	switch {
	case msg.err == nil:
		return e.adopt(d)
	case !watched || errors.Is(msg.err, context.Canceled):
		return nil
	}
	d.err = msg.err
	code, _ := errorCode(msg.err)
	for _, a := range d.asks {
		a.Err = msg.err
		next := a.Ask
		next.State, next.Code = model.Rejected, code
		a.Become(next, e.now())
	}
	return nil
}

// adopt shows what an approved install brought: the team is read again, which
// marks what is new, and what was asked for leaves the drafts.
func (e *explorer) adopt(d *installing) tea.Cmd {
	s := d.session
	for _, a := range d.asks {
		next := a.Ask
		next.State = model.Approved
		a.Become(next, e.now())
	}
	s.DropInstalled(d.install)
	e.teams.Join(e.source.Teams())
	e.dialogs = slices.DeleteFunc(e.dialogs, func(open dialog) bool {
		c, composing := open.(*composer)
		return open == dialog(d) || composing && c.session == s && len(s.Drafts) == 0
	})
	cmds := []tea.Cmd{e.reread(s)}
	e.toast = "installed: " + describe.JoinScopes(d.scopes()) + "; " + s.Name() + " is read again"
	if c, ok := e.dialog().(*composer); ok {
		cmds = append(cmds, c.prepare(e))
	}
	return tea.Batch(cmds...)
}
