package dialog

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"periscope/model"
	"periscope/ui/describe"
	"periscope/ui/draw"
	"periscope/ui/state"
)

// SandboxUser is the dialog that plays a Slack user of the sandbox: run the
// app's slash command, see the dialog that Slack then shows, answer it.
type SandboxUser struct {
	session *state.Session
	sandbox Sandbox
	next    func() string // says what a trigger will send; empty: nothing
	people  []Person
	prompts []Prompt
	list
	shown  []int
	err    error
	loaded bool
}

// Person is a user of a team in the sandbox.
type Person struct {
	ID   model.UserID
	Name string
}

// Prompt is what the sandbox's Slack shows a person: an app asks for scopes.
type Prompt struct {
	ID      string
	User    Person // who sees it
	App     string
	Request model.Request
}

// Sandbox is Slack's side of one team, where it can be played.
type Sandbox struct {
	People     func() ([]Person, error)
	Prompts    func() ([]Prompt, error)
	RunCommand func(user model.UserID) error // runs the app's slash command, which sends the app a trigger
	Answer     func(prompt string, approve bool) error
}

// NewSandboxUser plays a user of a team. The function next says what a trigger
// will send, or "".
func NewSandboxUser(s *state.Session, sandbox Sandbox, next func() string) *SandboxUser {
	return &SandboxUser{session: s, sandbox: sandbox, next: next}
}

// sandboxSeen replies what there is to see on Slack's side.
type sandboxSeen struct {
	people  []Person
	prompts []Prompt
	err     error
}

// sandboxAnswered replies that a prompt was answered, and what there is to see then.
type sandboxAnswered struct {
	seen     sandboxSeen
	prompt   Prompt
	approved bool
}

// look asks what there is to see.
func (d *SandboxUser) look() sandboxSeen {
	people, err := d.sandbox.People()
	if err != nil {
		return sandboxSeen{people: people, err: err}
	}
	prompts, err := d.sandbox.Prompts()
	return sandboxSeen{people, prompts, err}
}

// do does something on Slack's side, then looks again.
func (d *SandboxUser) do(act func() error) Action {
	people, prompts := d.people, d.prompts
	return Action{Cmd: ask(d, func() tea.Msg {
		if err := act(); err != nil {
			return sandboxSeen{people, prompts, err}
		}
		return d.look()
	})}
}

// HandleMsg implements [Dialog].
func (d *SandboxUser) HandleMsg(msg tea.Msg) Action {
	switch msg := msg.(type) {
	case Opened, RequestShown:
		return Action{Cmd: ask(d, func() tea.Msg { return d.look() })}
	case sandboxSeen:
		turned := len(msg.prompts) > 0 && len(d.prompts) == 0
		d.people, d.prompts, d.err, d.loaded = msg.people, msg.prompts, msg.err, true
		d.list.clear()
		d.list.First()
		return Action{Turned: turned}
	case sandboxAnswered:
		return d.answered(msg)
	}
	return handle(d, &d.list, msg)
}

// answered closes the dialog once all that was shown is answered, so that what changed can
// be seen.
func (d *SandboxUser) answered(msg sandboxAnswered) Action {
	d.people, d.prompts, d.err = msg.seen.people, msg.seen.prompts, msg.seen.err
	if d.err != nil || len(d.prompts) > 0 {
		return Action{Turned: true}
	}
	return Action{Close: true, Do: Answered{d.session, msg.approved, msg.prompt.Request.Scopes}}
}

// narrow finds which rows are shown.
func (d *SandboxUser) narrow() {
	d.shown = d.list.narrow(len(d.people), func(i int) string { return d.people[i].Name + " " + string(d.people[i].ID) })
}

