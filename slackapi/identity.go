package slackapi

import (
	"context"
	"iter"
	"net/url"
	"slices"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/text"
)

// AuthTest calls auth.test, which identifies the token: app, user and workspace. The scopes come from the
// x-oauth-scopes header of the reply, where Slack sends one. Tokens of a kind that
// is not for exploring are refused with a [*KindError] before anything is sent:
// some must go nowhere, and others work once.
func (c *Client) AuthTest(ctx context.Context) (model.Identity, error) {
	if err := CheckKind(c.kind); err != nil {
		return model.Identity{}, err
	}
	r, err := call[authReply](ctx, c, "auth.test", nil)
	if err != nil {
		return model.Identity{}, err
	}
	id := model.Identity{
		Team:     model.Team{ID: model.TeamID(r.TeamID), Name: string(r.TeamName), URL: string(r.URL)},
		User:     model.UserID(r.UserID),
		UserName: string(r.UserName),
		BotID:    string(r.BotID),
		AppID:    string(r.AppID),
		AppName:  string(r.AppName),
		OrgWide:  r.OrgWide,
	}
	for _, list := range r.header.Values("X-OAuth-Scopes") {
		id.ScopesSent = true
		id.Scopes = append(id.Scopes, scopesIn(c.hide.in(text.Clean(list)))...)
	}
	return id, nil
}

type authReply struct {
	envelope
	URL      text.Safe `json:"url"`
	TeamName text.Name `json:"team"`
	UserName text.Name `json:"user"`
	TeamID   text.Safe `json:"team_id"`
	UserID   text.Safe `json:"user_id"`
	BotID    text.Safe `json:"bot_id"`
	AppID    text.Safe `json:"app_id"`
	AppName  text.Name `json:"app_name"`
	OrgWide  bool      `json:"is_enterprise_install"`
}

// scopesIn reads a comma list of scopes, which is clean. A header may be long.
func scopesIn(list string) []catalog.Scope {
	var scopes []catalog.Scope
	for _, s := range text.SplitList(list) {
		scopes = append(scopes, catalog.Scope(text.Cut(s, text.MaxName)))
	}
	return scopes
}

// identify is AuthTest, for a token that is to be explored. It tells the
// configuration tokens from the user tokens that they look like.
func (c *Client) identify(ctx context.Context) (model.Identity, error) {
	id, err := c.AuthTest(ctx)
	if err != nil {
		return id, err
	}
	configures := func(s catalog.Scope) bool {
		entry, _ := catalog.Lookup(s)
		return entry.Offered(catalog.Configuration)
	}
	if slices.ContainsFunc(id.Scopes, configures) {
		return id, &KindError{catalog.Configuration}
	}
	return c.chooseTeam(ctx, id)
}

// teamsPage is how much auth.teams.list is asked for at a time. Slack: under 1,000.
const teamsPage = "999"

// Teams calls auth.teams.list: the workspaces that a token given for a whole
// organization works in. A token of one workspace has that one.
func (c *Client) Teams(ctx context.Context) iter.Seq2[[]model.Team, error] {
	return pages(ctx, c, "auth.teams.list", url.Values{"limit": {teamsPage}}, (*teamsReply).teams)
}

type teamsReply struct {
	envelope
	Teams []teamObject `json:"teams"`
}

func (r *teamsReply) teams() []model.Team {
	page := make([]model.Team, 0, len(r.Teams))
	for _, t := range r.Teams {
		if t.ID != "" {
			page = append(page, model.Team{ID: model.TeamID(t.ID), Name: string(t.Name)})
		}
	}
	return page
}

type teamObject struct {
	ID   text.Safe `json:"id"`
	Name text.Name `json:"name"`
}

// chooseTeam returns id with the workspace that is to be read: for a token of an
// organization the one that [WithTeam] names, or else its only one.
func (c *Client) chooseTeam(ctx context.Context, id model.Identity) (model.Identity, error) {
	if !id.OrgWide {
		return id, nil
	}
	if c.team != "" {
		id.Team.ID = c.team
		return id, nil
	}
	var teams []model.Team
	for page, err := range c.Teams(ctx) {
		if err != nil {
			return id, err
		}
		teams = append(teams, page...)
	}
	if len(teams) != 1 {
		return id, &TeamNeededError{id.Team, teams}
	}
	id.Team.ID, id.Team.Name = teams[0].ID, teams[0].Name
	return id, nil
}
