package describe

import (
	"fmt"
	"strings"

	"periscope/model"
	"periscope/ui/draw"
	"periscope/ui/state"
)

// Team describes a team and its token.
func Team(s *state.Session) draw.Text {
	d := draw.Text{Title: s.Name()}
	if s.Err != nil {
		sentence, next := Banner(s.Err)
		d.Say(draw.Negative, sentence)
		d.Say(draw.Neutral, next)
	}
	if s.Partial() {
		d.Add("missing", "not all of "+TypeNames(s.Permissions.Unread)+" was read; r reads again")
	}
	id := s.Identity
	if id.Team.URL != "" {
		d.Add("team", fmt.Sprintf("%s  %s", id.Team.ID, id.Team.URL))
	}
	d.Add("token", fmt.Sprintf("%s, %s", s.Team.Token, s.Kind()))
	if id.User != "" {
		d.Add("acts as", strings.TrimSpace(id.UserName+" "+string(id.User)))
	}
	if id.AppID != "" {
		d.Add("app", strings.TrimSpace(id.AppName+" "+id.AppID))
	}
	if s.Phase == state.Read {
		addScopes(&d, s.Permissions)
	}
	for _, line := range changes(s.Changed) {
		d.Add("changed", line)
	}
	if s.ListErr != nil {
		sentence, _ := Failure(s.ListErr)
		d.Add("names", "not all could be listed: "+sentence)
	}
	return d
}

// addScopes says which scopes a token holds, or that it is not known.
func addScopes(d *draw.Text, p model.Permissions) {
	if p.ScopesUnknown {
		d.Say(draw.Neutral, ScopesUnknown)
		return
	}
	scopes := p.Scopes()
	d.Add("holds", fmt.Sprintf("%d scopes: %s", len(scopes), JoinScopes(scopes)))
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
