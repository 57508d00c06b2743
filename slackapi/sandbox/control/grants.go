package control

import (
	"cmp"
	"errors"
	"fmt"
	"net/http"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/sandbox/state"
	"periscope/slackapi/sandbox/webapi"
)

// resourcesChange is what POST resources asks for. It is done in the order of
// the fields.
type resourcesChange struct {
	Team       model.TeamID         `json:"team"`
	Type       catalog.ResourceType `json:"type"`     // of the wildcard; without it, channel
	Wildcard   *bool                `json:"wildcard"` // true: all of the type; false: no longer all
	Add        []model.ResourceID   `json:"add"`
	Remove     []model.ResourceID   `json:"remove"`
	Exclude    []model.ResourceID   `json:"exclude"`
	RemoveUser model.UserID         `json:"remove_user"` // who takes back all that they granted
}

func (p *Plane) postResources(r *http.Request) (any, error) {
	var ask resourcesChange
	if err := readJSON(r, &ask); err != nil {
		return nil, err
	}
	steps, err := p.stepsOf(ask)
	if err != nil {
		return nil, fmt.Errorf("changing resources: %w", err)
	}
	for _, step := range steps {
		if err := step(); err != nil {
			return nil, err
		}
	}
	return webapi.Accepted, nil
}

// stepsOf is what to do for a change, one event each. Ids that do not exist are
// refused here, before anything has changed.
func (p *Plane) stepsOf(ask resourcesChange) ([]func() error, error) {
	t, err := p.State.Team(ask.Team)
	if err != nil {
		return nil, err
	}
	var steps []func() error
	if ask.Wildcard != nil {
		change := p.State.RemoveResources
		if *ask.Wildcard {
			change = p.State.AddResources
		}
		all := model.Grant{Type: cmp.Or(ask.Type, catalog.Channel), Resources: model.ResourceSet{Wildcard: true}}
		steps = append(steps, func() error { return change(t.ID, all) })
	}
	for _, part := range []struct {
		ids    []model.ResourceID
		change func(model.TeamID, ...model.Grant) error
	}{{ask.Add, p.State.AddResources}, {ask.Remove, p.State.RemoveResources}, {ask.Exclude, p.State.ExcludeResources}} {
		grants, err := grantsOn(t, part.ids)
		if err != nil {
			return nil, err
		}
		if len(grants) > 0 {
			steps = append(steps, func() error { return part.change(t.ID, grants...) })
		}
	}
	if ask.RemoveUser != "" {
		steps = append(steps, func() error { return p.State.RemoveUserResource(t.ID, ask.RemoveUser) })
	}
	if len(steps) == 0 {
		return nil, errors.New(`nothing would change: set "wildcard", "add", "remove", "exclude" or "remove_user"`)
	}
	return steps, nil
}

// grantsOn sorts ids of a team by their types, which follow from the ids.
func grantsOn(t *state.Team, ids []model.ResourceID) ([]model.Grant, error) {
	byType := map[catalog.ResourceType][]model.ResourceID{}
	for _, id := range ids {
		switch c := t.Find(id); {
		case id == model.ResourceID(t.ID):
			byType[catalog.Team] = append(byType[catalog.Team], id)
		case c != nil:
			byType[c.Type] = append(byType[c.Type], id)
		default:
			return nil, fmt.Errorf("team %s has no conversation %q", t.ID, id)
		}
	}
	var grants []model.Grant
	for _, kind := range catalog.ResourceTypes {
		if len(byType[kind]) > 0 {
			grants = append(grants, model.Grant{Type: kind, Resources: model.ResourceSet{IDs: byType[kind]}})
		}
	}
	return grants, nil
}

// postScopes grants and takes scopes, in this order: of one token, or of the app of a team.
func (p *Plane) postScopes(r *http.Request) (any, error) {
	var ask struct {
		Team  model.TeamID    `json:"team"`
		Token string          `json:"token"`
		Grant []catalog.Scope `json:"grant"`
		Take  []catalog.Scope `json:"take"`
	}
	if err := readJSON(r, &ask); err != nil {
		return nil, err
	}
	token, err := p.tokenOf(ask.Team, ask.Token)
	switch {
	case err != nil:
		return nil, fmt.Errorf("changing scopes: %w", err)
	case len(ask.Grant)+len(ask.Take) == 0:
		return nil, errors.New(`changing scopes: nothing would change: set "grant" or "take"`)
	}
	if len(ask.Grant) > 0 {
		if err := p.State.GrantScopes(token, ask.Grant...); err != nil {
			return nil, err
		}
	}
	if len(ask.Take) > 0 {
		if err := p.State.RemoveScopes(token, ask.Take...); err != nil {
			return nil, err
		}
	}
	return webapi.Accepted, nil
}

// postRevoke ends a token: one that is named, or that of the app of a team.
func (p *Plane) postRevoke(r *http.Request) (any, error) {
	var ask struct {
		Team  model.TeamID `json:"team"`
		Token string       `json:"token"`
	}
	if err := readJSON(r, &ask); err != nil {
		return nil, err
	}
	token, err := p.tokenOf(ask.Team, ask.Token)
	if err != nil {
		return nil, fmt.Errorf("revoking a token: %w", err)
	}
	return webapi.Accepted, p.State.RevokeToken(token)
}

// tokenOf is the token that a change is about.
func (p *Plane) tokenOf(id model.TeamID, token string) (string, error) {
	if (id == "") == (token == "") {
		return "", errors.New(`name either a "team", for its workspace app, or a "token"`)
	}
	if token != "" {
		return token, nil
	}
	tx := p.State.Lock()
	defer tx.Unlock()
	app, err := tx.AppIn(id, catalog.Workspace)
	if err != nil {
		return "", err
	}
	return app.Token, nil
}

func (p *Plane) postUninstall(r *http.Request) (any, error) {
	var ask struct {
		Team model.TeamID `json:"team"`
	}
	if err := readJSON(r, &ask); err != nil {
		return nil, err
	}
	return webapi.Accepted, p.State.Uninstall(ask.Team)
}
