package keystore

import (
	"encoding/json"
	"errors"
	"strings"
	"time"

	"periscope/model"
	"periscope/model/catalog"
)

// Credential is what a backend holds for one account: a token, its refresh token
// if it runs out, and the signing secret of its app if that is stored. A backend
// replaces all of it at once, so a token never has the refresh token of another.
type Credential struct {
	Token model.Token
	Renewal
	SigningSecret model.SigningSecret // of the token's app; zero: not stored
}

// Kind returns the kind of the token. The prefix xoxe.xoxp has two kinds: of these
// the configuration token is renewed without a client id.
func (c Credential) Kind() catalog.TokenKind {
	kind := c.Token.Kind()
	if kind == catalog.UserToken && !c.Lasts() && c.ClientID == "" {
		return catalog.Configuration
	}
	return kind
}

// isTokenOnly reports whether the token is all there is.
func (c Credential) isTokenOnly() bool { return c == Credential{Token: c.Token} }

// credentialText is a credential as it is stored if it is more than a token.
type credentialText struct {
	Token        string    `json:"token"`
	Refresh      string    `json:"refresh,omitempty"`
	ClientID     string    `json:"client_id,omitempty"`
	ClientSecret string    `json:"client_secret,omitempty"`
	ExpiresAt    time.Time `json:"expires_at,omitzero"`
	Signing      string    `json:"signing_secret,omitempty"`
}

// reveal returns the credential as it is stored, as one secret: the token, or JSON
// if there is more.
func (c Credential) reveal() string {
	if c.isTokenOnly() {
		return c.Token.Reveal()
	}
	text, _ := json.Marshal(credentialText{ // fails only for years of five digits
		c.Token.Reveal(), c.RefreshToken.Reveal(), c.ClientID, c.ClientSecret.Reveal(), c.ExpiresAt.UTC(), c.SigningSecret.Reveal(),
	})
	return string(text)
}

// errNoCredential says that a stored text is no credential. It does not repeat the text.
var errNoCredential = errors.New("neither a token nor a token with what belongs to it")

// parseCredential parses what reveal returned.
func parseCredential(stored string) (Credential, error) {
	if !strings.HasPrefix(stored, "{") {
		token, err := model.ParseToken(stored)
		if err != nil {
			return Credential{}, errNoCredential
		}
		return Credential{Token: token}, nil
	}
	var text credentialText
	if json.Unmarshal([]byte(stored), &text) != nil { // its error would quote the text
		return Credential{}, errNoCredential
	}
	c, err := text.parse()
	if err != nil || !c.Lasts() && CheckRenewal(c.Token, c.Renewal) != nil {
		return Credential{}, errNoCredential
	}
	return c, nil
}

// parse parses the parts that are there.
func (text credentialText) parse() (c Credential, err error) {
	c.ClientID, c.ExpiresAt = text.ClientID, text.ExpiresAt
	var errs [4]error
	c.Token, errs[0] = model.ParseToken(text.Token)
	c.RefreshToken, errs[1] = parseIfAny(text.Refresh, model.ParseToken)
	c.ClientSecret, errs[2] = parseIfAny(text.ClientSecret, model.ParseClientSecret)
	c.SigningSecret, errs[3] = parseIfAny(text.Signing, model.ParseSigningSecret)
	return c, errors.Join(errs[:]...)
}

func parseIfAny[T any](s string, parse func(string) (T, error)) (parsed T, err error) {
	if s == "" {
		return parsed, nil
	}
	return parse(s)
}

// Renewal is what renewing a token needs. The zero Renewal belongs to a token that
// does not run out.
type Renewal struct {
	RefreshToken model.Token        // works once
	ClientID     string             // of the app; empty for a configuration token
	ClientSecret model.ClientSecret // of the app; zero for a public client, which uses PKCE
	ExpiresAt    time.Time          // of the token; zero: not known
}

// Lasts reports whether the token does not run out, so that there is nothing to renew it with.
func (r Renewal) Lasts() bool { return r.RefreshToken.IsZero() }

// maxClientID bounds a client id, in bytes. Slack's are two numbers and a dot.
// The bounds of all parts together keep a credential within keyringLimits.
const maxClientID = 64

// renewalRules has the kinds of token that can run out, and what renews each.
var renewalRules = map[catalog.TokenKind]struct {
	refresh     catalog.TokenKind // of the refresh token
	prefix      string            // of the refresh token
	needsClient bool              // a client id is required
	needsSecret bool              // a client secret is required too
	refreshFrom string            // where a person finds the refresh token
}{
	catalog.Workspace:     {catalog.WorkspaceRefresh, "xoxr-", true, true, "came with the access token"},
	catalog.Bot:           {catalog.Refresh, "xoxe-", true, false, "came with the access token"},
	catalog.UserToken:     {catalog.Refresh, "xoxe-", true, false, "came with the access token"},
	catalog.Configuration: {catalog.Refresh, "xoxe-", false, false, "stands beside the access token, on the page that lists your apps"},
}

// CheckRenewal reports whether a renewal fits a token: nil, or a [*RenewalError].
// The kind of the token is the one that [Credential.Kind] returns.
func CheckRenewal(token model.Token, r Renewal) error {
	return checkRenewal(Credential{Token: token, Renewal: r}.Kind(), r)
}

// checkRenewal is CheckRenewal for a token of a known kind.
func checkRenewal(kind catalog.TokenKind, r Renewal) error {
	rule, renewable := renewalRules[kind]
	switch {
	case !renewable:
		return &RenewalError{"a refresh token renews no token of this kind", "Store the token without one, if it can be stored at all."}
	case r.RefreshToken.Kind() != rule.refresh:
		return &RenewalError{
			"this is not the refresh token of a " + string(kind) + " token",
			"It begins with " + rule.prefix + ", and " + rule.refreshFrom + ".",
		}
	case !rule.needsClient && (r.ClientID != "" || !r.ClientSecret.IsZero()):
		return &RenewalError{"a configuration token is renewed without a client id", "Leave client id and client secret empty."}
	case !rule.needsClient:
		return nil
	case !isClientID(r.ClientID):
		return &RenewalError{"this is not the client id of an app", "Copy it from the app's Basic Information page."}
	case rule.needsSecret && r.ClientSecret.IsZero():
		return &RenewalError{"the client secret of the app is missing", "Copy it from the app's Basic Information page."}
	}
	return nil
}

// isClientID reports whether s can be a client id: printable, and without a colon,
// which ends the user name in HTTP Basic.
func isClientID(s string) bool {
	return s != "" && len(s) <= maxClientID && !strings.ContainsFunc(s, func(c rune) bool { return c <= ' ' || c > '~' || c == ':' })
}

// RenewalError says why a token cannot be renewed.
type RenewalError struct{ text, nextStep string }

func (e *RenewalError) Error() string { return e.text }

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
