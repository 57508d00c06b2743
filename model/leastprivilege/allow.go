package leastprivilege

import (
	"slices"

	"periscope/model/catalog"
)

// Sets are the scopes that tokens are to be held to, by kind. A kind that is not in it is
// not held to anything.
type Sets map[catalog.TokenKind][]catalog.Scope

// Permit is whether a set of scopes allows a call.
type Permit int

const (
	Allowed        Permit = iota
	AllowedPerhaps        // one of the scopes that the call may need is in the set, and not all of them
	Forbidden
)

// Allow says whether a call would go through if its token held the set of its kind and no
// more. needed are the scopes that Slack would name.
func (s Sets) Allow(c Call) (permit Permit, needed []catalog.Scope) {
	set, enforced := s[c.Kind]
	need, callable := c.need()
	if !enforced || !callable {
		return Allowed, nil
	}
	in := func(s catalog.Scope) bool { return slices.Contains(set, s) }
	if permit = permitOf(need, in); permit == Forbidden {
		return Forbidden, need.Scopes
	}
	sure, perhaps := c.argumentNeeds()
	for _, a := range sure {
		if !in(a.Scope) && !in("bot") {
			return Forbidden, []catalog.Scope{a.Scope}
		}
	}
	for _, a := range perhaps {
		if a.Scope == "chat:write.public" && !in(a.Scope) {
			permit = AllowedPerhaps
		}
	}
	return permit, nil
}

func permitOf(need catalog.Need, in func(catalog.Scope) bool) Permit {
	has := 0
	for _, s := range need.Scopes {
		if in(s) {
			has++
		}
	}
	switch {
	case has == len(need.Scopes):
		return Allowed
	case has == 0:
		return Forbidden
	case need.Rule == catalog.AnyOf && len(typesOf(need.Scopes)) <= 1:
		return Allowed // they are about the same type
	}
	return AllowedPerhaps // it goes by the conversation, or Slack does not say
}

// typesOf are the types of conversation that scopes are about.
func typesOf(scopes []catalog.Scope) []catalog.ResourceType {
	var types []catalog.ResourceType
	for _, s := range scopes {
		if t, ok := s.ConversationType(); ok && !slices.Contains(types, t) {
			types = append(types, t)
		}
	}
	return types
}
