package usage

import (
	"bytes"
	"strings"
	"sync"

	"periscope/model/catalog"
)

// findDotted finds client.chat.postMessage(...), as JavaScript has it.
func (s *source) findDotted() {
	code := s.text.code
	for i, end := range words(code) {
		if !families()[string(code[i:end])] {
			continue
		}
		dot, ok := beforeDot(code, i)
		if !ok {
			continue
		}
		methods, end := longestName(code, i, end)
		if len(methods) > 0 && isCalled(code, end) && !startsWithString(code, end) && s.counts(methods[0], s.receiver(dot)) {
			s.add(i, end, methods...)
		}
	}
}

// findSnake finds client.chat_postMessage(...), as Python and Ruby have it.
// Ruby calls without parentheses, and Python hands methods over to be called.
func (s *source) findSnake() {
	s.findMembers(catalog.Snake, func(dot, end int) bool {
		if s.language.inserts {
			next := nextOf(s.text.code, end)
			return next < 0 || s.text.code[next] != '=' || bytes.HasPrefix(s.text.code[next:], []byte("=="))
		}
		return isCalled(s.text.code, end) || isHandedOver(s.text.code, dot, end)
	})
}

// findCamel finds client.chatPostMessage(...), as Java and Kotlin have it, and
// client::chatPostMessage. Kotlin may have a block for the parentheses.
func (s *source) findCamel() {
	s.findMembers(catalog.Camel, func(dot, end int) bool {
		next := nextOf(s.text.code, end)
		return s.text.code[dot] == ':' || next >= 0 && (s.text.code[next] == '(' || s.text.code[next] == '{')
	})
}

// findMembers finds what follows a dot, is a method's name, and is called.
func (s *source) findMembers(spelling catalog.Spelling, called func(dot, end int) bool) {
	code := s.text.code
	for i, end := range words(code) {
		dot, ok := beforeDot(code, i)
		if !ok {
			continue
		}
		methods := catalog.Spelled(string(code[i:end]), spelling)
		if len(methods) > 0 && called(dot, end) && s.counts(methods[0], s.receiver(dot)) {
			s.add(i, end, methods...)
		}
	}
}

// words yields where each word of code begins and ends.
func words(code []byte) func(yield func(start, end int) bool) {
	return func(yield func(start, end int) bool) {
		for i := 0; i < len(code); {
			if !inWord[code[i]] {
				i++
				continue
			}
			start := i
			for i < len(code) && inWord[code[i]] {
				i++
			}
			if !yield(start, i) {
				return
			}
		}
	}
}

// inWord are the characters of names, letters beyond ASCII included.
var inWord = func() (in [256]bool) {
	for c := range in {
		in[c] = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '$' || c >= 0x80
	}
	return in
}()

// wordBefore returns the word that ends right before end.
func wordBefore(code []byte, end int) []byte {
	start := end
	for start > 0 && inWord[code[start-1]] {
		start--
	}
	return code[start:end]
}

// beforeDot returns the place of the dot that the word at i follows, if one
// does, or of the two colons that stand for it.
func beforeDot(code []byte, i int) (dot int, ok bool) {
	dot = lastOf(code, i-1)
	if dot > 0 && code[dot] == ':' && code[dot-1] == ':' {
		return dot - 1, true
	}
	return dot, dot >= 0 && code[dot] == '.'
}

// longestName reads words set apart by dots for as long as they may be a
// method's name, and returns what the longest that is one stands for, and its end.
func longestName(code []byte, start, end int) (methods []string, nameEnd int) {
	const most = 5 // dots in the longest name
	parts := []string{string(code[start:end])}
	for range most {
		dot := nextOf(code, end)
		if dot >= 0 && code[dot] == '?' {
			dot++
		}
		if dot < 0 || dot >= len(code) || code[dot] != '.' {
			break
		}
		next := nextOf(code, dot+1)
		if next < 0 || !inWord[code[next]] {
			break
		}
		end = next
		for end < len(code) && inWord[code[end]] {
			end++
		}
		parts = append(parts, string(code[next:end]))
		if found := catalog.Spelled(strings.Join(parts, "."), catalog.Dotted); len(found) > 0 {
			methods, nameEnd = found, end
		}
	}
	return methods, nameEnd
}

// isCalled reports whether what ends at end is called: name(...), name?.(...),
// name<Type>(...), name.call(...).
func isCalled(code []byte, end int) bool {
	i := nextOf(code, end)
	if i < 0 {
		return false
	}
	switch rest := code[i:min(i+longestGap, len(code))]; rest[0] {
	case '(':
		return true
	case '?':
		return bytes.HasPrefix(rest, []byte("?.("))
	case '<':
		after := bytes.IndexByte(rest, '>')
		return after > 0 && after+1 < len(rest) && rest[after+1] == '(' && !bytes.ContainsAny(rest[:after], ";\n")
	case '.':
		called, _, _ := bytes.Cut(rest, []byte("("))
		return len(called) < len(rest) && (string(called) == ".call" || string(called) == ".apply" || string(called) == ".bind")
	}
	return false
}

// startsWithString reports whether the first argument of a call is a string.
// Slack's SDK takes objects: client.reactions.add("upvote", id) is another's.
func startsWithString(code []byte, end int) bool {
	open := nextOf(code, end)
	if open < 0 || code[open] != '(' {
		return false
	}
	first := nextOf(code, open+1)
	return first >= 0 && bytes.IndexByte([]byte("\"'`"), code[first]) >= 0
}

// families are the first parts of methods' names: chat, conversations, ...
var families = sync.OnceValue(func() map[string]bool {
	first := map[string]bool{}
	for _, m := range catalog.Methods() {
		family, _, _ := strings.Cut(m.Name, ".")
		first[family] = true
	}
	return first
})

// telling reports whether a method's name is so much Slack's own that code which
// has it is likely about Slack: it belongs to a family that other programs lack,
// or has a part of several words. users.list and files.info do not.
func telling(method string) bool {
	family, rest, _ := strings.Cut(method, ".")
	switch family {
	case "conversations", "usergroups", "reactions":
		return true
	case "views":
		return rest != "update"
	}
	return strings.ContainsFunc(rest, func(r rune) bool { return r >= 'A' && r <= 'Z' })
}
