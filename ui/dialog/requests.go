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
	cursor   int
}

// NewRequests lists requests. The function find returns the team of a key, or nil
// if it was removed.
func NewRequests(requests *state.Requests, find func(key string) *state.Session) *Requests {
	return &Requests{requests: requests, find: find}
}

// selected is the request under the cursor, or nil.
func (d *Requests) selected() *state.Request {
	all := d.requests.All
	d.cursor = max(0, min(d.cursor, len(all)-1))
	if len(all) == 0 {
		return nil
	}
	return all[len(all)-1-d.cursor]
}

// HandleMsg implements [Dialog].
func (d *Requests) HandleMsg(msg tea.Msg) Action {
	r := d.selected()
	switch key(msg) {
	case "j", "down":
		d.cursor++
	case "k", "up":
		d.cursor--
	case "esc", "q", "R":
		return Action{Close: true}
	case "x":
		if r == nil || r.State != model.AwaitingTrigger {
			return toast("only a request that still waits for a user can be taken back")
		}
		d.requests.Withdraw(r.ID)
	case "enter", "c":
		return d.composeAgain(r)
	default:
		return ignore(msg)
	}
	return Action{}
}

// composeAgain puts a request into its team's drafts.
func (d *Requests) composeAgain(r *state.Request) Action {
	if r == nil {
		return toast("there is no request to compose again")
	}
	s := d.find(r.Key)
	if s == nil {
		return toast("the team of this request was removed")
	}
	s.Drafts = s.Merge(append(s.Drafts, r.Request))
	return Action{Close: true, Do: Compose{Team: s, Draft: len(s.Drafts) - 1}}
}

// Page implements [Dialog].
func (d *Requests) Page(screen Screen) draw.Page {
	st := screen.Styles
	p := draw.Page{Title: "Requests of this run", Keys: "enter composes it again  x takes back one that waits  esc closes"}
	if d.selected() == nil {
		p.Rows = []string{" " + st.Dim.Render("none yet: space picks scopes, c composes a request")}
		return p
	}
	for i := range d.requests.All {
		r := d.requests.All[len(d.requests.All)-1-i]
		if i == d.cursor {
			p.Focus = len(p.Rows)
		}
		l := draw.Line{
			Glyph: describe.RequestGlyphs[r.State], Text: describe.JoinScopes(r.Request.Scopes), Note: describe.RequestWord(r.State),
			Style: st.Text, Quiet: describe.RequestStyle(st, r.State),
		}
		p.Rows = append(p.Rows, l.Draw(st, screen.Width, 10, draw.Emphasize(i == d.cursor, true)))
		if i == d.cursor {
			p.Rows = append(p.Rows, d.detail(r, screen)...)
		}
	}
	return p
}

// detail says what became of a request.
func (d *Requests) detail(r *state.Request, screen Screen) []string {
	name := r.Key
	if s := d.find(r.Key); s != nil {
		name = s.Name()
	}
	text := fmt.Sprintf("%s, asks %s, %s", name, describe.Audience(r.Request), describe.RequestSentences[r.State])
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
