package usage

import (
	"bytes"
	"slices"
	"strings"
)

// saysWhoPosts reports whether arguments are those that give a message a name or icon.
func saysWhoPosts(arguments []string) bool { return slices.Contains(arguments, "username") }

// isOwnArgument reports whether the word from start to end is an argument of the call, or
// of the object, whose text begins at from, and not one of a call or object within it, nor
// a member of something: { text: greet({ username: 1 }) } and { text: user.username } give none.
func (s *source) isOwnArgument(from, start, end int) bool {
	code := s.text.code
	if strings.Contains(string(s.text.plain[start:end]), "serN") {
		return false // userName
	}
	at := start
	if before := s.text.plain[start-1]; before == '.' {
		next := nextOf(code, end)
		if next < 0 || code[next] != '(' && code[next] != '=' {
			return false
		}
		at = max(beginning(code, start-1), from)
	} else if isQuote(before) {
		at--
	}
	return s.carried(from, at) && (at == start || isQuote(s.text.plain[start-1]) || s.carries(from, at))
}

// isWhole reports whether the word at a place is an argument of its own of the call whose
// arguments begin at open, or what a call's body is given: post(params), post({ ...params }),
// post(json=params).
func (s *source) isWhole(open, at int) bool {
	code := s.text.code
	if before := lastOf(code, at-1); before > 0 && code[before] == '.' && code[before-1] != '.' {
		return false
	}
	inner := openBefore(code, at, open-1)
	isKey := bytes.IndexByte([]byte("{,"), code[max(lastOf(code, at-1), 0)]) >= 0
	if inner >= open && code[inner] == '{' && isKey && !isCarrier(string(wordFrom(code, at))) {
		return false // { text } is a member
	}
	return s.carried(open, at) && s.carries(open, at)
}

// carried reports whether each bracket between the one that may stand at from and a place
// holds arguments of the call: an object, a body, or a function that makes one of them.
func (s *source) carried(from, at int) bool {
	const most = 8 // brackets
	code := s.text.code
	for range most {
		open := openBefore(code, at, from-1)
		if open <= from {
			return true
		}
		at = open
		name := wordBefore(code, open)
		if code[open] == '(' {
			name = wordBefore(code, beforeTypes(code, open))
		}
		if code[open] == '{' && bytes.HasSuffix(name, []byte("$")) || code[open] == '(' && !s.makesArguments(name, open) {
			return false
		}
		begin := open
		if len(name) > 0 {
			begin = max(beginning(code, open), from)
			if begin < 0 || begin > open {
				begin = open
			}
		}
		if !s.carries(from, begin) {
			return false
		}
		at = min(at, max(begin, from))
	}
	return false
}

// makesArguments reports whether what a function is told goes into what it returns, as
// arguments of a call: a type, JSON.stringify, an option. One without a name groups.
func (s *source) makesArguments(name []byte, open int) bool {
	switch folded(name) {
	case "", "stringify", "dumps", "tojson", "jsonencode", "serialize", "encode", "urlencode", "assign", "dict", "array", "some",
		"httpbuildquery", "merge", "marshal", "newbuffer", "newreader", "mapof", "of", "return", "await":
		return true
	}
	if s.language == "Go" && bytes.Contains(name, []byte("Option")) {
		return true
	}
	if s.language == "JavaScript" || s.language == "Python" || s.language == "Ruby" {
		return isUpper(name[0]) && bytes.HasSuffix(bytes.TrimRight(s.text.code[:open-len(name)], " "), []byte("new"))
	}
	return isUpper(name[0]) && s.language != "Go" && s.language != "C#" ||
		bytes.HasSuffix(bytes.TrimRight(s.text.code[:max(open-len(name), 0)], " "), []byte("new"))
}

// carries reports whether what begins at a place is no value of a key, or of one under
// which the arguments of a call are sent.
func (s *source) carries(from, at int) bool {
	code := s.text.code
	before := lastOf(code, at-1)
	for before > from && bytes.HasSuffix(code[:before+1], []byte("new")) {
		before = lastOf(code, before-3)
	}
	if before <= from {
		return true
	}
	switch code[before] {
	case '+', '%':
		return false
	case '>':
		if code[before-1] != '=' || s.language != "PHP" && s.language != "Ruby" && s.language != "Elixir" {
			return true // an arrow
		}
		before--
	case ':', '=':
	default:
		return true
	}
	end := lastOf(code, before-1)
	if end < from {
		return true
	}
	if code[before] == ':' && code[end] == ':' || bytes.IndexByte([]byte("=!<>"), code[end]) >= 0 {
		return code[end] == ':'
	}
	if isQuote(code[end]) {
		open := bytes.LastIndexByte(code[:end], code[end])
		return open < 0 || isCarrier(string(s.text.plain[open+1:end]))
	}
	key := wordBefore(code, end+1)
	return len(key) == 0 || isCarrier(string(key))
}

// isCarrier reports whether a name is one under which all arguments of a call are sent.
func isCarrier(name string) bool {
	switch folded([]byte(name)) {
	case "json", "body", "data", "form", "params", "payload", "query", "options", "args", "arguments", "formparams", "formdata",
		"parameters", "content", "kwargs", "req", "request":
		return true
	}
	return false
}
