package describe

import (
	"strings"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/ui/draw"
)

// Difference says what one side of a difference has and the other has not: "1 scope, on 5 types;
// 2 resources"; "nothing". A scope counts once, on however many types it is.
func Difference(d model.Difference, gained bool) string {
	var c differenceCount
	for _, t := range d.Types {
		scopes, ids, excluded, wildcard := t.Scopes.Lost, t.IDs.Lost, t.Excluded.Lost, t.WildcardLost
		if gained {
			scopes, ids, excluded, wildcard = t.Scopes.Gained, t.IDs.Gained, t.Excluded.Gained, t.WildcardGained
		}
		if c.add(scopes); len(scopes) > 0 {
			c.types = append(c.types, t.Type)
		}
		if wildcard {
			c.wildcards = append(c.wildcards, t.Type)
		}
		c.resources += len(ids)
		c.exceptions += len(excluded)
	}
	for _, u := range d.Users {
		scopes := u.Scopes.Lost
		if gained {
			scopes = u.Scopes.Gained
		}
		if c.add(scopes); len(scopes) > 0 {
			c.users++
		}
	}
	return c.words()
}

// differenceCount counts what one side of a difference has.
type differenceCount struct {
	scopes                       map[catalog.Scope]bool
	types, wildcards             []catalog.ResourceType
	users, resources, exceptions int
}

func (c *differenceCount) add(scopes []catalog.Scope) {
	if c.scopes == nil {
		c.scopes = map[catalog.Scope]bool{}
	}
	for _, s := range scopes {
		c.scopes[s] = true
	}
}

func (c *differenceCount) words() string {
	var parts []string
	if n := len(c.scopes); n > 0 {
		parts = append(parts, Count(n, "scope")+", on "+c.places())
	}
	if len(c.wildcards) > 0 {
		parts = append(parts, "all of "+TypeNames(c.wildcards))
	}
	if c.resources > 0 {
		parts = append(parts, Count(c.resources, "resource"))
	}
	if c.exceptions > 0 {
		parts = append(parts, Count(c.exceptions, "exception"))
	}
	if len(parts) == 0 {
		return "nothing"
	}
	return strings.Join(parts, "; ")
}

// places says on what the scopes are.
func (c *differenceCount) places() string {
	var places []string
	switch {
	case len(c.types) == 1:
		places = append(places, string(c.types[0]))
	case len(c.types) > 1:
		places = append(places, Count(len(c.types), "type"))
	}
	switch {
	case c.users == 1:
		places = append(places, "1 person")
	case c.users > 1:
		places = append(places, draw.Thousands(c.users)+" people")
	}
	return strings.Join(places, " and ")
}
