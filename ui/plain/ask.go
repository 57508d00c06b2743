package plain

import (
	"context"
	"slices"
	"strings"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/process"
	"periscope/ui"
	"periscope/ui/describe"
	"periscope/ui/dialog"
	"periscope/ui/state"
)

// askBlocked says why the selected team's token can ask for nothing, or "".
func (c *conversation) askBlocked() string {
	s := c.session
	switch {
	case s.Installable():
		return ""
	case s.Kind() != catalog.Workspace:
		return string(s.Kind()) + " tokens cannot ask for more scopes"
	case c.requester() == nil:
		return "this session cannot send requests"
	}
	return ""
}

func words(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return r == ' ' || r == ',' || r == '\t' })
}

// pick picks scopes, and what methods need.
func (c *conversation) pick(rest string) {
	if why := c.askBlocked(); why != "" {
		c.say("Not now: %s.", why)
		return
	}
	s := c.session
	for _, word := range words(rest) {
		picked := []catalog.Scope{catalog.Scope(word)}
		if _, known := catalog.Lookup(picked[0]); !known {
			m, err := model.FindMethod(word)
			if err == nil {
				picked, err = model.ScopesFor(m, s.Permissions)
			}
			if err != nil {
				c.say("%s was not picked: Slack has no scope of this name, and %v.", describe.Discreet(word), err)
				continue
			}
		}
		s.PickAll(picked)
		c.say("Picked %s.", scopes(picked))
	}
	c.say("%s picked. compose says whether Slack would accept that; ask asks.", count(s.PickCount(), "scope is", "scopes are"))
}

func (c *conversation) drop(rest string) {
	s := c.session
	for _, word := range words(rest) {
		scope := catalog.Scope(word)
		if !s.Picked(scope) {
			c.say("%s is not picked.", describe.Discreet(word))
			continue
		}
		s.Pick(scope)
		c.say("Dropped %s.", scope)
	}
	c.say("%s picked.", count(s.PickCount(), "scope is", "scopes are"))
}

// compose says what the drafts ask for, and what Slack would refuse, each fix with a number.
func (c *conversation) compose() {
	s := c.session
	if why := c.askBlocked(); why != "" {
		c.say("Not now: %s.", why)
		return
	}
	if s.PickCount() == 0 {
		c.say("Nothing is picked yet: pick SCOPE or pick METHOD adds what is to be asked for.")
		return
	}
	var fixes []choice
	refused := false
	for i, draft := range s.Drafts {
		c.say("Asks %s: %s.", describe.Audience(draft), scopes(draft.Scopes))
		for _, p := range s.Problems(draft) {
			severity := "Advice"
			if p.Severity() == model.Refused {
				severity, refused = "Slack would refuse this", true
			}
			c.say("%s, %s, %s: %s", severity, p.Code, p.Basis, p.Message)
			for _, f := range p.Fixes {
				if !slices.ContainsFunc(fixes, func(known choice) bool { return known.text == f.Label }) {
					fixes = append(fixes, choice{text: f.Label, do: func() { c.fix(i, f) }})
				}
			}
		}
	}
	for _, draft := range s.Drafts {
		if c.lacksUser(draft) {
			c.say("Which user is asked for %s is not said yet: type user and the user's id.", scopes(draft.Scopes))
			refused = true
		}
	}
	if !refused {
		c.say("Slack has no known reason to refuse this. ask asks for it.")
	}
	if len(fixes) > 0 {
		c.say("Fixes:")
		c.offer(fixes)
	}
}

// fix applies a fix to a draft.
func (c *conversation) fix(at int, f model.Fix) {
	s := c.session
	if at < len(s.Drafts) {
		s.Drafts = s.Merge(slices.Concat(s.Drafts[:at:at], s.Drafts[at].Apply(f), s.Drafts[at+1:]))
	}
	c.compose()
}

// lacksUser reports whether a draft asks a user, and nobody has said which.
func (c *conversation) lacksUser(draft model.Request) bool {
	return !c.session.Installable() && draft.For == model.ForUser && draft.User == ""
}

