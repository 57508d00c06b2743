package oauth

import (
	"periscope/model/catalog"
	"periscope/slackapi/sandbox/webapi"
)

// V2Exchange is oauth.v2.exchange: it turns a token that lasts into one that expires, and a refresh
// token. The app's settings must have rotation on. The token that lasts works no more (inferred).
func V2Exchange(c *webapi.Call) (any, error) {
	app, err := c.AppWithSecret()
	if err != nil {
		return nil, err
	}
	token := c.Args.Get("token")
	tx := c.State.Lock()
	defer tx.Unlock()
	old, found := tx.Install(token)
	switch {
	case !app.Rotates:
		return nil, &webapi.SlackError{Code: "token_rotation_not_enabled"}
	case !found, old.AppID != app.ID, old.Configuration, old.ExpiresAt != 0, old.Kind != catalog.Bot && old.Kind != catalog.UserToken:
		return nil, &webapi.SlackError{Code: "invalid_token"}
	case tx.Exchanged(token):
		return nil, &webapi.SlackError{Code: "token_already_exchanged"}
	case old.Revoked, old.Inactive():
		return nil, &webapi.SlackError{Code: "authorization_not_found"}
	}
	tx.MarkExchanged(token)
	reply := renewToken(tx, app, old)
	return reply, nil
}
