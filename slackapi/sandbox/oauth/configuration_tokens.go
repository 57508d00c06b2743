package oauth

import (
	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/sandbox/webapi"
)

type rotateReply struct {
	webapi.Success
	Token        string       `json:"token"`
	RefreshToken string       `json:"refresh_token"`
	TeamID       model.TeamID `json:"team_id"`
	UserID       model.UserID `json:"user_id"`
	IssuedAt     int64        `json:"iat"` // seconds since 1970, as is the next
	Expires      int64        `json:"exp"`
}

// RotateConfiguration is tooling.tokens.rotate: a new configuration token, and
// what renews it, for what renewed the old one.
func RotateConfiguration(c *webapi.Call) (any, error) {
	token, err := c.Require("refresh_token")
	if err != nil {
		return nil, err
	}
	tx := c.State.Lock()
	defer tx.Unlock()
	old, found := tx.Install(token)
	if !found || old.Kind != catalog.Refresh || !old.Configuration || old.Revoked {
		return nil, &webapi.SlackError{Code: "invalid_refresh_token"}
	}
	tx.ForgetToken(token)
	got := issue(tx, old.Team, *old.Install, configurationSeries)
	return rotateReply{
		Success:      webapi.Accepted,
		Token:        got.Token,
		RefreshToken: got.refresh,
		TeamID:       got.Team.ID,
		UserID:       got.AppUser,
		IssuedAt:     got.ExpiresAt - int64(got.expiresIn),
		Expires:      got.ExpiresAt,
	}, nil
}
