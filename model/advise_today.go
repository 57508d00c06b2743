package model

import (
	"fmt"
	"slices"

	"periscope/model/catalog"
)

// findOutdated returns a problem for each scope that tokens can still hold,
// while apps of today ask for another.
func findOutdated(r Request) []Problem {
	var problems []Problem
	for _, s := range r.distinct() {
		fix, ok := update(s, r)
		if !ok || !askable(s, r.audience()) {
			continue
		}
		entry, _ := catalog.Lookup(s)
		instead, _ := entry.InsteadFor(tokenOf(fix.To))
		message := fmt.Sprintf("%s is the older name: for %s tokens apps of today ask for %s.", s, tokenOf(fix.To), enumerate(fix.With, "and"))
		problems = append(problems, Problem{
			Code:    CodeSuperseded,
			Scopes:  []catalog.Scope{s},
			Message: message + " Slack is not known to refuse the old one.",
			Basis:   instead.Basis,
			Fixes:   []Fix{fix, drop([]catalog.Scope{s})},
		})
	}
	return problems
}

// update returns the fix that brings a scope of r up to date. Only scopes that
// are a legacy altogether are brought up to date by the other half:
// chat:write:bot, which people's tokens held, by the bot's chat:write.
func update(s catalog.Scope, r Request) (Fix, bool) {
	entry, _ := catalog.Lookup(s)
	if entry.Class == catalog.LegacyClass {
		return replacement(entry, r.audience(), r.otherAudience())
	}
	return replacement(entry, r.audience())
}

// findHeld returns at most one problem: scopes that the token holds already.
// That holds only for the half of the install that is about this token.
func findHeld(r Request, held Permissions) []Problem {
	granted := slices.DeleteFunc(r.distinct(), func(s catalog.Scope) bool { return !askable(s, r.audience()) || !held.has(r, s) })
	if len(granted) == 0 {
		return nil
	}
	return []Problem{{
		Code:   CodeAlreadyGranted,
		Scopes: granted,
		Message: fmt.Sprintf("The token holds %s already. Installs add up, so asking again changes nothing.",
			enumerate(granted, "and")),
		Basis: catalog.Documented,
		Fixes: []Fix{drop(granted)},
	}}
}

// has reports whether p is known to hold s, and is of the token that r asks for.
func (p Permissions) has(r Request, s catalog.Scope) bool {
	return p.Kind == tokenOf(r.audience()) && slices.ContainsFunc(p.Grants, func(g Grant) bool { return g.Holds(s) })
}
