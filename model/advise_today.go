package model

import (
	"fmt"
	"slices"

	"periscope/model/catalog"
)

// findOutdated returns a problem for each scope that tokens can still hold,
// while apps of today ask for another. What signed people in once goes
// together: the old and the new do not mix.
func findOutdated(r Request) []Problem {
	var (
		problems []Problem
		sign     []catalog.Scope
	)
	for _, s := range r.distinct() {
		switch _, outdated := update(r, s); {
		case !outdated || !askable(s, r.audience()):
		case mixtureOf(s) == identityMixture:
			sign = append(sign, s)
		default:
			problems = append(problems, outdatedProblem(r, []catalog.Scope{s}))
		}
	}
	if len(sign) > 0 {
		problems = append(problems, outdatedProblem(r, sign))
	}
	return problems
}

func outdatedProblem(r Request, scopes []catalog.Scope) Problem {
	fix, basis := Fix{Kind: FixReplace, Scopes: scopes}, catalog.Basis("")
	for _, s := range scopes {
		instead, _ := update(r, s)
		fix.With, fix.To, basis = union(fix.With, instead.By), halfOf(instead.Kind), instead.Basis
	}
	by := enumerate(fix.With, "and")
	fix.Label = replaceLabel(r, by, fix.To)
	return Problem{
		Code:   CodeSuperseded,
		Scopes: scopes,
		Message: fmt.Sprintf("For %s tokens, apps of today ask for %s instead of %s. Slack is not known to refuse %s.",
			tokenOf(fix.To), by, enumerate(scopes, "and"), number(scopes, "the old one", "the old ones")),
		Basis: basis,
		Fixes: []Fix{fix, drop(scopes)},
	}
}

// update returns what brings a scope of r up to date. Only scopes that are a
// legacy altogether are brought up to date by the other half: chat:write:bot,
// which people's tokens held, by the bot's chat:write.
func update(r Request, s catalog.Scope) (catalog.Instead, bool) {
	entry, _ := catalog.Lookup(s)
	if entry.Class == catalog.LegacyClass {
		return insteadOf(entry, r.audience(), r.otherAudience())
	}
	return insteadOf(entry, r.audience())
}

// insteadOf returns what apps ask for today in a scope's place, in the first of
// the halves that has anything.
func insteadOf(e catalog.Entry, halves ...Audience) (catalog.Instead, bool) {
	for _, half := range halves {
		if instead, ok := e.InsteadFor(tokenOf(half)); ok {
			return instead, true
		}
	}
	return catalog.Instead{}, false
}

// replacement is the fix that follows [insteadOf].
func replacement(r Request, s catalog.Scope, instead catalog.Instead) Fix {
	to := halfOf(instead.Kind)
	return Fix{
		Kind:   FixReplace,
		Label:  replaceLabel(r, enumerate(instead.By, "and"), to),
		Scopes: []catalog.Scope{s},
		With:   instead.By,
		To:     to,
	}
}

func replaceLabel(r Request, by string, to Audience) string {
	if to != r.audience() {
		by += " among " + whose(to)
	}
	return "replace by " + by
}

// findHeld returns at most one problem: scopes that the token holds already.
// It looks only at the half of the install that is about this token.
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
