package model

import (
	"strings"
	"unicode"

	"periscope/model/catalog"
)

// Token is a Slack credential. Printing one in any way, by mistake or not,
// prints its redaction; [Token.Reveal] is the only way to the secret.
//
// Tokens are compared with ==. The zero Token is no token.
type Token struct{ hidden[token] }

type token struct{}

// redact keeps the prefix and the last four characters, "xoxb-…wxyz". Of a
// token too short to spare four, it keeps the prefix alone.
func (token) redact(secret string) string {
	if secret == "" {
		return "(no token)"
	}
	prefix, _ := splitPrefix(secret)
	const tail = 4
	if len(secret) < len(prefix)+2*tail {
		return prefix + "…"
	}
	return prefix + "…" + secret[len(secret)-tail:]
}

func (t token) redactGo(secret string) string { return "model.Token(" + t.redact(secret) + ")" }

// tokenPrefixes are tried in order: longer ones first. Prefixes as seen in
// Slack's documentation and in the field; the parts behind them are opaque.
var tokenPrefixes = []struct {
	prefix string
	kind   catalog.TokenKind
}{
	{"xoxe.xoxb-", catalog.Bot},
	{"xoxe.xoxp-", catalog.UserToken},
	{"xoxe-", catalog.Refresh},
	{"xoxa-", catalog.Workspace},
	{"xoxr-", catalog.WorkspaceRefresh},
	{"xoxb-", catalog.Bot},
	{"xoxp-", catalog.UserToken},
	{"xapp-", catalog.AppLevel},
	{"xwfp-", catalog.Workflow},
	{"xoxc-", catalog.Session},
	{"xoxd-", catalog.Session},
	{"xoxs-", catalog.Session},
	{"xoxo-", catalog.Legacy},
}

// Errors of [ParseToken]: each is an [*InputError].
var (
	ErrNoToken      = badToken("no token given", "paste the token that Slack shows for your app, it starts with xox")
	ErrTokenSpace   = badToken("the token has a space or line break inside", "paste exactly one token")
	ErrTokenLetters = badToken("the token has characters that no Slack token has", "copy it again, all of it, not a form shortened with …")
	ErrTokenPrefix  = badToken("this is not a Slack token", "tokens start with xoxa-, xoxb-, xoxp-, xoxe or xapp-")
	ErrTokenTooLong = badToken("this is longer than any Slack token", "paste exactly one token")
	ErrTokenShort   = badToken("the token ends right after its prefix", "copy all of it")
)

func badToken(sentence, nextStep string) error {
	return &InputError{"bad_token", sentence, nextStep}
}

// Slack: plan for up to 255 characters. Twice that allows for growth.
const maxToken = 510

// ParseToken reads a token as a person pastes it: surrounding space is dropped,
// anything else that is wrong is one of the errors above.
func ParseToken(s string) (Token, error) {
	s = strings.TrimSpace(s)
	switch {
	case s == "":
		return Token{}, ErrNoToken
	case strings.ContainsFunc(s, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }):
		return Token{}, ErrTokenSpace
	case strings.ContainsFunc(s, func(r rune) bool { return r > unicode.MaxASCII }):
		return Token{}, ErrTokenLetters
	}
	prefix, _ := splitPrefix(s)
	switch {
	case prefix == "":
		return Token{}, ErrTokenPrefix
	case len(s) > maxToken:
		return Token{}, ErrTokenTooLong
	case len(s) < len(prefix)+4:
		return Token{}, ErrTokenShort
	}
	return Token{hide[token](s)}, nil
}

func splitPrefix(s string) (string, catalog.TokenKind) {
	for _, p := range tokenPrefixes {
		if strings.HasPrefix(s, p.prefix) {
			return p.prefix, p.kind
		}
	}
	return "", catalog.UnknownKind
}

// Kind is the kind of token, as far as its prefix tells.
func (t Token) Kind() catalog.TokenKind {
	_, kind := splitPrefix(t.Reveal())
	return kind
}

// AppsPage is Slack's list of one's apps.
const AppsPage = "https://api.slack.com/apps"

// TokenPlaces says where at Slack a person finds their tokens, a line for each kind.
func TokenPlaces() []string {
	return []string{
		"Bot token (xoxb-) or user token (xoxp-): " + AppsPage + ", your app, OAuth & Permissions, once it is installed.",
		"Configuration token (xoxe.xoxp-), for manifests: " + AppsPage + ", below the list of your apps.",
	}
}

// RotatingTokenPlaces says where the tokens are that run out, with what renews them.
func RotatingTokenPlaces() []string {
	return []string{
		"Tokens that run out (xoxe.xoxb-, xoxe.xoxp-): " + AppsPage + ", your app, OAuth & Permissions, " +
			"each with its refresh token (xoxe-1-).",
		"Client id and client secret: your app, Basic Information, App Credentials.",
		"Configuration token and its refresh token: " + AppsPage + ", below the list of your apps.",
	}
}
