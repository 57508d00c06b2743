package model

import (
	"fmt"
	"log/slog"
	"strings"
	"unique"
)

// hidden is the core of every secret: a text that no way of printing shows.
// What is shown instead, its redaction says. The zero hidden is no secret.
type hidden[R redaction] struct {
	// A handle, not a string: where package fmt cannot call our methods (on an
	// unexported field, or for %p), it prints what it finds, and finds a pointer.
	text unique.Handle[string]
}

// redaction says what is shown of a secret of one sort, which is empty if there is none.
type redaction interface {
	redact(secret string) string   // for every verb but %#v, for JSON and for logs
	redactGo(secret string) string // for %#v
}

func hide[R redaction](secret string) hidden[R] { return hidden[R]{unique.Make(secret)} }

// Reveal returns the secret itself; of none, an empty text. Its only rightful
// places are the store that the user chose and what the secret is for: the
// Authorization header, or the check of a signature.
func (h hidden[R]) Reveal() string {
	if h.IsZero() {
		return ""
	}
	return h.text.Value()
}

// IsZero reports whether there is no secret.
func (h hidden[R]) IsZero() bool { return h == hidden[R]{} }

// String is the redaction.
func (h hidden[R]) String() string {
	var r R
	return r.redact(h.Reveal())
}

// GoString redacts %#v.
func (h hidden[R]) GoString() string {
	var r R
	return r.redactGo(h.Reveal())
}

// Format redacts every verb and flag of package fmt.
func (h hidden[R]) Format(f fmt.State, verb rune) {
	if verb == 'v' && f.Flag('#') {
		fmt.Fprint(f, h.GoString())
		return
	}
	fmt.Fprint(f, h.String())
}

// MarshalText redacts JSON, XML and every other text encoding.
func (h hidden[R]) MarshalText() ([]byte, error) { return []byte(h.String()), nil }

// LogValue redacts log/slog.
func (h hidden[R]) LogValue() slog.Value { return slog.StringValue(h.String()) }

// fromBasicInformation says where both client secrets and signing secrets are shown.
const fromBasicInformation = " from the app's Basic Information page"

// ClientSecret is what an app proves itself with when it exchanges a code or a
// refresh token. Printing one in any way, by mistake or not, prints that it is
// one and nothing of it, as with [Token]. Client secrets are compared with ==.
// The zero ClientSecret is none.
type ClientSecret struct{ hidden[clientSecret] }

type clientSecret struct{}

func (clientSecret) redact(secret string) string { return redactAll(secret, "client secret") }

func (c clientSecret) redactGo(secret string) string { return "model.ClientSecret" + c.redact(secret) }

// Errors of [ParseClientSecret]: each is an [*InputError].
var (
	ErrNoClientSecret    = badClientSecret("no client secret given", "copy it"+fromBasicInformation)
	ErrClientSecretChars = badClientSecret("this has characters that no client secret has", "copy it again"+fromBasicInformation)
	ErrClientSecretLong  = badClientSecret("this is longer than any client secret", "copy it again"+fromBasicInformation)
)

func badClientSecret(sentence, nextStep string) error {
	return &InputError{"bad_client_secret", sentence, nextStep}
}

// maxSecret bounds client secrets and signing secrets, in bytes. Slack's have 32.
const maxSecret = 256

// ParseClientSecret reads a client secret as a person pastes it: surrounding
// space is dropped, anything else that is wrong is one of the errors above.
func ParseClientSecret(s string) (ClientSecret, error) {
	s = strings.TrimSpace(s)
	switch {
	case s == "":
		return ClientSecret{}, ErrNoClientSecret
	case strings.ContainsFunc(s, notInSecrets):
		return ClientSecret{}, ErrClientSecretChars
	case len(s) > maxSecret:
		return ClientSecret{}, ErrClientSecretLong
	}
	return ClientSecret{hide[clientSecret](s)}, nil
}

// SigningSecret is what Slack signs with whatever it sends to an app. Printing
// one in any way, by mistake or not, prints that it is one and nothing of it, as
// with [Token]. Signing secrets are compared with ==. The zero SigningSecret is
// none, and verifies nothing.
type SigningSecret struct{ hidden[signingSecret] }

type signingSecret struct{}

func (signingSecret) redact(secret string) string { return redactAll(secret, "signing secret") }

func (s signingSecret) redactGo(secret string) string {
	return "model.SigningSecret" + s.redact(secret)
}

// Errors of [ParseSigningSecret]: each is an [*InputError].
var (
	ErrNoSigningSecret    = badSigningSecret("no signing secret given", "copy it"+fromBasicInformation)
	ErrSigningSecretChars = badSigningSecret("a signing secret has no such characters", "copy it again"+fromBasicInformation)
	ErrSigningSecretShort = badSigningSecret("this is too short for a signing secret", "copy all of it"+fromBasicInformation)
	ErrSigningSecretLong  = badSigningSecret("this is longer than any signing secret", "copy it again"+fromBasicInformation)
)

func badSigningSecret(sentence, nextStep string) error {
	return &InputError{"bad_signing_secret", sentence, nextStep}
}

// minSigningSecret is the least length of a signing secret, in bytes: a shorter
// one could be found by trial.
const minSigningSecret = 16

// ParseSigningSecret reads a signing secret as a person pastes it: surrounding
// space is dropped, anything else that is wrong is one of the errors above.
func ParseSigningSecret(s string) (SigningSecret, error) {
	s = strings.TrimSpace(s)
	switch {
	case s == "":
		return SigningSecret{}, ErrNoSigningSecret
	case strings.ContainsFunc(s, notInSecrets):
		return SigningSecret{}, ErrSigningSecretChars
	case len(s) < minSigningSecret:
		return SigningSecret{}, ErrSigningSecretShort
	case len(s) > maxSecret:
		return SigningSecret{}, ErrSigningSecretLong
	}
	return SigningSecret{hide[signingSecret](s)}, nil
}

// notInSecrets reports whether client secrets and signing secrets lack a character.
func notInSecrets(r rune) bool { return r <= ' ' || r > '~' }

// redactAll says what a secret is, and nothing of what it holds.
func redactAll(secret, what string) string {
	if secret == "" {
		return "(no " + what + ")"
	}
	return "(" + what + ")"
}
