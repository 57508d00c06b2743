package model

import (
	"fmt"
	"slices"

	"periscope/model/catalog"
)

// Divide divides scopes between the bot and the user of one install: what the bot's token
// can hold is for the bot, the rest of what a user's can hold for the user. Scopes that
// neither can hold stay with the bot. The requests are for the bot and for the user, in
// this order, without those that would be empty; without scopes there is an empty one for
// the bot.
func Divide(scopes []catalog.Scope) []Request {
	bot := Request{Kind: catalog.Bot, For: ForBot}
	user := Request{Kind: catalog.Bot, For: ForUser}
	for _, s := range scopes {
		if installableBy(s, bot) == ForUser {
			user.Scopes = append(user.Scopes, s)
		} else {
			bot.Scopes = append(bot.Scopes, s)
		}
	}
	if both := notEmpty(bot, user); len(both) > 0 {
		return both
	}
	return []Request{bot}
}

// WorkspaceOnly returns those of the scopes that only workspace apps could ask for: not an
// app's bot, and not its users.
func WorkspaceOnly(scopes []catalog.Scope) []catalog.Scope {
	return slices.DeleteFunc(slices.Clone(scopes), func(s catalog.Scope) bool {
		e, known := catalog.Lookup(s)
		return !known || !e.Offered(catalog.Workspace) || e.Offered(catalog.Bot) || e.Offered(catalog.UserToken)
	})
}

// ValidateDivided returns what is wrong with the requests of one install, as [Validate]
// does for one, and if they do not mix.
func ValidateDivided(requests []Request) []Problem {
	var (
		problems []Problem
		fitting  []catalog.Scope
		mixes    []scopeMix
		alone    bool // one request has the conflict by itself
		sides    = map[scopeMix][]catalog.Scope{}
	)
	for _, r := range requests {
		problems = append(problems, Validate(r, nil)...)
		alone = alone || len(findConflicts(r)) > 0
		for _, s := range r.distinct() {
			if !installable(s, r.audience()) {
				continue
			}
			m := mixOf(s)
			if len(sides[m]) == 0 {
				mixes = append(mixes, m)
			}
			sides[m] = append(sides[m], s)
			fitting = append(fitting, s)
		}
	}
	if alone || len(mixes) < 2 {
		return problems
	}
	return append([]Problem{{
		Code: CodeMixedScope, Refusal: invalidScope, Scopes: fitting, Message: whyConflict(sides), Basis: basisOfConflict(sides),
		Fixes: []Fix{{Kind: FixSplit, Label: fmt.Sprintf("split into %d installs", len(Installs(requests)))}},
	}}, problems...)
}

// FixDivided applies the best fix of every problem of the requests of one install, as
// [FixAll] does for one. Those that do not mix go into installs of their own: see
// [Installs].
func FixDivided(requests []Request) []Request {
	var fixed []Request
	for _, r := range requests {
		fixed = append(fixed, applyBestFixes(r, nil)...)
	}
	return joinRequests(fixed)
}
