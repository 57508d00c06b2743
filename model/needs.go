package model

import (
	"fmt"

	"periscope/model/catalog"
)

// ScopesFor returns the scopes that a token of held's kind should ask for to
// call a method. Where one of several is enough it chooses one that is not out
// of date; where Slack does not say whether one is enough, all that are not.
// The error says why there is nothing to ask for: held suffices, no scope is
// needed, or none would help.
func ScopesFor(m catalog.Method, held Permissions) ([]catalog.Scope, error) {
	kind := held.kind()
	need, ok := m.Need(kind)
	switch {
	case !ok && len(m.Needs) == 0:
		return nil, fmt.Errorf("which scopes %s needs, Slack does not say", m.Name)
	case !ok && kind == catalog.Workspace:
		return nil, fmt.Errorf("%s was never open to workspace tokens", m.Name)
	case !ok:
		return nil, fmt.Errorf("%s is not open to %s tokens", m.Name, kind)
	case need.Rule == catalog.NoScope:
		return nil, fmt.Errorf("%s needs no scope", m.Name)
	}
	holds := held.holding()
	granted, missing := judge(need, holds)
	if granted == Yes {
		return nil, fmt.Errorf("%s can be called already: %s granted", m.Name, whatIs(need.Scopes, holds))
	}
	var current []catalog.Scope
	for _, s := range missing {
		if entry, _ := catalog.Lookup(s); !outdated(entry, kind) {
			current = append(current, s)
		}
	}
	if len(current) == 0 {
		return missing, nil // the method is as old as its scopes
	}
	return current, nil
}

// whatIs names those of the scopes that are held: "pins:read is".
func whatIs(scopes []catalog.Scope, holds func(catalog.Scope) bool) string {
	var held []catalog.Scope
	for _, s := range scopes {
		if holds(s) {
			held = append(held, s)
		}
	}
	return enumerate(held, "and") + number(held, " is", " are")
}
