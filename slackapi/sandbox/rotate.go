package sandbox

import (
	"periscope/model"
	"periscope/model/catalog"
)

type rotateReply struct {
	success
	Token        string       `json:"token"`
	RefreshToken string       `json:"refresh_token"`
	TeamID       model.TeamID `json:"team_id"`
	UserID       model.UserID `json:"user_id"`
	IssuedAt     int64        `json:"iat"` // seconds since 1970, as is the next
	Expires      int64        `json:"exp"`
}

// rotateConfiguration is tooling.tokens.rotate: a new configuration token, and
// what renews it, for what renewed the old one.
func rotateConfiguration(c *call) (any, error) {
	token, err := c.require("refresh_token")
	if err != nil {
		return nil, err
	}
	c.sandbox.mu.Lock()
	defer c.sandbox.mu.Unlock()
	old, found := c.sandbox.installs[token]
	if !found || old.kind != catalog.Refresh || !old.Configuration || old.Revoked {
		return nil, &failure{Code: "invalid_refresh_token"}
	}
	c.sandbox.forget(token)
	got := c.sandbox.issue(old.team, *old.Install, configurationSeries)
	return rotateReply{
		success:      accepted,
		Token:        got.Token,
		RefreshToken: got.refresh,
		TeamID:       got.team.ID,
		UserID:       got.AppUser,
		IssuedAt:     got.ExpiresAt - int64(got.expiresIn),
		Expires:      got.ExpiresAt,
	}, nil
}
