package console

import (
	"context"
	"errors"

	"periscope/keystore"
	"periscope/model"
	"periscope/slackapi"
)

// Which code and which exit status an error has. Errors of the rooms in cli know
// both. Errors from further below know at most their code: what it means to the
// shell is decided here.

// withStatus is an error that knows its code and its exit status.
type withStatus interface {
	error
	Code() string
	ExitStatus() int
}

// withCode is an error that knows its code.
type withCode interface {
	error
	Code() string
}

// refusedCodes are the codes of errors, from packages below cli, that stand for a
// token that Slack could not accept. With any other code of theirs the command line
// or the machine is the cause.
var refusedCodes = map[string]bool{
	"bad_token":        true,
	"wrong_token_kind": true,
	"token_too_long":   true,
	"pair_lost":        true,
}

// Classify finds the code and the exit status of an error.
func Classify(err error) (code string, status int) {
	if f, ok := errors.AsType[*Failure](err); ok {
		return f.Code, f.Status
	}
	if e, ok := errors.AsType[withStatus](err); ok {
		return e.Code(), e.ExitStatus()
	}
	if IsType[*slackapi.UncertainError](err) || IsType[*slackapi.SpentError](err) { // whatever they wrap
		return "uncertain", StatusUnreachable
	}
	if e, ok := errors.AsType[*slackapi.Error](err); ok {
		return e.Code, StatusRefused
	}
	if IsType[*keystore.LostPairError](err) { // whatever it wraps
		return "pair_lost", StatusRefused
	}
	if e, ok := errors.AsType[*keystore.KeyringError](err); ok {
		if code := e.Code(); code != "read_only" {
			return code, StatusRefused
		}
		return "read_only", StatusUsage
	}
	switch {
	case errors.Is(err, context.Canceled):
		return "interrupted", StatusInterrupted
	case IsType[*slackapi.RateLimitedError](err):
		return "rate_limited", StatusUnreachable
	case IsType[*slackapi.UnreachableError](err), errors.Is(err, context.DeadlineExceeded):
		return "unreachable", StatusUnreachable
	case IsType[*slackapi.MalformedError](err):
		return "not_slack", StatusUnreachable
	}
	code = codeOf(err)
	switch {
	case refusedCodes[code]:
		return code, StatusRefused
	case code == "":
		return "failed", StatusUsage
	}
	return code, StatusUsage
}

// codeOf is the code of an error that does not depend on Slack's answer; empty if
// it has none.
func codeOf(err error) string {
	if e, ok := errors.AsType[withCode](err); ok {
		return e.Code()
	}
	switch {
	case isOneOf(urlErrors, err):
		return "bad_api_url"
	case isOneOf(secretErrors, err):
		return "bad_signing_secret"
	case isOneOf(clientErrors, err):
		return "bad_client_secret"
	case isOneOf(requestErrors, err):
		return "bad_request"
	case isOneOf(tokenErrors, err):
		return "bad_token"
	case IsType[*keystore.KindError](err), IsType[*slackapi.KindError](err):
		return "wrong_token_kind"
	case IsType[*slackapi.TeamNeededError](err):
		return "team_needed"
	case IsType[*keystore.UnknownTeamError](err):
		return "unknown_team"
	case IsType[*keystore.ExistsError](err):
		return "already_stored"
	case IsType[*keystore.IndexError](err):
		return "team_list"
	case IsType[*keystore.FileError](err):
		return "token_file"
	case IsType[*keystore.PlaceError](err):
		return "bad_store"
	case IsType[*keystore.NameError](err):
		return "bad_name"
	case IsType[*keystore.SizeError](err):
		return "token_too_long"
	case IsType[*keystore.RenewalError](err):
		return "not_renewable"
	}
	return ""
}

// Errors whose text is a sentence, a colon and the next step.
var (
	tokenErrors = []error{
		model.ErrNoToken, model.ErrTokenSpace, model.ErrTokenLetters, model.ErrTokenPrefix, model.ErrTokenTooLong, model.ErrTokenShort,
	}
	urlErrors     = []error{slackapi.ErrURL, slackapi.ErrPlainURL}
	clientErrors  = []error{model.ErrNoClientSecret, model.ErrClientSecretChars, model.ErrClientSecretLong}
	secretErrors  = []error{model.ErrNoSigningSecret, model.ErrSigningSecretChars, model.ErrSigningSecretShort, model.ErrSigningSecretLong}
	requestErrors = []error{slackapi.ErrNoScopes, slackapi.ErrNoTrigger, slackapi.ErrNoUser}
)

func isOneOf(family []error, err error) bool { return oneOf(family, err) != nil }

// oneOf returns the member of a family that err is, or nil.
func oneOf(family []error, err error) error {
	for _, e := range family {
		if errors.Is(err, e) {
			return e
		}
	}
	return nil
}
