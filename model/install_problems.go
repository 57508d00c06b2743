package model

import (
	"fmt"
	"slices"
	"strings"

	"periscope/model/catalog"
)

// Validate finds the problems of the part of an install for one audience.
func (installRules) Validate(r Request, held *Permissions) []Problem {
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
		findUninstallable, findOtherNames, findMisplaced, findConflicts, findPartnerMissing, findOutdated, findDuplicates,
	} {
		problems = append(problems, find(r)...)
	}
	if held != nil {
		problems = append(problems, findInstalled(r, *held)...)
	}
	return problems
}

// findUninstallable returns a problem for each scope that no install may ask for.
func findUninstallable(r Request) []Problem {
	var problems []Problem
	for _, s := range r.distinct() {
		if installableBy(s, r) != "" {
			continue
		}
		why, basis := whyUninstallable(s)
		p := Problem{Code: CodeInvalidScope, Refusal: invalidScope, Scopes: []catalog.Scope{s}, Message: why, Basis: basis}
		if entry, known := catalog.Lookup(s); !known {
			near := nearestInstallable(s, r)
			p.Message += didYouMean(near)
			p.Fixes = corrections(s, near)
		} else if instead, ok := substituteFor(entry, r.audience(), r.otherAudience()); ok {
			p.Message += fmt.Sprintf(" Apps of today ask for %s, for %s tokens.", Enumerate(instead.By, "and"), instead.Kind)
			p.Fixes = []Fix{substitution(r, s, instead)}
		}
		p.Fixes = append(p.Fixes, drop([]catalog.Scope{s}))
		problems = append(problems, p)
	}
	return problems
}

