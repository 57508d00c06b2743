package slackapi

import (
	"context"
	"net/url"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/text"
)

// InstalledToday is what an installation of today brought.
type InstalledToday struct {
	AppID string
	// Team is where the app was installed. It is zero with OrgWide, where the
	// app was installed in a whole organization, and its token needs a [WithTeam].
	Team    model.Team
	OrgWide bool
	By      model.UserID // who approved, and whose token User is
	BotUser model.UserID // whom Bot acts as
	Bot     Granted      // its Access is zero if the app asked for no bot
	User    Granted      // its Access is zero if the app asked for nothing in the person's name
}

// Granted is a token with the scopes that it holds now, in Slack's order: those
// of this installation and of all before it.
type Granted struct {
	Issued
	Scopes []catalog.Scope
}

// OAuthV2Access exchanges the code of an installation for tokens, with
// oauth.v2.access. verifier is that of [NewVerifier] whose challenge the
// installation began with, or empty if it began with none; redirectURI is the one
// it began with. A code works once and for ten minutes.
func (a *App) OAuthV2Access(ctx context.Context, code, verifier, redirectURI string) (InstalledToday, error) {
	args := url.Values{"code": {code}, "redirect_uri": {redirectURI}}
	if verifier != "" {
		args.Set("code_verifier", verifier)
	}
	r, err := exchangeFor[installReply](ctx, a.client, oauthV2, args, a.named)
	if err != nil {
		return InstalledToday{}, err
	}
	return a.client.installed(r)
}

// RefreshV2 exchanges the refresh token of a bot or user token, which works once,
// for new tokens of the same scopes.
func (a *App) RefreshV2(ctx context.Context, refresh model.Token) (Issued, error) {
	r, err := exchangeFor[installReply](ctx, a.client, oauthV2, refreshing(refresh), a.named)
	if err != nil {
		return Issued{}, err
	}
	issued, err := a.client.parse(oauthV2, r.tokenReply)
	switch {
	case err != nil:
		return Issued{}, err
	case issued.Refresh.IsZero():
		return Issued{}, &SpentError{a.client.incomplete(oauthV2, "brings no refresh token")}
	}
	issued.TeamID = model.TeamID(r.Team.ID)
	return issued, nil
}

const oauthV2 = "oauth.v2.access"

// installReply is what we read of oauth.v2.access. The bot's token is at the top,
// the person's own under authed_user; a renewed one of either is at the top.
type installReply struct {
	envelope
	tokenReply
	Scope   text.Safe `json:"scope"`
	BotUser text.Safe `json:"bot_user_id"`
	AppID   text.Safe `json:"app_id"`
	Team    named     `json:"team"` // null in an organization
	OrgWide bool      `json:"is_enterprise_install"`
	User    struct {
		tokenReply
		ID    text.Safe `json:"id"`
		Scope text.Safe `json:"scope"`
	} `json:"authed_user"`
}

type named struct {
	ID   text.Safe `json:"id"`
	Name text.Safe `json:"name"`
}

func (c *Client) installed(r *installReply) (InstalledToday, error) {
	i := InstalledToday{
		AppID:   string(r.AppID),
		Team:    model.Team{ID: model.TeamID(r.Team.ID), Name: string(r.Team.Name)},
		OrgWide: r.OrgWide,
		By:      model.UserID(r.User.ID),
		BotUser: model.UserID(r.BotUser),
	}
	var err error
	if i.Bot, err = c.granted(r.tokenReply, r.Scope, i.Team.ID); err != nil {
		return InstalledToday{}, err
	}
	if i.User, err = c.granted(r.User.tokenReply, r.User.Scope, i.Team.ID); err != nil {
		return InstalledToday{}, err
	}
	if i.Bot.Access.IsZero() && i.User.Access.IsZero() {
		return InstalledToday{}, &SpentError{c.incomplete(oauthV2, "brings no access token")}
	}
	return i, nil
}

// granted is one level of the reply; zero if there is no token at it.
func (c *Client) granted(r tokenReply, scope text.Safe, team model.TeamID) (Granted, error) {
	if r.AccessToken == "" {
		return Granted{}, nil
	}
	issued, err := c.parse(oauthV2, r)
	if err != nil {
		return Granted{}, err
	}
	issued.TeamID = team
	return Granted{issued, scopesIn(string(scope))}, nil
}

// scopesIn reads a comma list of scopes, which is clean.
func scopesIn(list string) []catalog.Scope {
	var scopes []catalog.Scope
	for _, s := range fields(list) {
		scopes = append(scopes, catalog.Scope(s))
	}
	return scopes
}