// askUser names the user of the drafts that ask one.
func (c *conversation) askUser(id string) {
	asked := 0
	for i, draft := range c.session.Drafts {
		if !c.session.Installable() && draft.For == model.ForUser {
			c.session.Drafts[i].User = model.UserID(id)
			asked++
		}
	}
	if asked == 0 {
		c.say("Nothing that is picked asks one user.")
		return
	}
	c.compose()
}

// ask asks for what is picked: with an install, or with the trigger that the next user brings.
func (c *conversation) ask() {
	s := c.session
	if why := c.askBlocked(); why != "" {
		c.say("Not now: %s.", why)
		return
	}
	if s.PickCount() == 0 {
		c.compose()
		return
	}
	for _, draft := range s.Drafts {
		switch {
		case len(draft.Scopes) == 0 || s.WhyBlocked(draft, false) == "":
		case c.lacksUser(draft):
			c.say("Not asked: %s asks one user. Type user and the user's id.", scopes(draft.Scopes))
			return
		default:
			c.say("Not asked:")
			c.compose()
			return
		}
	}
	if s.Installable() {
		c.offerInstall()
		return
	}
	c.requests.Wait(s.Team.Key, s.Drafts, c.opts.Now())
	s.Drafts = nil
	c.say("Now %s.", describe.RequestLine(&c.requests, s.Team.Key, c.opts.Now()))
	if c.sandbox() != nil {
		c.say("act plays the user who brings the trigger.")
	}
}

// offerInstall says what an install asks for, and where.
func (c *conversation) offerInstall() {
	installer := c.installer()
	if installer == nil {
		c.say("This session cannot install apps. For the app's manifest:")
	}
	install := model.Installs(c.session.Drafts)[0]
	for line := range strings.Lines(install.ManifestYAML()) {
		c.say("  %s", strings.TrimRight(line, "\n"))
	}
	if installer == nil {
		return
	}
	page, err := installer.InstallPage(c.session.Team.Key, install)
	if err != nil {
		c.fail(err)
		return
	}
	c.install = &install
	if c.sandbox() != nil {
		c.say("As the person who installs the app: yes approves, no denies.")
		return
	}
	c.say("The page is %s", page)
	c.say("yes opens it in your browser and waits for the answer; no leaves it.")
}

// answer answers what was asked last: an install, or a dialog of the sandbox's Slack.
func (c *conversation) answer(approve bool) {
	if c.prompt != "" {
		c.answerPrompt(approve)
		return
	}
	install, s := *c.install, c.session
	c.install = nil
	if !approve {
		c.say("Not installed.")
		return
	}
	c.say("Installing. Type no to wait no longer.")
	if err := c.waitForInstall(s.Team.Key, install); err != nil {
		if cancelled(err) {
			c.say("No longer waiting for the approval.")
			return
		}
		c.fail(err)
		return
	}
	s.DropInstalled(install)
	c.joinTeams()
	c.say("Installed: %s.", scopes(slices.Concat(install.Bot, install.User)))
	c.read()
	c.changes()
}

// waitForInstall installs, and meanwhile hears whether the user gives up.
func (c *conversation) waitForInstall(key string, install model.Install) error {
	ctx, cancel := context.WithCancel(c.ctx)
	defer cancel()
	installer, done := c.installer(), make(chan error, 1)
	process.Go(func() { done <- installer.Install(ctx, key, install) })
	lines := c.lines
	if !c.opts.Prompt {
		lines = nil // what is piped in comes after it
	}
	for {
		select {
		case do := <-c.events:
			do()
		case err := <-done:
			return err
		case line, ok := <-lines:
			switch {
			case !ok:
				lines = nil
			case strings.TrimSpace(line) == "no" || strings.TrimSpace(line) == "quit":
				cancel()
			}
		}
	}
}

// joinTeams adds the teams that an install brought.
func (c *conversation) joinTeams() {
	for _, t := range c.source.Teams() {
		if !slices.ContainsFunc(c.sessions, func(s *state.Session) bool { return s.Team.Key == t.Key }) {
			c.sessions = append(c.sessions, state.NewSession(t))
		}
	}
}

