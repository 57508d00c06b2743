package console

import (
	"context"
	"errors"

	"periscope/keystore"
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
	if f, ok := errors.AsType[*Error](err); ok {
		return f.Code, f.Status
	}
	if e, ok := errors.AsType[withStatus](err); ok {
		return e.Code(), e.ExitStatus()
	}
	if IsType[*slackapi.UncertainRequestError](err) || IsType[*slackapi.UncertainExchangeError](err) { // whatever they wrap
		return "uncertain", StatusUnreachable
	}
	if e, ok := errors.AsType[*slackapi.Error](err); ok {
		return e.Code, StatusRefused
	}
	if IsType[*keystore.LostPairError](err) { // whatever it wraps
		return "pair_lost", StatusRefused
	}
	if e, ok := errors.AsType[*keystore.Error](err); ok {
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

// codeOf is the code of an error that is no answer of Slack's; empty if it has none.
func codeOf(err error) string {
	if e, ok := errors.AsType[withCode](err); ok {
		return e.Code()
	}
	switch {
	case errors.Is(err, slackapi.ErrURL), errors.Is(err, slackapi.ErrPlainURL):
		return "bad_api_url"
	case errors.Is(err, slackapi.ErrNoScopes), errors.Is(err, slackapi.ErrNoTrigger), errors.Is(err, slackapi.ErrNoUser):
		return "bad_request"
	case IsType[*slackapi.KindError](err):
		return "wrong_token_kind"
	case IsType[*slackapi.TeamNeededError](err):
		return "team_needed"
	}
	return ""
}
