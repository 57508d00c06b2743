package model

import "periscope/model/catalog"

// Split returns requests that ask for what r asks for and that Slack does not
// refuse: one for each [Family], addressed to who can grant it, in the order in
// which the families appear in r. Scopes keep their order, and none is lost or
// added. Each scope of unclear type goes alone, for nobody knows what it mixes with.
//
// Scopes that no request may ask for are kept too, together in a last request
// to r's audience: the only one that still has to be mended.
func Split(r Request) []Request {
	type key struct {
		family Family
		alone  catalog.Scope // set for scopes of unclear type
	}
	var order []key
	parts := map[key][]catalog.Scope{}
	for _, s := range r.Scopes {
		k := key{family: FamilyOf(s)}
		if k.family == UnclearFamily {
			k.alone = s
		}
		if _, seen := parts[k]; !seen && k.family != NoFamily {
			order = append(order, k)
		}
		parts[k] = append(parts[k], s)
	}
	var requests []Request
	for _, k := range order {
		part := r.asking(parts[k])
		part.For = k.family.Audience()
		requests = append(requests, part)
	}
	return append(requests, notEmpty(r.asking(parts[key{}]))...)
}
