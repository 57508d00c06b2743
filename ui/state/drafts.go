package state

import (
	"slices"

	"periscope/model"
	"periscope/model/catalog"
)

// What the user is composing belongs to the team's session: dialogs that edit
// it come and go.

// Problems are those of a draft, given what the team's token holds, once that is known.
func (s *Session) Problems(r model.Request) []model.Problem {
	var held *model.Permissions
	if s.Phase == Read {
		held = &s.Permissions
	}
	return model.Validate(r, held)
}

// WhyBlocked says why a draft cannot be sent, or "".
func (s *Session) WhyBlocked(r model.Request, anyway bool) string {
	switch {
	case len(r.Scopes) == 0:
		return "nothing is asked for: a adds a scope or a method"
	case !s.Installable() && s.DeadToken() != "": // an install would bring another token
		return s.DeadToken()
	case !s.Installable() && r.For == model.ForUser && r.User == "":
		return "say which user is asked: u, then the user's id"
	case anyway:
		return ""
	}
	for _, p := range s.Problems(r) {
		if p.Severity() == model.Refused {
			if s.Installable() {
				return "Slack would refuse this (" + p.Refusal + "): apply a fix"
			}
			return "Slack would refuse this (" + p.Refusal + "): apply a fix, or ! has it wait all the same"
		}
	}
	return ""
}

// Pick adds a scope to the drafts, or takes it away. It goes to the first draft
// that it does not spoil. [Session.Undo] takes it back.
func (s *Session) Pick(scope catalog.Scope) {
	s.remember(pickChange{[]catalog.Scope{scope}, s.Picked(scope)})
	s.toggle(scope)
}

// toggle is Pick that is not remembered.
func (s *Session) toggle(scope catalog.Scope) {
	if s.Picked(scope) {
		dropped := model.Fix{Kind: model.FixDrop, Scopes: []catalog.Scope{scope}}
		var left []model.Request
		for _, r := range s.Drafts {
			left = append(left, r.Apply(dropped)...)
		}
		s.Drafts = left
		return
	}
	if len(s.Drafts) == 0 {
		s.Drafts = []model.Request{s.Blank()}
	}
	at := slices.IndexFunc(s.Drafts, func(r model.Request) bool { return accepts(r, scope) })
	if at < 0 && s.Installable() {
		at = s.addDraftFor(scope)
	}
	d := &s.Drafts[max(at, 0)]
	d.Scopes = append(slices.Clone(d.Scopes), scope)
}

// accepts reports whether Slack would not refuse a request with one scope more.
func accepts(r model.Request, scope catalog.Scope) bool {
	r.Scopes = append(slices.Clone(r.Scopes), scope)
	_, ok := model.Verdict(r)
	return ok
}

// addDraftFor adds a draft for the token that can get a scope by an install, and
// returns its place; -1 when neither can.
func (s *Session) addDraftFor(scope catalog.Scope) int {
	for _, audience := range model.RulesFor(s.Kind()).Audiences() {
		if r := (model.Request{Kind: s.Kind(), For: audience}); accepts(r, scope) {
			s.Drafts = append(s.Drafts, r)
			return len(s.Drafts) - 1
		}
	}
	return -1
}

// PickAll adds those of the scopes that are not in the drafts yet.
func (s *Session) PickAll(scopes []catalog.Scope) {
	var added []catalog.Scope
	for _, scope := range scopes {
		if !s.Picked(scope) {
			s.toggle(scope)
			added = append(added, scope)
		}
	}
	s.remember(pickChange{added, false})
}

// Blank is a draft that asks for nothing yet, of whom the team's token asks first.
func (s *Session) Blank() model.Request {
	kind := s.Kind()
	return model.Request{Kind: kind, For: model.RulesFor(kind).Audiences()[0]}
}

// Merge puts drafts for the same token together where they mix: a fix that moves
// scopes to the other token meets what was picked for it before.
func (s *Session) Merge(drafts []model.Request) []model.Request {
	if !s.Installable() {
		return drafts
	}
	var merged []model.Request
	for _, r := range drafts {
		at := slices.IndexFunc(merged, func(h model.Request) bool {
			h.Scopes = slices.Concat(h.Scopes, r.Scopes)
			_, ok := model.Verdict(h)
			return ok && h.For == r.For
		})
		if at < 0 {
			merged = append(merged, r)
			continue
		}
		merged[at].Scopes = slices.Concat(merged[at].Scopes, r.Scopes)
	}
	return merged
}

// Picked reports whether a scope is in a draft.
func (s *Session) Picked(scope catalog.Scope) bool {
	return slices.ContainsFunc(s.Drafts, func(r model.Request) bool { return slices.Contains(r.Scopes, scope) })
}

// PickCount is how many scopes the drafts hold.
func (s *Session) PickCount() int {
	n := 0
	for _, r := range s.Drafts {
		n += len(r.Scopes)
	}
	return n
}

// Unobtainable reports whether a draft asks for what its token cannot have. Scopes
// that only do not go together are another matter: they are installed apart.
func (s *Session) Unobtainable() bool {
	return slices.ContainsFunc(s.Drafts, func(r model.Request) bool {
		return slices.ContainsFunc(s.Problems(r), func(p model.Problem) bool {
			return p.Code == model.CodeInvalidScope || p.Code == model.CodeWrongAudience
		})
	})
}

// DropInstalled takes what an install asked for out of the drafts. Its picks cannot be taken back.
func (s *Session) DropInstalled(i model.Install) {
	var left []model.Request
	for _, r := range s.Drafts {
		asked := i.Bot
		if r.For == model.ForUser {
			asked = i.User
		}
		left = append(left, r.Apply(model.Fix{Kind: model.FixDrop, Scopes: asked})...)
	}
	s.Drafts = left
	s.forget(slices.Concat(i.Bot, i.User))
}
