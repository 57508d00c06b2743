package model_test

import (
	"math/rand/v2"
	"os"
	"slices"
	"strings"

	"periscope/model"
	"periscope/model/catalog"
)

// dice makes up requests, permissions and events; the same ones for the same seed.
type dice struct{ *rand.Rand }

func newDice(seed uint64) dice { return dice{rand.New(rand.NewPCG(seed, 0))} }

// seeds is how many of the first seeds a property is tried with: in a full run, with
// PERISCOPE_TESTS=full in the environment, all that are asked for, else a fifth.
func seeds(full uint64) uint64 {
	if os.Getenv("PERISCOPE_TESTS") == "full" {
		return full
	}
	return full / 5
}

func pick[T any](d dice, from []T) T { return from[d.IntN(len(from))] }

// some returns a few members of from, in any order, each at most once.
func some[T any](d dice, from []T) []T {
	if d.IntN(3) == 0 {
		return nil
	}
	list := slices.Clone(from)
	d.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
	return list[:d.IntN(len(list)+1)]
}

var (
	someIDs   = []model.ResourceID{"A1", "B2", "C3", "D4", "E5"}
	someUsers = []model.ResourceID{"U1", "U2", "U3", "U4"}
	someTypes = append(catalog.ResourceTypes[:len(catalog.ResourceTypes):len(catalog.ResourceTypes)], "canvas", "huddle")
)

func allScopes() []catalog.Scope {
	var all []catalog.Scope
	for _, e := range catalog.Scopes() {
		all = append(all, e.Scope)
	}
	return all
}

func (d dice) set() model.ResourceSet {
	s := model.ResourceSet{IDs: some(d, someIDs)}
	if d.IntN(4) == 0 {
		s = model.ResourceSet{Wildcard: true, Excluded: some(d, someIDs)}
	}
	return s
}

func (d dice) grantOn(t catalog.ResourceType) model.Grant {
	g := model.Grant{Type: t, Scopes: some(d, []catalog.Scope{"chat:write", "users:read", "pins:read", "new:scope"}), Resources: d.set()}
	if t == catalog.User {
		g.Resources = model.ResourceSet{IDs: some(d, someUsers)}
	}
	return g
}

func (d dice) permissions() model.Permissions {
	var grants []model.Grant
	for _, t := range some(d, someTypes) {
		if t != catalog.User {
			grants = append(grants, d.grantOn(t))
		}
	}
	var users []model.UserGrant
	for _, u := range some(d, someUsers) {
		users = append(users, model.UserGrant{User: u, Scopes: append(some(d, userScopes), pick(d, userScopes))})
	}
	return model.NewPermissions(grants).WithUsers(users)
}

var userScopes = []catalog.Scope{"dnd:write:user", "reminders:read:user", "identity:read:user"}

func (d dice) event() model.Event {
	user := model.UserID(pick(d, someUsers))
	scopes := some(d, allScopes())
	scopes = scopes[:min(len(scopes), 5)]
	var grants []model.Grant
	for _, t := range some(d, someTypes) {
		grants = append(grants, d.grantOn(t))
	}
	return pick(d, []model.Event{
		model.ResourcesAdded{Grants: grants},
		model.ResourcesRemoved{Grants: grants},
		model.ScopeGranted{Team: "T1", Scopes: scopes},
		model.ScopeDenied{Scopes: scopes},
		model.UserResourceGranted{User: user, Scopes: some(d, userScopes)},
		model.UserResourceDenied{User: user, Scopes: userScopes},
		model.UserResourceRemoved{User: user},
		model.TokensRevoked{Users: []model.UserID{user}},
		model.AppUninstalled{},
	})
}

// request asks by the rules of workspace apps.
func (d dice) request() model.Request { return d.requestBy(catalog.Workspace) }

// requestBy asks, by the rules for a kind of token, for one to seven scopes: real, misspelt, repeated.
func (d dice) requestBy(kind catalog.TokenKind) model.Request {
	r := model.Request{Kind: kind, For: pick(d, model.RulesFor(kind).Audiences()), User: pick(d, []model.UserID{"", "U1"})}
	all := allScopes()
	for range 1 + d.IntN(7) {
		s := pick(d, all)
		switch d.IntN(6) {
		case 0:
			s = misspell(d, s)
		case 1:
			if len(r.Scopes) > 0 {
				s = pick(d, r.Scopes)
			}
		case 2, 3:
			s = pick(d, catalog.Offered(kind)).Scope
		}
		r.Scopes = append(r.Scopes, s)
	}
	return r
}

// heldBy makes up what a token of a kind may do.
func (d dice) heldBy(kind catalog.TokenKind) model.Permissions {
	if kind == catalog.Workspace {
		return d.permissions()
	}
	return model.PermissionsOf(kind, d.identity(), d.conversations())
}

// identity is what Slack may say about a bot or user token, its scopes or not.
func (d dice) identity() model.Identity {
	id := model.Identity{Team: model.Team{ID: "T1"}, User: pick(d, []model.UserID{"", "U1"}), ScopesSent: d.IntN(5) > 0}
	id.Scopes = append(some(d, allScopes()), "new:scope")
	id.Scopes = append(id.Scopes, id.Scopes[:d.IntN(len(id.Scopes))]...) // some of them twice
	return id
}

func (d dice) conversations() map[catalog.ResourceType]model.ResourceSet {
	in := map[catalog.ResourceType]model.ResourceSet{}
	for _, t := range some(d, []catalog.ResourceType{catalog.Channel, catalog.Group, catalog.MPIM, catalog.IM, catalog.AppHome}) {
		in[t] = model.ResourceSet{IDs: some(d, someIDs)}
	}
	return in
}

// everyKind are the kinds of token that have rules of their own.
var everyKind = []catalog.TokenKind{catalog.Workspace, catalog.Bot, catalog.UserToken}

func misspell(d dice, s catalog.Scope) catalog.Scope {
	i := d.IntN(len(s))
	return pick(d, []catalog.Scope{s[:i] + s[i+1:], s[:i] + "q" + s[i:], s[i:] + s[:i], "", catalog.Scope(strings.ToUpper(string(s)))})
}

// plain writes permissions down so that equal ones are equal texts, whatever
// their order. It knows nothing of how [model.Diff] compares.
func plain(p model.Permissions) string {
	var lines []string
	add := func(words ...string) { lines = append(lines, strings.Join(words, " ")) }
	for _, g := range p.Grants {
		for _, id := range g.Resources.IDs {
			for _, s := range g.Scopes {
				if g.Type == catalog.User {
					add("user", string(id), string(s))
				}
			}
			if g.Type != catalog.User {
				add(string(g.Type), "id", string(id))
			}
		}
		if g.Type == catalog.User {
			continue
		}
		for _, s := range g.Scopes {
			add(string(g.Type), "scope", string(s))
		}
		for _, id := range g.Resources.Excluded {
			add(string(g.Type), "excluded", string(id))
		}
		if g.Resources.Wildcard {
			add(string(g.Type), "wildcard")
		}
	}
	slices.Sort(lines)
	return strings.Join(slices.Compact(lines), "\n")
}
