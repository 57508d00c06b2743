package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"

	"periscope/keystore"
	"periscope/model"
	"periscope/slackapi"
	"periscope/ui"
)

// Exit statuses. Scripts rely on them.
const (
	statusDone        = 0
	statusNo          = 1   // the answer is no
	statusUsage       = 2   // the command line is wrong, or this machine cannot do it
	statusRefused     = 3   // Slack refused, or there is no token it could accept
	statusUnreachable = 4   // Slack was not reached, asked us to wait too long, or somebody else answered
	statusInterrupted = 130 // as shells report ctrl+c
)

// failure is an error with everything that is reported about it.
type failure struct {
	code     string // stable, for scripts; Slack's own code where Slack refused
	status   int
	sentence string
	nextStep string
}

// said is the end of a command that has printed its result, and whose status is
// part of it: there is nothing left to report.
type said struct{ status int }

func (s said) Error() string { return fmt.Sprintf("exit status %d", s.status) }

func (f *failure) Error() string    { return f.sentence }
func (f *failure) Sentence() string { return f.sentence }
func (f *failure) NextStep() string { return f.nextStep }

// usage is a failure of whoever typed the command.
func usage(sentence, nextStep string) *failure {
	return &failure{"usage", statusUsage, sentence, nextStep}
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

// classify finds the code and the exit status of an error.
func classify(err error) (code string, status int) {
	if f, ok := errors.AsType[*failure](err); ok {
		return f.code, f.status
	}
	if is[*slackapi.UncertainError](err) || is[*slackapi.SpentError](err) { // whatever they wrap
		return "uncertain", statusUnreachable
	}
	if e, ok := errors.AsType[*slackapi.Error](err); ok {
		return e.Code, statusRefused
	}
	if errors.Is(err, keystore.ErrReadOnly) {
		return "read_only", statusUsage
	}
	if code, status := classifyRenewal(err); code != "" {
		return code, status
	}
	if f, ok := errors.AsType[*keystore.KeyringError](err); ok {
		return f.Code(), statusRefused
	}
	switch {
	case errors.Is(err, context.Canceled):
		return "interrupted", statusInterrupted
	case is[*slackapi.RateLimitedError](err):
		return "rate_limited", statusUnreachable
	case is[*slackapi.UnreachableError](err), errors.Is(err, context.DeadlineExceeded):
		return "unreachable", statusUnreachable
	case is[*slackapi.MalformedError](err):
		return "not_slack", statusUnreachable
	case oneOf(urlErrors, err) != nil:
		return "bad_api_url", statusUsage
	case oneOf(secretErrors, err) != nil:
		return "bad_signing_secret", statusUsage
	case oneOf(requestErrors, err) != nil:
		return "bad_request", statusUsage
	case oneOf(tokenErrors, err) != nil:
		return "bad_token", statusRefused
	case is[*keystore.KindError](err), is[*slackapi.KindError](err):
		return "wrong_token_kind", statusRefused
	case is[*slackapi.TeamNeededError](err):
		return "team_needed", statusUsage
	case is[*keystore.UnknownTeamError](err):
		return "unknown_team", statusUsage
	case is[*keystore.ExistsError](err):
		return "already_stored", statusUsage
	case is[*keystore.IndexError](err):
		return "team_list", statusUsage
	case is[*keystore.FileError](err):
		return "token_file", statusUsage
	case is[*keystore.PlaceError](err):
		return "bad_store", statusUsage
	case is[*keystore.NameError](err):
		return "bad_name", statusUsage
	case is[*keystore.SizeError](err):
		return "token_too_long", statusRefused
	}
	return "failed", statusUsage
}

// classifyRenewal is classify for what goes wrong with tokens that run out. Of any
// other error the code is empty.
func classifyRenewal(err error) (code string, status int) {
	switch {
	case is[*keystore.LostPairError](err): // whatever it wraps
		return "pair_lost", statusRefused
	case is[*expiredError](err):
		return "token_expired", statusRefused
	case is[*keystore.RenewalError](err):
		return "not_renewable", statusUsage
	case oneOf(clientErrors, err) != nil:
		return "bad_client_secret", statusUsage
	}
	return "", statusDone
}

func is[E error](err error) bool {
	_, ok := errors.AsType[E](err)
	return ok
}

// oneOf returns the member of a family that err is, or nil.
func oneOf(family []error, err error) error {
	for _, e := range family {
		if errors.Is(err, e) {
			return e
		}
	}
	return nil
}

// describe says everything about an error that is reported.
func describe(err error) failure {
	code, status := classify(err)
	err = withCommand(err)
	f := failure{code: code, status: status, sentence: err.Error()}
	if explained, ok := errors.AsType[ui.Explained](err); ok {
		f.sentence, f.nextStep = explained.Sentence(), explained.NextStep()
	} else if e := cmp.Or(
		oneOf(tokenErrors, err), oneOf(urlErrors, err), oneOf(secretErrors, err),
		oneOf(clientErrors, err), oneOf(requestErrors, err),
	); e != nil {
		_, f.nextStep, _ = strings.Cut(e.Error(), ": ")
		f.sentence = strings.TrimSuffix(err.Error(), ": "+f.nextStep)
	} else if code == "interrupted" {
		f.sentence = "interrupted"
	}
	return f
}
