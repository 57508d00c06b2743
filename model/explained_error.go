package model

import (
	"errors"
	"fmt"
)

// Explained is an error that speaks to a person. Its text, Error, is for logs
// and for programs; what a person reads is made of its two sentences.
type Explained interface {
	error
	Sentence() string // what happened: one sentence
	NextStep() string // what to do about it: one sentence
}

// InputError says what is wrong with a secret as a person gave it. It repeats
// nothing of what was given. The values are the Err variables of this package:
// test for them with errors.Is.
type InputError struct {
	code, sentence, nextStep string
}

func (e *InputError) Error() string { return e.sentence + ": " + e.nextStep }

// Code names, for scripts, which sort of secret was wrong: "bad_token",
// "bad_client_secret" or "bad_signing_secret". It never changes.
func (e *InputError) Code() string { return e.code }

// Sentence says what is wrong.
func (e *InputError) Sentence() string { return e.sentence }

// NextStep says what to give instead.
func (e *InputError) NextStep() string { return e.nextStep }

// About returns err with what it is about before its text and its sentence:
// "SLACK_TOKEN: no token given". Its next step stays as it is, and errors.Is and
// errors.As find err in it.
func About(subject string, err error) error {
	if err == nil {
		return nil
	}
	about := fmt.Errorf("%s: %w", subject, err)
	if e, ok := errors.AsType[Explained](err); ok {
		return &aboutError{about, subject + ": " + e.Sentence(), e.NextStep()}
	}
	return about
}

type aboutError struct {
	error
	sentence, nextStep string
}

func (e *aboutError) Unwrap() error    { return e.error }
func (e *aboutError) Sentence() string { return e.sentence }
func (e *aboutError) NextStep() string { return e.nextStep }
