package ui

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"periscope/model"
	"periscope/model/catalog"
)

// composer is the dialog in which requests are put together. What it edits are
// the session's drafts, so closing it loses nothing.
type composer struct {
	session *session
	at      int    // the draft on screen
	cursor  int    // the scope under the cursor
	entry   *entry // what is being typed, or nil
}

func newComposer(s *session) *composer {
	if len(s.drafts) == 0 {
		s.drafts = []model.Request{{For: model.ForTeam}}
	}
	return &composer{session: s}
}

// draft is the request on screen.
func (c *composer) draft() *model.Request {
	c.at = max(0, min(c.at, len(c.session.drafts)-1))
	return &c.session.drafts[c.at]
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

// problems are those of the draft on screen.
func (c *composer) problems() []model.Problem { return c.session.problems(*c.draft()) }

// fixes are those of all problems of the draft, each once, in the order in which they are numbered.
func (c *composer) fixes() []model.Fix {
	var fixes []model.Fix
	for _, p := range c.problems() {
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
		return nil
	}
	key := msg.String()
	if n, err := strconv.Atoi(key); err == nil {
		c.fix(e, n)
		return nil
	}
	switch key {
	case "esc", "q", "c":
		e.closeDialog()
	case "j", "down":
		c.cursor++
	case "k", "up":
		c.cursor--
	case "tab", "l", "right":
		c.at = (c.at + 1) % len(c.session.drafts)
	case "shift+tab", "h", "left":
		c.at = (c.at + len(c.session.drafts) - 1) % len(c.session.drafts)
	case "x", "space", "delete", "backspace":
		c.remove(e)
	case "a", "/", "+":
		c.entry = newEntry("add a scope or method: ", c.suggest)
	case "u":
		c.turn(e)
	case "s":
		c.split(e)
	case "enter":
		c.arm(e, false)
	case "!":
		c.arm(e, true)
	default:
		e.toast = "the keys of this dialog are in its lower edge"
	}
	return nil
}

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
	drafts := slices.Concat(c.session.drafts[:c.at], requests, c.session.drafts[c.at+1:])
	if len(drafts) == 0 {
		drafts = []model.Request{{For: model.ForTeam}}
	}
	c.session.drafts = drafts
}

func (c *composer) remove(e *explorer) {
	s, ok := c.scope()
	if !ok {
		e.toast = "no scope is picked; a adds one"
		return
	}
	c.replace(c.draft().Apply(model.Fix{Kind: model.FixDrop, Scopes: []catalog.Scope{s}}))
}

// turn asks one user instead of the team, or the reverse.
func (c *composer) turn(*explorer) {
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
	for i, d := range c.session.drafts {
		if why := c.session.holdsBack(d, anyway); why != "" {
			c.at = i
			e.toast = why
			return
		}
	}
	e.arm(c.session.team.Key, c.session.drafts)
	c.session.drafts = nil
	e.closeDialog()
	e.toast = e.armedLine()
	e.scopes.refilter()
}

// add takes what was typed: scopes, and methods, which stand for what they need.
func (c *composer) add(e *explorer, text string) {
	for _, word := range strings.FieldsFunc(text, func(r rune) bool { return r == ' ' || r == ',' || r == '\n' || r == '\t' }) {
		if m, ok := catalog.LookupMethod(word); ok {
			c.addMethod(e, m)
			continue
		}
		if s := catalog.Scope(word); !slices.Contains(c.draft().Scopes, s) {
			d := c.draft()
			d.Scopes = append(slices.Clone(d.Scopes), s)
		}
	}
}

func (c *composer) addMethod(e *explorer, m catalog.Method) {
	scopes, err := model.ScopesFor(m, c.session.perms)
	if err != nil {
		e.toast = err.Error()
		return
	}
	for _, s := range scopes {
		if !slices.Contains(c.draft().Scopes, s) {
			d := c.draft()
			d.Scopes = append(slices.Clone(d.Scopes), s)
		}
	}
}
