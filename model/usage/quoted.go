package usage

import (
	"slices"
	"strings"

	"periscope/model/catalog"
)

// findQuoted finds names in quotes that a function is told to call:
// client.api_call("chat.postMessage"), api.get('/users.info').
func (s *source) findQuoted() {
	const longest = 70 // bytes: the longest name, and a path before it
	for _, in := range s.text.strings {
		if in.end-in.start > longest {
			continue
		}
		name := string(s.text.plain[in.start:in.end])
		if s.api {
			name = strings.TrimPrefix(strings.TrimPrefix(name, "/"), "api/")
		}
		methods := catalog.Spelled(name, catalog.Dotted)
		if len(methods) > 0 && (s.appended(in) || s.passed(in, methods[0])) {
			s.add(in.end-len(name), in.end, methods...)
		}
	}
}

// appended reports whether a string is appended to something, in a file that
// knows the address of the Web API: base + "chat.postMessage".
func (s *source) appended(in span) bool {
	before := lastOf(s.text.code, in.start-2)
	return s.api && before >= 0 && s.text.code[before] == '+'
}

// passed reports whether a string is an argument of a function that calls methods by name.
func (s *source) passed(in span, method string) bool {
	end, ok := s.callee(in)
	if !ok {
		return false
	}
	code := s.text.code
	name := wordBefore(code, end)
	fold := strings.ToLower(strings.ReplaceAll(string(name), "_", ""))
	receiver, hasReceiver := unknown, false
	if dot, ok := beforeDot(code, end-len(name)); ok {
		receiver, hasReceiver = s.receiver(dot), true
		if of, _ := receiverName(code, dot); s.api && slices.Contains(httpClients, strings.ToLower(of)) {
			receiver = client
		}
	}
	switch {
	case receiver == stranger && !isReceiverOfOwn(code, end-len(name)):
		return false
	case namesCalling(fold):
		return s.slack || telling(method)
	case slices.Contains(verbs, fold):
		return s.slack && (receiver == client || !hasReceiver && (s.api || telling(method)))
	}
	return s.api && slices.Contains(joiners, fold)
}

var (
	// verbs are functions that call a method by name when their receiver is a Slack client.
	verbs = []string{"call", "post", "get", "request", "api", "invoke", "fetch", "send", "method", "postjson", "getjson"}
	// httpClients speak to whatever address the file gave them.
	httpClients = []string{"axios", "http", "requests", "session", "got", "faraday", "conn", "connection"}
	// joiners put URLs together.
	joiners = []string{"urljoin", "url", "joinpath", "resolve"}
)

// namesCalling reports whether a function's name, in small letters, says that it
// calls Web API methods, and not that it tests or reports calling them.
func namesCalling(name string) bool {
	contains := func(part string) bool { return strings.Contains(name, part) }
	return slices.ContainsFunc([]string{
		"apicall", "callapi", "callmethod", "callslack", "slackcall", "slackapi", "slackpost", "slackget", "slackrequest",
		"postslack", "slackmethod", "webapi", "apimethod", "apirequest", "apipost", "apiget", "postmethod", "getmethod", "paginate",
	}, contains) && !slices.ContainsFunc([]string{
		"mock", "stub", "fake", "log", "error", "expect", "assert", "test", "describe",
	}, contains)
}

// isReceiverOfOwn reports whether the word at start is called on the object
// that the code is part of: wrappers are.
func isReceiverOfOwn(code []byte, start int) bool {
	dot, _ := beforeDot(code, start)
	name, _ := receiverName(code, dot)
	return name == "self" || name == "this"
}

// callee returns the end of the name of the function that a string is an
// argument of. The string may be named: method="chat.postMessage", or, in an
// object, method: "chat.postMessage". Ruby has arguments without parentheses.
func (s *source) callee(in span) (end int, ok bool) {
	code := s.text.code
	open := in.start - 1 // the quote
	for open > 0 && (code[open-1] == code[open]) {
		open-- // one of three
	}
	if last := lastOf(code, open-1); s.language.inserts && last >= 0 && inWord[code[last]] {
		return last + 1, true
	}
	depth := 0
	for i := open - 1; i > max(open-longestArguments, -1); i-- {
		switch code[i] {
		case ')', ']', '}':
			depth++
		case '[':
			depth--
			if depth < 0 {
				return 0, false
			}
		case '{':
			depth--
			if depth < 0 && !namesMethod(code, open) {
				return 0, false
			}
			depth = max(depth, 0)
		case '(':
			depth--
			if depth < 0 {
				return beforeTypes(code, i), true
			}
		case ';':
			return 0, false
		}
	}
	return 0, false
}

// namesMethod reports whether the string at open is what method: stands before.
func namesMethod(code []byte, open int) bool {
	colon := lastOf(code, open-1)
	if colon < 0 || code[colon] != ':' {
		return false
	}
	end := lastOf(code, colon-1)
	switch strings.Trim(string(wordBefore(code, end+1)), `"'`) {
	case "method", "endpoint", "apiMethod", "api_method":
		return true
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
