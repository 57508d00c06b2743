package model

import (
	"fmt"
	"slices"
	"strings"

	"periscope/model/catalog"
)

// findUnclear returns at most one problem: scopes of unclear type that are not
// alone. Slack may refuse the mixture or not; nobody knows.
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
			enumerate(unclear, "and"), number(unclear, "is", "are"), number(unclear, "it", "them")),
		Basis: catalog.Undocumented,
		Fixes: []Fix{split(r), drop(unclear)},
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
		by := enumerate(entry.Replaced.By, "and")
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

// findDuplicates returns at most one problem: scopes that are named more than once.
func findDuplicates(r Request) []Problem {
	named := map[catalog.Scope]int{}
	for _, s := range r.Scopes {
		named[s]++
	}
	twice := slices.DeleteFunc(r.distinct(), func(s catalog.Scope) bool { return named[s] == 1 })
	if len(twice) == 0 {
		return nil
	}
	names := enumerate(twice, "and")
	return []Problem{{
		Code:    CodeDuplicate,
		Scopes:  twice,
		Message: fmt.Sprintf("%s %s named more than once; once is enough.", names, number(twice, "is", "are")),
		Basis:   catalog.Undocumented,
		Fixes:   []Fix{{Kind: FixOnce, Label: "name " + names + " once", Scopes: twice}},
	}}
}

// findGranted returns at most one problem: scopes whose grant would change
// nothing, because they are held on every resource type where they apply, or
// by the user who is to be asked.
func findGranted(r Request, held Permissions) []Problem {
	granted := slices.DeleteFunc(r.distinct(), func(s catalog.Scope) bool { return !r.fits(s) || !held.answers(r, s) })
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
	names := enumerate(granted, "and")
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

// answers reports whether p holds s already wherever r would bring it.
func (p Permissions) answers(r Request, s catalog.Scope) bool {
	if r.audience() == ForUser {
		return slices.ContainsFunc(p.On(catalog.User), func(g Grant) bool {
			return g.Holds(s) && g.Resources.Contains(ResourceID(r.User)).In()
		})
	}
	lacks := func(t catalog.ResourceType) bool {
		return !slices.ContainsFunc(p.On(t), func(g Grant) bool { return g.Holds(s) })
	}
	return !slices.ContainsFunc(LandsOn(s), lacks)
}
