package slackapi

import (
	"context"
	"errors"
	"maps"
	"net/url"
	"strconv"
	"strings"
	"time"

	"periscope/model"
)

// exchangePatience is how long rate limits may hold an exchange back. Whoever
// refreshes keeps others waiting.
const exchangePatience = 5 * time.Second

// exchangeFor calls a method that takes something that works once, and gives
// tokens for it. It is tried again only after a 429, which Slack answers before
// doing anything. After any other failure that leaves open what Slack did, the
// error is a [*SpentError]. Of the arguments only those in named may be shown.
func exchangeFor[R any, P replyTo[R]](ctx context.Context, c *Client, method string, args, named url.Values) (P, error) {
	shown := url.Values{"grant_type": args["grant_type"]}
	maps.Copy(shown, named)
	args = maps.Clone(args)
	maps.Copy(args, named)
	logShown := func(x *exchange) { x.log = c.newCallLog(method, shown) }
	r, err := call[R, P](ctx, c, method, args, once(exchangePatience), logShown)
	if f, ok := errors.AsType[failure](err); ok && leavesOpen(f) {
		return nil, &SpentError{f}
	}
	return r, err
}

// tokenReply is a token, wherever in a reply it is. The tokens are parsed, and
// thereby checked, before anybody has them.
type tokenReply struct {
	AccessToken  string  `json:"access_token"`
	RefreshToken string  `json:"refresh_token"`
	ExpiresIn    seconds `json:"expires_in"`
}

// parse is the tokens that a reply brings. One that is none is not repeated.
func (c *Client) parse(method string, r tokenReply) (Issued, error) {
	access, err := model.ParseToken(r.AccessToken)
	if err != nil {
		return Issued{}, &SpentError{c.incomplete(method, "brings no access token")}
	}
	issued := Issued{Access: access, Life: time.Duration(r.ExpiresIn) * time.Second}
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
