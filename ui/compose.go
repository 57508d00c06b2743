package ui

import (
	"fmt"
	"slices"
	"strconv"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/ui/state"

	tea "charm.land/bubbletea/v2"
)

// composer is the dialog in which requests are put together. What it edits are
// the session's drafts, so closing it loses nothing.
type composer struct {
	session *state.Session
	at      int    // the draft on screen
	cursor  int    // the scope under the cursor
	entry   *entry // what is being typed, or nil

	// Of tokens of today:
	out  *outcome // what installing the drafts asks for and brings; nil while that is nothing
	json bool     // show the manifest's lines in JSON
	top  int      // the first row on screen, once it was scrolled
}

// compose opens the composer over whatever is open.
func (e *explorer) compose(s *state.Session, draft int) tea.Cmd {
	if len(s.Drafts) == 0 {
		s.Drafts = []model.Request{s.Blank()}
	}
	c := &composer{session: s, at: draft}
	e.Open(c)
	return c.prepare(e)
}

// draft is the request on screen.
func (c *composer) draft() *model.Request {
	c.at = max(0, min(c.at, len(c.session.Drafts)-1))
	return &c.session.Drafts[c.at]
}

// scope is the scope under the cursor.
func (c *composer) scope() (catalog.Scope, bool) {
	scopes := c.draft().Scopes
	c.cursor = max(0, min(c.cursor, len(scopes)-1))
	if len(scopes) == 0 {
		return "", false
	}
	return scopes[c.cursor], true
}

// Problems are those of the draft on screen.
func (c *composer) Problems() []model.Problem { return c.session.Problems(*c.draft()) }

// fixes are those of all problems of the draft, each once, in the order in which they are numbered.
func (c *composer) fixes() []model.Fix {
	var fixes []model.Fix
	for _, p := range c.Problems() {
		for _, f := range p.Fixes {
			if !slices.ContainsFunc(fixes, func(other model.Fix) bool { return other.Label == f.Label }) {
				fixes = append(fixes, f)
			}
		}
	}
	return fixes[:min(len(fixes), 9)] // one digit each
}

func (c *composer) press(e *explorer, msg tea.KeyPressMsg) tea.Cmd {
	if c.entry != nil {
		c.typed(e, msg)
		return c.prepare(e)
	}
	return tea.Batch(c.edit(e, msg.String()), c.prepare(e))
}

// edit does what a key does to the drafts, or to what becomes of them.
func (c *composer) edit(e *explorer, key string) tea.Cmd {
	if n, err := strconv.Atoi(key); err == nil {
		c.fix(e, n)
		return nil
	}
	switch key {
	case "esc", "q", "c":
		e.closeDialog()
	case "j", "down":
		c.cursor, c.top = c.cursor+1, 0
	case "k", "up":
		c.cursor, c.top = c.cursor-1, 0
	case "tab", "l", "right":
		c.at = (c.at + 1) % len(c.session.Drafts)
	case "shift+tab", "h", "left":
		c.at = (c.at + len(c.session.Drafts) - 1) % len(c.session.Drafts)
	case "x", "space", "delete", "backspace":
		c.Remove(e)
	case "a", "/", "+":
		c.entry = newEntry("add a scope or method: ", c.suggest)
	case "s":
		c.split(e)
	default:
		if c.session.Installable() {
			return c.pressInstall(e, key)
		}
		c.pressArm(e, key)
	}
	return nil
}

// pressArm handles the keys of requests that wait for a trigger.
func (c *composer) pressArm(e *explorer, key string) {
	switch key {
	case "u":
		c.turn()
	case "enter":
		c.arm(e, false)
	case "!":
		c.arm(e, true)
	default:
		e.toast = dialogKeys
	}
}

// dialogKeys is said of a key that does nothing in a dialog.
const dialogKeys = "the keys of this dialog are in its lower edge"

func (c *composer) paste(_ *explorer, text string) tea.Cmd {
	if c.entry == nil {
		c.entry = newEntry("add a scope or method: ", c.suggest)
	}
	c.entry.paste(text)
	return nil
}

// fix applies the n-th offered fix, counted from 1.
func (c *composer) fix(e *explorer, n int) {
	fixes := c.fixes()
	if n < 1 || n > len(fixes) {
		e.toast = fmt.Sprintf("there is no fix %d", n)
		return
	}
	c.replace(c.draft().Apply(fixes[n-1]))
}

func (c *composer) split(e *explorer) {
	parts := model.Split(*c.draft())
	if len(parts) < 2 {
		e.toast = "these scopes can go into one request"
		return
	}
	c.replace(parts)
}

// replace puts requests in the place of the draft on screen.
func (c *composer) replace(requests []model.Request) {
	s := c.session
	s.Drafts = s.Merge(slices.Concat(s.Drafts[:c.at], requests, s.Drafts[c.at+1:]))
	if len(s.Drafts) == 0 {
		s.Drafts = []model.Request{s.Blank()}
	}
}

func (c *composer) Remove(e *explorer) {
	s, ok := c.scope()
	if !ok {
		e.toast = "no scope is picked; a adds one"
		return
	}
	c.replace(c.draft().Apply(model.Fix{Kind: model.FixDrop, Scopes: []catalog.Scope{s}}))
}

// turn asks one user instead of the team, or the reverse.
func (c *composer) turn() {
	d := c.draft()
	if d.For == model.ForUser {
		d.For = model.ForTeam
		return
	}
	d.For = model.ForUser
	c.entry = newEntry("user id: ", nil)
	c.entry.done = func(text string) { c.draft().User = model.UserID(text) }
	c.entry.set(string(d.User))
}

// arm queues all drafts for the next triggers. Requests that Slack would refuse
// are held back, unless the user wants to see for themselves: the rules are inferred.
func (c *composer) arm(e *explorer, anyway bool) {
	if e.asker() == nil {
		e.toast = "this session cannot send requests"
		return
	}
	for i, d := range c.session.Drafts {
		if why := c.session.Blocks(d, anyway); why != "" {
			c.at = i
			e.toast = why
			return
		}
	}
	e.requests.Wait(c.session.Team.Key, c.session.Drafts, e.now())
	c.session.Drafts = nil
	e.closeDialog()
	e.toast = e.armedLine()
	e.scopes.Refilter()
}
