package dialog

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"periscope/model"
	"periscope/ui/describe"
	"periscope/ui/draw"
	"periscope/ui/state"
)

// Requests is the dialog that lists the requests of this run, the newest first.
type Requests struct {
	requests *state.Requests
	find     func(key string) *state.Session
	list
	shown []int
}

// NewRequests lists requests. The function find returns the team of a key, or nil
// if it was removed.
func NewRequests(requests *state.Requests, find func(key string) *state.Session) *Requests {
	return &Requests{requests: requests, find: find}
}

// request is the i-th request, the newest first.
func (d *Requests) request(i int) *state.Request { return d.requests.All[len(d.requests.All)-1-i] }

// narrow finds which requests are shown.
func (d *Requests) narrow() {
	d.shown = d.list.narrow(len(d.requests.All), func(i int) string {
		r := d.request(i)
		return d.team(r) + " " + describe.JoinScopes(r.Request.Scopes) + " " + describe.RequestWord(r.State)
	})
}

// selected is the request under the cursor, or nil.
func (d *Requests) selected() *state.Request {
	if d.narrow(); len(d.shown) == 0 {
		return nil
	}
	return d.request(d.shown[d.list.Cursor])
}

// team is the name of a request's team.
func (d *Requests) team(r *state.Request) string {
	if s := d.find(r.Key); s != nil {
		return s.Name()
	}
	return r.Key
}

// Commands implements [Dialog].
func (d *Requests) Commands() []Command {
	if d.list.typing {
		return d.list.typingCommands()
	}
	r := d.selected()
	again, back, nothing := "", "", ""
	switch {
	case r == nil:
		again = "there is no request to compose again"
		nothing, back = again, "only a request that still waits for a user can be taken back"
	case d.find(r.Key) == nil:
		again = "the team of this request was removed"
	}
	if r != nil && r.State != model.AwaitingTrigger {
		back = "only a request that still waits for a user can be taken back"
	}
	all := d.list.closes("R")
	all = append(all,
		does("enter", "compose it again", func() Action { return d.composeAgain(r) }).also("c").onRow().unless(again),
		does("x", "take it back", func() Action {
			d.requests.Withdraw(r.ID)
			return Action{}
		}).onRow().unless(back))
	all = append(all, d.list.commands(true)...)
	return append(all, copies(func() string { return describe.JoinScopes(r.Request.Scopes) }).unless(nothing), exports(d.report))
}

// HandleMsg implements [Dialog].
func (d *Requests) HandleMsg(msg tea.Msg) Action { return handle(d, &d.list, msg) }

// TakesText implements [TextTaker].
func (d *Requests) TakesText() bool { return d.list.typing }

// composeAgain puts a request into its team's drafts.
func (d *Requests) composeAgain(r *state.Request) Action {
	s := d.find(r.Key)
	s.Drafts = s.Merge(append(s.Drafts, r.Request))
	return Action{Close: true, Do: Compose{Team: s, Draft: len(s.Drafts) - 1}}
}

func (d *Requests) report() describe.Report {
	s := describe.Section{Columns: []string{"team", "asks", "scopes", "state"}}
	for i := range d.requests.All {
		r := d.request(i)
		s.Rows = append(s.Rows, []string{
			d.team(r), describe.Audience(r.Request), describe.JoinScopes(r.Request.Scopes), describe.RequestWord(r.State),
		})
	}
	return describe.Report{Title: "Requests of this run", Sections: []describe.Section{s}}
}

// Page implements [Dialog].
func (d *Requests) Page(screen Screen) draw.Page {
	st := screen.Styles
	d.narrow()
	p := draw.Page{Title: "Requests of this run", Keys: edge(d.Commands()), Least: min(screen.Width, 70)}
	d.list.filterRow(&p, st, len(d.requests.All))
	if len(d.requests.All) == 0 {
		p.Say(" " + st.Dim.Render("None yet: space picks scopes, c composes a request."))
		return p
	}
	for at, i := range d.shown {
		r := d.request(i)
		p.AddItem(at, draw.Line{
			Glyph: describe.RequestGlyphs[r.State], Text: describe.JoinScopes(r.Request.Scopes), Note: describe.RequestWord(r.State),
			Style: st.Text, Quiet: describe.RequestStyle(st, r.State),
		}, at == d.list.Cursor)
		if at == d.list.Cursor {
			p.SayWhileSelected(at, d.detail(r, screen)...)
		}
	}
	return p
}

// detail says what became of a request.
func (d *Requests) detail(r *state.Request, screen Screen) []string {
	text := fmt.Sprintf("%s, asks %s, %s", d.team(r), describe.Audience(r.Request), describe.RequestSentences[r.State])
	if r.Err != nil {
		sentence, next := describe.Banner(r.Err)
		text += " " + sentence + " " + next
	}
	var rows []string
	for _, l := range draw.Wrap(text, max(1, screen.Width-6)) {
		rows = append(rows, "     "+screen.Styles.Dim.Render(l))
	}
	return rows
}
