package dialog

import (
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/ui/state"
)

// Composer is the dialog in which requests are put together, or an install. What
// it edits are the team's drafts, so closing it loses nothing.
type Composer struct {
	session *state.Session
	options ComposerOptions
	at      int        // the draft on screen
	view               // its cursor is over the scopes
	field   *textField // what is being typed, or nil

	// Of bot and user tokens:
	plan *installPlan // what installing the drafts asks for and brings; nil while that is nothing
	json bool         // show the manifest's lines in JSON
}

// ComposerOptions say what becomes of drafts.
type ComposerOptions struct {
	Installer *Installer // nil where apps cannot be installed
	ReadOnly  bool       // then nothing is installed
	Requests  *state.Requests
	Now       func() time.Time
}

// NewComposer edits the drafts of a team, which gets an empty one if it has none.
func NewComposer(s *state.Session, draft int, options ComposerOptions) *Composer {
	if len(s.Drafts) == 0 {
		s.Drafts = []model.Request{s.Blank()}
	}
	return &Composer{session: s, at: draft, options: options}
}

// draft is the request on screen.
func (c *Composer) draft() *model.Request {
	c.at = max(0, min(c.at, len(c.session.Drafts)-1))
	return &c.session.Drafts[c.at]
}

// scope is the scope under the cursor, "" when there is none. It keeps the cursor on one.
func (c *Composer) scope() catalog.Scope {
	scopes := c.draft().Scopes
	c.Cursor = max(0, min(c.Cursor, len(scopes)-1))
	if len(scopes) == 0 {
		return ""
	}
	return scopes[c.Cursor]
}

// problems are those of the draft on screen.
func (c *Composer) problems() []model.Problem { return c.session.Problems(*c.draft()) }

// fixes are those of all problems of the draft, each once, in the order in which they are numbered.
func (c *Composer) fixes() []model.Fix {
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

// HandleMsg implements [Dialog].
func (c *Composer) HandleMsg(msg tea.Msg) Action {
	var a Action
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		if c.field != nil {
			a = c.typed(msg)
		} else {
			a = press(c, msg.String())
		}
	case tea.PasteMsg:
		if c.field == nil {
			c.add()
		}
		c.field.paste(msg.Content)
		return Action{}
	case Clicked:
		if c.field != nil {
			c.field.choose(msg.Item)
			return Action{}
		}
		c.Seek(msg.Item)
	case Opened:
	case DraftsChanged:
		if len(c.session.Drafts) == 0 {
			return Action{Close: true}
		}
	case installPageMade:
		msg.of.pageMade(msg)
		return Action{}
	case manifestValidated:
		msg.of.validated(msg)
		return Action{}
	default:
		return Action{}
	}
	a.Cmd = tea.Batch(a.Cmd, c.prepare())
	return a
}

// fix applies the n-th offered fix, counted from 1.
func (c *Composer) fix(n int) Action {
	fixes := c.fixes()
	c.replace(c.draft().Apply(fixes[n-1]))
	return Action{}
}

func (c *Composer) split() Action {
	c.replace(model.Split(*c.draft()))
	return Action{}
}

// replace puts requests in the place of the draft on screen.
func (c *Composer) replace(requests []model.Request) {
	s := c.session
	s.Drafts = s.Merge(slices.Concat(s.Drafts[:c.at], requests, s.Drafts[c.at+1:]))
	if len(s.Drafts) == 0 {
		s.Drafts = []model.Request{s.Blank()}
	}
}

func (c *Composer) remove() Action {
	c.replace(c.draft().Apply(model.Fix{Kind: model.FixDrop, Scopes: []catalog.Scope{c.scope()}}))
	return Action{}
}

// turn asks one user instead of the team, or the reverse.
func (c *Composer) turn() {
	d := c.draft()
	if d.For == model.ForUser {
		d.For = model.ForTeam
		return
	}
	d.For = model.ForUser
	c.field = newTextField("user id: ", nil)
	c.field.done = func(text string) Action { c.draft().User = model.UserID(text); return Action{} }
	c.field.set(string(d.User))
}

// turnToken goes to what the other token is to get: the bot's, or that of the
// person who installs the app.
func (c *Composer) turnToken() {
	s := c.session
	audiences := model.RulesFor(s.Kind()).Audiences()
	other := audiences[0]
	if c.draft().For == other {
		other = audiences[1]
	}
	at := slices.IndexFunc(s.Drafts, func(r model.Request) bool { return r.For == other })
	if at < 0 {
		at = len(s.Drafts)
		s.Drafts = append(s.Drafts, model.Request{Kind: s.Kind(), For: other})
	}
	c.show(at)
}

