package model

import "periscope/model/catalog"

// Split makes one request for each [Family], in the order in which the families
// appear in r. Each scope of unclear type goes alone, for nobody knows what it
// mixes with.
func (workspaceRules) Split(r Request) []Request {
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
