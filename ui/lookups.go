package ui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"periscope/model"
)

// lookups keeps single look-ups of names polite: only of what is on screen,
// each once, a few at a time.
type lookups struct {
	asked    map[model.ResourceID]bool
	underWay int
}

// lookupsAtOnce is how many single look-ups run side by side: enough to fill a
// screen in a second or two, few enough to leave Slack's limit to the user.
const lookupsAtOnce = 4

// lookUp asks for the names of the resources that are on screen without one.
func (s *session) lookUp(ctx context.Context, source Source, onScreen []model.Resource) tea.Cmd {
	var cmds []tea.Cmd
	for _, want := range onScreen {
		if s.lookups.underWay >= lookupsAtOnce {
			break
		}
		if want.Name != "" || s.lookups.asked[want.ID] {
			continue
		}
		if s.lookups.asked == nil {
			s.lookups.asked = map[model.ResourceID]bool{}
		}
		s.lookups.asked[want.ID] = true
		s.lookups.underWay++
		at := stamp{s.team.Key, s.reading}
		cmds = append(cmds, func() tea.Msg {
			found, err := source.Resource(ctx, at.key, want)
			return resourceFound{at, want, found, err}
		})
	}
	return tea.Batch(cmds...)
}
