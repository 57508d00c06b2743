package model

import (
	"fmt"

	"periscope/model/catalog"
)

// ScopesFor returns the scopes that a workspace token should ask for to call a
// method: none when held suffices. Where one of several is enough it chooses
// the first that is not superseded; where Slack does not say whether one is
// enough, all that are not superseded.
func ScopesFor(m catalog.Method, held Permissions) ([]catalog.Scope, error) {
	need, ok := m.Need(catalog.Workspace)
	switch {
	case !ok:
		return nil, fmt.Errorf("%s was never open to workspace tokens", m.Name)
	case need.Rule == catalog.NoScope:
		return nil, fmt.Errorf("%s needs no scope", m.Name)
	}
	var current, all []catalog.Scope
	for _, s := range need.Scopes {
		held := len(held.Reach(s)) > 0
		if held && need.Rule != catalog.RuleUnknown {
			return nil, fmt.Errorf("%s can be called already: %s is granted", m.Name, s)
		}
		if held {
			continue
		}
		all = append(all, s)
		if entry, _ := catalog.Lookup(s); entry.Replaced == nil {
			current = append(current, s)
		}
	}
	switch {
	case len(all) == 0:
		return nil, fmt.Errorf("%s needs nothing that is not granted already", m.Name)
	case len(current) == 0:
		current = all // the method is as old as its scopes
	}
	if need.Rule == catalog.AnyOf {
		current = current[:1]
	}
	return current, nil
}
