package usage

import (
	"slices"
	"strings"
)

// What a function is told to call, it is told by an argument. A reader of text
// finds the function by going back to the bracket that is open there.

// longestArguments bounds, in bytes, how far a call's arguments are followed back.
const longestArguments = 400

// openBefore returns the place of the innermost bracket that is open at end, but
// looks no further back than stop; -1 when there is none, or a statement ends.
func openBefore(code []byte, end, stop int) int {
	depth := 0
	for i := end - 1; i > max(stop, -1); i-- {
		switch code[i] {
		case ')', ']', '}':
			depth++
		case '(', '[', '{':
			if depth == 0 {
				return i
			}
			depth--
		case ';':
			return -1
		}
	}
	return -1
}

// callee returns the end of the name of the function that a string is an
// argument of. The string may be named: method="chat.postMessage", or, in an
// object, method: "chat.postMessage". Ruby has arguments without parentheses.
func (s *source) callee(in span) (end int, ok bool) {
	code := s.text.code
	quote := in.start - 1
	for quote > 0 && code[quote-1] == code[quote] {
		quote-- // one of three
	}
	if last := lastOf(code, quote-1); s.language.inserts && last >= 0 && inWord[code[last]] {
		return last + 1, true
	}
	stop := quote - longestArguments
	open := openBefore(code, quote, stop)
	for open >= 0 && code[open] == '{' && s.namesMethod(quote) {
		open = openBefore(code, open, stop)
	}
	if open < 0 || code[open] != '(' {
		return 0, false
	}
	return beforeTypes(code, open), true
}

// namesMethod reports whether the string at quote is what method: stands
// before, or, in a file that knows the address of the Web API, url:.
func (s *source) namesMethod(quote int) bool {
	code := s.text.code
	colon := lastOf(code, quote-1)
	if colon < 0 || code[colon] != ':' {
		return false
	}
	switch string(wordBefore(code, lastOf(code, colon-1)+1)) {
	case "method", "endpoint", "apiMethod", "api_method":
		return true
	case "url", "uri", "path":
		return s.api
	}
	return false
}

// beforeTypes returns the end of the name that stands before the parenthesis
// at open, type arguments left out: apiCall<Answer>(...).
func beforeTypes(code []byte, open int) int {
	last := lastOf(code, open-1)
	if last < 0 || code[last] != '>' {
		return last + 1
	}
	for i := last; i > max(last-longestArguments, 0); i-- {
		if code[i] == '<' {
			return i
		}
	}
	return last + 1
}

// isHandedOver reports whether a method, which ends at end and whose receiver
// ends at dot, is an argument of a function that is to call it:
// retry(client.users_list, limit=9). Others only look at it: hasattr, assert.
func isHandedOver(code []byte, dot, end int) bool {
	after := nextOf(code, end)
	if after < 0 || code[after] != ',' && code[after] != ')' {
		return false
	}
	start := beginning(code, dot)
	before := lastOf(code, start-1)
	if before < 0 || code[before] != '(' && code[before] != ',' {
		return false
	}
	open := openBefore(code, start, start-longestArguments)
	if open < 0 || code[open] != '(' {
		return false
	}
	name := folded(wordBefore(code, open))
	return name != "" && !pretends(name) && !containsAny(name, "patch", "spec", "called") && !slices.Contains(lookers, name)
}

// lookers are functions of Python that look at what they are given.
var lookers = []string{
	"print", "repr", "str", "id", "type", "len", "callable", "isinstance", "hasattr", "getattr", "setattr", "delattr", "signature",
}

// beginning returns where the receiver before a dot begins: of self.bots[0].client it is the place of self.
func beginning(code []byte, dot int) int {
	const most = 8 // parts that are followed
	start := dot
	for range most {
		end := lastOf(code, dot-1)
		for end >= 0 && (code[end] == ')' || code[end] == ']') {
			if start = matching(code, end); start < 0 {
				return -1
			}
			end = start - 1
		}
		if name := wordBefore(code, end+1); len(name) > 0 {
			start = end + 1 - len(name)
		}
		further, ok := beforeDot(code, start)
		if !ok {
			return start
		}
		dot = further
	}
	return -1
}

// folded returns a name in small letters, without underscores.
func folded(name []byte) string {
	return strings.ToLower(strings.ReplaceAll(string(name), "_", ""))
}
