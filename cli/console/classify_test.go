package console

import (
	"context"
	"errors"
	"fmt"
	"io"
	"testing"

	"periscope/keystore"
	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi"
)

// expired is an error of a room in cli, which knows its code and its exit status.
type expired struct{}

func (expired) Error() string    { return "it ran out" }
func (expired) Sentence() string { return "It ran out." }
func (expired) NextStep() string { return "Renew it." }
func (expired) Code() string     { return "token_expired" }
func (expired) ExitStatus() int  { return StatusRefused }

func TestEveryErrorHasItsCodeAndStatus(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		err    error
		code   string
		status int
	}{
		{CommandLineError("x", "y"), "usage", 2},
		{&Error{"declined", StatusNo, "x", "y"}, "declined", 1},
		{expired{}, "token_expired", 3},

		{&slackapi.Error{Method: "auth.test", Code: "token_revoked"}, "token_revoked", 3},
		{&slackapi.RateLimitedError{Method: "auth.test"}, "rate_limited", 4},
		{&slackapi.UnreachableError{Method: "auth.test", Host: "h", Err: io.EOF}, "unreachable", 4},
		{&slackapi.MalformedError{Method: "auth.test", Host: "h", Reason: "is a page"}, "not_slack", 4},
		{context.DeadlineExceeded, "unreachable", 4},
		{context.Canceled, "interrupted", 130},
		{slackapi.ErrURL, "bad_api_url", 2},
		{slackapi.ErrPlainURL, "bad_api_url", 2},
		{slackapi.ErrNoScopes, "bad_request", 2},
		{slackapi.ErrNoTrigger, "bad_request", 2},
		{slackapi.ErrNoUser, "bad_request", 2},
		{slackapi.CheckKind(catalog.Session), "wrong_token_kind", 3},
		{&slackapi.TeamNeededError{Teams: make([]model.Team, 2)}, "team_needed", 2},

		{model.ErrNoToken, "bad_token", 3},
		{model.ErrTokenSpace, "bad_token", 3},
		{model.ErrTokenLetters, "bad_token", 3},
		{model.ErrTokenPrefix, "bad_token", 3},
		{model.ErrTokenTooLong, "bad_token", 3},
		{model.ErrTokenShort, "bad_token", 3},
		{model.ErrNoClientSecret, "bad_client_secret", 2},
		{model.ErrClientSecretChars, "bad_client_secret", 2},
		{model.ErrClientSecretLong, "bad_client_secret", 2},
		{model.ErrNoSigningSecret, "bad_signing_secret", 2},
		{model.ErrSigningSecretChars, "bad_signing_secret", 2},
		{model.ErrSigningSecretShort, "bad_signing_secret", 2},
		{model.ErrSigningSecretLong, "bad_signing_secret", 2},

		{keystore.ErrNotFound, "not_in_keyring", 3},
		{keystore.ErrNoKeyring, "no_keyring", 3},
		{keystore.ErrKeyringLocked, "keyring_locked", 3},
		{keystore.ErrKeyringTimeout, "keyring_timeout", 3},
		{keystore.ErrNotAToken, "not_a_token", 3},
		{keystore.ErrNotListable, "not_listable", 3},
		{keystore.ErrBusy, "busy", 3},
		{keystore.ErrWrongPassphrase, "wrong_passphrase", 3},
		{keystore.ErrFileLocked, "file_locked", 3},
		{keystore.ErrShortPassphrase, "short_passphrase", 3},
		{keystore.ErrReadOnly, "read_only", 2},
		{keystore.Storable(catalog.Session), "wrong_token_kind", 3},
		{&keystore.SizeError{Size: 2, Limit: 1}, "token_too_long", 3},
		{&keystore.LostPairError{Err: keystore.ErrReadOnly}, "pair_lost", 3}, // whatever it wraps
		{keystore.CheckRenewal(model.Token{}, keystore.Renewal{}), "not_renewable", 2},
		{&keystore.UnknownTeamError{Key: "a/bot"}, "unknown_team", 2},
		{&keystore.ExistsError{Entries: make([]keystore.Entry, 1)}, "already_stored", 2},
		{&keystore.TeamListError{Path: "p", Err: io.EOF}, "team_list", 2},
		{&keystore.FileError{Path: "p", Err: io.EOF}, "token_file", 2},
		{&keystore.BackendError{Name: "attic"}, "bad_store", 2},
		{keystore.CheckName("a b"), "bad_name", 2},

		{errors.New("the moon is in the way"), "failed", 2},
	} {
		f := Describe(fmt.Errorf("doing something: %w", test.err))
		if f.Code != test.code || f.Status != test.status {
			t.Errorf("%v: %s, %d; want %s, %d", test.err, f.Code, f.Status, test.code, test.status)
		}
		helpless := test.code == "failed" || test.code == "interrupted" || errors.Is(test.err, context.DeadlineExceeded)
		if f.Message == "" || (f.Next == "") != helpless {
			t.Errorf("%v: message %q, next step %q", test.err, f.Message, f.Next)
		}
	}
}

func TestUncertainOutcomesAreToldFromRefusals(t *testing.T) {
	t.Parallel()
	for _, err := range []error{&slackapi.UncertainRequestError{}, &slackapi.UncertainExchangeError{}} {
		if code, status := Classify(wrapping{err, &slackapi.Error{Code: "fatal_error"}}); code != "uncertain" || status != StatusUnreachable {
			t.Errorf("%T: %s, %d", err, code, status)
		}
	}
}

// wrapping holds several errors, of which none is printed: zero ones cannot be.
type wrapping []error

func (wrapping) Error() string     { return "several" }
func (w wrapping) Unwrap() []error { return w }
