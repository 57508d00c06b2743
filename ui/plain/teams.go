package plain

import (
	"cmp"
	"fmt"
	"iter"
	"slices"
	"strings"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/process"
	"periscope/ui/describe"
	"periscope/ui/draw"
	"periscope/ui/state"
)

func (c *conversation) listTeams(name string) {
	var choices []choice
	for _, s := range c.sessions {
		if !matches(s.Name()+" "+s.Team.Key, name) {
			continue
		}
		text := fmt.Sprintf("%s, %s", c.name(s), describe.KindOfToken(s.Kind()))
		if word := s.Word(); word != "" {
			text += ", " + word
		}
		choices = append(choices, choice{text: text, do: func() { c.choose(s) }})
	}
	if len(choices) == 0 {
		c.say("There is no such team.")
		return
	}
	c.say("Teams:")
	c.offer(choices)
}

// matches reports whether all words of a filter are in a text.
func matches(text, filter string) bool {
	text = strings.ToLower(text)
	for word := range strings.FieldsSeq(strings.ToLower(filter)) {
		if !strings.Contains(text, word) {
			return false
		}
	}
	return true
}

func (c *conversation) choose(s *state.Session) {
	c.session, c.on = s, model.Resource{}
	if s.Phase == state.Unread {
		c.read()
		return
	}
	c.summarize()
}

// read asks Slack what the selected team's token may do.
func (c *conversation) read() {
	c.load(c.session)
	c.summarize()
}

// load asks Slack what a team's token may do.
func (c *conversation) load(s *state.Session) {
	ctx := s.Begin(c.ctx)
	c.say("Reading %s.", c.name(s))
	identity, err := c.source.Identify(ctx, s.Team.Key)
	if err != nil {
		s.Err = err
	} else {
		s.Identity = identity
		s.Dir.Add([]model.Resource{{Type: catalog.Team, ID: model.ResourceID(identity.Team.ID), Name: identity.Team.Name}}, false)
	}
	for perms, err := range c.source.Permissions(ctx, s.Team.Key) {
		if err == nil || len(perms.Grants) > 0 || !perms.Complete() {
			s.Receive(perms)
		}
		if err != nil {
			s.Err = err
		}
	}
	switch {
	case s.Phase == state.Read && s.Err == nil:
		s.Complete()
		c.requests.Observe(s.Team.Key, s.Permissions, c.opts.Now())
	case s.Partial():
		s.BreakOff()
	case s.Phase != state.Read:
		s.Phase = state.Failed
	}
	if s.Phase == state.Read {
		c.listNames(s, c.source.Resources(ctx, s.Team.Key, s.Permissions))
	}
}

// listNames learns beside the conversation what resources are called.
func (c *conversation) listNames(s *state.Session, pages iter.Seq2[[]model.Resource, error]) {
	reading := s.Reading
	process.Go(func() {
		for page, err := range pages {
			c.post(func() {
				if s.Reading == reading {
					s.ListErr = err
					s.Dir.Add(page, true)
				}
			})
		}
		c.post(func() {
			if s.Reading == reading {
				s.Listing = false
			}
		})
	})
}

// summarize says what the selected team's token may do, in few lines.
func (c *conversation) summarize() {
	s := c.session
	if s.Err != nil {
		c.fail(s.Err)
	}
	if s.Phase != state.Read {
		return
	}
	if s.Partial() {
		c.say("Not all of %s was read; read reads again.", describe.TypeNames(s.Permissions.Unread))
	}
	if s.Permissions.ScopesUnknown {
		c.say("%s", describe.ScopesUnknown)
	} else {
		c.say("%s, %s token %s: %s: %s.", s.Name(), s.Kind(), s.Team.Token,
			count(len(s.Permissions.Scopes()), "scope", "scopes"), scopes(s.Permissions.Scopes()))
	}
	c.listTypes()
}

// listTypes lists where the token may do something.
func (c *conversation) listTypes() {
	s := c.session
	c.on = model.Resource{}
	unlisted := describe.UnlistableTypes(s.Permissions)
	var choices []choice
	for _, t := range s.Permissions.Types() {
		var sets []string
		for _, g := range s.Permissions.On(t) {
			set := g.Resources.String()
			if scope, shut := unlisted[t]; shut {
				set = "which ones is not known without " + string(scope)
			}
			sets = append(sets, fmt.Sprintf("%s, %s", set, count(len(g.Scopes), "scope", "scopes")))
		}
		text := fmt.Sprintf("%s: %s", t, cmp.Or(strings.Join(sets, "; "), "none"))
		choices = append(choices, choice{text: text, do: func() { c.selectPlace(model.Resource{Type: t}) }})
	}
	if len(choices) == 0 {
		c.say("The token holds nothing anywhere.")
		return
	}
	c.say("Where:")
	c.offer(choices)
}

// selectPlace announces a type or a resource, and what holds there.
func (c *conversation) selectPlace(on model.Resource) {
	c.on = on
	if on.ID == "" {
		c.tell(describe.ResourceType(c.session, on.Type))
		c.say("resources %s lists them; scopes lists the scopes here.", on.Type)
		return
	}
	resource := describe.Resource(c.session, on, true)
	c.say("%s", resource.Title)
	c.tell(resource)
	c.say("scopes lists the scopes here.")
}

