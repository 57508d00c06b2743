package model

import (
	"fmt"
	"strings"
	"sync"

	"periscope/model/catalog"
)

// UnknownMethodError says that what was typed names no Web API method.
type UnknownMethodError struct {
	Typed string   // quoted, escaped and cut when long, so that it cannot harm a terminal; of a URL its end
	Near  []string // methods that may have been meant, nearest first; at most three
}

func (e *UnknownMethodError) Error() string {
	if len(e.Near) == 0 {
		return fmt.Sprintf("no Web API method is named %s: https://docs.slack.dev/reference/methods lists them all", e.Typed)
	}
	last := len(e.Near) - 1
	near := e.Near[last]
	if last > 0 {
		near = strings.Join(e.Near[:last], ", ") + " or " + near
	}
	return fmt.Sprintf("no Web API method is named %s: did you mean %s?", e.Typed, near)
}

// FindMethod finds the Web API method that was typed in one of these forms:
//
//   - its name, whatever the case: conversations.history
//   - its name in an SDK: conversations_history, conversationsHistory, GetConversationHistory
//   - a call, as copied from source code: await client.conversations.history({ channel })
//   - the URL of its page, or of the method itself
//
// The error is an [*UnknownMethodError].
func FindMethod(typed string) (catalog.Method, error) {
	if len(typed) <= longestTyped {
		for _, word := range wordsOfCall(typed) {
			if m, ok := methodIn(word); ok {
				return m, nil
			}
		}
	}
	return catalog.Method{}, &UnknownMethodError{
		Typed: quoteTyped(lastOfURL(typed)),
		Near:  nearMethods(lastOfURL(strings.TrimSpace(typed)), 3),
	}
}

// longestTyped bounds, in bytes, the text that is searched for a name. It is
// several times the length of a long URL.
const longestTyped = 2000

// wordsOfCall returns the words of a typed text that may hold a method's name,
// without arguments in parentheses.
func wordsOfCall(typed string) []string {
	var b strings.Builder
	depth := 0
	for _, r := range typed {
		switch r {
		case '(':
			depth++
		case ')':
			depth = max(depth-1, 0)
		default:
			if depth == 0 {
				b.WriteRune(r)
			}
		}
	}
	return strings.FieldsFunc(b.String(), func(r rune) bool { return strings.ContainsRune(" \t\r\n\"'`<>,;=", r) })
}

// methodIn finds the method that a word ends in, the longest name first:
// client.admin.conversations.search is not conversations.search.
func methodIn(word string) (catalog.Method, bool) {
	word = lastOfURL(word)
	parts := strings.FieldsFunc(word, func(r rune) bool { return strings.ContainsRune(".:?!&", r) })
	for i := range parts {
		name := strings.Join(parts[i:], ".")
		if slackGo := catalog.MethodsNamed(name, catalog.SlackGo); len(slackGo) > 0 {
			return catalog.LookupMethod(slackGo[0])
		}
		if m, ok := methodsByLetters()[letters(name)]; ok {
			return catalog.LookupMethod(m)
		}
	}
	return catalog.Method{}, false
}

// lastOfURL returns what follows /methods/ or /api/ in the URL of a page or of
// a method, and words that are no URL as they are.
func lastOfURL(word string) string {
	word, _, _ = strings.Cut(word, "#")
	path, _, _ := strings.Cut(word, "?")
	for _, parent := range [...]string{"/methods/", "/api/"} {
		if _, after, ok := strings.Cut(path, parent); ok {
			name, _, _ := strings.Cut(after, "/")
			return strings.TrimSuffix(strings.TrimSuffix(name, ".md"), ".html")
		}
	}
	return word
}

// methodsByLetters finds methods by their [letters].
var methodsByLetters = sync.OnceValue(func() map[string]string {
	named := map[string]string{
		letters("files.uploadV2"): "files.getUploadURLExternal",
	}
	for _, m := range catalog.Methods() {
		named[letters(m.Name)] = m.Name
	}
	return named
})

// letters returns a name without dots, dashes and underscores, in lower case.
func letters(name string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			return r
		case r >= 'A' && r <= 'Z':
			return r - 'A' + 'a'
		case r == '.' || r == '_' || r == '-':
			return -1
		}
		return '?'
	}, name)
}
