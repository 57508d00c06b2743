package keystore

import (
	"encoding/json"
	"errors"
	"strings"
	"time"

	"periscope/model"
	"periscope/model/catalog"
)

// Credential is what a place holds for one account: a token, what renews it
// where it runs out, and the signing secret of its app where that is stored. A
// place replaces all of it at once, so that a token never stands beside the
// refresh token of another.
type Credential struct {
	Token model.Token
	Renewal
	Signing model.SigningSecret // of the token's app; zero: not stored
}

// Kind is the kind of the token. Where the prefix leaves it open (xoxe.xoxp), what
// renews it tells: a configuration token is renewed without a client id.
func (c Credential) Kind() catalog.TokenKind {
	kind := c.Token.Kind()
	if kind == catalog.UserToken && !c.Lasts() && c.ClientID == "" {
		return catalog.Configuration
	}
	return kind
}

// alone reports whether there is nothing but the token.
func (c Credential) alone() bool { return c == Credential{Token: c.Token} }

// credentialText is a credential that is more than a token, as it is stored: one secret.
type credentialText struct {
	Token        string    `json:"token"`
	Refresh      string    `json:"refresh,omitempty"`
	ClientID     string    `json:"client_id,omitempty"`
	ClientSecret string    `json:"client_secret,omitempty"`
	ExpiresAt    time.Time `json:"expires_at,omitzero"`
	Signing      string    `json:"signing_secret,omitempty"`
}

// reveal is the credential as it is stored: a mere token as it is, any other as JSON.
func (c Credential) reveal() string {
	if c.alone() {
		return c.Token.Reveal()
	}
	text, _ := json.Marshal(credentialText{ // fails for years of five digits, which no token sees
		c.Token.Reveal(), c.Refresh.Reveal(), c.ClientID, c.ClientSecret.Reveal(), c.ExpiresAt.UTC(), c.Signing.Reveal(),
	})
	return string(text)
}

// errNoCredential says that a stored text is none. It repeats nothing of it.
var errNoCredential = errors.New("neither a token nor a token with what belongs to it")

// parseCredential reads what reveal wrote.
func parseCredential(stored string) (Credential, error) {
	if !strings.HasPrefix(stored, "{") {
		token, err := model.ParseToken(stored)
		if err != nil {
			return Credential{}, errNoCredential
		}
		return Credential{Token: token}, nil
	}
	var text credentialText
	if json.Unmarshal([]byte(stored), &text) != nil { // whose errors quote what they found
		return Credential{}, errNoCredential
	}
	c, err := text.parse()
	if err != nil || !c.Lasts() && CheckRenewal(c.Token, c.Renewal) != nil {
		return Credential{}, errNoCredential
	}
	return c, nil
}

// parse parses what is there of a credential.
func (text credentialText) parse() (c Credential, err error) {
	c.ClientID, c.ExpiresAt = text.ClientID, text.ExpiresAt
	var errs [4]error
	c.Token, errs[0] = model.ParseToken(text.Token)
	c.Refresh, errs[1] = parseIfAny(text.Refresh, model.ParseToken)
	c.ClientSecret, errs[2] = parseIfAny(text.ClientSecret, model.ParseClientSecret)
	c.Signing, errs[3] = parseIfAny(text.Signing, model.ParseSigningSecret)
	return c, errors.Join(errs[:]...)
}

func parseIfAny[T any](s string, parse func(string) (T, error)) (parsed T, err error) {
	if s == "" {
		return parsed, nil
	}
	return parse(s)
}
