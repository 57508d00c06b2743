package slackapi

import (
	"context"
	"encoding/base64"
	"errors"
	"maps"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/text"
)

// App exchanges what Slack gave to an app for tokens. It proves that it is the
// app by client id and secret, which travel in the Authorization header of HTTP
// Basic and, like every token, nowhere else that can be seen.
type App struct {
	client  *Client
	appArgs url.Values // what every exchange names the app by, where the header does not
}

// NewApp returns the app of a client id at the API rooted at apiURL, which must
// be as for [New]. With the zero secret it is a public client, which has none to
// keep: it proves itself by PKCE, see [App.OAuthV2Access].
func NewApp(apiURL, clientID string, secret model.ClientSecret, opts ...Option) (*App, error) {
	c, err := New(apiURL, model.Token{}, opts...)
	if err != nil {
		return nil, err
	}
	if secret.IsZero() {
		return &App{c, url.Values{"client_id": {clientID}}}, nil
	}
	proof := base64.StdEncoding.EncodeToString([]byte(clientID + ":" + secret.Reveal()))
	c.authorize = func(h http.Header) { h.Set("Authorization", "Basic "+proof) }
	c.hide = hideSecrets(secret.String(), proof, secret.Reveal())
	return &App{client: c}, nil
}

// IssuedTokens are the tokens that an exchange brought.
type IssuedTokens struct {
	Access  model.Token
	Refresh model.Token   // zero where the token lasts
	Life    time.Duration // of Access, from the moment of the exchange; 0 where Slack names none
	Team    model.Team    // as far as the reply says
}

// exchangePatience is how long rate limits may hold an exchange back. Other
// processes wait while one refreshes a token.
const exchangePatience = 5 * time.Second

// exchangeFor calls a method that takes something that works once, and gives
// tokens for it. It is tried again only after a 429, which Slack answers before
// doing anything. After any other failure that leaves open what Slack did, the
// error is a [*SpentError]. Of the arguments only those in appArgs may be shown.
func exchangeFor[R any, P replyTo[R]](ctx context.Context, c *Client, method string, args, appArgs url.Values) (P, error) {
	shown := url.Values{"grant_type": args["grant_type"]}
	maps.Copy(shown, appArgs)
	args = maps.Clone(args)
	maps.Copy(args, appArgs)
	logShown := func(x *exchange) { x.log = c.newCallLog(method, shown) }
	unhurried := func(x *exchange) { x.budget = max(x.budget, DefaultTimeout); x.left = x.budget }
	r, err := call[R, P](ctx, c, method, args, once(exchangePatience), logShown, unhurried)
	if f, ok := errors.AsType[failure](err); ok && mayHaveActed(f) {
		return nil, &UncertainExchangeError{f}
	}
	return r, err
}

// tokenReply is a token, wherever in a reply it is. Only parseTokens makes tokens
// of it, and so checks them.
type tokenReply struct {
	AccessToken  string  `json:"access_token"`
	RefreshToken string  `json:"refresh_token"`
	ExpiresIn    seconds `json:"expires_in"`
}

// parseTokens returns the tokens that a reply brings. No error repeats a text that is no token.
func (c *Client) parseTokens(method string, r tokenReply) (IssuedTokens, error) {
	access, err := model.ParseToken(r.AccessToken)
	if err != nil {
		return IssuedTokens{}, &UncertainExchangeError{c.incomplete(method, "brings no access token")}
	}
	issued := IssuedTokens{Access: access, Life: time.Duration(r.ExpiresIn) * time.Second}
	if r.RefreshToken == "" {
		return issued, nil
	}
	if issued.Refresh, err = model.ParseToken(r.RefreshToken); err != nil {
		return IssuedTokens{}, &UncertainExchangeError{c.incomplete(method, "brings a refresh token that is none")}
	}
	return issued, nil
}

// seconds is a number of seconds, which some servers send as a string. What is
// no number of seconds is 0, not known: a token must not be lost over it.
type seconds int64

// mostSeconds is the longest life that is believed: a hundred years.
const mostSeconds = 100 * 366 * 24 * 60 * 60

func (s *seconds) UnmarshalJSON(b []byte) error {
	n, err := strconv.ParseInt(strings.Trim(string(b), `"`), 10, 64)
	if err == nil && n > 0 && n <= mostSeconds {
		*s = seconds(n)
	}
	return nil
}

