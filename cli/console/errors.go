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
	ErrorCode string // stable, for scripts; Slack's own code where Slack refused
	Exit      int
	What      string
	Next      string
}

// AlreadyReportedError is the end of a command that has printed its result, and whose status is
// part of it: there is nothing left to report.
type AlreadyReportedError struct{ Exit int }

func (s AlreadyReportedError) Error() string { return fmt.Sprintf("exit status %d", s.Exit) }

func (f *Failure) Error() string    { return f.What }
func (f *Failure) Sentence() string { return f.What }
func (f *Failure) NextStep() string { return f.Next }

// Misuse is a failure of whoever typed the command.
func Misuse(sentence, nextStep string) *Failure {
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
		return f.ErrorCode, f.Exit
	}
	if c, ok := errors.AsType[classified](err); ok {
		return c.Code(), c.ExitStatus()
	}
	if IsA[*slackapi.UncertainError](err) || IsA[*slackapi.SpentError](err) { // whatever they wrap
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
	case IsA[*slackapi.RateLimitedError](err):
		return "rate_limited", StatusUnreachable
	case IsA[*slackapi.UnreachableError](err), errors.Is(err, context.DeadlineExceeded):
		return "unreachable", StatusUnreachable
	case IsA[*slackapi.MalformedError](err):
		return "not_slack", StatusUnreachable
	case oneOf(urlErrors, err) != nil:
		return "bad_api_url", StatusUsage
	case oneOf(secretErrors, err) != nil:
		return "bad_signing_secret", StatusUsage
	case oneOf(requestErrors, err) != nil:
		return "bad_request", StatusUsage
	case oneOf(tokenErrors, err) != nil:
		return "bad_token", StatusRefused
	case IsA[*keystore.KindError](err), IsA[*slackapi.KindError](err):
		return "wrong_token_kind", StatusRefused
	case IsA[*slackapi.TeamNeededError](err):
		return "team_needed", StatusUsage
	case IsA[*keystore.UnknownTeamError](err):
		return "unknown_team", StatusUsage
	case IsA[*keystore.ExistsError](err):
		return "already_stored", StatusUsage
	case IsA[*keystore.IndexError](err):
		return "team_list", StatusUsage
	case IsA[*keystore.FileError](err):
		return "token_file", StatusUsage
	case IsA[*keystore.PlaceError](err):
		return "bad_store", StatusUsage
	case IsA[*keystore.NameError](err):
		return "bad_name", StatusUsage
	case IsA[*keystore.SizeError](err):
		return "token_too_long", StatusRefused
	}
	return "failed", StatusUsage
}

// classifyRenewal is classify for what goes wrong with tokens that run out. Of any
// other error the code is empty.
func classifyRenewal(err error) (code string, status int) {
	switch {
	case IsA[*keystore.LostPairError](err): // whatever it wraps
		return "pair_lost", StatusRefused
	case IsA[*keystore.RenewalError](err):
		return "not_renewable", StatusUsage
	case oneOf(clientErrors, err) != nil:
		return "bad_client_secret", StatusUsage
	}
	return "", StatusDone
}

func IsA[E error](err error) bool {
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
	f := Failure{ErrorCode: code, Exit: status, What: err.Error()}
	if explained, ok := errors.AsType[ui.Explained](err); ok {
		f.What, f.Next = explained.Sentence(), explained.NextStep()
	} else if e := cmp.Or(
		oneOf(tokenErrors, err), oneOf(urlErrors, err), oneOf(secretErrors, err),
		oneOf(clientErrors, err), oneOf(requestErrors, err),
	); e != nil {
		_, f.Next, _ = strings.Cut(e.Error(), ": ")
		f.What = strings.TrimSuffix(err.Error(), ": "+f.Next)
	} else if code == "interrupted" {
		f.What = "interrupted"
	}
	return f
}
