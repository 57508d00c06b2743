package usage

import (
	"slices"
	"strings"

	"periscope/model/catalog"
)

// findQuoted finds names in quotes that are passed to a function which calls them:
// client.api_call("chat.postMessage"), api.get('/users.info?limit=9').
func (s *source) findQuoted() {
	const longest = 70 // bytes: the longest name, and a path before it
	for _, in := range s.text.strings {
		content := string(s.text.plain[in.start:min(in.end, in.start+longest+1)])
		name, address := strings.CutPrefix(content, "/")
		if s.knowsAPI {
			path, _, query := strings.Cut(name, "?")
			name, address = strings.TrimPrefix(path, "api/"), address || query
		}
		methods := catalog.MethodsNamed(name, catalog.Dotted)
		if len(methods) > 0 && (s.appended(in) || s.passed(in, methods[0], address)) {
			start := in.start + strings.Index(content, name)
			s.add(start, start+len(name), methods...)
		}
	}
}

// appended reports whether a string is appended to something, in a file that
// knows the address of the Web API: base + "chat.postMessage".
func (s *source) appended(in span) bool {
	before := lastOf(s.text.code, in.start-2)
	return s.knowsAPI && before >= 0 && s.text.code[before] == '+'
}

// passed reports whether a string is an argument of a function that calls methods by
// name. With address, the string is a path, "/users.info": any function that sends
// requests may get one if the file has the rest of the URL, and fewer if it has not.
func (s *source) passed(in span, method string, address bool) bool {
	end, ok := s.callee(in)
	if !ok {
		return false
	}
	code := s.text.code
	name := wordBefore(code, end)
	fold := folded(name)
	receiver, own := unknownReceiver, true
	if dot, ok := beforeDot(code, end-len(name)); ok {
		of, _ := receiverName(code, dot)
		receiver, own = s.receiver(dot), isOwn(of)
		of = strings.ToLower(of)
		if slices.Contains(httpClients, of) && (s.knowsAPI || address && distinctive(method)) {
			receiver = slackClient
		}
		if address && (slices.Contains(servers, of) || namesFake(of)) {
			return false
		}
	}
	switch {
	case receiver == otherReceiver && !own:
		return false
	case namesCalling(fold):
		return s.aboutSlack || distinctive(method)
	case !slices.Contains(verbs, fold):
		return s.knowsAPI && (slices.Contains(joiners, fold) || slices.Contains(httpClients, fold))
	case s.knowsAPI:
		return receiver == slackClient || own || address
	}
	return s.aboutSlack && (receiver == slackClient && (!address || distinctive(method)) || own && !address && distinctive(method))
}

var (
	// verbs are functions that call a method by name when their receiver is a Slack client.
	verbs = []string{"call", "post", "get", "request", "api", "invoke", "fetch", "send", "method", "postjson", "getjson"}
	// httpClients send requests to any address.
	httpClients = []string{
		"axios", "http", "httpx", "requests", "session", "got", "faraday", "conn", "connection", "instance", "httpclient",
	}
	// servers answer requests to an address, and send none.
	servers = []string{"app", "router", "server", "nock"}
	// joiners put URLs together.
	joiners = []string{"urljoin", "url", "uri", "joinpath", "resolve"}
)

// namesCalling reports whether a function's name, in lower case, says that it
// calls Web API methods, and not that it tests or reports calling them.
func namesCalling(name string) bool {
	return name == "slack" || containsAny(
		name,
		"apicall", "callapi", "callmethod", "callslack", "slackcall", "slackapi", "slackpost", "slackget", "slackrequest",
		"postslack", "slackmethod", "slackfetch", "webapi", "apimethod", "apirequest", "apipost", "apiget", "postmethod",
		"getmethod", "getpages", "paginate",
	) && !namesFake(name) && !containsAny(name, "log", "error", "test", "describe")
}

// isOwn reports whether a receiver is the object that the code is part of:
// wrappers are called on it.
func isOwn(receiver string) bool {
	return receiver == "self" || receiver == "this"
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
	if last := lastOf(code, quote-1); s.syntax.inserts && last >= 0 && inWord[code[last]] {
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

// namesMethod reports whether the string at quote follows method:, or, in a file that
// knows the address of the Web API, url:.
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
		return s.knowsAPI
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
