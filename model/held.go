package model

import (
	"slices"

	"periscope/model/catalog"
)

// Held puts together what a token of today may do, of a bot or of a user: the
// scopes that Slack reported with its identity, each on the types of
// [catalog.Entry.PlacesFor], and the conversations it is in, by type. The
// workspace is the resource of scopes over the team, and the person whom a
// user token acts as that of scopes over a user.
//
// A scope that the catalogue does not know, or not for this kind of token, is
// kept: what Slack reports outweighs what it documents.
func Held(kind catalog.TokenKind, id Identity, in map[catalog.ResourceType]ResourceSet) Permissions {
	p := Permissions{Kind: kind, ScopesUntold: !id.ScopesSent}
	grants := map[catalog.ResourceType]Grant{}
	for t, resources := range in {
		grants[t] = Grant{Type: t, Resources: resources}
	}
	for t, resource := range map[catalog.ResourceType]ResourceID{
		catalog.Team: ResourceID(id.Team.ID),
		catalog.User: ResourceID(id.User),
	} {
		if resource != "" && slices.Contains(catalog.TypesFor(kind), t) {
			grants[t] = Grant{Type: t, Resources: ResourceSet{IDs: []ResourceID{resource}}}
		}
	}
	if id.ScopesSent {
		for _, s := range union(id.Scopes, nil) {
			for _, place := range heldOn(s, kind) {
				g := grants[place.Type]
				grants[place.Type] = Grant{Type: place.Type, Scopes: append(g.Scopes, s), Resources: g.Resources}
			}
		}
	}
	for _, g := range grants {
		if !g.blank() {
			p.Grants = append(p.Grants, g)
		}
	}
	return p.granting(p.Grants)
}

// heldOn returns where a token that was granted s holds it, which is somewhere
// even if the catalogue does not expect tokens of the kind to hold it.
func heldOn(s catalog.Scope, kind catalog.TokenKind) []catalog.Place {
	entry, _ := catalog.Lookup(s)
	if !entry.Offered(kind) {
		entry.Scope, entry.Kinds = s, []catalog.TokenKind{kind}
	}
	return entry.PlacesFor(kind)
}
