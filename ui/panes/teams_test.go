package panes

import (
	"strings"
	"testing"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"periscope/model/catalog"
	"periscope/ui/draw"
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

type revokedError struct{}

func (revokedError) Error() string { return "token_revoked" }
func (revokedError) Word() string  { return "revoked" }

// TestNamesakesAreToldApart draws teams of one name: no two rows are alike, whatever the width
// and the state, and where a key has room it is whole.
func TestNamesakesAreToldApart(t *testing.T) {
	t.Parallel()
	st := draw.NewStyles(true, colorprofile.TrueColor)
	for _, phase := range []state.Phase{state.Unread, state.Read, state.Failed} {
		p := NewTeams([]state.Team{
			{Key: "SLACK_TOKEN", Name: "Lighthouse", Kind: catalog.Bot},
			{Key: "lighthouse/bot", Name: "Lighthouse", Kind: catalog.Bot},
			{Key: "lighthouse/bot-2", Name: "Lighthouse", Kind: catalog.Bot},
			{Key: "acme", Name: "Acme HQ", Kind: catalog.Bot},
		})
		for _, s := range p.Sessions {
			s.Phase = phase
			if phase == state.Failed {
				s.Err = revokedError{}
			}
		}
		for width := 14; width < 60; width++ {
			rows := p.Draw(st, draw.Rect{W: width, H: 8}, true, true)
			text := ansi.Strip(strings.Join(rows, "\n"))
			seen := map[string]bool{}
			for _, row := range rows[1:5] {
				row = strings.Trim(ansi.Strip(row), "│▌ ")
				if seen[row] {
					t.Errorf("two teams are both %q:\n%s", row, text)
				}
				seen[row] = true
			}
			if width >= 20 && phase != state.Failed && strings.Count(text, "SLACK_TOKEN")+strings.Count(text, "lighthouse/bot") < 3 {
				t.Errorf("a key is cut:\n%s", text)
			}
			if width >= 20 && !strings.Contains(text, "Acme HQ") {
				t.Errorf("no Acme HQ:\n%s", text)
			}
		}
	}
}

// TestHeadingsAreShortenedAlike: at no width has one heading its noun and the other not, and
// in the list of teams to compare the state stands first.
func TestHeadingsAreShortenedAlike(t *testing.T) {
	t.Parallel()
	p := NewTeams([]state.Team{{Key: "acme", Name: "Acme", Kind: catalog.Workspace}, {Key: "bot", Name: "Bot", Kind: catalog.Bot}})
	for width := 16; width < 60; width++ {
		text := ansi.Strip(strings.Join(p.Draw(draw.NewStyles(true, colorprofile.TrueColor), draw.Rect{W: width, H: 10}, true, true), "\n"))
		full := strings.Count(text, " tokens ")
		if full == 1 || strings.Count(text, " Workspace ")+strings.Count(text, " Bot and user ") != 2 {
			t.Errorf("the headings are\n%s", text)
		}
	}
	for phase, want := range map[state.Phase]string{state.Read: "ok, workspace token", state.Unread: "workspace token"} {
		p.Sessions[0].Phase = phase
		if got := p.NoteAlone(p.Sessions[0]); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