// Commands implements [Dialog].
func (d *SandboxUser) Commands() []Command {
	d.narrow()
	if d.list.typing {
		return d.list.typingCommands()
	}
	if len(d.prompts) > 0 {
		return append([]Command{
			does("esc", "leave it unanswered", func() Action { return Action{Close: true} }).also("q", "t"),
			does("y", "approve", func() Action { return d.answer(true) }),
			does("n", "deny", func() Action { return d.answer(false) }),
			does("enter", "approve", nil).unless("a dialog waits for an answer: y approves, n denies"),
		}, d.list.commands(false)...)
	}
	nobody := ""
	if len(d.shown) == 0 {
		nobody = "there is no user to act as"
	}
	all := d.list.closes("t")
	all = append(all, does("enter", "run the slash command as this user", func() Action {
		user := d.people[d.shown[min(d.list.Cursor, len(d.shown)-1)]].ID
		return d.do(func() error { return d.sandbox.RunCommand(user) })
	}).onRow().unless(nobody))
	all = append(all, d.list.commands(true)...)
	return append(all, copies(func() string { return string(d.people[d.shown[d.list.Cursor]].ID) }).unless(nobody).quiet())
}

// TakesText implements [TextTaker].
func (d *SandboxUser) TakesText() bool { return d.list.typing }

func (d *SandboxUser) answer(approve bool) Action {
	prompt, people, prompts := d.prompts[0], d.people, d.prompts
	return Action{Cmd: ask(d, func() tea.Msg {
		if err := d.sandbox.Answer(prompt.ID, approve); err != nil {
			return sandboxSeen{people, prompts, err}
		}
		return sandboxAnswered{d.look(), prompt, approve}
	})}
}

// Page implements [Dialog].
func (d *SandboxUser) Page(screen Screen) draw.Page {
	st := screen.Styles
	d.narrow()
	p := draw.Page{Title: "Slack, as a user of " + d.session.Name(), Keys: edge(d.Commands())}
	if d.err != nil {
		sentence, next := describe.Banner(d.err)
		p.Say(draw.Banner(st, draw.Rect{W: screen.Width, H: 10}, sentence, next)...)
	}
	if len(d.prompts) > 0 {
		d.addPrompt(&p, screen)
		return p
	}
	waits := d.next()
	style := st.Warn
	if waits == "" {
		waits, style = "No request is waiting: a slash command now sends nothing. c composes a request first.", st.Dim
	}
	for _, l := range draw.Wrap(waits, max(1, screen.Width-2)) {
		p.Say(" " + style.Render(l))
	}
	p.Say("")
	d.list.filterRow(&p, st, len(d.people))
	if !d.loaded {
		p.Say(" " + st.Dim.Render("looking who is here…"))
	}
	for at, i := range d.shown {
		person := d.people[i]
		p.AddItem(at, draw.Line{Text: "@ " + person.Name, Note: string(person.ID), Style: st.Text, Quiet: st.Dim}, at == d.list.Cursor)
	}
	return p
}

// addPrompt draws the dialog that Slack shows the user, as Slack might.
func (d *SandboxUser) addPrompt(p *draw.Page, screen Screen) {
	prompt, st := d.prompts[0], screen.Styles
	p.Say(
		"",
		"  "+st.Strong.Render(draw.Cut(fmt.Sprintf("%s asks %s", prompt.App, describe.Audience(prompt.Request)), screen.Width-2)),
		"  "+st.Dim.Render(draw.Cut("shown to @ "+prompt.User.Name, screen.Width-2)),
		"",
	)
	p.Say(describe.ScopeBullets(st, screen.Width, prompt.Request.Scopes)...)
	p.Say("")
	addAnswers(p, st)
	p.Say("")
	if n := len(d.prompts) - 1; n > 0 {
		p.Say("  " + st.Dim.Render(fmt.Sprintf("%d more waiting", n)))
	}
}

// addAnswers draws the two answers to what Slack asks, each of which can be clicked.
func addAnswers(p *draw.Page, st draw.Styles) {
	p.AddButton("y", "    "+st.Good.Render("y  Approve"))
	p.AddButton("n", "    "+st.Bad.Render("n  Deny"))
}