// OAuthToken exchanges the code of a workspace app's installation for a token that lasts, with
// oauth.token. redirectURI is the one that the installation began with. A code works once and
// for ten minutes.
func (a *App) OAuthToken(ctx context.Context, code, redirectURI string) (IssuedTokens, error) {
	return a.exchangeCode(ctx, "oauth.token", url.Values{"code": {code}, "redirect_uri": {redirectURI}})
}

// OAuthAccess exchanges the code of a workspace app's installation for a token that lasts an
// hour, and what renews it, with oauth.access. All else is as with [App.OAuthToken].
func (a *App) OAuthAccess(ctx context.Context, code, redirectURI string) (IssuedTokens, error) {
	return a.exchangeCode(ctx, "oauth.access", url.Values{"code": {code}, "redirect_uri": {redirectURI}})
}

// RefreshToken exchanges a refresh token, which works once, for new tokens. Where
// Slack sends no other refresh token, the old one is still the one to use: what
// the SDKs of the time read of this reply had none in it.
func (a *App) RefreshToken(ctx context.Context, refresh model.Token) (IssuedTokens, error) {
	issued, err := a.exchangeCode(ctx, "oauth.access", refreshArgs(refresh))
	if err == nil && issued.Refresh.IsZero() {
		issued.Refresh = refresh
	}
	return issued, err
}

func refreshArgs(refresh model.Token) url.Values {
	return url.Values{"grant_type": {"refresh_token"}, "refresh_token": {refresh.Reveal()}}
}

func (a *App) exchangeCode(ctx context.Context, method string, args url.Values) (IssuedTokens, error) {
	r, err := exchangeFor[oauthReply](ctx, a.client, method, args, a.appArgs)
	if err != nil {
		return IssuedTokens{}, err
	}
	issued, err := a.client.parseTokens(method, r.tokenReply)
	if err != nil {
		return IssuedTokens{}, err
	}
	issued.Team = model.Team{ID: model.TeamID(r.TeamID), Name: string(r.TeamName)}
	return issued, nil
}

// oauthReply is what we read of oauth.token and oauth.access: in the reply to a code, and in the
// shorter one to a refresh token.
type oauthReply struct {
	envelope
	tokenReply
	TeamID   text.Safe `json:"team_id"`
	TeamName text.Name `json:"team_name"`
}

// Installation is what an installation for bot and user tokens brought.
type Installation struct {
	AppID string
	// Team is where the app was installed. With OrgWide it is a whole organization, as
	// auth.test has it, and the token needs a [WithTeam].
	Team    model.Team
	OrgWide bool
	By      model.UserID // the person who approved, for whom the token User acts
	BotUser model.UserID // the user that the token Bot acts as
	Bot     GrantedToken // its Access is zero if the app asked for no bot
	User    GrantedToken // its Access is zero if the app asked for nothing in the person's name
}

// GrantedToken is a token with the scopes that it holds now, in Slack's order: those
// of this installation and of all before it.
type GrantedToken struct {
	IssuedTokens
	Scopes []catalog.Scope
}

// OAuthV2Access exchanges the code of an installation for tokens, with
// oauth.v2.access. verifier is that of [NewVerifier] whose challenge the
// installation began with, or empty if it began with none; redirectURI is the one
// it began with. A code works once and for ten minutes.
func (a *App) OAuthV2Access(ctx context.Context, code, verifier, redirectURI string) (Installation, error) {
	args := url.Values{"code": {code}, "redirect_uri": {redirectURI}}
	if verifier != "" {
		args.Set("code_verifier", verifier)
	}
	r, err := exchangeFor[installReply](ctx, a.client, oauthV2, args, a.appArgs)
	if err != nil {
		return Installation{}, err
	}
	return a.client.installation(r)
}

// RefreshV2 exchanges the refresh token of a bot or user token, which works once,
// for new tokens of the same scopes.
func (a *App) RefreshV2(ctx context.Context, refresh model.Token) (IssuedTokens, error) {
	r, err := exchangeFor[installReply](ctx, a.client, oauthV2, refreshArgs(refresh), a.appArgs)
	if err != nil {
		return IssuedTokens{}, err
	}
	issued, err := a.client.parseTokens(oauthV2, r.tokenReply)
	switch {
	case err != nil:
		return IssuedTokens{}, err
	case issued.Refresh.IsZero():
		return IssuedTokens{}, &UncertainExchangeError{a.client.incomplete(oauthV2, "brings no refresh token")}
	}
	issued.Team = r.where()
	return issued, nil
}

