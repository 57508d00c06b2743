package model

import (
	"fmt"
	"slices"
	"strings"

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

// findConflicts returns at most one problem: fitting scopes that one install cannot ask for together.
func findConflicts(r Request) []Problem {
	fitting := slices.DeleteFunc(r.distinct(), func(s catalog.Scope) bool { return !askable(s, r.audience()) })
	var (
		mixtures []mixture
		sides    = map[mixture][]catalog.Scope{}
	)
	for _, s := range fitting {
		m := mixtureOf(s)
		if len(sides[m]) == 0 {
			mixtures = append(mixtures, m)
		}
		sides[m] = append(sides[m], s)
	}
	if len(mixtures) < 2 {
		return nil
	}
	p := Problem{
		Code:    CodeMixedScope,
		Refusal: invalidScope,
		Scopes:  fitting,
		Message: whyConflict(sides),
		Basis:   basisOfConflict(sides),
		Fixes:   []Fix{splitInstalls(r)},
	}
	for _, m := range mixtures {
		p.Fixes = append(p.Fixes, drop(sides[m]))
	}
	return []Problem{p}
}

func whyConflict(sides map[mixture][]catalog.Scope) string {
	var parts []string
	for _, side := range []struct {
		of      mixture
		meaning string
	}{
		{signInMixture, "Sign in with Slack"},
		{identityMixture, "the older form of Sign in with Slack"},
	} {
		if scopes := sides[side.of]; len(scopes) > 0 {
			parts = append(parts, fmt.Sprintf("%s %s to %s", enumerate(scopes, "and"), number(scopes, "belongs", "belong"), side.meaning))
		}
	}
	return strings.Join(parts, ", ") + ". Such scopes mix with no others: ask for them in an install of their own."
}

// basisOfConflict is documented as far as Slack's pages name the scopes: the
// catalogue puts one among them for its name alone.
func basisOfConflict(sides map[mixture][]catalog.Scope) catalog.Basis {
	for _, s := range slices.Concat(sides[signInMixture], sides[identityMixture]) {
		if entry, _ := catalog.Lookup(s); entry.Basis == catalog.Documented {
			return catalog.Documented
		}
	}
	return catalog.Inferred
}

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

func splitInstalls(r Request) Fix {
	return Fix{Kind: FixSplit, Label: fmt.Sprintf("split into %d installs", len(Installs(todayRules{r.Kind}.Split(r))))}
}
