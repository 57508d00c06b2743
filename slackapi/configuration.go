package slackapi

import (
	"context"
	"net/url"
	"time"

	"periscope/model"
	"periscope/slackapi/text"
)

// RotateConfiguration exchanges the refresh token of a configuration token, which
// works once, for a new pair, with tooling.tokens.rotate. No app is named: these
// tokens belong to a person, and to all apps of theirs in one workspace.
func RotateConfiguration(ctx context.Context, apiURL string, refresh model.Token, opts ...Option) (Issued, error) {
	const method = "tooling.tokens.rotate"
	c, err := New(apiURL, model.Token{}, opts...)
	if err != nil {
		return Issued{}, err
	}
	r, err := exchangeFor[rotateReply](ctx, c, method, url.Values{"refresh_token": {refresh.Reveal()}}, nil)
	if err != nil {
		return Issued{}, err
	}
	issued, err := c.parse(method, tokenReply{AccessToken: r.Token, RefreshToken: r.Refresh})
	switch {
	case err != nil:
		return Issued{}, err
	case issued.Refresh.IsZero():
		return Issued{}, &SpentError{c.incomplete(method, "brings no refresh token")}
	}
	issued.TeamID = model.TeamID(r.TeamID)
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
