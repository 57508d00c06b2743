package sandbox

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"time"

	"periscope/slackapi/sandbox/world"
)

const codeLife = 10 * time.Minute // Slack: ten minutes, one use

// code is a [Code] and what became of it.
type code struct {
	world.Code
	exchanged bool
}

// spend takes the code that a call brings, which works once. The caller holds the lock.
func (s *Sandbox) spend(c *call, app *world.App, version2 bool) (world.Authorization, error) {
	found := s.codes[c.args.Get("code")]
	switch {
	case found == nil || found.ClientID != app.ClientID:
		return world.Authorization{}, &failure{Code: "invalid_code"}
	case found.exchanged && c.method == "oauth.access": // the only one of which Slack documents it
		return world.Authorization{}, &failure{Code: "code_already_used"}
	case found.exchanged || expired(found.ExpiresAt, s.now):
		return world.Authorization{}, &failure{Code: "invalid_code"}
	case found.Version2 != version2:
		return world.Authorization{}, &failure{Code: "oauth_authorization_url_mismatch"}
	case c.args.Get("redirect_uri") != found.RedirectURI:
		return world.Authorization{}, &failure{Code: "bad_redirect_uri"}
	case version2 && !answers(c.args.Get("code_verifier"), found.Challenge):
		return world.Authorization{}, &failure{Code: "invalid_code_verifier"}
	}
	found.exchanged = true
	return found.Authorization, nil
}

// challenged reports whether the call brings a code that was asked for with
// PKCE. The caller holds the lock.
func (s *Sandbox) challenged(c *call) bool {
	found := s.codes[c.args.Get("code")]
	return found != nil && found.Challenge != ""
}

// answers reports whether a code_verifier is what a challenge was made from.
func answers(verifier, challenge string) bool {
	if challenge == "" {
		return true
	}
	sum := sha256.Sum256([]byte(verifier))
	made := base64.RawURLEncoding.EncodeToString(sum[:])
	return subtle.ConstantTimeCompare([]byte(made), []byte(challenge)) == 1
}

// expired reports whether a moment, in seconds since 1970, has come; 0 never
// comes. The clock is not read in vain: tests have clocks that move when read.
func expired(at int64, now func() time.Time) bool {
	return at != 0 && now().Unix() >= at
}