// tell says a text of the inspector, a paragraph on each line.
func (c *conversation) tell(text draw.Text) {
	for _, line := range text.Lines() {
		c.say("%s", line)
	}
}

func (c *conversation) listResources(rest string) {
	word, filter, _ := strings.Cut(rest, " ")
	t := catalog.ResourceType(strings.ToLower(word))
	if !slices.Contains(catalog.ResourceTypes[:], t) {
		c.say("There is no type %q; there are %s.", describe.Discreet(word), describe.TypeNames(catalog.ResourceTypes[:]))
		return
	}
	s := c.session
	c.settle(func() bool { return !s.Listing })
	var choices []choice
	for _, r := range c.resources(t) {
		text := describe.Label(r)
		if text != string(r.ID) {
			text += ", " + string(r.ID)
		}
		if r.Archived {
			text += ", archived"
		}
		if covered(s.Permissions, r) == model.Excluded {
			text += ", excluded"
		}
		if matches(text, filter) {
			choices = append(choices, choice{text: text, do: func() { c.selectPlace(r) }})
		}
	}
	if s.Listing {
		c.say("Slack is still listing names; there may be more.")
	}
	if len(choices) == 0 {
		c.say("Nothing of type %s is known by such a name.", t)
		return
	}
	c.say("%s, %d:", t, len(choices))
	c.offer(choices)
}

// resources are those of a type that are known, in the order in which Slack lists them.
func (c *conversation) resources(t catalog.ResourceType) []model.Resource {
	s := c.session
	var all []model.Resource
	seen := map[model.ResourceID]bool{}
	add := func(r model.Resource) {
		if !seen[r.ID] {
			seen[r.ID] = true
			all = append(all, r)
		}
	}
	for _, at := range s.Dir.Listed(t) {
		add(s.Dir.Resource(t, at))
	}
	for _, g := range s.Permissions.On(t) {
		for _, id := range slices.Concat(g.Resources.IDs, g.Resources.Excluded) {
			r, _ := s.Dir.Find(t, id)
			add(r)
		}
	}
	return all
}

// covered says whether any grant holds on a resource.
func covered(p model.Permissions, r model.Resource) model.Membership {
	best := model.Outside
	for _, g := range p.On(r.Type) {
		switch at := g.Resources.Contains(r.ID); at {
		case model.ByID, model.ByWildcard:
			return at
		case model.Excluded:
			best = at
		case model.Outside:
		}
	}
	return best
}

// listScopes lists the scopes on what is selected, each with how it stands.
func (c *conversation) listScopes(filter string) {
	s := c.session
	if c.on.Type == "" {
		c.listAllScopes(filter)
		return
	}
	var choices []choice
	elsewhere := 0
	for _, listed := range s.Permissions.ListScopes(c.on.Type, c.on.ID) {
		if listed.Status == model.StatusOtherTypes && filter == "" {
			elsewhere++
			continue
		}
		text := fmt.Sprintf("%s, %s", listed.Scope, describe.StatusWord(listed, s.Kind(), true))
		if s.Picked(listed.Scope) {
			text += ", picked"
		}
		if matches(text, filter) {
			choices = append(choices, choice{text: text, do: func() { c.describeScope(string(listed.Scope)) }})
		}
	}
	c.say("Scopes on %s:", c.where())
	c.offer(choices)
	if elsewhere > 0 {
		c.say("%s of other types, which a part of a name finds.", count(elsewhere, "scope is", "scopes are"))
	}
}

// listAllScopes lists what the token holds, with where.
func (c *conversation) listAllScopes(filter string) {
	p := c.session.Permissions
	var choices []choice
	for _, scope := range p.Scopes() {
		if matches(string(scope), filter) {
			choices = append(choices, choice{
				text: string(scope) + ", on " + cmp.Or(describe.WhereHeld(p, scope), "nothing"),
				do:   func() { c.describeScope(string(scope)) },
			})
		}
	}
	if len(choices) == 0 {
		c.say("The token holds no such scope; needs and scope know all.")
		return
	}
	c.say("Scopes of %s:", c.where())
	c.offer(choices)
}

func (c *conversation) describeScope(name string) {
	scope := catalog.Scope(name)
	entry, known := catalog.Lookup(scope)
	p := c.session.Permissions
	held := slices.Contains(p.Scopes(), scope)
	if !known && !held {
		c.say("Slack has no scope %q.", describe.Discreet(name))
		return
	}
	c.say("%s: %s", scope, entry.Meaning)
	switch {
	case p.ScopesUnknown:
		c.say("%s This may be one of them.", describe.ScopesUnknown)
	case held:
		c.say("Held on %s.", cmp.Or(describe.WhereHeld(p, scope), "nothing"))
	case c.session.Picked(scope):
		c.say("Not held, but picked: compose says what asking for it comes to.")
	default:
		c.say("Not held. pick %s picks it.", scope)
	}
	if methods := catalog.Unlocks(scope, c.session.Kind()); len(methods) > 0 {
		c.say("It opens %s.", strings.Join(methods, ", "))
	}
	if known {
		c.say("Basis: %s.", describe.BasisWords[entry.Basis])
	}
}
