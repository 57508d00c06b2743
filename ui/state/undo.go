package state

import (
	"slices"

	"periscope/model/catalog"
)

// pickChange is one step of picking that can be undone.
type pickChange struct {
	scopes  []catalog.Scope
	dropped bool // they were taken out of the drafts, not put in
}

// mostUndo is how many steps are remembered.
const mostUndo = 100

// remember keeps a step for Undo.
func (s *Session) remember(step pickChange) {
	if len(step.scopes) == 0 {
		return
	}
	s.picks = append(s.picks, step)
	if len(s.picks) > mostUndo {
		s.picks = slices.Delete(s.picks, 0, len(s.picks)-mostUndo)
	}
}

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

// CanUndo reports whether there is a step of picking to take back.
func (s *Session) CanUndo() bool { return len(s.picks) > 0 }

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
