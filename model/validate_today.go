package model

import (
	"fmt"
	"slices"

	"periscope/model/catalog"
)

// Validate finds the problems of one half of an install.
func (todayRules) Validate(r Request, held *Permissions) []Problem {
	if len(r.Scopes) == 0 {
		return []Problem{{
			Code:    CodeNoScopes,
			Refusal: noScopes,
			Message: "Nothing is asked for: add at least one scope.",
			Basis:   catalog.PartlyDocumented,
		}}
	}
	var problems []Problem
	for _, find := range []func(Request) []Problem{
		findStrange, findMistaken, findMisplaced, findConflicts, findOutdated, findDuplicates,
	} {
		problems = append(problems, find(r)...)
	}
	if held != nil {
		problems = append(problems, findHeld(r, *held)...)
	}
	return problems
}

// findStrange returns a problem for each scope that no install may ask for.
func findStrange(r Request) []Problem {
	var problems []Problem
	for _, s := range r.distinct() {
		if halfFor(s, r) != "" {
			continue
		}
		why, basis := whyStrange(s)
		p := Problem{Code: CodeInvalidScope, Refusal: invalidScope, Scopes: []catalog.Scope{s}, Message: why, Basis: basis}
		if entry, known := catalog.Lookup(s); !known {
			near := nearestToday(s, r)
			p.Message += didYouMean(near)
			p.Fixes = corrections(s, near)
		} else if instead, ok := insteadOf(entry, r.audience(), r.otherAudience()); ok {
			p.Message += fmt.Sprintf(" Apps of today ask for %s, for %s tokens.", enumerate(instead.By, "and"), instead.Kind)
			p.Fixes = []Fix{replacement(r, s, instead)}
		}
		p.Fixes = append(p.Fixes, drop([]catalog.Scope{s}))
		problems = append(problems, p)
	}
	return problems
}

func whyStrange(s catalog.Scope) (why string, basis catalog.Basis) {
	entry, known := catalog.Lookup(s)
	withheld, listed := notInstalled[s]
	switch {
	case s == "":
		return "One of the names is empty: is there a comma too many?", catalog.Inferred
	case !known:
		return fmt.Sprintf("Slack's documentation of %s has no scope named %s.", catalog.ScopesAsOf, spell(s)), catalog.PartlyDocumented
	case listed:
		return withheld, catalog.Inferred
	case entry.Offered(catalog.AppLevel):
		return fmt.Sprintf("%s belongs to app-level tokens, which you generate under Basic Information in your app's settings: "+
			"no install asks for it.", s), catalog.PartlyDocumented
	case entry.Offered(catalog.Configuration):
		return fmt.Sprintf("%s belongs to app configuration tokens, which you generate at api.slack.com/apps: no install asks for it.", s),
			catalog.PartlyDocumented
	case entry.Offered(catalog.Workspace):
		return fmt.Sprintf("%s was for workspace apps, which Slack retired in August 2021.", s), catalog.PartlyDocumented
	}
	return fmt.Sprintf("Slack lists %s without saying which tokens can hold it.", s), catalog.Inferred
}

// nearestToday returns the names that s may stand for, preferably among those
// that r's half of an install can ask for.
func nearestToday(s catalog.Scope, r Request) []catalog.Scope {
	const most = 3
	for _, half := range []Audience{r.audience(), r.otherAudience()} {
		if near := nearest(s, most, Askable(tokenOf(half)), tokenOf(half)); len(near) > 0 {
			return near
		}
	}
	return nil
}

// misplaced returns the scopes that only the other half of the install can ask for, each once.
func misplaced(r Request) []catalog.Scope {
	return slices.DeleteFunc(r.distinct(), func(s catalog.Scope) bool { return halfFor(s, r) != r.otherAudience() })
}

// findMistaken returns a problem for each scope of the other half for which
// this half has a name of its own.
func findMistaken(r Request) []Problem {
	var problems []Problem
	for _, s := range misplaced(r) {
		entry, _ := catalog.Lookup(s)
		instead, ok := insteadOf(entry, r.audience())
		if !ok {
			continue
		}
		p := misplacement(r, []catalog.Scope{s})
		p.Message += fmt.Sprintf(". What comes closest for %s tokens is %s.", instead.Kind, enumerate(instead.By, "and"))
		p.Fixes = append([]Fix{replacement(r, s, instead)}, p.Fixes...)
		problems = append(problems, p)
	}
	return problems
}

// findMisplaced returns at most one problem: all other scopes of the other half.
func findMisplaced(r Request) []Problem {
	scopes := slices.DeleteFunc(misplaced(r), func(s catalog.Scope) bool {
		entry, _ := catalog.Lookup(s)
		_, named := insteadOf(entry, r.audience())
		return named
	})
	if len(scopes) == 0 {
		return nil
	}
	p := misplacement(r, scopes)
	p.Message += fmt.Sprintf(": ask for %s among %s", number(scopes, "it", "them"), whose(r.otherAudience()))
	if !slices.ContainsFunc(scopes, func(s catalog.Scope) bool { return mixtureOf(s) != openMixture }) {
		p.Message += " of the same install"
	}
	p.Message += "."
	return []Problem{p}
}

// misplacement is the problem of scopes that belong in the other half. Its message wants an end.
func misplacement(r Request, scopes []catalog.Scope) Problem {
	other := r.otherAudience()
	names := enumerate(scopes, "and")
	return Problem{
		Code:    CodeWrongAudience,
		Refusal: invalidScope,
		Scopes:  scopes,
		Message: fmt.Sprintf("Only %s tokens can hold %s", tokenOf(other), names),
		Basis:   catalog.PartlyDocumented,
		Fixes: []Fix{
			{Kind: FixMove, Label: fmt.Sprintf("move %s to %s", names, whose(other)), Scopes: scopes, To: other},
			drop(scopes),
		},
	}
}
