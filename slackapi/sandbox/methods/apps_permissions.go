package methods

import (
	"cmp"
	"slices"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/sandbox/state"
	"periscope/slackapi/sandbox/webapi"
)

type infoReply struct {
	webapi.Success
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

// AppsPermissionsInfo is apps.permissions.info. It leaves out users, as Slack does:
// apps.permissions.users.list has them.
func AppsPermissionsInfo(c *webapi.Call) (any, error) {
	reply := infoReply{Success: webapi.Accepted, Info: map[catalog.ResourceType]grantReply{}}
	for t, p := range c.Install.Permissions {
		if t != catalog.User {
			reply.Info[t] = describe(t, p)
		}
	}
	return reply, nil
}

func describe(t catalog.ResourceType, p *state.Permission) grantReply {
	g := grantReply{Scopes: p.Scopes, Resources: resourcesReply{IDs: p.Resources.IDs}}
	if t == catalog.Channel || p.Resources.Wildcard {
		g.Resources.wildcardReply = &wildcardReply{p.Resources.Wildcard, p.Resources.Excluded}
	}
	return g
}

type scopesReply struct {
	webapi.Success
	Scopes map[catalog.ResourceType][]catalog.Scope `json:"scopes"`
}

// AppsPermissionsScopesList is apps.permissions.scopes.list.
func AppsPermissionsScopesList(c *webapi.Call) (any, error) {
	return scopesReply{webapi.Accepted, c.Install.ScopesByType()}, nil
}

type resourceListReply struct {
	webapi.Success
	Resources []resourceReply `json:"resources"`
	Metadata  webapi.Metadata `json:"response_metadata"`
}

type resourceReply struct {
	ID   model.ResourceID     `json:"id"`
	Type catalog.ResourceType `json:"type"`
}

// AppsPermissionsResourcesList is apps.permissions.resources.list.
func AppsPermissionsResourcesList(c *webapi.Call) (any, error) {
	list := webapi.Listing{Label: "team", BadLimit: "invalid_arguments"}
	for t := range c.Install.Permissions {
		list.IDs = append(list.IDs, grantedIDs(c.Install, t)...)
	}
	page, more, err := c.Page(list)
	if err != nil {
		return nil, err
	}
	reply := resourceListReply{Success: webapi.Accepted, Resources: []resourceReply{}, Metadata: more}
	for _, e := range page {
		if c.Install.Permissions[e.Type].Covers(e.ID) {
			reply.Resources = append(reply.Resources, resourceReply{ID: e.ID, Type: e.Type})
		}
	}
	return reply, nil
}

type userGrantListReply struct {
	webapi.Success
	Resources []userGrantReply `json:"resources"` // Slack's name for it, not "users"
	Metadata  webapi.Metadata  `json:"response_metadata"`
}

type userGrantReply struct {
	ID     model.ResourceID `json:"id"`
	Scopes []catalog.Scope  `json:"scopes"`
}

// AppsPermissionsUsersList is apps.permissions.users.list.
func AppsPermissionsUsersList(c *webapi.Call) (any, error) {
	people := c.Install.UserGrants
	page, more, err := c.Page(webapi.Listing{Label: "user", BadLimit: "invalid_arguments", IDs: []webapi.SortedIDs{{
		Type: catalog.User,
		Len:  len(people),
		At:   func(i int) model.ResourceID { return people[i].User },
	}}})
	if err != nil {
		return nil, err
	}
	reply := userGrantListReply{Success: webapi.Accepted, Resources: []userGrantReply{}, Metadata: more}
	for _, e := range page {
		i, _ := slices.BinarySearchFunc(people, e.ID, func(u model.UserGrant, id model.ResourceID) int {
			return cmp.Compare(u.User, id)
		})
		reply.Resources = append(reply.Resources, userGrantReply{ID: e.ID, Scopes: people[i].Scopes})
	}
	return reply, nil
}

// AppsPermissionsRequest is apps.permissions.request.
func AppsPermissionsRequest(c *webapi.Call) (any, error) {
	return requestScopes(c, model.Request{For: model.ForTeam})
}

// AppsPermissionsUsersRequest is apps.permissions.users.request.
func AppsPermissionsUsersRequest(c *webapi.Call) (any, error) {
	return requestScopes(c, model.Request{For: model.ForUser})
}

// requestScopes judges a permission request in this order: are the arguments there,
// are the scopes such as may be asked for together, is the trigger good, and is
// the person asked one who can answer. Slack documents the errors and not the
// order. Its ok means that the dialog is shown, and no more.
func requestScopes(c *webapi.Call, r model.Request) (any, error) {
	if c.EmptyForm { // other methods read such a call as one without arguments
		return nil, &webapi.SlackError{Code: "invalid_form_data"}
	}
	scopes, err := c.Require("scopes")
	if err != nil {
		return nil, err
	}
	id, err := c.Require("trigger_id")
	if err != nil {
		return nil, err
	}
	if r.For == model.ForUser {
		user, err := c.Require("user")
		if err != nil {
			return nil, err
		}
		r.User = model.UserID(user)
	}
	r.Scopes = webapi.ParseScopes(scopes)
	if code, ok := model.Verdict(r); !ok {
		return nil, &webapi.SlackError{Code: code}
	}
	if err := c.State.OpenDialog(c.Install, model.TriggerID(id), r); err != nil {
		return nil, err
	}
	return webapi.Accepted, nil
}
