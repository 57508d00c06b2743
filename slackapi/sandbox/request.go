package sandbox

import (
	"strings"

	"periscope/model"
	"periscope/model/catalog"
)

// requestOfTeam is apps.permissions.request.
func requestOfTeam(c *call) (any, error) { return c.request(model.Request{For: model.ForTeam}) }

// requestOfUser is apps.permissions.users.request.
func requestOfUser(c *call) (any, error) { return c.request(model.Request{For: model.ForUser}) }

// request judges a permission request in this order: are the arguments there,
// are the scopes such as may be asked for together, is the trigger good, and is
// the person asked one who can answer. Slack documents the errors and not the
// order. Its ok means that the dialog is shown, and no more.
func (c *call) request(r model.Request) (any, error) {
	scopes, err := c.require("scopes")
	if err != nil {
		return nil, err
	}
	id, err := c.require("trigger_id")
	if err != nil {
		return nil, err
	}
	if r.For == model.ForUser {
		user, err := c.require("user")
		if err != nil {
			return nil, err
		}
		r.User = model.UserID(user)
	}
	r.Scopes = scopeList(scopes)
	if code, ok := model.Verdict(r); !ok {
		return nil, &failure{Code: code}
	}
	if err := c.sandbox.open(c.install, model.TriggerID(id), r); err != nil {
		return nil, err
	}
	return accepted, nil
}

// scopeList reads a comma list. An empty name between commas is a name that no scope has.
func scopeList(text string) []catalog.Scope {
	var scopes []catalog.Scope
	for name := range strings.SplitSeq(text, ",") {
		scopes = append(scopes, catalog.Scope(strings.TrimSpace(name)))
	}
	return scopes
}
