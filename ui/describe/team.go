package describe

import (
	"fmt"
	"strings"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/ui/draw"
	"periscope/ui/state"
)

// Team describes a team and its token: all of it, or what matters most. othersBelow says
// that teams with bot and user tokens are listed below it.
func Team(s *state.Session, othersBelow, all bool) draw.Text {
	d := draw.Text{Title: s.Name(), More: !all}
	if s.Err != nil {
		sentence, next := Banner(s.Err)
		d.Say(draw.Negative, sentence)
		d.Say(draw.Neutral, next)
	}
	if s.Partial() {
		d.Add("missing", "not all of "+TypeNames(s.Permissions.Unread)+" was read; r reads again")
	}
	if s.Kind() == catalog.Workspace {
		below := ""
		if othersBelow {
			below = " Bot and user tokens are below."
		}
		d.Say(draw.Neutral, WorkspaceToken+below)
	}
	if s.Phase == state.Read {
		addScopes(&d, s.Permissions)
	}
	for _, line := range changes(s.Changed) {
		d.Add("changed", line)
	}
	id := s.Identity
	if id.User != "" {
		d.Add("acts as", strings.TrimSpace(id.UserName+" "+string(id.User)))
	}
	if id.AppID != "" {
		d.Add("app", strings.TrimSpace(id.AppName+" "+id.AppID))
	}
	d.Add("token", fmt.Sprintf("%s, %s", s.Team.Token, s.Kind()))
	if id.Team.URL != "" {
		d.Add("team", fmt.Sprintf("%s  %s", id.Team.ID, id.Team.URL))
	}
	if s.ListErr != nil {
		sentence, _ := Failure(s.ListErr)
		d.Add("names", "not all could be listed: "+sentence)
	}
	return d
}

// WorkspaceToken says what nobody has to know any more.
const WorkspaceToken = "A workspace token: Slack gave these to apps until August 2021, with scopes for single channels."

// addScopes says which scopes a token holds, or that it is not known.
func addScopes(d *draw.Text, p model.Permissions) {
	if p.ScopesUnknown {
		d.Say(draw.Neutral, ScopesUnknown)
		return
	}
	scopes := p.Scopes()
	d.Add("holds", Count(len(scopes), "scope")+": "+JoinScopes(scopes))
}

// changes lists the last difference, a line for each type and person: "channel + pins:write".
func changes(d model.Difference) []string {
	var lines []string
	for _, t := range d.Types {
		var parts []string
		parts = append(parts, signed("+", t.Scopes.Gained)...)
		parts = append(parts, signed("-", t.Scopes.Lost)...)
		parts = append(parts, signed("+", t.IDs.Gained)...)
		parts = append(parts, signed("-", t.IDs.Lost)...)
		if t.WildcardGained {
			parts = append(parts, "+all")
		}
		if t.WildcardLost {
			parts = append(parts, "-all")
		}
		parts = append(parts, signed("-", t.Excluded.Gained)...)
		parts = append(parts, signed("+", t.Excluded.Lost)...)
		lines = append(lines, fmt.Sprintf("%s %s", t.Type, some(parts)))
	}
	for _, u := range d.Users {
		parts := append(signed("+", u.Scopes.Gained), signed("-", u.Scopes.Lost)...)
		lines = append(lines, fmt.Sprintf("user %s %s", u.User, some(parts)))
	}
	return lines
}

func signed[T ~string](sign string, names []T) []string {
	out := make([]string, len(names))
	for i, n := range names {
		out[i] = sign + string(n)
	}
	return out
}

// some joins words, at most a dozen of them.
func some(words []string) string {
	const most = 12
	if len(words) <= most {
		return strings.Join(words, " ")
	}
	return fmt.Sprintf("%s and %s more", strings.Join(words[:most], " "), draw.Thousands(len(words)-most))
}
