package ui

import (
	"slices"

	"periscope/model"
	"periscope/model/catalog"
)

// What the user is composing belongs to the team's session: dialogs that edit
// it come and go.

// problems are those of a draft, given what the team's token holds, once that is known.
func (s *session) problems(r model.Request) []model.Problem {
	var held *model.Permissions
	if s.phase == read {
		held = &s.perms
	}
	return model.Validate(r, held)
}

// holdsBack says why a draft cannot be sent, or "".
func (s *session) holdsBack(r model.Request, anyway bool) string {
	switch {
	case len(r.Scopes) == 0:
		return "nothing is asked for: a adds a scope or a method"
	case !s.today() && r.For == model.ForUser && r.User == "":
		return "say which user is asked: u, then the user's id"
	case anyway:
		return ""
	}
	for _, p := range s.problems(r) {
		if p.Severity() == model.Refused {
			if s.today() {
				return "Slack would refuse this (" + p.Refusal + "): apply a fix"
			}
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
		s.drafts = []model.Request{s.blank()}
	}
	at := slices.IndexFunc(s.drafts, func(r model.Request) bool { return accepts(r, scope) })
	if at < 0 && s.today() {
		at = s.half(scope)
	}
	d := &s.drafts[max(at, 0)]
	d.Scopes = append(slices.Clone(d.Scopes), scope)
}

// accepts reports whether Slack would not refuse a request with one scope more.
func accepts(r model.Request, scope catalog.Scope) bool {
	r.Scopes = append(slices.Clone(r.Scopes), scope)
	_, ok := model.Verdict(r)
	return ok
}

// half adds a draft for the half of an install that can ask for a scope, and
// returns its place; -1 when neither can.
func (s *session) half(scope catalog.Scope) int {
	for _, audience := range model.RulesFor(s.kind()).Audiences() {
		if r := (model.Request{Kind: s.kind(), For: audience}); accepts(r, scope) {
			s.drafts = append(s.drafts, r)
			return len(s.drafts) - 1
		}
	}
	return -1
}

// pickAll adds those of the scopes that are not in the drafts yet.
func (s *session) pickAll(scopes []catalog.Scope) {
	for _, scope := range scopes {
		if !s.picked(scope) {
			s.pick(scope)
		}
	}
}

// blank is a draft that asks for nothing yet, of whom the team's token asks first.
func (s *session) blank() model.Request {
	kind := s.kind()
	return model.Request{Kind: kind, For: model.RulesFor(kind).Audiences()[0]}
}

// joined puts drafts for the same half of an install together where they mix:
// a fix that moves scopes to the other half meets what was picked for it before.
func (s *session) joined(drafts []model.Request) []model.Request {
	if !s.today() {
		return drafts
	}
	var halves []model.Request
	for _, r := range drafts {
		at := slices.IndexFunc(halves, func(h model.Request) bool {
			h.Scopes = slices.Concat(h.Scopes, r.Scopes)
			_, ok := model.Verdict(h)
			return ok && h.For == r.For
		})
		if at < 0 {
			halves = append(halves, r)
			continue
		}
		halves[at].Scopes = slices.Concat(halves[at].Scopes, r.Scopes)
	}
	return halves
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

// asksInVain reports whether a draft asks for what its half of an install cannot
// have. Scopes that only do not go together are another matter: they are installed apart.
func (s *session) asksInVain() bool {
	return slices.ContainsFunc(s.drafts, func(r model.Request) bool {
		return slices.ContainsFunc(s.problems(r), func(p model.Problem) bool {
			return p.Code == model.CodeInvalidScope || p.Code == model.CodeWrongAudience
		})
	})
}

// drop takes what an install asked for out of the drafts.
func (s *session) drop(i model.Install) {
	var left []model.Request
	for _, r := range s.drafts {
		asked := i.Bot
		if r.For == model.ForUser {
			asked = i.User
		}
		left = append(left, r.Apply(model.Fix{Kind: model.FixDrop, Scopes: asked})...)
	}
	s.drafts = left
}
