package console

import (
	"errors"
	"fmt"
)

// Exit statuses. Scripts rely on them.
const (
	StatusDone        = 0
	StatusNo          = 1   // the answer is no
	StatusUsage       = 2   // the command line is wrong, or this machine cannot do it
	StatusRefused     = 3   // Slack refused, or there is no token it could accept
	StatusUnreachable = 4   // Slack was not reached, asked us to wait too long, or another server answered
	StatusFault       = 70  // Periscope itself failed, as EX_SOFTWARE of sysexits.h
	StatusSignal      = 128 // and the number of the signal, for SIGQUIT and SIGABRT
	StatusInterrupted = 130 // as shells report ctrl+c; for SIGTERM and SIGHUP as well
)

// Error is an error of a command, with everything that is reported about it.
type Error struct {
	Code    string // stable, for scripts; Slack's own code where Slack refused
	Status  int    // exit status
	Message string // what happened
	Next    string // what to do about it; may be empty
}

func (f *Error) Error() string { return f.Message }

// Sentence says what happened.
func (f *Error) Sentence() string { return f.Message }

// NextStep says what to do about it.
func (f *Error) NextStep() string { return f.Next }

// CommandLineError is the failure of a command line that cannot be obeyed as it
// was typed. Its code is "usage".
func CommandLineError(sentence, nextStep string) *Error {
	return &Error{"usage", StatusUsage, sentence, nextStep}
}

// AlreadyReportedError ends a command that has printed its result, when the exit
// status is part of the result. Nothing more is printed.
type AlreadyReportedError struct{ Status int }

func (e AlreadyReportedError) Error() string { return fmt.Sprintf("exit status %d", e.Status) }

// IsType reports whether err is of type E, or wraps an error that is.
func IsType[E error](err error) bool {
	_, ok := errors.AsType[E](err)
	return ok
}