func whyUninstallable(s catalog.Scope) (why string, basis catalog.Basis) {
	entry, known := catalog.Lookup(s)
	withheld, listed := notInstallable[s]
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

// nearestInstallable returns the scopes that s may be a misspelling of: those of
// r's audience, or, if there are none, those of the other.
func nearestInstallable(s catalog.Scope, r Request) []catalog.Scope {
	const most = 3
	for _, a := range []Audience{r.audience(), r.otherAudience()} {
		kind := tokenKindFor(a)
		if near := nearest(s, most, RequestableScopes(kind), kind); len(near) > 0 {
			return near
		}
	}
	return nil
}

// misplaced returns the scopes of r that only the other audience can hold, each once.
func misplaced(r Request) []catalog.Scope {
	return slices.DeleteFunc(r.distinct(), func(s catalog.Scope) bool { return installableBy(s, r) != r.otherAudience() })
}

// findOtherNames returns a problem for each scope that only the other audience
// can hold, and for which r's audience has a scope of another name.
func findOtherNames(r Request) []Problem {
	var problems []Problem
	for _, s := range misplaced(r) {
		entry, _ := catalog.Lookup(s)
		instead, ok := substituteFor(entry, r.audience())
		if !ok {
			continue
		}
		p := misplacement(r, []catalog.Scope{s})
		p.Message += fmt.Sprintf(". What comes closest for %s tokens is %s.", instead.Kind, Enumerate(instead.By, "and"))
		p.Fixes = append([]Fix{substitution(r, s, instead)}, p.Fixes...)
		problems = append(problems, p)
	}
	return problems
}

// findMisplaced returns at most one problem: all other scopes that only the other
// audience can hold.
func findMisplaced(r Request) []Problem {
	scopes := slices.DeleteFunc(misplaced(r), func(s catalog.Scope) bool {
		entry, _ := catalog.Lookup(s)
		_, named := substituteFor(entry, r.audience())
		return named
	})
	if len(scopes) == 0 {
		return nil
	}
	p := misplacement(r, scopes)
	p.Message += fmt.Sprintf(": ask for %s among %s", number(scopes, "it", "them"), scopesOf(r.otherAudience()))
	if !slices.ContainsFunc(scopes, func(s catalog.Scope) bool { return mixOf(s) != openMix }) {
		p.Message += " of the same install"
	}
	p.Message += "."
	return []Problem{p}
}

// misplacement is the problem of scopes that only the other audience can hold.
// The caller ends its message.
func misplacement(r Request, scopes []catalog.Scope) Problem {
	other := r.otherAudience()
	names := Enumerate(scopes, "and")
	return Problem{
		Code:    CodeWrongAudience,
		Refusal: invalidScope,
		Scopes:  scopes,
		Message: fmt.Sprintf("Only %s tokens can hold %s", tokenKindFor(other), names),
		Basis:   catalog.PartlyDocumented,
		Fixes: []Fix{
			{Kind: FixMove, Label: fmt.Sprintf("move %s to %s", names, scopesOf(other)), Scopes: scopes, To: other},
			drop(scopes),
		},
	}
}

// findConflicts returns at most one problem: scopes that one install cannot ask
// for together, though it can ask for each alone.
func findConflicts(r Request) []Problem {
	fitting := slices.DeleteFunc(r.distinct(), func(s catalog.Scope) bool { return !installable(s, r.audience()) })
	var (
		mixes []scopeMix
		sides = map[scopeMix][]catalog.Scope{}
	)
	for _, s := range fitting {
		m := mixOf(s)
		if len(sides[m]) == 0 {
			mixes = append(mixes, m)
		}
		sides[m] = append(sides[m], s)
	}
	if len(mixes) < 2 {
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
	for _, m := range mixes {
		p.Fixes = append(p.Fixes, drop(sides[m]))
	}
	return []Problem{p}
}

// findPartnerMissing returns a problem for each scope that Slack grants only along with
// another that r does not ask for. That the token holds the other does not help: both have
// to be asked for at the same time.
func findPartnerMissing(r Request) []Problem {
	var problems []Problem
	for _, s := range r.distinct() {
		partner, ok := lacksPartner(r, s)
		if !ok {
			continue
		}
		problems = append(problems, Problem{
			Code:    CodePartnerMissing,
			Refusal: invalidScope,
			Scopes:  []catalog.Scope{s},
			Message: fmt.Sprintf("Slack grants %s only together with %s: ask for both at the same time.", s, partner),
			Basis:   catalog.PartlyDocumented, // the demand is documented; the code of the refusal is not
			Fixes: []Fix{
				{Kind: FixAdd, Label: fmt.Sprintf("add %s", partner), Scopes: []catalog.Scope{s}, With: []catalog.Scope{partner}},
				drop([]catalog.Scope{s}),
			},
		})
	}
	return problems
}

func whyConflict(sides map[scopeMix][]catalog.Scope) string {
	var parts []string
	for _, side := range []struct {
		of      scopeMix
		meaning string
	}{
		{signInMix, "Sign in with Slack"},
		{identityMix, "the older form of Sign in with Slack"},
	} {
		if scopes := sides[side.of]; len(scopes) > 0 {
			parts = append(parts, fmt.Sprintf("%s %s to %s", Enumerate(scopes, "and"), number(scopes, "belongs", "belong"), side.meaning))
		}
	}
	return strings.Join(parts, ", ") + ". Such scopes mix with no others: ask for them in an install of their own."
}

// basisOfConflict is documented if Slack's pages name one of the scopes. The
// catalogue counts one among them for its name alone.
func basisOfConflict(sides map[scopeMix][]catalog.Scope) catalog.Basis {
	for _, s := range slices.Concat(sides[signInMix], sides[identityMix]) {
		if entry, _ := catalog.Lookup(s); entry.Basis == catalog.Documented {
			return catalog.Documented
		}
	}
	return catalog.Inferred
}

// findOutdated returns a problem for each scope that tokens can still hold, and
// in whose place apps now ask for another. The scopes that once signed people in
// are one problem, because old and new ones do not mix.
func findOutdated(r Request) []Problem {
	var (
		problems []Problem
		signIn   []catalog.Scope
	)
	for _, s := range r.distinct() {
		switch _, outdated := outdatedFor(r, s); {
		case !outdated || !installable(s, r.audience()):
		case mixOf(s) == identityMix:
			signIn = append(signIn, s)
		default:
			problems = append(problems, outdatedProblem(r, []catalog.Scope{s}))
		}
	}
	if len(signIn) > 0 {
		problems = append(problems, outdatedProblem(r, signIn))
	}
	return problems
}

func outdatedProblem(r Request, scopes []catalog.Scope) Problem {
	fix, basis := Fix{Kind: FixReplace, Scopes: scopes}, catalog.Basis("")
	for _, s := range scopes {
		instead, _ := outdatedFor(r, s)
		fix.With, fix.To, basis = Union(fix.With, instead.By), audienceFor(instead.Kind), instead.Basis
	}
	by := Enumerate(fix.With, "and")
	fix.Label = replaceLabel(r, by, fix.To)
	return Problem{
		Code:   CodeSuperseded,
		Scopes: scopes,
		Message: fmt.Sprintf("For %s tokens, apps of today ask for %s instead of %s. Slack is not known to refuse %s.",
			tokenKindFor(fix.To), by, Enumerate(scopes, "and"), number(scopes, "the old one", "the old ones")),
		Basis: basis,
		Fixes: []Fix{fix, drop(scopes)},
	}
}

// substitution is the fix that puts a substitute in the place of s.
func substitution(r Request, s catalog.Scope, instead catalog.Substitute) Fix {
	to := audienceFor(instead.Kind)
	return Fix{
		Kind:   FixReplace,
		Label:  replaceLabel(r, Enumerate(instead.By, "and"), to),
		Scopes: []catalog.Scope{s},
		With:   instead.By,
		To:     to,
	}
}

func replaceLabel(r Request, by string, to Audience) string {
	if to != r.audience() {
		by += " among " + scopesOf(to)
	}
	return "replace by " + by
}

// findInstalled returns at most one problem: scopes that the token holds already.
// It says nothing where r asks for another token than the one that held is of.
func findInstalled(r Request, held Permissions) []Problem {
	granted := slices.DeleteFunc(r.distinct(), func(s catalog.Scope) bool {
		return !installable(s, r.audience()) || !held.grants(r, s) || isPartner(r, s)
	})
	if len(granted) == 0 {
		return nil
	}
	return []Problem{{
		Code:   CodeAlreadyGranted,
		Scopes: granted,
		Message: fmt.Sprintf("The token holds %s already. Installs add up, so asking again changes nothing.",
			Enumerate(granted, "and")),
		Basis: catalog.Documented,
		Fixes: []Fix{drop(granted)},
	}}
}

// splitInstalls is the fix that asks in several installs.
func splitInstalls(r Request) Fix {
	return Fix{Kind: FixSplit, Label: fmt.Sprintf("split into %d installs", len(Installs(installRules{r.Kind}.Split(r))))}
}
