package console

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
	StatusDone        = 0
	StatusNo          = 1   // the answer is no
	StatusUsage       = 2   // the command line is wrong, or this machine cannot do it
	StatusRefused     = 3   // Slack refused, or there is no token it could accept
	StatusUnreachable = 4   // Slack was not reached, asked us to wait too long, or somebody else answered
	StatusInterrupted = 130 // as shells report ctrl+c
)

// Failure is an error with everything that is reported about it.
type Failure struct {
	Code    string // stable, for scripts; Slack's own code where Slack refused
	Status  int
	Message string
	Next    string
}

// AlreadyReportedError is the end of a command that has printed its result, and whose status is
// part of it: there is nothing left to report.
type AlreadyReportedError struct{ Status int }

func (s AlreadyReportedError) Error() string { return fmt.Sprintf("exit status %d", s.Status) }

func (f *Failure) Error() string    { return f.Message }
func (f *Failure) Sentence() string { return f.Message }
func (f *Failure) NextStep() string { return f.Next }

// CommandLineError is a failure of whoever typed the command.
func CommandLineError(sentence, nextStep string) *Failure {
	return &Failure{"usage", StatusUsage, sentence, nextStep}
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

// classified is an error of a command that knows its own code and exit status.
type classified interface {
	error
	Code() string
	ExitStatus() int
}

// Classify finds the code and the exit status of an error.
func Classify(err error) (code string, status int) {
	if f, ok := errors.AsType[*Failure](err); ok {
		return f.Code, f.Status
	}
	if c, ok := errors.AsType[classified](err); ok {
		return c.Code(), c.ExitStatus()
	}
	if IsType[*slackapi.UncertainError](err) || IsType[*slackapi.SpentError](err) { // whatever they wrap
		return "uncertain", StatusUnreachable
	}
	if e, ok := errors.AsType[*slackapi.Error](err); ok {
		return e.Code, StatusRefused
	}
	if errors.Is(err, keystore.ErrReadOnly) {
		return "read_only", StatusUsage
	}
	if code, status := classifyRenewal(err); code != "" {
		return code, status
	}
	if f, ok := errors.AsType[*keystore.KeyringError](err); ok {
		return f.Code, StatusRefused
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
	case oneOf(urlErrors, err) != nil:
		return "bad_api_url", StatusUsage
	case oneOf(secretErrors, err) != nil:
		return "bad_signing_secret", StatusUsage
	case oneOf(requestErrors, err) != nil:
		return "bad_request", StatusUsage
	case oneOf(tokenErrors, err) != nil:
		return "bad_token", StatusRefused
	case IsType[*keystore.KindError](err), IsType[*slackapi.KindError](err):
		return "wrong_token_kind", StatusRefused
	case IsType[*slackapi.TeamNeededError](err):
		return "team_needed", StatusUsage
	case IsType[*keystore.UnknownTeamError](err):
		return "unknown_team", StatusUsage
	case IsType[*keystore.ExistsError](err):
		return "already_stored", StatusUsage
	case IsType[*keystore.IndexError](err):
		return "team_list", StatusUsage
	case IsType[*keystore.FileError](err):
		return "token_file", StatusUsage
	case IsType[*keystore.PlaceError](err):
		return "bad_store", StatusUsage
	case IsType[*keystore.NameError](err):
		return "bad_name", StatusUsage
	case IsType[*keystore.SizeError](err):
		return "token_too_long", StatusRefused
	}
	return "failed", StatusUsage
}

// classifyRenewal is classify for what goes wrong with tokens that run out. Of any
// other error the code is empty.
func classifyRenewal(err error) (code string, status int) {
	switch {
	case IsType[*keystore.LostPairError](err): // whatever it wraps
		return "pair_lost", StatusRefused
	case IsType[*keystore.RenewalError](err):
		return "not_renewable", StatusUsage
	case oneOf(clientErrors, err) != nil:
		return "bad_client_secret", StatusUsage
	}
	return "", StatusDone
}

func IsType[E error](err error) bool {
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

// Describe says everything about an error that is reported.
func Describe(err error) Failure {
	code, status := Classify(err)
	f := Failure{Code: code, Status: status, Message: err.Error()}
	if explained, ok := errors.AsType[ui.Explained](err); ok {
		f.Message, f.Next = explained.Sentence(), explained.NextStep()
	} else if e := cmp.Or(
		oneOf(tokenErrors, err), oneOf(urlErrors, err), oneOf(secretErrors, err),
		oneOf(clientErrors, err), oneOf(requestErrors, err),
	); e != nil {
		_, f.Next, _ = strings.Cut(e.Error(), ": ")
		f.Message = strings.TrimSuffix(err.Error(), ": "+f.Next)
	} else if code == "interrupted" {
		f.Message = "interrupted"
	}
	return f
}
