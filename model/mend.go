package model

// Mend returns the requests that are left of r when the best fix of every
// problem is applied, one after the other: those that nothing is wrong with.
// Of a request that asks for nothing, nothing is left.
func Mend(r Request, held *Permissions) []Request {
	problems := Validate(r, held)
	if len(problems) == 0 {
		return []Request{r}
	}
	if len(problems[0].Fixes) == 0 {
		return nil
	}
	var mended []Request
	for _, next := range r.Apply(problems[0].Fixes[0]) {
		mended = append(mended, Mend(next, held)...)
	}
	return mended
}
