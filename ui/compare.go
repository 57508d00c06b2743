package ui

import (
	"slices"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/ui/describe"
	"periscope/ui/state"

	tea "charm.land/bubbletea/v2"
)

// comparison is the dialog that shows what two teams' tokens may do that the
// other may not, or what became of one since it was read before.
type comparison struct {
	session *state.Session
	against *state.Session // the other side: session itself for its earlier reading, nil while it is chosen
	cursor  int            // in the choices
	top     int

	// The difference is worked out when either side changes, not at each frame.
	diff     model.Difference
	unlisted []catalog.ResourceType // whose resources only one of the sides can list: between teams, diff leaves them out
	of       [2]int                 // the editions of the sides that diff compares
	compared bool
}

func openComparison(e *explorer) tea.Cmd {
	e.Open(&comparison{session: e.teams.Selected()})
	return nil
}

func comparisonBlocked(e *explorer) string {
	s := e.teams.Selected()
	switch {
	case s == nil:
		return "no team is selected"
	case s.Phase != state.Read:
		return "no permissions were read for this team"
	case len(choices(e, s)) == 0:
		return "there is no other team, and this one was read only once"
	}
	return ""
}

// choices are what a team can be compared with: itself, once it was read
// before, then the others.
func choices(e *explorer, s *state.Session) []*state.Session {
	var all []*state.Session
	if s.Earlier != nil {
		all = append(all, s)
	}
	for _, other := range e.teams.Sessions {
		if other != s {
			all = append(all, other)
		}
	}
	return all
}

func (d *comparison) press(e *explorer, msg tea.KeyPressMsg) tea.Cmd {
	key := msg.String()
	if d.against == nil {
		return d.choose(e, key)
	}
	switch key {
	case "esc", "backspace":
		d.against, d.compared, d.top = nil, false, 0
	case "q", "d":
		e.closeDialog()
	case "r":
		return e.reread(d.against)
	case "j", "down":
		d.top++
	case "k", "up":
		d.top--
	case "ctrl+d", "pgdown", "space":
		d.top += max(1, e.height/2)
	case "ctrl+u", "pgup":
		d.top -= max(1, e.height/2)
	default:
		e.toast = dialogKeys
	}
	return nil
}

// choose handles a key while the other side is chosen.
func (d *comparison) choose(e *explorer, key string) tea.Cmd {
	all := choices(e, d.session)
	switch key {
	case "esc", "q", "d":
		e.closeDialog()
	case "j", "down":
		d.cursor = min(d.cursor+1, len(all)-1)
	case "k", "up":
		d.cursor = max(0, d.cursor-1)
	case "enter":
		d.against = all[min(d.cursor, len(all)-1)]
		return e.read(d.against)
	default:
		e.toast = dialogKeys
	}
	return nil
}

func (d *comparison) paste(e *explorer, _ string) tea.Cmd {
	e.toast = "nothing takes text here"
	return nil
}

// difference is what the session's token gained over the other side's.
func (d *comparison) difference() model.Difference {
	if of := [2]int{d.session.Edition, d.against.Edition}; !d.compared || d.of != of {
		d.compare(d.before(), d.session.Permissions)
		d.of, d.compared = of, true
	}
	return d.diff
}

// compare finds the difference. That one of two teams cannot list the resources
// of a type is none; of one team, what can be listed now is worth showing.
func (d *comparison) compare(before, after model.Permissions) {
	hidden, hides := describe.UnlistableTypes(before), describe.UnlistableTypes(after)
	d.diff, d.unlisted = model.Diff(before, after), nil
	for _, t := range catalog.ResourceTypes {
		if (hidden[t] == "") != (hides[t] == "") {
			d.unlisted = append(d.unlisted, t)
		}
	}
	if d.against == d.session {
		return
	}
	for i, t := range d.diff.Types {
		if slices.Contains(d.unlisted, t.Type) {
			d.diff.Types[i].IDs = model.Change[model.ResourceID]{}
		}
	}
	d.diff.Types = slices.DeleteFunc(d.diff.Types, model.TypeChange.Empty)
}

// before is the other side.
func (d *comparison) before() model.Permissions {
	if d.against == d.session {
		return *d.session.Earlier
	}
	return d.against.Permissions
}
