package dialog

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/ui/describe"
	"periscope/ui/draw"
	"periscope/ui/state"
)

// install is the dialog that says what an install will do, does it, and waits
// for the person who approves it.
type install struct {
	view
	plan     *installPlan
	requests *state.Requests // of this run
	now      func() time.Time
	own      []*state.Request // those of this install, once it was begun: one for each token
	stop     func()
	waiting  bool
	err      error // why it failed
}

// installEnded replies how an install ended.
type installEnded struct{ err error }

func newInstall(plan *installPlan, requests *state.Requests, now func() time.Time) *install {
	return &install{plan: plan, requests: requests, now: now}
}

// HandleMsg implements [Dialog].
func (d *install) HandleMsg(msg tea.Msg) Action {
	if ended, ok := msg.(installEnded); ok {
		return d.ended(ended.err)
	}
	return handle(d, nil, msg)
}

// Commands implements [Dialog].
func (d *install) Commands() []Command { return append(d.answers(), moves(&d.Window)...) }

// answers are the keys that do more than to move.
func (d *install) answers() []Command {
	begin := func() Action { return Action{Cmd: d.begin()} }
	switch sandbox := d.plan.installer.Sandbox; {
	case d.waiting:
		all := []Command{
			does("esc", "stop waiting", d.giveUp),
			does("enter", "open your browser", nil).also("q", "n").unless("waiting for the approval; esc stops waiting"),
		}
		if d.plan.address != "" && !sandbox {
			all = append(all, copies(func() string { return d.plan.address }))
		}
		return all
	case sandbox:
		return []Command{
			does("esc", "leave it", func() Action { return Action{Close: true} }).also("q"),
			does("y", "approve", begin),
			does("n", "deny", func() Action {
				d.record(model.Denied)
				return Action{Close: true, Toast: "denied: " + describe.JoinScopes(d.scopes())}
			}),
			does("enter", "approve", nil).unless("y approves as the person who installs, n denies"),
		}
	}
	return []Command{
		closes("n"),
		does("enter", "open your browser", begin).also("y"),
	}
}

// Waits implements [Waiter].
func (d *install) Waits() bool { return d.waiting }

// begin has Slack's page opened and waits for the answer beside the program.
func (d *install) begin() tea.Cmd {
	run, stop := d.plan.installer.Start(d.plan.install)
	d.stop, d.waiting, d.err = stop, true, nil
	d.record(model.DialogShown)
	return ask(d, func() tea.Msg { return installEnded{run()} })
}

// giveUp stops waiting. What is approved afterwards is not heard of.
func (d *install) giveUp() Action {
	d.stop()
	d.waiting = false
	for _, r := range d.own {
		r.Become(r.GiveUp(), d.now())
	}
	return Action{Close: true, Toast: "no longer waiting for the approval"}
}

// record puts what each token is to get into the list of requests.
func (d *install) record(status model.RequestState) {
	d.own = d.requests.Record(d.plan.session.Team.Key, d.parts(), status, d.now())
}

// parts are the install as requests, one for each token.
func (d *install) parts() []model.Request {
	kind := d.plan.session.Kind()
	return slices.DeleteFunc([]model.Request{
		{Kind: kind, For: model.ForBot, Scopes: d.plan.install.Bot},
		{Kind: kind, For: model.ForUser, Scopes: d.plan.install.User},
	}, func(r model.Request) bool { return len(r.Scopes) == 0 })
}

func (d *install) scopes() []catalog.Scope {
	return slices.Concat(d.plan.install.Bot, d.plan.install.User)
}

// ended handles the outcome. An install that the dialog waits for no longer may
// have succeeded all the same; then the team is read again too.
func (d *install) ended(err error) Action {
	d.stop()
	waited := d.waiting
	d.waiting = false
	switch {
	case err == nil:
		for _, r := range d.own {
			next := r.RequestRun
			next.State = model.Approved
			r.Become(next, d.now())
		}
		return Action{Close: true, Do: Installed{d.plan.session, d.plan.install, waited}}
	case !waited || errors.Is(err, context.Canceled):
		return Action{}
	}
	d.err = err
	turned := Action{Turned: true}
	code, _ := describe.ErrorCode(err)
	for _, r := range d.own {
		r.Err = err
		next := r.RequestRun
		next.State, next.Code = model.Rejected, code
		r.Become(next, d.now())
	}
	return turned
}

// Page implements [Dialog].
func (d *install) Page(screen Screen) draw.Page {
	st, width, team := screen.Styles, screen.Width, d.plan.session
	p := draw.Page{Title: "Install the app in " + team.Name(), Keys: edge(d.Commands())}
	switch sandbox := d.plan.installer.Sandbox; {
	case d.waiting && sandbox:
		p.Say(draw.Labelled(st, width, "", "Installing…")...)
	case d.waiting:
		p.Say(draw.Labelled(st, width, "", "Waiting for the approval in your browser…")...)
		if d.plan.address != "" {
			p.Say("")
			p.Say(draw.Address(st, width, "if it did not open, or on another machine:", d.plan.address)...)
		}
	case sandbox:
		p.Say(d.failure(screen)...)
		p.Say(draw.Labelled(st, width, "", "You play the person who may install apps. Slack shows them:")...)
		p.Say("")
		p.Say("  " + st.Strong.Render(fmt.Sprintf("%s asks to be added to %s", d.app(), team.Name())))
		p.Say(d.partRows(screen)...)
		p.Say("")
		addAnswers(&p, st)
		p.Say("")
	default:
		p.Say(d.failure(screen)...)
		p.Say(draw.Labelled(st, width, "", "Your browser opens Slack's page, which asks for:")...)
		p.Say(d.partRows(screen)...)
		p.Say("")
		p.Say(draw.Labelled(st, min(width, 80), "", "A person who may install apps in "+team.Name()+" approves there. "+
			"Periscope waits for the answer, stores the token that it brings, and reads the team again. "+
			"Nothing that the token holds is taken away.")...)
	}
	return p
}

// app is the best name there is for the app.
func (d *install) app() string {
	if name := d.plan.session.Identity.AppName; name != "" {
		return name
	}
	return "The app"
}

// failure says why the last try failed, if it did.
func (d *install) failure(screen Screen) []string {
	if d.err == nil {
		return nil
	}
	sentence, next := describe.Banner(d.err)
	var text draw.Text
	text.Say(draw.Negative, sentence)
	text.Say(draw.Neutral, next)
	return append(text.Draw(screen.Styles, screen.Width), "")
}

// partRows list the scopes for each token with their meanings, as Slack might.
func (d *install) partRows(screen Screen) []string {
	var rows []string
	for _, r := range d.parts() {
		audience := "what its bot may do:"
		if r.For == model.ForUser {
			audience = "what it may do as you:"
		}
		rows = append(rows, "", "   "+screen.Styles.Dim.Render(audience))
		rows = append(rows, describe.ScopeBullets(screen.Styles, screen.Width, r.Scopes)...)
	}
	return rows
}
