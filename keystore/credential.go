package keystore

import (
	"encoding/json"
	"errors"
	"strings"
	"time"

	"periscope/model"
	"periscope/model/catalog"
)

// Credential is what a place holds for one account: a token and, where the token
// runs out, what renews it. A place replaces all of it at once, so that a token
// never stands beside the refresh token of another.
type Credential struct {
	Token model.Token
	Renewal
}

// Renewal is what it takes to renew a token that runs out. The zero Renewal is
// that of a token that lasts.
type Renewal struct {
	Refresh      model.Token // which works once
	ClientID     string
	ClientSecret model.ClientSecret
	ExpiresAt    time.Time // of the token; zero: not known
}

// Lasts reports whether there is nothing that renews the token, because it does not run out.
func (r Renewal) Lasts() bool { return r.Refresh.IsZero() }

// maxClientID bounds a client id, in bytes. Slack's are two numbers and a dot.
// Together with the bounds of its other parts it keeps a credential within what
// every keyring takes.
const maxClientID = 64

// CheckRenewal reports whether a token can be stored with what renews it: nil,
// or a [*RenewalError].
func CheckRenewal(token model.Token, r Renewal) error {
	odd := func(c rune) bool { return c <= ' ' || c > '~' }
	switch {
	case token.Kind() != catalog.Workspace:
		return &RenewalError{"only workspace tokens (xoxa) are renewed with a refresh token here", "Store the token without one."}
	case r.Refresh.Kind() != catalog.WorkspaceRefresh:
		return &RenewalError{"this is not the refresh token of a workspace token", "It begins with xoxr-, and came with the access token."}
	case r.ClientID == "", len(r.ClientID) > maxClientID, strings.ContainsFunc(r.ClientID, odd), strings.Contains(r.ClientID, ":"):
		return &RenewalError{"this is not the client id of an app", "Copy it from the app's Basic Information page."}
	case r.ClientSecret.IsZero():
		return &RenewalError{"the client secret of the app is missing", "Copy it from the app's Basic Information page."}
	}
	return nil
}

// RenewalError says what keeps a token from being renewed.
type RenewalError struct{ what, nextStep string }

func (e *RenewalError) Error() string { return e.what }

// Sentence says what happened.
func (e *RenewalError) Sentence() string { return sentence(e) }

// NextStep says what the user can do about it.
func (e *RenewalError) NextStep() string { return e.nextStep }

// errLasting is the answer to whoever wants to renew a token that has nothing
// to be renewed with.
var errLasting error = &RenewalError{
	"this token is stored without a refresh token, so it cannot be renewed",
	"Store the pair with `periscope team add --replace`, if the app's tokens run out; others last.",
}

// credentialText is a credential with a renewal, as it is stored: one secret.
type credentialText struct {
	Token        string    `json:"token"`
	Refresh      string    `json:"refresh"`
	ClientID     string    `json:"client_id"`
	ClientSecret string    `json:"client_secret"`
	ExpiresAt    time.Time `json:"expires_at,omitzero"`
}

// reveal is the credential as it is stored: a token that lasts as it is, any
// other as JSON.
func (c Credential) reveal() string {
	if c.Lasts() {
		return c.Token.Reveal()
	}
	text, _ := json.Marshal(credentialText{ // fails for years of five digits, which no token sees
		c.Token.Reveal(), c.Refresh.Reveal(), c.ClientID, c.ClientSecret.Reveal(), c.ExpiresAt.UTC(),
	})
	return string(text)
}

// errNoCredential says that a stored text is none. It repeats nothing of it.
var errNoCredential = errors.New("neither a token nor a token with what renews it")

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
	token, err := model.ParseToken(text.Token)
	refresh, refreshErr := model.ParseToken(text.Refresh)
	secret, secretErr := model.ParseClientSecret(text.ClientSecret)
	c := Credential{token, Renewal{refresh, text.ClientID, secret, text.ExpiresAt}}
	if errors.Join(err, refreshErr, secretErr) != nil || CheckRenewal(token, c.Renewal) != nil {
		return Credential{}, errNoCredential
	}
	return c, nil
}
