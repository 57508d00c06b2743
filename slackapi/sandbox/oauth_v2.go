package sandbox

import (
	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/sandbox/world"
)

// exchangeForToday is oauth.v2.access: a bot token, a user token or both, for a
// code or for a refresh token.
func exchangeForToday(c *call) (any, error) {
	app, err := c.client()
	if err != nil {
		return nil, err
	}
	c.sandbox.mu.Lock()
	defer c.sandbox.mu.Unlock()
	// A public client has no secret to keep: its proof is the verifier of PKCE,
	// and later the refresh token. Slack: PKCE works once the app's settings have it on.
	renews := c.args.Get("grant_type") == "refresh_token"
	if public := app.Public && c.secret() == "" && (renews || c.sandbox.challenged(c)); !public {
		if err := c.proveSecret(app); err != nil {
			return nil, err
		}
	}
	switch c.args.Get("grant_type") {
	case "", "authorization_code":
		a, err := c.sandbox.spend(c, app, true)
		if err != nil {
			return nil, err
		}
		return c.sandbox.installToday(app, a)
	case "refresh_token":
		old, found := c.sandbox.renewable(app, c.args.Get("refresh_token"), catalog.Refresh)
		if !found {
			return nil, &failure{Code: "invalid_refresh_token"}
		}
		return c.sandbox.renewToday(app, old), nil
	}
	return nil, &failure{Code: "invalid_grant_type"}
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

type installReply struct {
	success
	tokenReply          // of the bot
	AppID        string `json:"app_id"`
	Team         named  `json:"team"`
	Enterprise   *named `json:"enterprise"` // there are no enterprises here: always null
	IsEnterprise bool   `json:"is_enterprise_install"`
	// AuthedUser is who approved, with their own token if the app asked for one.
	AuthedUser *authedUser `json:"authed_user,omitempty"`
}

type authedUser struct {
	ID model.UserID `json:"id"`
	tokenReply
}

func (s *Sandbox) replyToInstall(app *world.App, t *team) installReply {
	return installReply{success: accepted, AppID: app.ID, Team: named{string(t.ID), t.Name}}
}

// installToday gives an app the tokens that a person approved. What it asks for
// comes on top of what it held. The caller holds the lock.
func (s *Sandbox) installToday(app *world.App, a world.Authorization) (any, error) {
	t, err := s.team(a.Team)
	switch {
	case err != nil:
		return nil, &failure{Code: "invalid_code"}
	case len(a.Scopes)+len(a.UserScopes) == 0:
		return nil, &failure{Code: "no_scopes"}
	}
	reply := s.replyToInstall(app, t)
	reply.AuthedUser = &authedUser{ID: a.User}
	if len(a.Scopes) > 0 {
		reply.tokenReply = describeToken(s.addBotScopes(app, t, a.Scopes))
	}
	if len(a.UserScopes) > 0 {
		reply.AuthedUser.tokenReply = describeToken(s.addUserScopes(app, t, a.User, a.UserScopes))
	}
	return reply, nil
}

// addBotScopes gives an app its bot token: the one it has, or a new one of a
// bot that is in no conversation yet.
func (s *Sandbox) addBotScopes(app *world.App, t *team, scopes []catalog.Scope) issued {
	before := s.installed(app, t, func(in *installation) bool { return in.kind == catalog.Bot })
	if before != nil {
		return s.extend(app, before, scopes, botSeries, botRotation)
	}
	in := s.newInstall(app, t)
	in.BotID = s.ids.Next('B')
	in.OAuthScopes = sortedUnion(scopes, nil)
	return s.issue(t, in, seriesOf(app, botSeries, botRotation))
}

// addUserScopes gives an app the token of a person, who is where they are.
func (s *Sandbox) addUserScopes(app *world.App, t *team, user model.UserID, scopes []catalog.Scope) issued {
	before := s.installed(app, t, func(in *installation) bool { return in.kind == catalog.UserToken && in.AppUser == user })
	if before != nil {
		return s.extend(app, before, scopes, userSeries, userRotation)
	}
	in := world.Install{AppID: app.ID, AppName: app.Name, AppUser: user, OAuthScopes: sortedUnion(scopes, nil), Grants: t.joined(user)}
	return s.issue(t, in, seriesOf(app, userSeries, userRotation))
}

// extend adds scopes to a token. Slack mostly leaves the token as it is, and
// gives a new one only to an app whose tokens expire.
func (s *Sandbox) extend(app *world.App, before *installation, scopes []catalog.Scope, lasting, rotating series) issued {
	in := *before.Install
	in.OAuthScopes = sortedUnion(in.OAuthScopes, scopes)
	if app.Rotates {
		return s.issue(before.team, in, seriesOf(app, lasting, rotating))
	}
	return issued{installation: s.keep(before.team, in)}
}

// renewToday replies with the token at the top level, whoever's it is.
func (s *Sandbox) renewToday(app *world.App, old *installation) installReply {
	kind := userRotation
	if old.BotID != "" {
		kind = botRotation
	}
	reply := s.replyToInstall(app, old.team)
	reply.tokenReply = describeToken(s.issue(old.team, *old.Install, kind))
	if old.BotID == "" {
		reply.UserID = old.AppUser
	}
	return reply
}

func describeToken(got issued) tokenReply {
	reply := tokenReply{
		AccessToken:  got.Token,
		TokenType:    string(got.kind),
		Scope:        commaList(got.scopes()),
		ExpiresIn:    got.expiresIn,
		RefreshToken: got.refresh,
	}
	if got.kind == catalog.Bot {
		reply.BotUserID = got.AppUser
	}
	return reply
}

// seriesOf is what the app's tokens are of.
func seriesOf(app *world.App, lasting, rotating series) series {
	if app.Rotates {
		return rotating
	}
	return lasting
}
