package model

import (
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"unique"
)

// ClientSecret is what an app proves itself with when it exchanges a code or a
// refresh token. Printing one in any way, by mistake or not, prints that it is
// one and nothing of it, as with [Token]. The zero ClientSecret is none.
type ClientSecret struct {
	secret unique.Handle[string] // as in Token
}

// Errors of [ParseClientSecret]. None of them repeats what was typed.
var (
	ErrNoClientSecret    = errors.New("no client secret given: copy it from the app's Basic Information page")
	ErrClientSecretChars = errors.New("this has characters that no client secret has: copy it again from the app's Basic Information page")
	ErrClientSecretLong  = errors.New("this is longer than any client secret: copy it again from the app's Basic Information page")
)

// maxClientSecret bounds a client secret, in bytes. Slack's have 32.
const maxClientSecret = 256

// ParseClientSecret reads a client secret as a person pastes it: surrounding
// space is dropped, anything else that is wrong is one of the errors above.
func ParseClientSecret(s string) (ClientSecret, error) {
	s = strings.TrimSpace(s)
	switch {
	case s == "":
		return ClientSecret{}, ErrNoClientSecret
	case strings.ContainsFunc(s, func(r rune) bool { return r <= ' ' || r > '~' }):
		return ClientSecret{}, ErrClientSecretChars
	case len(s) > maxClientSecret:
		return ClientSecret{}, ErrClientSecretLong
	}
	return ClientSecret{secret: unique.Make(s)}, nil
}

// Reveal returns the secret. Its only rightful places are the Authorization
// header and the store the user chose.
func (s ClientSecret) Reveal() string {
	if s.IsZero() {
		return ""
	}
	return s.secret.Value()
}

// IsZero reports whether s is no secret at all.
func (s ClientSecret) IsZero() bool { return s == ClientSecret{} }

// String says what it is, and nothing of what it holds.
func (s ClientSecret) String() string {
	if s.IsZero() {
		return "(no client secret)"
	}
	return "(client secret)"
}

// GoString redacts %#v.
func (s ClientSecret) GoString() string { return "model.ClientSecret" + s.String() }

// Format redacts every verb and flag of package fmt.
func (s ClientSecret) Format(f fmt.State, verb rune) {
	if verb == 'v' && f.Flag('#') {
		fmt.Fprint(f, s.GoString())
		return
	}
	fmt.Fprint(f, s.String())
}

// MarshalText redacts JSON, XML and every other text encoding.
func (s ClientSecret) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// LogValue redacts log/slog.
func (s ClientSecret) LogValue() slog.Value { return slog.StringValue(s.String()) }

// SigningSecret is what Slack signs with whatever it sends to an app. Printing
// one in any way, by mistake or not, prints that it is one and nothing of it, as
// with [Token]. The zero SigningSecret is none, and verifies nothing.
type SigningSecret struct {
	secret unique.Handle[string] // as in Token
}

// Errors of [ParseSigningSecret]. None of them repeats what was typed.
var (
	ErrNoSigningSecret    = errors.New("no signing secret given: copy it from the app's Basic Information page")
	ErrSigningSecretChars = errors.New("a signing secret has no such characters: copy it again from the app's Basic Information page")
	ErrSigningSecretShort = errors.New("this is too short for a signing secret: copy all of it from the app's Basic Information page")
	ErrSigningSecretLong  = errors.New("this is longer than any signing secret: copy it again from the app's Basic Information page")
)

// Bounds of a signing secret, in bytes. A shorter one could be found by trial;
// Slack's have 32 characters.
const minSigningSecret, maxSigningSecret = 16, 256

// ParseSigningSecret reads a signing secret as a person pastes it: surrounding
// space is dropped, anything else that is wrong is one of the errors above.
func ParseSigningSecret(s string) (SigningSecret, error) {
	s = strings.TrimSpace(s)
	switch {
	case s == "":
		return SigningSecret{}, ErrNoSigningSecret
	case strings.ContainsFunc(s, func(r rune) bool { return r <= ' ' || r > '~' }):
		return SigningSecret{}, ErrSigningSecretChars
	case len(s) < minSigningSecret:
		return SigningSecret{}, ErrSigningSecretShort
	case len(s) > maxSigningSecret:
		return SigningSecret{}, ErrSigningSecretLong
	}
	return SigningSecret{secret: unique.Make(s)}, nil
}

// Reveal returns the secret. Its only rightful places are the check of a
// signature and the store the user chose.
func (s SigningSecret) Reveal() string {
	if s.IsZero() {
		return ""
	}
	return s.secret.Value()
}

// IsZero reports whether s is no secret at all.
func (s SigningSecret) IsZero() bool { return s == SigningSecret{} }

// String says what it is, and nothing of what it holds.
func (s SigningSecret) String() string {
	if s.IsZero() {
		return "(no signing secret)"
	}
	return "(signing secret)"
}

// GoString redacts %#v.
func (s SigningSecret) GoString() string { return "model.SigningSecret" + s.String() }

// Format redacts every verb and flag of package fmt.
func (s SigningSecret) Format(f fmt.State, verb rune) {
	if verb == 'v' && f.Flag('#') {
		fmt.Fprint(f, s.GoString())
		return
	}
	fmt.Fprint(f, s.String())
}

// MarshalText redacts JSON, XML and every other text encoding.
func (s SigningSecret) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// LogValue redacts log/slog.
func (s SigningSecret) LogValue() slog.Value { return slog.StringValue(s.String()) }
