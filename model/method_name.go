package model

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	"periscope/model/catalog"
)

// UnknownMethodError says that what was typed names no Web API method.
type UnknownMethodError struct {
	Typed string   // of a URL its end; cut when long, and escaped: it cannot harm a terminal
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

// FindMethod finds the Web API method that people mean by what they type:
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
	return catalog.Method{}, &UnknownMethodError{Typed: quoteTyped(lastOfURL(typed)), Near: nearMethods(typed, 3)}
}

// longestTyped bounds, in bytes, what is searched for a name: several times a long URL.
const longestTyped = 2000

// wordsOfCall returns the words of what was typed that may hold a method's name,
// arguments in parentheses left out.
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
		if slackGo := catalog.Spelled(name, catalog.SlackGo); len(slackGo) > 0 {
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

// methodsByLetters finds methods whatever their case, dots and underscores.
var methodsByLetters = sync.OnceValue(func() map[string]string {
	named := map[string]string{
		letters("files.uploadV2"): "files.getUploadURLExternal",
	}
	for _, m := range catalog.Methods() {
		named[letters(m.Name)] = m.Name
	}
	return named
})

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

// nearMethods returns at most n methods that may have been meant: names a few
// slips of the hand away, then names that end in what was typed.
func nearMethods(typed string, n int) []string {
	type neighbour struct {
		name     string
		distance int
	}
	name := strings.ToLower(lastOfURL(strings.TrimSpace(typed)))
	name = strings.NewReplacer("_", ".", "/", ".").Replace(name)
	if name == "" || len(name) > longestName {
		return nil
	}
	var near []neighbour
	for _, m := range catalog.Methods() {
		lower := strings.ToLower(m.Name)
		if d, ok := nameDistance(name, lower); ok {
			near = append(near, neighbour{m.Name, d})
		} else if strings.HasSuffix(lower, "."+name) {
			near = append(near, neighbour{m.Name, longestName * strings.Count(lower, ".")})
		}
	}
	slices.SortFunc(near, func(a, b neighbour) int {
		return cmp.Or(a.distance-b.distance, cmp.Compare(a.name, b.name))
	})
	var names []string
	for _, o := range near[:min(n, len(near))] {
		names = append(names, o.name)
	}
	return names
}

func quoteTyped(typed string) string {
	const longest = 40
	runes := []rune(typed)
	if len(runes) > longest {
		return strconv.QuoteToGraphic(string(runes[:longest])) + "…"
	}
	return strconv.QuoteToGraphic(typed)
}
