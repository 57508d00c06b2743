package panes

import (
	"strings"
	"testing"

	"periscope/model/catalog"
	"periscope/ui/state"
)

// TestNotesLeaveTheName checks the Teams pane at every width: a state other
// than ok is never lost for the kind, nor a name that has room for it.
func TestNotesLeaveTheName(t *testing.T) {
	t.Parallel()
	p := NewTeams([]state.Team{
		{Key: "acme", Name: "Acme HQ", Kind: catalog.Workspace},
		{Key: "fresh", Name: "Fresh Install", Kind: catalog.Workspace},
		{Key: "initech", Name: "Initech", Kind: catalog.Bot},
		{Key: "hooli", Name: "Hooli", Kind: catalog.UserToken},
		{Key: "stark", Name: "Stark", Kind: catalog.AppLevel},
	})
	for _, s := range p.Sessions {
		for _, phase := range []state.Phase{state.Unread, state.Reading, state.Read} {
			s.Phase = phase
			for width := range 60 {
				note := p.Note(s, width, true)
				if word := s.Word(); word != "ok" && !strings.Contains(note, word) {
					t.Errorf("%s at %d: %q does not say %s", s.Name(), width, note, word)
				}
				state := len(s.Word()) + 1
				if room := width - 2 - len(note); strings.Contains(note, string(s.Kind())) && room < len(s.Name()) && width-2-state >= len(s.Name()) {
					t.Errorf("%s at %d: %q cuts a name that has room beside its state", s.Name(), width, note)
				}
			}
		}
	}
}
