package oauth

import (
	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/sandbox/state"
	"periscope/slackapi/sandbox/webapi"
	"periscope/slackapi/sandbox/world"
)

// V2Access is oauth.v2.access: a bot token, a user token or both, for a
// code or for a refresh token.
func V2Access(c *webapi.Call) (any, error) {
	app, err := c.App()
	if err != nil {
		return nil, err
	}
	tx := c.State.Lock()
	defer tx.Unlock()
	// A public client has no secret to keep: its proof is the verifier of PKCE,
	// and later the refresh token. Slack: PKCE works once the app's settings have it on.
	renews := c.Args.Get("grant_type") == "refresh_token"
	if public := app.Public && c.Secret() == "" && (renews || hasChallenge(tx, c)); !public {
		if err := c.CheckSecret(app); err != nil {
			return nil, err
		}
	}
	switch c.Args.Get("grant_type") {
	case "", "authorization_code":
		a, err := redeemCode(tx, c, app, true)
		if err != nil {
			return nil, err
		}
		return installApp(tx, app, a)
	case "refresh_token":
		old, found := findRefreshToken(tx, app, c.Args.Get("refresh_token"), catalog.Refresh)
		if !found {
			return nil, &webapi.SlackError{Code: "invalid_refresh_token"}
		}
		retireRefreshToken(tx, old)
		return renewToken(tx, app, old), nil
	}
	return nil, &webapi.SlackError{Code: "invalid_grant_type"}
}

// tokenReply is a token, wherever in a reply it is.
type tokenReply struct {
	AccessToken  string       `json:"access_token,omitempty"`
	TokenType    string       `json:"token_type,omitempty"` // bot or user
	Scope        string       `json:"scope,omitempty"`      // comma list
	BotUserID    model.UserID `json:"bot_user_id,omitempty"`
	UserID       model.UserID `json:"user_id,omitempty"`    // of a renewed user token
	ExpiresIn    int          `json:"expires_in,omitempty"` // seconds
	RefreshToken string       `json:"refresh_token,omitempty"`
}

type idAndName struct {
	ID   string `json:"id"`
	Name string `json:"name,omitempty"`
}

type installReply struct {
	webapi.Success
	tokenReply              // of the bot
	AppID        string     `json:"app_id"`
	Team         idAndName  `json:"team"`
	Enterprise   *idAndName `json:"enterprise"` // there are no enterprises here: always null
	IsEnterprise bool       `json:"is_enterprise_install"`
	// AuthedUser is who approved, with their own token if the app asked for one.
	AuthedUser *authedUser `json:"authed_user,omitempty"`
	Webhook    *webhook    `json:"incoming_webhook,omitempty"`
}

type authedUser struct {
	ID model.UserID `json:"id"`
	tokenReply
}

func replyToInstall(app *world.App, t *state.Team) installReply {
	return installReply{Success: webapi.Accepted, AppID: app.ID, Team: idAndName{string(t.ID), t.Name}}
}

// installApp gives an app the tokens that a person approved. What it asks for
// comes on top of what it held.
func installApp(tx *state.Tx, app *world.App, a world.Authorization) (any, error) {
	t, err := tx.Team(a.Team)
	switch {
	case err != nil:
		return nil, &webapi.SlackError{Code: "invalid_code"}
	case len(a.Scopes)+len(a.UserScopes) == 0:
		return nil, &webapi.SlackError{Code: "no_scopes"}
	}
	reply := replyToInstall(app, t)
	reply.AuthedUser = &authedUser{ID: a.User}
	if len(a.Scopes) > 0 {
		got := addBotScopes(tx, app, t, a.Scopes)
		reply.tokenReply = describeToken(got)
		reply.Webhook = newWebhook(tx, got.Installation, a)
	}
	if len(a.UserScopes) > 0 {
		reply.AuthedUser.tokenReply = describeToken(addUserScopes(tx, app, t, a.User, a.UserScopes))
	}
	return reply, nil
}

// addBotScopes gives an app its bot token: the one it has, or a new one of a
// bot that is in no conversation yet.
func addBotScopes(tx *state.Tx, app *world.App, t *state.Team, scopes []catalog.Scope) issued {
	before := tx.FindInstall(app, t, func(in *state.Installation) bool { return in.Kind == catalog.Bot })
	if before != nil {
		return addScopes(tx, app, before, scopes, botSeries, botRotation)
	}
	in := newInstall(tx, app, t)
	in.BotID = tx.NewID('B')
	in.OAuthScopes = state.SortedUnion(scopes, nil)
	return issue(tx, t, in, seriesOf(app, botSeries, botRotation))
}

// addUserScopes gives an app the token of a person, which is in the person's conversations.
func addUserScopes(tx *state.Tx, app *world.App, t *state.Team, user model.UserID, scopes []catalog.Scope) issued {
	before := tx.FindInstall(app, t, func(in *state.Installation) bool { return in.Kind == catalog.UserToken && in.AppUser == user })
	if before != nil {
		return addScopes(tx, app, before, scopes, userSeries, userRotation)
	}
	in := world.Install{
		AppID: app.ID, AppName: app.Name, AppUser: user,
		OAuthScopes: state.SortedUnion(scopes, nil), Grants: t.MembershipsOf(user),
	}
	return issue(tx, t, in, seriesOf(app, userSeries, userRotation))
}

// addScopes adds scopes to a token. Slack mostly leaves the token as it is, and
// gives a new one only to an app whose tokens expire.
func addScopes(tx *state.Tx, app *world.App, before *state.Installation, scopes []catalog.Scope, lasting, rotating tokenSeries) issued {
	in := *before.Install
	in.OAuthScopes = state.SortedUnion(in.OAuthScopes, scopes)
	if app.Rotates {
		return issue(tx, before.Team, in, seriesOf(app, lasting, rotating))
	}
	return issued{Installation: tx.PutInstall(before.Team, in)}
}

// renewToken replies with the new token at the top level, be it a bot's or a user's.
func renewToken(tx *state.Tx, app *world.App, old *state.Installation) installReply {
	user, _ := old.Team.User(old.AppUser)
	kind := userRotation
	if old.Renews == catalog.Bot || old.Kind == catalog.Bot || old.Renews == "" && (old.BotID != "" || user != nil && user.Bot) {
		kind = botRotation
	}
	reply := replyToInstall(app, old.Team)
	reply.tokenReply = describeToken(issue(tx, old.Team, *old.Install, kind))
	if kind.renews == catalog.UserToken {
		reply.UserID = old.AppUser
	}
	return reply
}

func describeToken(got issued) tokenReply {
	reply := tokenReply{
		AccessToken:  got.Token,
		TokenType:    string(got.Kind),
		Scope:        webapi.CommaList(got.AllScopes()),
		ExpiresIn:    got.expiresIn,
		RefreshToken: got.refresh,
	}
	if got.Kind == catalog.Bot {
		reply.BotUserID = got.AppUser
	}
	return reply
}

// seriesOf returns the series that the app's tokens are of.
func seriesOf(app *world.App, lasting, rotating tokenSeries) tokenSeries {
	if app.Rotates {
		return rotating
	}
	return lasting
}
