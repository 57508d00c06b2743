package sandbox

import (
	"cmp"
	"slices"

	"periscope/model"
	"periscope/model/catalog"
)

type infoReply struct {
	success
	Info map[catalog.ResourceType]grantReply `json:"info"`
}

type grantReply struct {
	Scopes    []catalog.Scope `json:"scopes"`
	Resources resourcesReply  `json:"resources"`
}

type resourcesReply struct {
	IDs []model.ResourceID `json:"ids"`
	*wildcardReply
}

// wildcardReply is what Slack's example shows on channels alone.
type wildcardReply struct {
	Wildcard    bool               `json:"wildcard"`
	ExcludedIDs []model.ResourceID `json:"excluded_ids"`
}

// permissionsInfo leaves out users, as Slack does: apps.permissions.users.list has them.
func permissionsInfo(c *call) (any, error) {
	reply := infoReply{success: accepted, Info: map[catalog.ResourceType]grantReply{}}
	for t, p := range c.install.permissions {
		if t != catalog.User {
			reply.Info[t] = describe(t, p)
		}
	}
	return reply, nil
}

func describe(t catalog.ResourceType, p *permission) grantReply {
	g := grantReply{Scopes: p.scopes, Resources: resourcesReply{IDs: p.resources.IDs}}
	if t == catalog.Channel || p.resources.Wildcard {
		g.Resources.wildcardReply = &wildcardReply{p.resources.Wildcard, p.resources.Excluded}
	}
	return g
}

type scopesReply struct {
	success
	Scopes map[catalog.ResourceType][]catalog.Scope `json:"scopes"`
}

func listScopes(c *call) (any, error) {
	return scopesReply{accepted, c.install.scopesByType()}, nil
}

// scopesByType are the scopes of a workspace token; under user, those that at
// least one person granted.
func (in *installation) scopesByType() map[catalog.ResourceType][]catalog.Scope {
	scopes := map[catalog.ResourceType][]catalog.Scope{}
	for t, p := range in.permissions {
		scopes[t] = p.scopes
	}
	scopes[catalog.User] = in.userScopes()
	return scopes
}

type resourceListReply struct {
	success
	Resources []resourceReply `json:"resources"`
	Metadata  metadata        `json:"response_metadata"`
}

type resourceReply struct {
	ID   model.ResourceID     `json:"id"`
	Type catalog.ResourceType `json:"type"`
}

func listResources(c *call) (any, error) {
	list := listing{label: "team", badLimit: "invalid_arguments"}
	for t := range c.install.permissions {
		list.runs = append(list.runs, c.install.runsOn(t)...)
	}
	page, more, err := c.page(list)
	if err != nil {
		return nil, err
	}
	reply := resourceListReply{success: accepted, Resources: []resourceReply{}, Metadata: more}
	for _, e := range page {
		if c.install.permissions[e.kind].covers(e.id) {
			reply.Resources = append(reply.Resources, resourceReply{ID: e.id, Type: e.kind})
		}
	}
	return reply, nil
}

// runsOn returns the resources of type t that the token's grant names, by id
// and by wildcard; excluded ones are among them.
func (in *installation) runsOn(t catalog.ResourceType) []run {
	set := in.permissions[t].resources
	runs := []run{{kind: t, n: len(set.IDs), id: func(i int) model.ResourceID { return set.IDs[i] }}}
	if set.Wildcard {
		runs = append(runs, in.team.runOf(t))
	}
	return runs
}

// runOf returns every conversation of type t in the team.
func (t *team) runOf(kind catalog.ResourceType) run {
	all := t.conversations[kind]
	return run{kind: kind, n: len(all), id: func(i int) model.ResourceID { return all[i].ID }}
}

type userGrantListReply struct {
	success
	Resources []userGrantReply `json:"resources"` // Slack's name for it, not "users"
	Metadata  metadata         `json:"response_metadata"`
}

type userGrantReply struct {
	ID     model.ResourceID `json:"id"`
	Scopes []catalog.Scope  `json:"scopes"`
}

func listUserGrants(c *call) (any, error) {
	people := c.install.people
	page, more, err := c.page(listing{label: "user", badLimit: "invalid_arguments", runs: []run{{
		kind: catalog.User,
		n:    len(people),
		id:   func(i int) model.ResourceID { return people[i].User },
	}}})
	if err != nil {
		return nil, err
	}
	reply := userGrantListReply{success: accepted, Resources: []userGrantReply{}, Metadata: more}
	for _, e := range page {
		i, _ := slices.BinarySearchFunc(people, e.id, func(u model.UserGrant, id model.ResourceID) int {
			return cmp.Compare(u.User, id)
		})
		reply.Resources = append(reply.Resources, userGrantReply{ID: e.id, Scopes: people[i].Scopes})
	}
	return reply, nil
}