const oauthV2 = "oauth.v2.access"

// installReply is what we read of oauth.v2.access. The bot's token is at the top,
// the person's own under authed_user; a renewed one of either is at the top.
type installReply struct {
	envelope
	tokenReply
	Scope   text.Safe  `json:"scope"`
	BotUser text.Safe  `json:"bot_user_id"`
	AppID   text.Safe  `json:"app_id"`
	Team    teamObject `json:"team"`       // null in an organization
	Org     teamObject `json:"enterprise"` // null outside of one
	OrgWide bool       `json:"is_enterprise_install"`
	User    struct {
		tokenReply
		ID    text.Safe `json:"id"`
		Scope text.Safe `json:"scope"`
	} `json:"authed_user"`
}

// where is the team that the app was installed in, or else the organization.
func (r *installReply) where() model.Team {
	at := r.Team
	if at.ID == "" {
		at = r.Org
	}
	return model.Team{ID: model.TeamID(at.ID), Name: string(at.Name)}
}

func (c *Client) installation(r *installReply) (Installation, error) {
	i := Installation{
		AppID:   string(r.AppID),
		Team:    r.where(),
		OrgWide: r.OrgWide,
		By:      model.UserID(r.User.ID),
		BotUser: model.UserID(r.BotUser),
	}
	var err error
	if i.Bot, err = c.grantedToken(r.tokenReply, r.Scope, i.Team); err != nil {
		return Installation{}, err
	}
	if i.User, err = c.grantedToken(r.User.tokenReply, r.User.Scope, i.Team); err != nil {
		return Installation{}, err
	}
	if i.Bot.Access.IsZero() && i.User.Access.IsZero() {
		return Installation{}, &UncertainExchangeError{c.incomplete(oauthV2, "brings no access token")}
	}
	return i, nil
}

// grantedToken is one level of the reply; zero if there is no token at it.
func (c *Client) grantedToken(r tokenReply, scope text.Safe, team model.Team) (GrantedToken, error) {
	if r.AccessToken == "" {
		return GrantedToken{}, nil
	}
	issued, err := c.parseTokens(oauthV2, r)
	if err != nil {
		return GrantedToken{}, err
	}
	issued.Team = team
	return GrantedToken{issued, scopesIn(string(scope))}, nil
}

// RotateConfiguration exchanges the refresh token of a configuration token, which
// works once, for a new pair, with tooling.tokens.rotate. No app is named: these
// tokens belong to a person, and to all apps of theirs in one workspace.
func RotateConfiguration(ctx context.Context, apiURL string, refresh model.Token, opts ...Option) (IssuedTokens, error) {
	const method = "tooling.tokens.rotate"
	c, err := New(apiURL, model.Token{}, opts...)
	if err != nil {
		return IssuedTokens{}, err
	}
	r, err := exchangeFor[rotateReply](ctx, c, method, url.Values{"refresh_token": {refresh.Reveal()}}, nil)
	if err != nil {
		return IssuedTokens{}, err
	}
	issued, err := c.parseTokens(method, tokenReply{AccessToken: r.Token, RefreshToken: r.Refresh})
	switch {
	case err != nil:
		return IssuedTokens{}, err
	case issued.Refresh.IsZero():
		return IssuedTokens{}, &UncertainExchangeError{c.incomplete(method, "brings no refresh token")}
	}
	issued.Team.ID = model.TeamID(r.TeamID)
	// Both are Slack's clock, which need not be ours.
	if life := r.Expires - r.IssuedAt; life > 0 && life <= mostSeconds {
		issued.Life = time.Duration(life) * time.Second
	}
	return issued, nil
}

type rotateReply struct {
	envelope
	Token    string    `json:"token"`
	Refresh  string    `json:"refresh_token"`
	TeamID   text.Safe `json:"team_id"`
	IssuedAt seconds   `json:"iat"` // seconds since 1970, as is the next
	Expires  seconds   `json:"exp"`
}
