package model

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
