package ui

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/ui/describe"
	"periscope/ui/dialog"
	"periscope/ui/state"
)

// Dialogs do not know the explorer: here is what their actions do, and what they
// are given of the source.

// open puts a dialog on top of the stack.
func (e *explorer) open(d dialog.Dialog) tea.Cmd {
	e.dialogs, e.turned = append(e.dialogs, d), time.Time{}
	return e.handle(d, dialog.Opened{})
}

// openComposer edits a draft of a team.
func (e *explorer) openComposer(s *state.Session, draft int) tea.Cmd {
	return e.open(dialog.NewComposer(s, draft, dialog.ComposerOptions{
		Installer: e.installerOf(s), ReadOnly: e.readOnly, Requests: &e.requests, Now: e.now,
	}))
}

// handle gives a message to a dialog and does what it answers.
func (e *explorer) handle(d dialog.Dialog, msg tea.Msg) tea.Cmd {
	return e.perform(d, d.HandleMsg(msg))
}

// tell gives news to every open dialog.
func (e *explorer) tell(news tea.Msg) tea.Cmd {
	var cmds []tea.Cmd
	for _, d := range slices.Clone(e.dialogs) {
		cmds = append(cmds, e.handle(d, news))
	}
	return tea.Batch(cmds...)
}

// perform does what a dialog wants done.
func (e *explorer) perform(d dialog.Dialog, a dialog.Action) tea.Cmd {
	if a.Close {
		e.turned = time.Time{}
		e.dialogs = slices.DeleteFunc(e.dialogs, func(open dialog.Dialog) bool { return open == d })
	}
	if a.Toast != "" {
		e.toast = a.Toast
	}
	if a.Turned && d == e.dialog() {
		e.turned = e.now()
	}
	return tea.Batch(a.Cmd, e.do(a.Do))
}

// do does what only the explorer can.
func (e *explorer) do(what any) tea.Cmd {
	switch do := what.(type) {
	case dialog.Open:
		return e.open(do.Dialog)
	case dialog.Compose:
		if why := e.askBlocked(do.Team); why != "" {
			e.toast = why
			return nil
		}
		return e.openComposer(do.Team, do.Draft)
	case dialog.Pick:
		e.pickAll(do.Team, do.Scopes)
	case dialog.Queue:
		e.queue(do.Team, do.Requests)
	case dialog.Send:
		if s := e.teams.Selected(); s != nil {
			return e.send(s.Team.Key, do.Trigger)
		}
	case dialog.Read:
		if do.Again {
			return e.reread(do.Team)
		}
		return e.read(do.Team)
	case dialog.Copy:
		return e.copyText(do.Text, do.What)
	case dialog.Browse:
		return e.browse(do.URL)
	case dialog.Export:
		return e.export(do.Report)
	case dialog.Run:
		return do()
	case dialog.GoToTeam:
		return e.goToTeam(do.Team)
	case dialog.Jump:
		return e.jump(do)
	case dialog.Answered:
		return e.answered(do)
	case dialog.Installed:
		return e.installed(do)
	case dialog.Added:
		return e.added(do.Team)
	case dialog.Removed:
		return e.removed(do.Key)
	}
	return nil
}

// pickAll puts scopes into a team's drafts.
func (e *explorer) pickAll(s *state.Session, scopes []catalog.Scope) {
	if why := e.askBlocked(s); why != "" {
		e.toast = why
		return
	}
	s.PickAll(scopes)
	what := "what asks for it"
	if s.Installable() {
		what = "the install"
	}
	e.toast = "picked " + describe.JoinScopes(scopes) + "; c composes " + what
	e.scopes.Refilter()
}

// queue has a team's drafts wait for the next triggers.
func (e *explorer) queue(s *state.Session, requests []model.Request) {
	if e.requester() == nil {
		e.toast = "this session cannot send requests"
		return
	}
	e.requests.Wait(s.Team.Key, requests, e.now())
	s.Drafts = nil
	e.toast = e.requestLine()
	e.scopes.Refilter()
}

