package ui

import (
	"fmt"

	"periscope/model"
	"periscope/ui/describe"
	"periscope/ui/draw"
	"periscope/ui/state"

	tea "charm.land/bubbletea/v2"
)

// history is the dialog that lists the requests of this run, the newest first.
type history struct{ cursor int }

// At is the request under the cursor, or nil.
func (h *history) At(e *explorer) *state.Request {
	h.cursor = max(0, min(h.cursor, len(e.requests.All)-1))
	if len(e.requests.All) == 0 {
		return nil
	}
	return e.requests.All[len(e.requests.All)-1-h.cursor]
}

func (h *history) press(e *explorer, msg tea.KeyPressMsg) tea.Cmd {
	a := h.At(e)
	switch msg.String() {
	case "j", "down":
		h.cursor++
	case "k", "up":
		h.cursor--
	case "esc", "q", "R":
		e.closeDialog()
	case "x":
		if a == nil || a.State != model.Armed {
			e.toast = "only a request that is still armed can be taken back"
			return nil
		}
		e.requests.Withdraw(a.Id)
	case "enter", "c":
		if a == nil {
			e.toast = "there is no request to compose again"
			return nil
		}
		s := e.teams.Find(a.Key)
		if s == nil {
			e.toast = "the team of this request was removed"
			return nil
		}
		e.closeDialog()
		s.Drafts = s.Merge(append(s.Drafts, a.Request))
		return e.compose(s, len(s.Drafts)-1)
	default:
		e.toast = "the keys of this dialog are in its lower edge"
	}
	return nil
}

func (h *history) paste(e *explorer, _ string) tea.Cmd {
	e.toast = "nothing takes text here"
	return nil
}

func (h *history) Page(e *explorer, width int) draw.Page {
	p := draw.Page{Title: "Requests of this run", Keys: "enter composes it again  x takes an armed one back  esc closes"}
	if h.At(e) == nil {
		p.Rows = []string{" " + e.styles.Dim.Render("none yet: space picks scopes, c composes a request")}
		return p
	}
	for i := range e.requests.All {
		a := e.requests.All[len(e.requests.All)-1-i]
		if i == h.cursor {
			p.Focus = len(p.Rows)
		}
		l := draw.Line{
			Glyph: describe.RequestGlyphs[a.State], Text: describe.JoinScopes(a.Request.Scopes), Note: string(a.State),
			Style: e.styles.Text, Quiet: describe.RequestStyle(e.styles, a.State),
		}
		p.Rows = append(p.Rows, l.Draw(e.styles, width, 10, draw.Emphasize(i == h.cursor, true)))
		if i == h.cursor {
			p.Rows = append(p.Rows, h.detail(e, a, width)...)
		}
	}
	return p
}

// detail says what became of a request.
func (h *history) detail(e *explorer, a *state.Request, width int) []string {
	name := a.Key
	if s := e.teams.Find(a.Key); s != nil {
		name = s.Name()
	}
	text := fmt.Sprintf("%s, asks %s, %s", name, describe.Audience(a.Request), describe.RequestSentences[a.State])
	if a.Err != nil {
		sentence, next := describe.Failure(a.Err)
		text += " " + sentence + " " + next
	}
	var rows []string
	for _, l := range draw.Wrap(text, max(1, width-6)) {
		rows = append(rows, "     "+e.styles.Dim.Render(l))
	}
	return rows
}
