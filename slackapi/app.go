package slackapi

import (
	"context"
	"encoding/base64"
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"periscope/model"
)

// App exchanges what Slack gave to an app for tokens. It proves that it is the
// app by client id and secret, which travel in the Authorization header of HTTP
// Basic and, like every token, nowhere else that can be seen.
type App struct{ client *Client }

// NewApp returns the app of a client id at the API rooted at apiURL, which must
// be as for [New].
func NewApp(apiURL, clientID string, secret model.ClientSecret, opts ...Option) (*App, error) {
	c, err := New(apiURL, model.Token{}, opts...)
	if err != nil {
		return nil, err
	}
	c.authorize = func(h http.Header) {
		proof := base64.StdEncoding.EncodeToString([]byte(clientID + ":" + secret.Reveal()))
		h.Set("Authorization", "Basic "+proof)
	}
	return &App{c}, nil
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
	return a.exchange(ctx, url.Values{"code": {code}, "redirect_uri": {redirectURI}})
}

// RefreshToken exchanges a refresh token, which works once, for new tokens. Where
// Slack sends no other refresh token, the old one is still the one to use: what
// the SDKs of the time read of this reply had none in it.
func (a *App) RefreshToken(ctx context.Context, refresh model.Token) (Issued, error) {
	issued, err := a.exchange(ctx, url.Values{"grant_type": {"refresh_token"}, "refresh_token": {refresh.Reveal()}})
	if err == nil && issued.Refresh.IsZero() {
		issued.Refresh = refresh
	}
	return issued, err
}

// exchangePatience is how long rate limits may hold an exchange back. Whoever
// refreshes keeps others waiting.
const exchangePatience = 5 * time.Second

// exchange calls oauth.access. It is tried again only after a 429, which Slack
// answers before doing anything. After any other failure that leaves open what
// Slack did, the error is a [*SpentError].
func (a *App) exchange(ctx context.Context, args url.Values) (Issued, error) {
	const method = "oauth.access"
	r, err := call[oauthReply](ctx, a.client, method, args, func(x *exchange) {
		x.once = true
		x.http = x.client.fresh
		x.deadline = time.Now().Add(min(x.client.maxWait, exchangePatience))
		x.record = x.client.record(method, url.Values{"grant_type": args["grant_type"]}) // the rest is secret
	})
	if err != nil {
		if f, ok := errors.AsType[failure](err); ok && leavesOpen(f) {
			return Issued{}, &SpentError{f}
		}
		return Issued{}, err
	}
	return a.client.issued(method, r)
}

// oauthReply is what we read of oauth.access: in the reply to a code, and in the
// shorter one to a refresh token. The tokens are parsed, and thereby checked.
type oauthReply struct {
	envelope
	AccessToken  string  `json:"access_token"`
	RefreshToken string  `json:"refresh_token"`
	ExpiresIn    seconds `json:"expires_in"`
	TeamID       text    `json:"team_id"`
}

// issued is what a reply brings. A token that is none is not repeated.
func (c *Client) issued(method string, r *oauthReply) (Issued, error) {
	access, err := model.ParseToken(r.AccessToken)
	if err != nil {
		return Issued{}, &SpentError{c.incomplete(method, "brings no access token")}
	}
	issued := Issued{Access: access, Life: time.Duration(r.ExpiresIn) * time.Second, TeamID: model.TeamID(r.TeamID)}
	if r.RefreshToken == "" {
		return issued, nil
	}
	if issued.Refresh, err = model.ParseToken(r.RefreshToken); err != nil {
		return Issued{}, &SpentError{c.incomplete(method, "brings a refresh token that is none")}
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

// SpentError is an exchange that was sent and not properly answered: the code or
// refresh token may be spent. It wraps what went wrong.
type SpentError struct{ err failure }

func (e *SpentError) Error() string {
	return e.err.Error() + " (the code or refresh token may be spent)"
}

// Unwrap returns what went wrong.
func (e *SpentError) Unwrap() error { return e.err }

// Sentence says what went wrong, and what may be lost.
func (e *SpentError) Sentence() string {
	return e.err.Sentence() + " The exchange was sent, so Slack may have counted it."
}

// NextStep says how to find out.
func (e *SpentError) NextStep() string {
	return "Try once more; if Slack then does not know the code or refresh token, install the app again."
}

// Word is "unsure".
func (e *SpentError) Word() string { return "unsure" }

// ErrorCode is empty: whatever Slack said, it was no verdict.
func (e *SpentError) ErrorCode() string { return "" }

// passing is false: another attempt may find the token spent.
func (e *SpentError) passing() bool { return false }