// installed shows what an approved install brought: the team is read again, which
// marks what is new, and what was asked for leaves the drafts.
func (e *explorer) installed(done dialog.Installed) tea.Cmd {
	s, i := done.Team, done.Install
	if e.teams.Find(s.Team.Key) != s {
		return nil // removed meanwhile
	}
	s.DropInstalled(i)
	e.teams.Join(e.source.Teams())
	if done.Waited && s.PickCount() == 0 { // else the composer has more to install
		e.showing = s.Team.Key
	}
	cmd := e.reread(s)
	e.toast = "installed: " + describe.JoinScopes(slices.Concat(i.Bot, i.User)) + "; " + s.Name() + " is read again"
	return tea.Batch(cmd, e.tell(dialog.DraftsChanged{}))
}

// answered shows what a request brought that the user approved as a user of the sandbox:
// its dialog has closed, so that the change is what one sees.
func (e *explorer) answered(a dialog.Answered) tea.Cmd {
	what := describe.JoinScopes(a.Scopes)
	if !a.Approved {
		e.toast = "denied: " + what
		return nil
	}
	if e.toast == "" { // else its event came already
		e.toast = "approved: " + what
	}
	e.showing = a.Team.Team.Key
	return e.showChange(a.Team)
}

// added selects a team that was added to the store.
func (e *explorer) added(t state.Team) tea.Cmd {
	e.teams.Add(t)
	e.focus = onTeams
	e.toast = fmt.Sprintf("%s is stored in %s", e.teams.Selected().Name(), e.store().Store())
	return e.teamChanged()
}

// removed forgets a team that was removed from the store.
func (e *explorer) removed(key string) tea.Cmd {
	gone := e.teams.Find(key)
	if gone == nil {
		return nil
	}
	if gone == e.teams.Selected() {
		e.dialogs = nil // they are about it
	}
	e.toast = strings.TrimSpace(gone.Name()) + " was removed"
	e.teams.Remove(gone)
	e.requests.Forget(key)
	if e.teams.Selected() == nil {
		e.pivot = nil
		e.resources.Clear()
		e.scopes.Clear()
		return nil
	}
	return e.teamChanged()
}

// installerOf is what the composer is given to install a team's app, or nil.
func (e *explorer) installerOf(s *state.Session) *dialog.Installer {
	installer, ctx, key := e.installer(), e.ctx, s.Team.Key
	if installer == nil {
		return nil
	}
	taker, _ := installer.(ClientIDTaker)
	var useClientID func(string) error
	if taker != nil {
		useClientID = func(id string) error { return taker.UseClientID(key, id) }
	}
	return &dialog.Installer{
		UseClientID: useClientID,
		PageURL:     func(i model.Install) (string, error) { return installer.InstallPage(key, i) },
		Validate:    func(i model.Install) ([]string, error) { return installer.TryManifest(ctx, key, i) },
		Start: func(i model.Install) (run func() error, stop func()) {
			ctx, cancel := context.WithCancel(ctx)
			return func() error { return installer.Install(ctx, key, i) }, cancel
		},
		Sandbox: e.sandbox() != nil,
	}
}

// sandboxOf is Slack's side of a team.
func (e *explorer) sandboxOf(s *state.Session) dialog.Sandbox {
	sandbox, ctx, key := e.sandbox(), e.ctx, s.Team.Key
	return dialog.Sandbox{
		People:     func() ([]Person, error) { return sandbox.People(ctx, key) },
		Prompts:    func() ([]Prompt, error) { return sandbox.Dialogs(ctx, key) },
		RunCommand: func(user model.UserID) error { return sandbox.RunCommand(ctx, key, user) },
		Answer:     func(prompt string, approve bool) error { return sandbox.Answer(ctx, key, prompt, approve) },
	}
}

// storeOf is the store as dialogs use it; s is the team that can be removed, or nil.
func (e *explorer) storeOf(s *state.Session) dialog.Store {
	store, ctx := e.store(), e.ctx
	return dialog.Store{
		Name:      store.Store(),
		Add:       func(token string) (Team, error) { return store.Add(ctx, token) },
		AddBeside: func(token string) (Team, error) { return store.AddBeside(ctx, token) },
		Replace:   func(token, stored string) (Team, error) { return store.Replace(ctx, token, stored) },
		Remove:    func() error { return store.Remove(ctx, s.Team.Key) },
	}
}
