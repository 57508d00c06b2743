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
	cursor  int
	err     error
	loaded  bool
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
		d.people, d.prompts, d.err, d.loaded = msg.people, msg.prompts, msg.err, true
		return Action{}
	}
	return d.press(msg)
}

func (d *SandboxUser) press(msg tea.Msg) Action {
	switch k := key(msg); k {
	case "esc", "q", "t":
		return Action{Close: true}
	case "j", "down":
		d.cursor = min(d.cursor+1, max(0, len(d.people)-1))
	case "k", "up":
		d.cursor = max(0, d.cursor-1)
	case "enter":
		if len(d.prompts) > 0 {
			return toast("a dialog waits for an answer: y approves, n denies")
		}
		if len(d.people) == 0 {
			return toast("there is no user to act as")
		}
		user := d.people[min(d.cursor, len(d.people)-1)].ID
		return d.do(func() error { return d.sandbox.RunCommand(user) })
	case "y", "n":
		if len(d.prompts) == 0 {
			return toast("no dialog is shown: enter runs the slash command, which sends the request that waits")
		}
		prompt := d.prompts[0].ID
		return d.do(func() error { return d.sandbox.Answer(prompt, k == "y") })
	default:
		return ignore(msg)
	}
	return Action{}
}

// Page implements [Dialog].
func (d *SandboxUser) Page(screen Screen) draw.Page {
	p := draw.Page{Title: "Slack, as a user of " + d.session.Name(), Keys: "enter runs the slash command as this user  esc closes"}
	if len(d.prompts) > 0 {
		p.Keys = "y approve  n deny  esc leaves it unanswered"
	}
	say := func(rows ...string) { p.Rows = append(p.Rows, rows...) }
	if d.err != nil {
		sentence, next := describe.Banner(d.err)
		say(draw.Banner(screen.Styles, draw.Rect{W: screen.Width, H: 10}, sentence, next)...)
	}
	if len(d.prompts) > 0 {
		say(d.shown(screen)...)
		return p
	}
	if line := d.next(); line != "" {
		say(" "+screen.Styles.Warn.Render(line), "")
	} else {
		say(" "+screen.Styles.Dim.Render("No request is waiting: a slash command now is a trigger lost."), "")
	}
	if !d.loaded {
		say(" " + screen.Styles.Dim.Render("looking who is here…"))
	}
	for i, person := range d.people {
		if i == d.cursor {
			p.Focus = len(p.Rows)
		}
		l := draw.Line{Text: "@ " + person.Name, Note: string(person.ID), Style: screen.Styles.Text, Quiet: screen.Styles.Dim}
		say(l.Draw(screen.Styles, screen.Width, 11, draw.Emphasize(i == d.cursor, true)))
	}
	return p
}

// shown draws the dialog that Slack shows the user, as Slack might.
func (d *SandboxUser) shown(screen Screen) []string {
	prompt := d.prompts[0]
	rows := []string{
		"",
		"  " + screen.Styles.Strong.Render(fmt.Sprintf("%s asks %s", prompt.App, describe.Audience(prompt.Request))),
		"  " + screen.Styles.Dim.Render("shown to @ "+prompt.User.Name),
		"",
	}
	rows = append(rows, describe.ScopeBullets(screen.Styles, screen.Width, prompt.Request.Scopes)...)
	rows = append(rows, "", "    "+screen.Styles.Good.Render("y  Approve")+"      "+screen.Styles.Bad.Render("n  Deny"), "")
	if n := len(d.prompts) - 1; n > 0 {
		rows = append(rows, "  "+screen.Styles.Dim.Render(fmt.Sprintf("%d more waiting", n)))
	}
	return rows
}
