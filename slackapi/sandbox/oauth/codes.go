package oauth

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"time"

	"periscope/slackapi/sandbox/state"
	"periscope/slackapi/sandbox/webapi"
	"periscope/slackapi/sandbox/world"
)

const codeLife = 10 * time.Minute // Slack: ten minutes, one use

// redeemCode takes the code that a call brings, which works once.
func redeemCode(tx *state.Tx, c *webapi.Call, app *world.App, version2 bool) (world.Authorization, error) {
	found := tx.Code(c.Args.Get("code"))
	switch {
	case found == nil || found.ClientID != app.ClientID:
		return world.Authorization{}, &webapi.SlackError{Code: "invalid_code"}
	case found.Exchanged && c.Method == "oauth.access": // Slack documents the code for this method only
		return world.Authorization{}, &webapi.SlackError{Code: "code_already_used"}
	case found.Exchanged || state.Expired(found.ExpiresAt, tx.Now):
		return world.Authorization{}, &webapi.SlackError{Code: "invalid_code"}
	case found.Version2 != version2:
		return world.Authorization{}, &webapi.SlackError{Code: "oauth_authorization_url_mismatch"}
	case c.Args.Get("redirect_uri") != found.RedirectURI:
		return world.Authorization{}, &webapi.SlackError{Code: "bad_redirect_uri"}
	case version2 && !verifies(c.Args.Get("code_verifier"), found.Challenge):
		return world.Authorization{}, &webapi.SlackError{Code: "invalid_code_verifier"}
	}
	found.Exchanged = true
	return found.Authorization, nil
}

// hasChallenge reports whether the call brings a code that was asked for with PKCE.
func hasChallenge(tx *state.Tx, c *webapi.Call) bool {
	found := tx.Code(c.Args.Get("code"))
	return found != nil && found.Challenge != ""
}

// verifies reports whether a code_verifier is what a challenge was made from.
func verifies(verifier, challenge string) bool {
	if challenge == "" {
		return true
	}
	sum := sha256.Sum256([]byte(verifier))
	made := base64.RawURLEncoding.EncodeToString(sum[:])
	return subtle.ConstantTimeCompare([]byte(made), []byte(challenge)) == 1
}
