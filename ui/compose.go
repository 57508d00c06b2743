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

func (s *session) problems(r model.Request) []model.Problem {
	var held *model.Permissions
	if s.phase == read {
		held = &s.perms
	}
	return model.Validate(r, held)
}

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

// holdsBack says why a draft cannot be armed, or "".
func (s *session) holdsBack(r model.Request, anyway bool) string {
	switch {
	case len(r.Scopes) == 0:
		return "nothing is asked for: a adds a scope or a method"
	case r.For == model.ForUser && r.User == "":
		return "say which user is asked: u, then the user's id"
	case anyway:
		return ""
	}
	for _, p := range s.problems(r) {
		if p.Severity() == model.Refused {
			return "Slack would refuse this (" + p.Refusal + "): apply a fix, or ! arms it all the same"
		}
	}
	return ""
}

// pick adds a scope to the drafts, or takes it away. It goes to the first draft
// that it does not spoil.
func (s *session) pick(scope catalog.Scope) {
	if s.picked(scope) {
		dropped := model.Fix{Kind: model.FixDrop, Scopes: []catalog.Scope{scope}}
		var left []model.Request
		for _, r := range s.drafts {
			left = append(left, r.Apply(dropped)...)
		}
		s.drafts = left
		return
	}
	if len(s.drafts) == 0 {
		s.drafts = []model.Request{{For: model.ForTeam}}
	}
	at := slices.IndexFunc(s.drafts, func(r model.Request) bool {
		r.Scopes = append(slices.Clone(r.Scopes), scope)
		_, ok := model.Verdict(r)
		return ok
	})
	d := &s.drafts[max(at, 0)]
	d.Scopes = append(slices.Clone(d.Scopes), scope)
}

// picked reports whether a scope is in a draft.
func (s *session) picked(scope catalog.Scope) bool {
	return slices.ContainsFunc(s.drafts, func(r model.Request) bool { return slices.Contains(r.Scopes, scope) })
}

// picks is how many scopes the drafts hold.
func (s *session) picks() int {
	n := 0
	for _, r := range s.drafts {
		n += len(r.Scopes)
	}
	return n
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
