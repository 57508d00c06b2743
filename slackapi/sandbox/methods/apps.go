package methods

import (
	"periscope/model/catalog"
	"periscope/slackapi/sandbox/webapi"
)

// AppsUninstall is apps.uninstall: it ends all tokens of an app in a team. The
// bot token of a granular app may not call it; here all bot tokens are such.
func AppsUninstall(c *webapi.Call) (any, error) {
	app, err := c.AppWithSecret()
	switch {
	case err != nil:
		return nil, err
	case app.ID != c.Install.AppID:
		return nil, &webapi.SlackError{Code: "client_id_token_mismatch"}
	case c.Install.Kind == catalog.Bot:
		return nil, &webapi.SlackError{Code: "no_permission"}
	}
	tx := c.State.Lock()
	defer tx.Unlock()
	if in, _ := tx.Install(c.Install.Token); in.Revoked { // while the call was on its way
		return nil, &webapi.SlackError{Code: "token_revoked"}
	}
	tx.Uninstall(c.Install)
	return webapi.Accepted, nil
}
