package sandbox

import (
	"cmp"
	"crypto/subtle"

	"periscope/slackapi/sandbox/world"
)

// app returns the app of that client id, or nil.
func (s *Sandbox) app(clientID string) *world.App {
	for i := range s.apps {
		if s.apps[i].ClientID == clientID {
			return &s.apps[i]
		}
	}
	return nil
}

// client returns the app that makes a call without a token. It names itself by
// HTTP Basic, as Slack prefers, or by arguments.
func (c *call) client() (*world.App, error) {
	if app := c.sandbox.app(cmp.Or(c.basicID, c.args.Get("client_id"))); app != nil {
		return app, nil
	}
	return nil, &failure{Code: "invalid_client_id"}
}

// proveSecret checks that the call comes from the app and from nobody else.
func (c *call) proveSecret(app *world.App) error {
	if subtle.ConstantTimeCompare([]byte(c.secret()), []byte(app.ClientSecret)) != 1 {
		return &failure{Code: "bad_client_secret"}
	}
	return nil
}

func (c *call) secret() string { return cmp.Or(c.basicSecret, c.args.Get("client_secret")) }
