package keystore

import (
	"encoding/json"
	"errors"
	"periscope/model"
	"periscope/model/catalog"
	"strings"
	"time"
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

// isTokenOnly reports whether there is nothing but the token.
func (c Credential) isTokenOnly() bool { return c == Credential{Token: c.Token} }

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
	if c.isTokenOnly() {
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

// Renewal is what it takes to renew a token that runs out. The zero Renewal is
// that of a token that lasts.
type Renewal struct {
	Refresh      model.Token        // which works once
	ClientID     string             // of the app; empty for a configuration token
	ClientSecret model.ClientSecret // of the app; zero where it has none to keep, as with PKCE
	ExpiresAt    time.Time          // of the token; zero: not known
}

// Lasts reports whether there is nothing that renews the token, because it does not run out.
func (r Renewal) Lasts() bool { return r.Refresh.IsZero() }

// maxClientID bounds a client id, in bytes. Slack's are two numbers and a dot.
// Together with the bounds of its other parts it keeps a credential within what
// every keyring takes.
const maxClientID = 64

// renewalRules are the kinds of token that may run out, with what renews them.
var renewalRules = map[catalog.TokenKind]struct {
	refresh   catalog.TokenKind // of the refresh token
	began     string            // what that begins with
	byApp     bool              // the app has to say which one it is
	bySecret  bool              // and always to prove it
	comesFrom string            // where a person finds the refresh token
}{
	catalog.Workspace:     {catalog.WorkspaceRefresh, "xoxr-", true, true, "came with the access token"},
	catalog.Bot:           {catalog.Refresh, "xoxe-", true, false, "came with the access token"},
	catalog.UserToken:     {catalog.Refresh, "xoxe-", true, false, "came with the access token"},
	catalog.Configuration: {catalog.Refresh, "xoxe-", false, false, "stands beside the access token, on the page that lists your apps"},
}

// CheckRenewal reports whether a token can be stored with what renews it: nil,
// or a [*RenewalError]. A token that may be a user's or a configuration token is
// taken for what [Credential.Kind] says.
func CheckRenewal(token model.Token, r Renewal) error {
	return checkRenewal(Credential{Token: token, Renewal: r}.Kind(), r)
}

// checkRenewal is CheckRenewal for a token of a known kind.
func checkRenewal(kind catalog.TokenKind, r Renewal) error {
	by, renewable := renewalRules[kind]
	switch {
	case !renewable:
		return &RenewalError{"a refresh token renews no token of this kind", "Store the token without one, if it can be stored at all."}
	case r.Refresh.Kind() != by.refresh:
		return &RenewalError{
			"this is not the refresh token of a " + string(kind) + " token",
			"It begins with " + by.began + ", and " + by.comesFrom + ".",
		}
	case !by.byApp && (r.ClientID != "" || !r.ClientSecret.IsZero()):
		return &RenewalError{"a configuration token is renewed without a client id", "Leave client id and client secret empty."}
	case !by.byApp:
		return nil
	case !isClientID(r.ClientID):
		return &RenewalError{"this is not the client id of an app", "Copy it from the app's Basic Information page."}
	case by.bySecret && r.ClientSecret.IsZero():
		return &RenewalError{"the client secret of the app is missing", "Copy it from the app's Basic Information page."}
	}
	return nil
}

// isClientID reports whether s can be a client id: printable, and without the
// colon that HTTP Basic would end it at.
func isClientID(s string) bool {
	return s != "" && len(s) <= maxClientID && !strings.ContainsFunc(s, func(c rune) bool { return c <= ' ' || c > '~' || c == ':' })
}

// RenewalError says what keeps a token from being renewed.
type RenewalError struct{ what, nextStep string }

func (e *RenewalError) Error() string { return e.what }

// Sentence says what happened.
func (e *RenewalError) Sentence() string { return sentence(e) }

// NextStep says what the user can do about it.
func (e *RenewalError) NextStep() string { return e.nextStep }

// Code names the error, for scripts.
func (e *RenewalError) Code() string { return "not_renewable" }

// ErrNoRefreshToken is the [*RenewalError] of a stored token that cannot be renewed.
var ErrNoRefreshToken error = &RenewalError{
	"this token is stored without a refresh token, so it cannot be renewed",
	"Store it again together with its refresh token, if the app's tokens run out; others last.",
}