// act lists the users of the sandbox; a number runs the app's slash command as one of them.
func (c *conversation) act() {
	if c.session.Installable() {
		c.say("Not now: this token needs no trigger to get more scopes; ask installs.")
		return
	}
	key := c.session.Team.Key
	people, err := c.sandbox().People(c.ctx, key)
	if err != nil {
		c.fail(err)
		return
	}
	if c.requests.Next(key) == nil {
		c.say("No request is waiting: a slash command now is a trigger lost. pick, then ask.")
	}
	c.say("As whom?")
	var choices []choice
	for _, person := range people {
		choices = append(choices, choice{text: person.Name + ", " + string(person.ID), do: func() { c.runCommand(key, person) }})
	}
	c.offer(choices)
}

func (c *conversation) runCommand(key string, person dialog.Person) {
	waited := c.requests.Next(key) != nil
	if err := c.sandbox().RunCommand(c.ctx, key, person.ID); err != nil {
		c.fail(err)
		return
	}
	c.say("%s ran the app's slash command.", person.Name)
	if waited {
		c.settle(func() bool { return c.showPrompt(key) || c.err != nil })
	}
}

// showPrompt says what Slack shows a user; false: nothing is shown.
func (c *conversation) showPrompt(key string) bool {
	prompts, err := c.sandbox().Dialogs(c.ctx, key)
	if err != nil || len(prompts) == 0 {
		return false
	}
	p := prompts[0]
	c.prompt = p.ID
	c.say("Slack shows %s: %s asks %s for %s.", p.User.Name, p.App, describe.Audience(p.Request), scopes(p.Request.Scopes))
	for _, s := range p.Request.Scopes {
		c.say("  %s: %s", s, describe.Meaning(s))
	}
	c.say("yes approves, no denies.")
	return true
}

func (c *conversation) answerPrompt(approve bool) {
	s, id := c.session, c.prompt
	c.prompt = ""
	before := s.Edition
	if err := c.sandbox().Answer(c.ctx, s.Team.Key, id, approve); err != nil {
		c.fail(err)
		return
	}
	open := func() bool { // a reply of Slack's may come after the answer of the user
		return slices.ContainsFunc(c.requests.Of(s.Team.Key), func(r *state.Request) bool {
			return r.State == model.DialogShown || r.State == model.RequestSent
		})
	}
	c.settle(func() bool { return !open() && (s.Edition != before || !approve) })
	if approve {
		c.changes()
	}
}

// heard handles what Slack sent to the app: a trigger sends a request, an event answers one.
func (c *conversation) heard(in ui.Incoming) {
	switch {
	case in.Refused != "":
		c.say("Refused %s: %s.", in.What, in.Refused)
	case in.Trigger != "" && in.Key != "":
		c.send(in.Key, in.Trigger)
	case in.Event != nil && in.Key != "":
		c.applyEvent(in.Key, in.Event)
	}
}

// send sends the team's next request that waits. There is no time to ask: a trigger lives
// three seconds.
func (c *conversation) send(key string, trigger model.TriggerID) {
	next := c.requests.Next(key)
	switch {
	case c.opts.ReadOnly:
		c.say("A trigger came, and is lost: this session is read-only.")
		return
	case next == nil:
		c.say("A trigger came and no request was waiting, so it is lost.")
		return
	}
	next.Become(next.Send(trigger), c.opts.Now())
	requester, request := c.requester(), next.Request
	process.Go(func() {
		err := requester.Ask(c.ctx, key, request, trigger)
		c.post(func() { c.sent(next, err) })
	})
}

func (c *conversation) sent(r *state.Request, err error) {
	if err == nil {
		r.Err = nil
		r.Become(r.Shown(), c.opts.Now())
		c.say("Shown to the user: %s.", scopes(r.Request.Scopes))
		return
	}
	r.Err = err
	if !cancelled(err) {
		c.fail(err)
	}
	if code, known := describe.ErrorCode(err); known {
		r.Become(r.Fail(code), c.opts.Now())
	}
}

func (c *conversation) applyEvent(key string, event model.Event) {
	if r := c.requests.Answer(key, event, c.opts.Now()); r != nil {
		c.say("The request for %s %s", scopes(r.Request.Scopes), describe.RequestSentences[r.State])
	}
	for _, s := range c.sessions {
		if s.Team.Key == key {
			s.Apply(event)
		}
	}
}
