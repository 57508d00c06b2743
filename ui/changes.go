package ui

import (
	"fmt"
	"periscope/model"
	"periscope/model/catalog"
	"periscope/ui/draw"
	"slices"
	"strings"
)

// change says in a word what the last event or re-reading did to a scope on a
// type or resource: "new", "lost", or nothing.
func (s *session) change(scope catalog.Scope, on model.Resource) string {
	word := func(c model.Change[catalog.Scope]) string {
		switch {
		case slices.Contains(c.Gained, scope):
			return "new"
		case slices.Contains(c.Lost, scope):
			return "lost"
		}
		return ""
	}
	for _, t := range s.difference.Types {
		if t.Type == on.Type {
			return word(t.Scopes)
		}
	}
	for _, u := range s.difference.Users {
		if on.Type == catalog.User && (on.ID == "" || on.ID == u.User) {
			if w := word(u.Scopes); w != "" {
				return w
			}
		}
	}
	return ""
}

// arrived reports whether the last event or re-reading brought a resource.
func (s *session) arrived(t catalog.ResourceType, id model.ResourceID) bool {
	for _, c := range s.difference.Types {
		if c.Type == t {
			return slices.Contains(c.IDs.Gained, id) || slices.Contains(c.Excluded.Lost, id)
		}
	}
	return t == catalog.User && slices.ContainsFunc(s.difference.Users, func(u model.UserChange) bool {
		return u.User == id && len(u.Scopes.Gained) > 0
	})
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
