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
