package slackapi

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"iter"
	"net/url"
	"time"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/text"
)

// permissionsPage is how much apps.permissions.resources.list and users.list
// are asked for at a time. Slack: less than 1,000.
const permissionsPage = "999"

// PermissionsInfo calls apps.permissions.info: what the token may do, and on
// which resources. It is the only method that reports wildcards, and it does
// not report users; see [Client.ReadPermissions].
func (c *Client) PermissionsInfo(ctx context.Context) (model.Permissions, error) {
	r, err := call[infoReply](ctx, c, "apps.permissions.info", nil)
	if err != nil {
		return model.Permissions{}, err
	}
	if r.Info == nil {
		return model.Permissions{}, c.incomplete("apps.permissions.info", "holds no permissions")
	}
	return r.permissions(), nil
}

type infoReply struct {
	envelope
	Info map[text.Safe]*struct {
		Scopes    []text.Safe `json:"scopes"`
		Resources struct {
			IDs      []text.Safe `json:"ids"`
			Wildcard bool        `json:"wildcard"`
			Excluded []text.Safe `json:"excluded_ids"`
		} `json:"resources"`
	} `json:"info"`
}

// permissions has a grant for each type that Slack named, even an empty one.
func (r *infoReply) permissions() model.Permissions {
	grants := make([]model.Grant, 0, len(r.Info))
	for kind, grant := range r.Info {
		if grant == nil {
			continue
		}
		grants = append(grants, model.Grant{
			Type:   catalog.ResourceType(kind),
			Scopes: text.Strings[catalog.Scope](grant.Scopes),
			Resources: model.ResourceSet{
				IDs:      text.Strings[model.ResourceID](grant.Resources.IDs),
				Wildcard: grant.Resources.Wildcard,
				Excluded: text.Strings[model.ResourceID](grant.Resources.Excluded),
			},
		})
	}
	return model.NewPermissions(grants)
}

// PermissionsResources calls apps.permissions.resources.list: every resource
// that the app was let into by id, without names.
func (c *Client) PermissionsResources(ctx context.Context) iter.Seq2[[]model.Resource, error] {
	return pages(ctx, c, "apps.permissions.resources.list", url.Values{"limit": {permissionsPage}}, (*resourcesReply).resources)
}

type resourcesReply struct {
	envelope
	Resources []struct {
		ID   text.Safe `json:"id"`
		Type text.Safe `json:"type"`
	} `json:"resources"`
}

func (r *resourcesReply) resources() []model.Resource {
	page := make([]model.Resource, 0, len(r.Resources))
	for _, res := range r.Resources {
		if res.ID != "" { // as with plainStrings: null
			page = append(page, model.Resource{Type: catalog.ResourceType(res.Type), ID: model.ResourceID(res.ID)})
		}
	}
	return page
}

// TypeScopes is the scopes that a token holds on one type of resource.
type TypeScopes struct {
	Type   catalog.ResourceType
	Scopes []catalog.Scope
}

// PermissionsScopes calls apps.permissions.scopes.list: the scopes by type,
// in the order of [catalog.ResourceTypes], without any resources.
func (c *Client) PermissionsScopes(ctx context.Context) ([]TypeScopes, error) {
	r, err := call[scopesReply](ctx, c, "apps.permissions.scopes.list", nil)
	if err != nil {
		return nil, err
	}
	if r.Scopes == nil {
		return nil, c.incomplete("apps.permissions.scopes.list", "holds no scopes")
	}
	return r.typeScopes(), nil
}

type scopesReply struct {
	envelope
	Scopes scopesByType `json:"scopes"`
}

// scopesByType is an object by type. Slack's specification shows that; one of
// Slack's own clients expects an array of such objects, so both are read.
type scopesByType map[text.Safe][]text.Safe

func (s *scopesByType) UnmarshalJSON(b []byte) error {
	objects := make([]map[text.Safe][]text.Safe, 1)
	var err error
	if bytes.HasPrefix(b, []byte("[")) {
		err = json.Unmarshal(b, &objects)
	} else {
		err = json.Unmarshal(b, &objects[0])
	}
	*s = scopesByType{}
	for _, object := range objects {
		for kind, scopes := range object {
			(*s)[kind] = append((*s)[kind], scopes...)
		}
	}
	return err
}

func (r *scopesReply) typeScopes() []TypeScopes {
	var grants []model.Grant
	for kind, scopes := range r.Scopes {
		grants = append(grants, model.Grant{
			Type:   catalog.ResourceType(kind),
			Scopes: text.Strings[catalog.Scope](scopes),
		})
	}
	var list []TypeScopes
	for _, g := range model.NewPermissions(grants).Grants {
		list = append(list, TypeScopes{g.Type, g.Scopes})
	}
	return list
}

// PermissionsUsers calls apps.permissions.users.list: who let the app act for
// them, and how.
func (c *Client) PermissionsUsers(ctx context.Context) iter.Seq2[[]model.UserGrant, error] {
	return pages(ctx, c, "apps.permissions.users.list", url.Values{"limit": {permissionsPage}}, (*usersReply).grants)
}

type usersReply struct {
	envelope
	// Slack calls the array so, though it holds users only.
	Users []struct {
		ID     text.Safe   `json:"id"`
		Scopes []text.Safe `json:"scopes"`
	} `json:"resources"`
}

func (r *usersReply) grants() []model.UserGrant {
	page := make([]model.UserGrant, 0, len(r.Users))
	for _, u := range r.Users {
		if u.ID != "" {
			page = append(page, model.UserGrant{User: model.ResourceID(u.ID), Scopes: text.Strings[catalog.Scope](u.Scopes)})
		}
	}
	return page
}

// triggerLife is how long a trigger can be used. Slack: three seconds, one use. A
// request that rate limits hold back for longer is pointless.
const triggerLife = 3 * time.Second

// Errors of [Client.RequestPermissions] before anything is sent.
var (
	ErrNoScopes  error = &inputError{"the request asks for no scopes", "name at least one"}
	ErrNoTrigger error = &inputError{
		"the request has no trigger",
		"use the trigger_id of a slash command or button click that this app received within the last 3 seconds",
	}
	ErrNoUser error = &inputError{"the request does not say which user to ask", "name one by their id"}
)

// RequestPermissions calls apps.permissions.request, or apps.permissions.users.request
// for a request to one user, and uses the trigger up. No error means that Slack
// shows the dialog, not that a person agreed.
//
// Unlike a read it is tried again only after a 429, which Slack answers before
// doing anything, and only for as long as the trigger lives. After any other
// failure that leaves open what Slack did, the error is an [*UncertainError].
func (c *Client) RequestPermissions(ctx context.Context, r model.Request, trigger model.TriggerID) error {
	switch {
	case len(r.Scopes) == 0:
		return ErrNoScopes
	case trigger == "":
		return ErrNoTrigger
	case r.For == model.ForUser && r.User == "":
		return ErrNoUser
	}
	method := "apps.permissions.request"
	args := url.Values{"scopes": {text.JoinList(r.Scopes)}, "trigger_id": {string(trigger)}}
	if r.For == model.ForUser {
		method = "apps.permissions.users.request"
		args.Set("user", string(r.User))
	}
	_, err := call[envelope](ctx, c, method, args, once(triggerLife))
	if f, ok := errors.AsType[failure](err); ok && mayHaveActed(f) {
		return &UncertainRequestError{method, f}
	}
	return err
}
