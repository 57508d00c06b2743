package model

import (
	"periscope/model/catalog"
)

// workspaceRules judge the requests of workspace apps.
type workspaceRules struct{}

// Name is "workspace".
func (workspaceRules) Name() string { return string(catalog.Workspace) }

// Audiences are the team and one user.
func (workspaceRules) Audiences() []Audience {
	both := audiences(catalog.Workspace)
	return both[:]
}

// Group is the scope's [Family].
func (workspaceRules) Group(s catalog.Scope) string { return string(FamilyOf(s)) }

// Slack answers a bad set of scopes with one of these codes, and explains
// neither: "Scopes are invalid", and "Cannot group scopes of different types in
// one request". It never published which scopes are of which type, so what
// follows is inferred: from the replies that list scopes by resource type, from
// a public sample that asks for channel, team and user scopes one after the
// other, and from the page on identity scopes, which says that they mix with
// nothing but each other.
const (
	invalidScope = "invalid_scope"
	mixedScope   = "mixed_scope"
)

// Family is a set of scopes that one request may ask for together. Slack calls
// it a scope's type. An app may mix families when it is installed, but not afterwards.
type Family string

const (
	ConversationFamily Family = "conversation" // scopes over conversations of any kind, app homes included
	TeamFamily         Family = "team"         // scopes over the workspace as a whole
	UserFamily         Family = "user"         // what one person lets the app do for them
	IdentityFamily     Family = "identity"     // what signs a person in
	UnclearFamily      Family = "unclear"      // offered to workspace apps, but nothing tells its type
	NoFamily           Family = ""             // unknown, or not offered to workspace apps: in no request at all
)

var familyOfClass = map[catalog.Class]Family{
	catalog.ConversationClass: ConversationFamily,
	catalog.AppHomeClass:      ConversationFamily,
	catalog.TeamClass:         TeamFamily,
	catalog.UserClass:         UserFamily,
	catalog.IdentityClass:     IdentityFamily,
}

// FamilyOf returns the family of a scope. A legacy scope is of the family of
// what replaced it: Slack turned grants of the one into grants of the other.
func FamilyOf(s catalog.Scope) Family {
	entry, known := catalog.Lookup(s)
	if !known || !entry.Offered(catalog.Workspace) {
		return NoFamily
	}
	if family, ok := familyOfClass[entry.Class]; ok {
		return family
	}
	if entry.Class == catalog.LegacyClass && entry.Replaced != nil {
		return FamilyOf(entry.Replaced.By[0])
	}
	return UnclearFamily
}

// Audience is the audience that can grant scopes of the family. For scopes of
// unclear type it is the team (inferred: all scopes that users were seen to grant
// end in ":user", and those do not).
func (f Family) Audience() Audience {
	if f == UserFamily || f == IdentityFamily {
		return ForUser
	}
	return ForTeam
}

// Verdict judges each scope by itself before they are judged together, so
// invalid_scope outweighs mixed_scope (inferred, as is all of this). Scopes of
// unclear type get the benefit of the doubt and mix with any family.
func (workspaceRules) Verdict(r Request) (code string, ok bool) {
	if len(r.Scopes) == 0 {
		return invalidScope, false
	}
	for _, s := range r.Scopes {
		if !r.fits(s) {
			return invalidScope, false
		}
	}
	if len(r.clashing()) > 1 {
		return mixRefusal(r.audience()), false
	}
	return "", true
}

// fits reports whether r's audience can grant s.
func (r Request) fits(s catalog.Scope) bool {
	family := FamilyOf(s)
	return family != NoFamily && family.Audience() == r.audience()
}

// clashing returns the families among the scopes that fit r, in order of
// appearance. If there are several, Slack refuses the request.
func (r Request) clashing() []Family {
	var families []Family
	for _, s := range r.Scopes {
		if family := FamilyOf(s); r.fits(s) && family != UnclearFamily {
			families = append(families, family)
		}
	}
	return Union(families, nil)
}

// mixRefusal is the error for families that do not mix. The page of
// apps.permissions.users.request lists no mixed_scope, so a request to a user for
// user and identity scopes at once is expected to fail with invalid_scope, as it
// does on Slack's authorize page.
func mixRefusal(a Audience) string {
	if a == ForUser {
		return invalidScope
	}
	return mixedScope
}

// Split makes one request for each [Family], in the order in which the families
// appear in r. Each scope of unclear type gets a request of its own, because it is
// not known what it mixes with.
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
		part := r.withScopes(parts[k])
		part.For = k.family.Audience()
		requests = append(requests, part)
	}
	return append(requests, notEmpty(r.withScopes(parts[key{}]))...)
}
