package model

import (
	"fmt"
	"slices"
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

// findWrongAudience returns at most one problem: scopes that the other audience grants.
func findWrongAudience(r Request) []Problem {
	misplaced := Minus(r.only(func(s catalog.Scope) bool { return FamilyOf(s) != NoFamily && !r.fits(s) }), nil)
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
		Message: fmt.Sprintf(who, Enumerate(misplaced, "and")),
		Basis:   catalog.Inferred,
		Fixes: []Fix{
			{Kind: FixMove, Label: label + Enumerate(misplaced, "and"), Scopes: misplaced},
			drop(misplaced),
		},
	}}
}

// findMixed returns at most one problem: scopes of several families, among those
// that r's audience can grant.
func findMixed(r Request) []Problem {
	families := r.clashing()
	if len(families) < 2 {
		return nil
	}
	p := Problem{Code: CodeMixedScope, Refusal: mixRefusal(r.audience()), Fixes: []Fix{splitRequests(r)}}
	p.Scopes = Minus(r.only(func(s catalog.Scope) bool { return r.fits(s) && FamilyOf(s) != UnclearFamily }), nil)
	var sides []string
	for _, family := range families {
		side := Minus(r.only(func(s catalog.Scope) bool { return FamilyOf(s) == family }), nil)
		sides = append(sides, fmt.Sprintf("%s (%s)", Enumerate(side, "and"), family))
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

// findUnclear returns at most one problem: scopes of unclear type that are not
// alone. Whether Slack refuses the mixture is not known.
func findUnclear(r Request) []Problem {
	scopes := r.distinct()
	unclear := slices.DeleteFunc(slices.Clone(scopes), func(s catalog.Scope) bool { return FamilyOf(s) != UnclearFamily || !r.fits(s) })
	if len(unclear) == 0 || len(scopes) == 1 {
		return nil
	}
	return []Problem{{
		Code:   CodeUnclearType,
		Scopes: unclear,
		Message: fmt.Sprintf("Slack never showed of which type %s %s, so it may refuse %s among others. Alone is safe.",
			Enumerate(unclear, "and"), number(unclear, "is", "are"), number(unclear, "it", "them")),
		Basis: catalog.Undocumented,
		Fixes: []Fix{splitRequests(r), drop(unclear)},
	}}
}

// findSuperseded returns a problem for each scope that Slack told apps to give up.
func findSuperseded(r Request) []Problem {
	var problems []Problem
	for _, s := range r.distinct() {
		entry, _ := catalog.Lookup(s)
		if entry.Replaced == nil {
			continue
		}
		by := Enumerate(entry.Replaced.By, "and")
		problems = append(problems, Problem{
			Code:    CodeSuperseded,
			Scopes:  []catalog.Scope{s},
			Message: whySuperseded(s, *entry.Replaced, by),
			Basis:   entry.Replaced.Basis,
			Fixes: []Fix{
				{Kind: FixReplace, Label: fmt.Sprintf("replace by %s", by), Scopes: []catalog.Scope{s}, With: entry.Replaced.By},
				drop([]catalog.Scope{s}),
			},
		})
	}
	return problems
}

func whySuperseded(s catalog.Scope, r catalog.Replacement, by string) string {
	message := fmt.Sprintf("%s gave way to %s on %s. Slack is not known to refuse it.", s, by, r.Since)
	if len(r.Except) == 0 {
		return message
	}
	var types []string
	for _, t := range r.Except {
		types = append(types, string(t))
	}
	return message + fmt.Sprintf(" On %s it remains the way.", strings.Join(types, " and "))
}

// findGranted returns at most one problem: scopes that are granted already, on every
// resource type where they apply or by the user who would be asked.
func findGranted(r Request, held Permissions) []Problem {
	granted := slices.DeleteFunc(r.distinct(), func(s catalog.Scope) bool { return !r.fits(s) || !held.alreadyGrants(r, s) })
	if len(granted) == 0 {
		return nil
	}
	return []Problem{{
		Code:    CodeAlreadyGranted,
		Scopes:  granted,
		Message: whyGranted(r.audience(), granted),
		Basis:   catalog.Documented,
		Fixes:   []Fix{drop(granted)},
	}}
}

func whyGranted(a Audience, granted []catalog.Scope) string {
	names := Enumerate(granted, "and")
	if a == ForUser {
		return fmt.Sprintf("This user has granted %s already: asking again changes nothing.", names)
	}
	message := fmt.Sprintf("%s %s granted already, wherever %s: asking again changes nothing.",
		names, number(granted, "is", "are"), number(granted, "it applies", "they apply"))
	if slices.ContainsFunc(granted, func(s catalog.Scope) bool { return FamilyOf(s) == ConversationFamily }) {
		message += " To reach more conversations, have the app added to them."
	}
	return message
}

// alreadyGrants reports whether granting s to r would add nothing to p.
func (p Permissions) alreadyGrants(r Request, s catalog.Scope) bool {
	if r.audience() == ForUser {
		return slices.ContainsFunc(p.On(catalog.User), func(g Grant) bool {
			return g.Holds(s) && g.Resources.Contains(ResourceID(r.User)).In()
		})
	}
	lacks := func(t catalog.ResourceType) bool {
		return !slices.ContainsFunc(p.On(t), func(g Grant) bool { return g.Holds(s) })
	}
	return !slices.ContainsFunc(TypesGranted(s), lacks)
}

// splitRequests is the fix that asks in several requests.
func splitRequests(r Request) Fix {
	return Fix{Kind: FixSplit, Label: fmt.Sprintf("split into %d requests", len(workspaceRules{}.Split(r)))}
}
