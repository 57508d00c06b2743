package state

import (
	"slices"

	"periscope/model/catalog"
)

// Undo takes the last step of picking back, whatever the composer did since: what was
// picked is dropped, and what was dropped is picked again. It returns the scopes that
// this changed, and whether they are picked now; none when there is nothing to undo.
func (s *Session) Undo() (changed []catalog.Scope, picked bool) {
	for len(s.picks) > 0 && len(changed) == 0 {
		last := s.picks[len(s.picks)-1]
		s.picks = s.picks[:len(s.picks)-1]
		for _, scope := range last.scopes {
			if s.Picked(scope) != last.dropped {
				s.toggle(scope)
				changed = append(changed, scope)
			}
		}
		picked = last.dropped
	}
	return changed, picked
}

// CanUndo reports whether [Session.Undo] would change anything: what was picked may have gone
// another way since.
func (s *Session) CanUndo() bool {
	return slices.ContainsFunc(s.picks, func(step pickChange) bool {
		return slices.ContainsFunc(step.scopes, func(scope catalog.Scope) bool { return s.Picked(scope) != step.dropped })
	})
}

// forget takes scopes out of the steps that can be taken back.
func (s *Session) forget(scopes []catalog.Scope) {
	var steps []pickChange
	for _, step := range s.picks {
		left := slices.DeleteFunc(slices.Clone(step.scopes), func(scope catalog.Scope) bool { return slices.Contains(scopes, scope) })
		if len(left) > 0 {
			steps = append(steps, pickChange{left, step.dropped})
		}
	}
	s.picks = steps
}

// ClearPicks empties the drafts, and returns what they held.
func (s *Session) ClearPicks() []catalog.Scope {
	var dropped []catalog.Scope
	for _, r := range s.Drafts {
		dropped = append(dropped, r.Scopes...)
	}
	s.Drafts = nil
	s.remember(pickChange{dropped, true})
	return dropped
}
