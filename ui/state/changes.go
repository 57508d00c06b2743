package state

import (
	"slices"

	"periscope/model"
	"periscope/model/catalog"
)

// Change says in a word what the last event or re-reading did to a scope on a
// type or resource, or anywhere if on has no type: "new", "lost", or nothing. Where a
// grant does not reach a resource, it changed nothing there.
func (s *Session) Change(scope catalog.Scope, on model.Resource) string {
	for _, t := range s.Changed.Types {
		if on.Type != "" && t.Type != on.Type {
			continue
		}
		if on.ID != "" && !s.covers(on) {
			return ""
		}
		if word := changeWord(t.Scopes, scope); word != "" || on.Type != "" {
			return word
		}
	}
	for _, u := range s.Changed.Users {
		if on.Type == "" || on.Type == catalog.User && (on.ID == "" || on.ID == u.User) {
			if word := changeWord(u.Scopes, scope); word != "" {
				return word
			}
		}
	}
	return ""
}

// changeWord says what a change did to a scope.
func changeWord(c model.Change[catalog.Scope], scope catalog.Scope) string {
	switch {
	case slices.Contains(c.Gained, scope):
		return "new"
	case slices.Contains(c.Lost, scope):
		return "lost"
	}
	return ""
}

// covers reports whether a grant is for a resource.
func (s *Session) covers(on model.Resource) bool {
	return slices.ContainsFunc(s.Permissions.On(on.Type), func(g model.Grant) bool { return g.Resources.Contains(on.ID).In() })
}

// Arrived reports whether the last event or re-reading brought a resource.
func (s *Session) Arrived(t catalog.ResourceType, id model.ResourceID) bool {
	for _, c := range s.Changed.Types {
		if c.Type == t {
			return slices.Contains(c.IDs.Gained, id) || slices.Contains(c.Excluded.Lost, id)
		}
	}
	return t == catalog.User && slices.ContainsFunc(s.Changed.Users, func(u model.UserChange) bool {
		return u.User == id && len(u.Scopes.Gained) > 0
	})
}
