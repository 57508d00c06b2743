package model

import (
	"fmt"
	"strings"

	"periscope/model/catalog"
)

// Validate finds the problems of a workspace app's request.
func (workspaceRules) Validate(r Request, held *Permissions) []Problem {
	if len(r.Scopes) == 0 {
		return []Problem{{
			Code:    CodeNoScopes,
			Refusal: invalidScope,
			Message: "Nothing is asked for: add at least one scope.",
			Basis:   catalog.Inferred,
		}}
	}
	var problems []Problem
	for _, find := range []func(Request) []Problem{
		findInvalid, findWrongAudience, findMixed, findUnclear, findSuperseded, findDuplicates,
	} {
		problems = append(problems, find(r)...)
	}
	if held != nil {
		problems = append(problems, findGranted(r, *held)...)
	}
	return problems
}

// findInvalid returns a problem for each scope that no request may ask for.
func findInvalid(r Request) []Problem {
	var problems []Problem
	for _, s := range r.distinct() {
		if FamilyOf(s) != NoFamily {
			continue
		}
		near := nearestOffered(s, 3)
		problems = append(problems, Problem{
			Code:    CodeInvalidScope,
			Refusal: invalidScope,
			Scopes:  []catalog.Scope{s},
			Message: whyInvalid(s) + didYouMean(near),
			Basis:   catalog.Inferred,
			Fixes:   append(corrections(s, near), drop([]catalog.Scope{s})),
		})
	}
	return problems
}

func whyInvalid(s catalog.Scope) string {
	entry, known := catalog.Lookup(s)
	switch {
	case s == "":
		return "One of the names is empty: is there a comma too many?"
	case !known:
		return fmt.Sprintf("Slack documents no scope named %s.", spell(s))
	case entry.Offered(catalog.UnknownKind):
		return fmt.Sprintf("%s is not for workspace apps, as far as Slack says.", s)
	}
	var kinds []string
	for _, k := range entry.Kinds {
		kinds = append(kinds, string(k))
	}
	return fmt.Sprintf("%s is not for workspace apps: Slack lists it for %s tokens.", s, strings.Join(kinds, " and "))
}

func didYouMean(near []catalog.Scope) string {
	if len(near) == 0 {
		return ""
	}
	return fmt.Sprintf(" Did you mean %s?", enumerate(near, "or"))
}

func corrections(s catalog.Scope, near []catalog.Scope) []Fix {
	var fixes []Fix
	for _, n := range near {
		fixes = append(fixes, Fix{
			Kind:   FixCorrect,
			Label:  fmt.Sprintf("correct to %s", n),
			Scopes: []catalog.Scope{s},
			With:   []catalog.Scope{n},
		})
	}
	return fixes
}

// findWrongAudience returns at most one problem: scopes that somebody else grants.
func findWrongAudience(r Request) []Problem {
	misplaced := minus(r.only(func(s catalog.Scope) bool { return FamilyOf(s) != NoFamily && !r.fits(s) }), nil)
	if len(misplaced) == 0 {
		return nil
	}
	who, label := "People grant %s one by one, each for themselves: ask a user, not the team.", "ask a user for "
	if r.audience() == ForUser {
		who, label = "%s cannot be granted by one person: ask the team.", "ask the team for "
	}
	return []Problem{{
		Code:    CodeWrongAudience,
		Refusal: invalidScope,
		Scopes:  misplaced,
		Message: fmt.Sprintf(who, enumerate(misplaced, "and")),
		Basis:   catalog.Inferred,
		Fixes: []Fix{
			{Kind: FixMove, Label: label + enumerate(misplaced, "and"), Scopes: misplaced},
			drop(misplaced),
		},
	}}
}

// findMixed returns at most one problem: fitting scopes of several families.
func findMixed(r Request) []Problem {
	families := r.clashing()
	if len(families) < 2 {
		return nil
	}
	p := Problem{Code: CodeMixedScope, Refusal: mixRefusal(r.audience()), Fixes: []Fix{split(r)}}
	p.Scopes = minus(r.only(func(s catalog.Scope) bool { return r.fits(s) && FamilyOf(s) != UnclearFamily }), nil)
	var sides []string
	for _, family := range families {
		side := minus(r.only(func(s catalog.Scope) bool { return FamilyOf(s) == family }), nil)
		sides = append(sides, fmt.Sprintf("%s (%s)", enumerate(side, "and"), family))
		p.Fixes = append(p.Fixes, drop(side))
	}
	p.Message, p.Basis = whyMixed(r.audience(), sides)
	return []Problem{p}
}

func whyMixed(a Audience, sides []string) (message string, basis catalog.Basis) {
	message = strings.Join(sides, " cannot go into one request with ") + ". "
	if a == ForUser {
		return message + "Slack documents that identity scopes mix with nothing else; the error it answers is inferred.",
			catalog.PartlyDocumented
	}
	return message + "Slack never published which scopes are of which type: this is inferred.", catalog.Inferred
}
