package describe

import (
	"strconv"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/ui/state"
)

// TeamsReport lists teams with what is known of their tokens.
func TeamsReport(teams []*state.Session) Report {
	s := Section{Columns: []string{"team", "id", "kind", "token", "state", "scopes"}}
	for _, t := range teams {
		scopes := ""
		if t.Phase == state.Read && !t.Permissions.ScopesUnknown {
			scopes = strconv.Itoa(len(t.Permissions.Scopes()))
		}
		word := t.Word()
		if word == "" {
			word = "not read"
		}
		s.Rows = append(s.Rows, []string{t.Name(), string(t.Team.ID), string(t.Kind()), t.Team.Token, word, scopes})
	}
	return Report{Title: "Teams", Sections: []Section{s}}
}

// ResourcesReport lists what a team's token reaches, type by type.
func ResourcesReport(t *state.Session) Report {
	r := Report{Title: "Resources", Team: t.Name()}
	if t.Phase != state.Read {
		r.Verdict = "It was not read."
		return r
	}
	closed := UnlistableTypes(t.Permissions)
	for _, kind := range t.Permissions.Types() {
		s := Section{Title: string(kind), Columns: []string{"name", "id", "reached"}}
		if scope, unlisted := closed[kind]; unlisted {
			s.Lines = append(s.Lines, "Which there are is not known without "+string(scope)+".")
		}
		for _, g := range t.Permissions.On(kind) {
			s.Rows = append(s.Rows, resourceRows(t, kind, g.Resources)...)
		}
		r.Sections = append(r.Sections, s)
	}
	return r
}

// resourceRows list the resources of a set, each once.
func resourceRows(t *state.Session, kind catalog.ResourceType, set model.ResourceSet) [][]string {
	var rows [][]string
	named := map[model.ResourceID]bool{}
	add := func(id model.ResourceID, word string) {
		r, _ := t.Dir.Find(kind, id)
		if r.Archived {
			word += ", archived"
		}
		rows = append(rows, []string{Label(r), string(id), word})
		named[id] = true
	}
	for _, id := range set.Excluded {
		add(id, "no: excluded")
	}
	for _, id := range set.IDs {
		add(id, "yes")
	}
	if set.Wildcard {
		for _, at := range t.Dir.Listed(kind) {
			if id := t.Dir.ID(at); !named[id] {
				add(id, "yes, by the wildcard")
			}
		}
	}
	return rows
}

// ScopesReport lists how every scope stands on a resource, or on a type.
func ScopesReport(t *state.Session, on model.Resource) Report {
	name, scopes := string(on.Type), t.Permissions.ListScopesAnywhere()
	if on.Type != "" {
		scopes = t.Permissions.ListScopes(on.Type, on.ID)
	}
	switch {
	case on.ID != "":
		name += ", " + Label(on)
	case on.Type == "":
		name = "everything"
	}
	r := Report{Title: "Scopes on " + name, Team: t.Name()}
	s := Section{Columns: []string{"scope", "state", "meaning"}}
	for _, one := range scopes {
		if one.Status != model.StatusOtherTypes {
			s.Rows = append(s.Rows, []string{string(one.Scope), string(one.Status), one.Entry.Meaning})
		}
	}
	r.Sections = []Section{s}
	return r
}
