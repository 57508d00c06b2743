package console

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"periscope/model"
	"periscope/slackapi"
	"periscope/slackapi/text"
)

// Report tells the user how a command ended, and returns its exit status. An error
// is a line on standard error and, on a second line, what to do about it: one line
// each, whatever the error repeats. With asJSON it is an [ErrorDocument] on standard
// output as well.
func Report(env *Environment, err error, asJSON bool) int {
	if err == nil {
		return StatusDone
	}
	if done, ok := errors.AsType[AlreadyReportedError](err); ok {
		return done.Status
	}
	f := Describe(err)
	f.Code, f.Message, f.Next = text.Clean(f.Code), text.Clean(f.Message), text.Clean(f.Next)
	message, nextStep := AsMessage(f.Message), AsMessage(f.Next)
	fmt.Fprintln(env.Err, "periscope:", message)
	if nextStep != "" {
		fmt.Fprintln(env.Err, nextStep)
	}
	if asJSON {
		doc := ErrorDocument{"periscope.error/v1", errorBody{f.Code, message, nextStep}}
		if err := WriteJSON(env.Out, doc); err != nil {
			fmt.Fprintln(env.Err, "periscope:", err)
		}
	}
	return f.Status
}

// Describe finds everything that is reported about an error.
func Describe(err error) Error {
	code, status := Classify(err)
	err = WithCommand(err)
	f := Error{Code: code, Status: status, Message: err.Error()}
	if e, ok := errors.AsType[model.Explained](err); ok {
		f.Message, f.Next = e.Sentence(), e.NextStep()
	} else if code == "interrupted" {
		f.Message = "interrupted"
	}
	if refusal, ok := errors.AsType[*slackapi.Error](err); ok {
		f.Message = nameCode(f.Message, refusal.Code)
	}
	return f
}

// nameCode puts Slack's own code into a sentence that lacks it: it is what people look up.
func nameCode(sentence, code string) string {
	if strings.Contains(sentence, code) {
		return sentence
	}
	first, rest, more := strings.Cut(sentence, ". ")
	first = strings.TrimSuffix(first, ".") + " (" + slackapi.Answered(code) + ")."
	if more {
		return first + " " + rest
	}
	return first
}

// Note prints a line on standard error that is neither result nor error.
func Note(env *Environment, format string, args ...any) {
	fmt.Fprintln(env.Err, "periscope:", text.Clean(fmt.Sprintf(format, args...)))
}

// NoteWarnings returns a function, for [slackapi.OnWarning], that notes each remark of
// Slack's on a method once.
func NoteWarnings(env *Environment) func(slackapi.Warning) {
	var noted sync.Map
	return func(w slackapi.Warning) {
		if _, before := noted.LoadOrStore(w, true); before {
			return
		}
		sentence := "see the method's page"
		if x, known := slackapi.ExplainCode(w.Method, w.Code, ""); known {
			sentence = AsMessage(x.Sentence)
		}
		Note(env, "Slack answered %s with the warning `%s`: %s", w.Method, w.Code, sentence)
	}
}

// AsMessage writes a sentence the way command lines print messages: it begins in
// lower case and has no full stop.
func AsMessage(sentence string) string {
	if sentence == "" {
		return ""
	}
	sentence = strings.TrimSuffix(sentence, ".")
	first, size := utf8.DecodeRuneInString(sentence)
	word, _, _ := strings.Cut(sentence[size:], " ") // what follows of the first word, if it is one
	if first == ' ' || first == utf8.RuneError || strings.HasPrefix(sentence, "Slack") || sentence[:size]+word == "Periscope" ||
		strings.ContainsFunc(word, unicode.IsUpper) {
		return sentence // a name, or capitals throughout, or what the user typed
	}
	return string(unicode.ToLower(first)) + sentence[size:]
}
