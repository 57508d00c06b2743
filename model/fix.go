package model

import (
	"cmp"
	"slices"

	"periscope/model/catalog"
)

// Apply returns the requests to send, in this order, instead of r. There are
// several after a split or a move, and none when nothing is left to ask for.
func (r Request) Apply(f Fix) []Request {
	switch f.Kind {
	case FixCorrect, FixReplace:
		if f.To == "" || f.To == r.audience() {
			return notEmpty(r.withScopes(r.substitute(f.Scopes, f.With)))
		}
		return notEmpty(r.withScopes(r.without(f.Scopes)), r.toAudience(f.With, f.To))
	case FixMove:
		to := cmp.Or(f.To, r.otherAudience())
		return notEmpty(r.withScopes(r.without(f.Scopes)), r.toAudience(r.within(f.Scopes), to))
	case FixDrop:
		return notEmpty(r.withScopes(r.without(f.Scopes)))
	case FixAdd:
		return notEmpty(r.withScopes(append(slices.Clone(r.Scopes), Minus(f.With, r.Scopes)...)))
	case FixOnce:
		return notEmpty(r.withScopes(r.distinct()))
	case FixSplit:
		return Split(r)
	}
	return []Request{r}
}

// substitute returns r's scopes with others where the old ones first stood. Of
// the others, those that r asks for anyway stay where they are.
func (r Request) substitute(old, others []catalog.Scope) []catalog.Scope {
	var scopes []catalog.Scope
	others = Minus(others, r.Scopes)
	for _, s := range r.Scopes {
		if !slices.Contains(old, s) {
			scopes = append(scopes, s)
			continue
		}
		scopes = append(scopes, others...)
		others = nil
	}
	return scopes
}

// FixAll applies the best fix of every problem, one after the other, and returns
// the requests that are left: nothing is wrong with them. A request that asks
// for nothing leaves none.
//
// For bot and user tokens, each fix may move one scope to the other audience:
// requests for the same audience are joined.
func FixAll(r Request, held *Permissions) []Request {
	fixed := applyBestFixes(r, held)
	if r.Kind.IsBotOrUser() {
		return joinRequests(fixed)
	}
	return fixed
}

func applyBestFixes(r Request, held *Permissions) []Request {
	problems := Validate(r, held)
	if len(problems) == 0 {
		return []Request{r}
	}
	if len(problems[0].Fixes) == 0 {
		return nil
	}
	var fixed []Request
	for _, next := range r.Apply(problems[0].Fixes[0]) {
		fixed = append(fixed, applyBestFixes(next, held)...)
	}
	return fixed
}

// joinRequests makes one request of all that have the same audience and mix.
func joinRequests(requests []Request) []Request {
	type key struct {
		audience Audience
		mix      scopeMix
	}
	var all []Request
	at := map[key]int{}
	for _, r := range requests {
		k := key{r.audience(), mixOf(r.Scopes[0])}
		i, seen := at[k]
		if !seen {
			i = len(all)
			at[k] = i
			all = append(all, r.toAudience(nil, k.audience))
		}
		all[i].Scopes = Union(all[i].Scopes, r.Scopes)
	}
	return all
}
