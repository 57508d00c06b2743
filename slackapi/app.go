package slackapi

import (
	"context"
	"encoding/base64"
	"net/http"
	"net/url"
	"time"

	"periscope/model"
	"periscope/slackapi/text"
)

// App exchanges what Slack gave to an app for tokens. It proves that it is the
// app by client id and secret, which travel in the Authorization header of HTTP
// Basic and, like every token, nowhere else that can be seen.
type App struct {
	client *Client
	named  url.Values // what every exchange names the app by, where the header does not
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
	c.authorize = func(h http.Header) {
		proof := base64.StdEncoding.EncodeToString([]byte(clientID + ":" + secret.Reveal()))
		h.Set("Authorization", "Basic "+proof)
	}
	return &App{client: c}, nil
}

// Issued are the tokens that an exchange brought.
type Issued struct {
	Access  model.Token
	Refresh model.Token   // zero where the token lasts
	Life    time.Duration // of Access, from the moment of the exchange; 0 where Slack names none
	TeamID  model.TeamID
}

// OAuthAccess exchanges the code of an installation for tokens, with
// oauth.access. redirectURI is the one that the installation began with. A code
// works once and for ten minutes.
func (a *App) OAuthAccess(ctx context.Context, code, redirectURI string) (Issued, error) {
	return a.oauthAccess(ctx, url.Values{"code": {code}, "redirect_uri": {redirectURI}})
}

// RefreshToken exchanges a refresh token, which works once, for new tokens. Where
// Slack sends no other refresh token, the old one is still the one to use: what
// the SDKs of the time read of this reply had none in it.
func (a *App) RefreshToken(ctx context.Context, refresh model.Token) (Issued, error) {
	issued, err := a.oauthAccess(ctx, refreshing(refresh))
	if err == nil && issued.Refresh.IsZero() {
		issued.Refresh = refresh
	}
	return issued, err
}

func refreshing(refresh model.Token) url.Values {
	return url.Values{"grant_type": {"refresh_token"}, "refresh_token": {refresh.Reveal()}}
}

func (a *App) oauthAccess(ctx context.Context, args url.Values) (Issued, error) {
	const method = "oauth.access"
	r, err := exchangeFor[oauthReply](ctx, a.client, method, args, a.named)
	if err != nil {
		return Issued{}, err
	}
	issued, err := a.client.parse(method, r.tokenReply)
	if err != nil {
		return Issued{}, err
	}
	issued.TeamID = model.TeamID(r.TeamID)
	return issued, nil
}

// oauthReply is what we read of oauth.access: in the reply to a code, and in the
// shorter one to a refresh token.
type oauthReply struct {
	envelope
	tokenReply
	TeamID text.Safe `json:"team_id"`
}
