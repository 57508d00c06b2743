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
			return notEmpty(r.asking(r.substitute(f.Scopes, f.With)))
		}
		return notEmpty(r.asking(r.part(f.Scopes, false)), r.elsewhere(f.With, f.To))
	case FixMove:
		to := cmp.Or(f.To, r.otherAudience())
		return notEmpty(r.asking(r.part(f.Scopes, false)), r.elsewhere(r.part(f.Scopes, true), to))
	case FixDrop:
		return notEmpty(r.asking(r.part(f.Scopes, false)))
	case FixOnce:
		return notEmpty(r.asking(r.distinct()))
	case FixSplit:
		return Split(r)
	}
	return []Request{r}
}

// substitute returns r's scopes with others where the old ones first stood. Of
// the others, those that r asks for anyway stay where they are.
func (r Request) substitute(old, others []catalog.Scope) []catalog.Scope {
	var scopes []catalog.Scope
	others = minus(others, r.Scopes)
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


// Mend returns the requests that are left of r when the best fix of every
// problem is applied, one after the other: those that nothing is wrong with.
// Of a request that asks for nothing, nothing is left.
//
// Of what apps of today ask for, fixes move one scope after the other to the
// other half of the install: these requests are joined.
func Mend(r Request, held *Permissions) []Request {
	mended := mend(r, held)
	if r.Kind.OfToday() {
		return joined(mended)
	}
	return mended
}

func mend(r Request, held *Permissions) []Request {
	problems := Validate(r, held)
	if len(problems) == 0 {
		return []Request{r}
	}
	if len(problems[0].Fixes) == 0 {
		return nil
	}
	var mended []Request
	for _, next := range r.Apply(problems[0].Fixes[0]) {
		mended = append(mended, mend(next, held)...)
	}
	return mended
}

// joined makes one of all requests for the same half and mixture.
func joined(requests []Request) []Request {
	type key struct {
		half Audience
		mixture
	}
	var all []Request
	at := map[key]int{}
	for _, r := range requests {
		k := key{r.audience(), mixtureOf(r.Scopes[0])}
		i, seen := at[k]
		if !seen {
			i = len(all)
			at[k] = i
			all = append(all, r.elsewhere(nil, k.half))
		}
		all[i].Scopes = union(all[i].Scopes, r.Scopes)
	}
	return all
}