// show goes to another draft.
func (c *Composer) show(at int) {
	c.at = at
	c.First()
}

// queue has all drafts wait for the next triggers. Requests that Slack would
// refuse do not, unless the user insists: the rules are inferred.
func (c *Composer) queue(insist bool) Action {
	for i, d := range c.session.Drafts {
		if why := c.session.WhyBlocked(d, insist); why != "" {
			c.at = i
			return toast(why)
		}
	}
	return Action{Close: true, Do: Queue{c.session, c.session.Drafts}}
}

// prepare works out what the drafts come to, if they changed.
func (c *Composer) prepare() tea.Cmd {
	if !c.session.Installable() {
		return nil
	}
	installs := model.Installs(c.session.Drafts)
	if len(installs) == 0 {
		c.plan = nil
		return nil
	}
	more := len(installs) - 1
	if c.plan != nil && c.plan.isFor(installs[0]) {
		c.plan.more = more
		return nil
	}
	c.plan = &installPlan{session: c.session, installer: c.options.Installer, install: installs[0], more: more}
	return c.plan.findPage(c)
}

// validate asks Slack what it thinks of the manifest with the scopes added.
func (c *Composer) validate() Action { return Action{Cmd: c.plan.validate(c)} }

// confirm opens the dialog that installs.
func (c *Composer) confirm() Action {
	return Action{Do: Open{newInstall(c.plan, c.options.Requests, c.options.Now)}}
}

// add lets a scope or method be typed.
func (c *Composer) add() { c.field = newTextField("add a scope or method: ", c.suggest) }

// typed gives a key to what is being typed.
func (c *Composer) typed(msg tea.KeyPressMsg) Action {
	if msg.String() == "esc" {
		c.field = nil
		return Action{}
	}
	if msg.String() == "enter" && c.field.suggest != nil && !c.exists(c.field.word()) && c.field.complete() {
		return Action{} // the first enter takes the suggestion, the second adds it
	}
	if !c.field.press(msg) {
		return Action{}
	}
	field := c.field
	c.field = nil
	text := strings.TrimSpace(field.text())
	switch {
	case field.done != nil:
		return field.done(text)
	case text != "":
		return c.addNames(text)
	}
	return Action{}
}

// exists reports whether a word is the name of a scope or method.
func (c *Composer) exists(word string) bool {
	_, scope := catalog.Lookup(catalog.Scope(word))
	_, method := catalog.LookupMethod(word)
	return scope || method
}

// suggest completes a scope or method, of those that tokens of the kind can
// hold and call.
func (c *Composer) suggest(word string) []string {
	kind := c.kind()
	var names []string
	for _, entry := range model.RequestableScopes(kind) {
		names = append(names, string(entry.Scope))
	}
	for _, m := range catalog.Methods() {
		if need, ok := m.Need(kind); ok && need.Rule != catalog.NoScope {
			names = append(names, m.Name)
		}
	}
	if all := completions(word, names); len(all) > 0 {
		return all
	}
	return fuzzyMatches(word, names)
}

// kind is the kind of token that is to hold what the draft on screen asks for.
func (c *Composer) kind() catalog.TokenKind {
	switch {
	case !c.session.Installable():
		return catalog.Workspace
	case c.draft().For == model.ForUser:
		return catalog.UserToken
	}
	return catalog.Bot
}

// addNames adds what was typed: scopes, and methods, which stand for what they need.
func (c *Composer) addNames(text string) Action {
	var a Action
	for _, word := range strings.FieldsFunc(text, func(r rune) bool { return r == ' ' || r == ',' || r == '\n' || r == '\t' }) {
		if _, known := catalog.Lookup(catalog.Scope(word)); !known {
			if m, err := model.FindMethod(word); err == nil {
				if err := c.addMethod(m); err != nil {
					a = toast(err.Error())
				}
				continue
			}
		}
		c.addScopes(catalog.Scope(word))
	}
	return a
}

func (c *Composer) addMethod(m catalog.Method) error {
	held := c.session.Permissions
	if kind := c.kind(); state.KindOf(held) != kind { // the other token is not at hand
		held = model.Permissions{Kind: kind}
	}
	scopes, err := model.ScopesFor(m, held)
	if err != nil {
		return err
	}
	c.addScopes(scopes...)
	return nil
}

func (c *Composer) addScopes(scopes ...catalog.Scope) {
	d := c.draft()
	for _, s := range scopes {
		if !slices.Contains(d.Scopes, s) {
			d.Scopes = append(slices.Clone(d.Scopes), s)
		}
	}
}
