package model

import (
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"unicode"
	"unique"

	"periscope/model/catalog"
)

// Token is a Slack credential. Printing one in any way, by mistake or not,
// prints its redaction; [Token.Reveal] is the only way to the secret.
//
// Tokens are compared with ==. The zero Token is no token.
type Token struct {
	// A handle, not a string: where package fmt cannot call our methods (on an
	// unexported field, or for %p), it prints what it finds, and finds a pointer.
	secret unique.Handle[string]
}

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

// Errors of [ParseToken]. None of them repeats what was typed.
var (
	ErrNoToken      = errors.New("no token given: paste the token that Slack shows for your app, it starts with xox")
	ErrTokenSpace   = errors.New("the token has a space or line break inside: paste exactly one token")
	ErrTokenLetters = errors.New("the token has characters that no Slack token has: copy it again, all of it, not a form shortened with …")
	ErrTokenPrefix  = errors.New("this is not a Slack token: tokens start with xoxa-, xoxb-, xoxp-, xoxe or xapp-")
	ErrTokenTooLong = errors.New("this is longer than any Slack token: paste exactly one token")
	ErrTokenShort   = errors.New("the token ends right after its prefix: copy all of it")
)

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
	return Token{secret: unique.Make(s)}, nil
}

func splitPrefix(s string) (string, catalog.TokenKind) {
	for _, p := range tokenPrefixes {
		if strings.HasPrefix(s, p.prefix) {
			return p.prefix, p.kind
		}
	}
	return "", catalog.UnknownKind
}

// Reveal returns the secret. Its only rightful places are the Authorization
// header and the store the user chose.
func (t Token) Reveal() string {
	if t.IsZero() {
		return ""
	}
	return t.secret.Value()
}

// IsZero reports whether t is no token at all.
func (t Token) IsZero() bool { return t == Token{} }

// Kind is the kind of token, as far as its prefix tells.
func (t Token) Kind() catalog.TokenKind {
	_, kind := splitPrefix(t.Reveal())
	return kind
}

// String is the redaction: the prefix and the last four characters,
// "xoxb-…wxyz". Of a token too short to spare four, the prefix alone.
func (t Token) String() string {
	if t.IsZero() {
		return "(no token)"
	}
	secret := t.Reveal()
	prefix, _ := splitPrefix(secret)
	const tail = 4
	if len(secret) < len(prefix)+2*tail {
		return prefix + "…"
	}
	return prefix + "…" + secret[len(secret)-tail:]
}

// GoString redacts %#v.
func (t Token) GoString() string { return "model.Token(" + t.String() + ")" }

// Format redacts every verb and flag of package fmt.
func (t Token) Format(f fmt.State, verb rune) {
	if verb == 'v' && f.Flag('#') {
		fmt.Fprint(f, t.GoString())
		return
	}
	fmt.Fprint(f, t.String())
}

// MarshalText redacts JSON, XML and every other text encoding.
func (t Token) MarshalText() ([]byte, error) { return []byte(t.String()), nil }

// LogValue redacts log/slog.
func (t Token) LogValue() slog.Value { return slog.StringValue(t.String()) }
