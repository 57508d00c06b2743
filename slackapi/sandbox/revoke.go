package sandbox

import "periscope/model/catalog"

type revokedReply struct {
	success
	Revoked bool `json:"revoked"`
}

// revokeToken is auth.revoke: the token ends, and the app stays installed. A
// test run leaves it as it is.
func revokeToken(c *call) (any, error) {
	if c.flag("test") {
		return revokedReply{success: accepted}, nil
	}
	if err := c.sandbox.RevokeToken(c.install.Token); err != nil { // it was revoked while the call was on its way
		return nil, &failure{Code: "token_revoked"}
	}
	return revokedReply{accepted, true}, nil
}

// uninstallApp ends all of an app in a team. A bot token of today may not do
// that to its own app; here all bot tokens are such.
func uninstallApp(c *call) (any, error) {
	app, err := c.provenClient()
	switch {
	case err != nil:
		return nil, err
	case app.ID != c.install.AppID:
		return nil, &failure{Code: "client_id_token_mismatch"}
	case c.install.kind == catalog.Bot:
		return nil, &failure{Code: "no_permission"}
	}
	c.sandbox.mu.Lock()
	defer c.sandbox.mu.Unlock()
	if c.sandbox.installs[c.install.Token].Revoked { // while the call was on its way
		return nil, &failure{Code: "token_revoked"}
	}
	c.sandbox.uninstall(c.install)
	return accepted, nil
}
