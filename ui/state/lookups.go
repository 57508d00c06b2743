package state

import "periscope/model"

// lookups keeps single look-ups of names polite: only of what is on screen,
// each once, a few at a time.
type lookups struct {
	asked    map[model.ResourceID]bool
	underWay int
}

// lookupsAtOnce is how many single look-ups run side by side: enough to fill a
// screen in a second or two, few enough to leave Slack's limit to the user.
const lookupsAtOnce = 4

// NextLookups returns those of the resources on screen whose names are to be
// looked up now. When one ends, that is told to
// [Session.LookedUp].
func (s *Session) NextLookups(onScreen []model.Resource) []model.Resource {
	var next []model.Resource
	for _, r := range onScreen {
		if s.lookups.underWay >= lookupsAtOnce {
			break
		}
		if r.Name != "" || s.lookups.asked[r.ID] {
			continue
		}
		if s.lookups.asked == nil {
			s.lookups.asked = map[model.ResourceID]bool{}
		}
		s.lookups.asked[r.ID] = true
		s.lookups.underWay++
		next = append(next, r)
	}
	return next
}

// LookedUp records that a look-up ended.
func (s *Session) LookedUp() { s.lookups.underWay-- }
