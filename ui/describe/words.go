// Package describe says what things are, in words: teams, resources, scopes,
// requests, failures. It promises that each thing is called the same wherever it is
// drawn, and that the basis of a claim is said beside it. It reads nothing and
// changes nothing.
package describe

import (
	"errors"
	"strings"

	"periscope/model/catalog"
	"periscope/ui/draw"
)

// JoinScopes lists scopes in a line.
func JoinScopes(scopes []catalog.Scope) string {
	if len(scopes) == 0 {
		return "no scope"
	}
	names := make([]string, len(scopes))
	for i, s := range scopes {
		names[i] = string(s)
	}
	return strings.Join(names, "  ")
}

// Failure says in plain words what went wrong and what to do next.
func Failure(err error) (sentence, next string) {
	if e, ok := errors.AsType[interface {
		error
		Sentence() string
		NextStep() string
	}](err); ok {
		return e.Sentence(), e.NextStep()
	}
	return err.Error(), "press r to try again"
}

// Banner is [Failure] for where there is room: with Slack's own code, which people look up.
func Banner(err error) (sentence, next string) {
	sentence, next = Failure(err)
	refusal, ok := errors.AsType[interface {
		error
		ErrorCode() string
		BySlack() bool // only what answered a call knows
	}](err)
	if ok && refusal.ErrorCode() != "" && !strings.Contains(sentence, refusal.ErrorCode()) {
		sentence = strings.TrimSuffix(sentence, ".") + " (Slack answered `" + refusal.ErrorCode() + "`)."
	}
	return sentence, next
}

// Owner is whom tokens of a kind act as, in words.
func Owner(kind catalog.TokenKind) string {
	switch kind {
	case catalog.Bot:
		return "the bot"
	case catalog.UserToken:
		return "the user"
	}
	return "the app"
}

// ScopesUnknown is said wherever scopes would be, when there is no telling.
const ScopesUnknown = "Slack did not say which scopes this token holds."

// Meaning is the catalogue's sentence on a scope.
func Meaning(s catalog.Scope) string {
	entry, _ := catalog.Lookup(s)
	return entry.Meaning
}

// BasisWords says for a reader how sure we are.
var BasisWords = map[catalog.Basis]string{
	catalog.Documented:       "documented by Slack",
	catalog.PartlyDocumented: "partly documented by Slack, the rest is our inference",
	catalog.Inferred:         "our inference, Slack never documented it",
	catalog.Undocumented:     "unknown, Slack never documented it",
}

// ErrorCode is Slack's own code, or what an error that is not Slack's says. It is
// not known whether Slack took a request while known is false.
func ErrorCode(err error) (code string, known bool) {
	if coded, ok := errors.AsType[interface {
		error
		ErrorCode() string
	}](err); ok {
		return coded.ErrorCode(), coded.ErrorCode() != ""
	}
	return err.Error(), true
}

// KindOfToken is a kind of token in words: "bot token".
func KindOfToken(kind catalog.TokenKind) string {
	switch kind {
	case catalog.Bot, catalog.UserToken, catalog.Workspace:
		return string(kind) + " token"
	}
	return string(kind)
}

// Count is a number of things: "1 scope", "14 scopes".
func Count(n int, thing string) string {
	if n != 1 {
		thing += "s"
	}
	return draw.Thousands(n) + " " + thing
}
