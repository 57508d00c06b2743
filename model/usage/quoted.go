package usage

import (
	"slices"
	"strings"

	"periscope/model/catalog"
)

// findQuoted finds names in quotes that a function is told to call:
// client.api_call("chat.postMessage"), api.get('/users.info?limit=9').
func (s *source) findQuoted() {
	const longest = 70 // bytes: the longest name, and a path before it
	for _, in := range s.text.strings {
		content := string(s.text.plain[in.start:min(in.end, in.start+longest+1)])
		name, address := strings.CutPrefix(content, "/")
		if s.api {
			path, _, query := strings.Cut(name, "?")
			name, address = strings.TrimPrefix(path, "api/"), address || query
		}
		methods := catalog.Spelled(name, catalog.Dotted)
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
	return s.api && before >= 0 && s.text.code[before] == '+'
}

// passed reports whether a string is an argument of a function that calls
// methods by name. An address, "/users.info", may be handed to anything that
// sends requests where the file has the rest of it, but to less where it has not.
func (s *source) passed(in span, method string, address bool) bool {
	end, ok := s.callee(in)
	if !ok {
		return false
	}
	code := s.text.code
	name := wordBefore(code, end)
	fold := folded(name)
	receiver, own := unknown, true
	if dot, ok := beforeDot(code, end-len(name)); ok {
		of, _ := receiverName(code, dot)
		receiver, own = s.receiver(dot), ofOwn(of)
		of = strings.ToLower(of)
		if slices.Contains(httpClients, of) && (s.api || address && telling(method)) {
			receiver = client
		}
		if address && (slices.Contains(servers, of) || pretends(of)) {
			return false
		}
	}
	switch {
	case receiver == stranger && !own:
		return false
	case namesCalling(fold):
		return s.slack || telling(method)
	case !slices.Contains(verbs, fold):
		return s.api && (slices.Contains(joiners, fold) || slices.Contains(httpClients, fold))
	case s.api:
		return receiver == client || own || address
	}
	return s.slack && (receiver == client && (!address || telling(method)) || own && !address && telling(method))
}

var (
	// verbs are functions that call a method by name when their receiver is a Slack client.
	verbs = []string{"call", "post", "get", "request", "api", "invoke", "fetch", "send", "method", "postjson", "getjson"}
	// httpClients speak to whatever address the file gave them.
	httpClients = []string{
		"axios", "http", "httpx", "requests", "session", "got", "faraday", "conn", "connection", "instance", "httpclient",
	}
	// servers answer at an address, and send nothing there.
	servers = []string{"app", "router", "server", "nock"}
	// joiners put URLs together.
	joiners = []string{"urljoin", "url", "uri", "joinpath", "resolve"}
)

// namesCalling reports whether a function's name, in small letters, says that it
// calls Web API methods, and not that it tests or reports calling them.
func namesCalling(name string) bool {
	return name == "slack" || containsAny(
		name,
		"apicall", "callapi", "callmethod", "callslack", "slackcall", "slackapi", "slackpost", "slackget", "slackrequest",
		"postslack", "slackmethod", "slackfetch", "webapi", "apimethod", "apirequest", "apipost", "apiget", "postmethod",
		"getmethod", "getpages", "paginate",
	) && !pretends(name) && !containsAny(name, "log", "error", "test", "describe")
}

// pretends reports whether a name, in small letters, says that it stands in for
// a call, or looks at what was called.
func pretends(name string) bool {
	return containsAny(name, "mock", "stub", "fake", "expect", "assert")
}

// ofOwn reports whether a receiver is the object that the code is part of:
// wrappers are called on it.
func ofOwn(receiver string) bool {
	return receiver == "self" || receiver == "this"
}

func containsAny(name string, parts ...string) bool {
	return slices.ContainsFunc(parts, func(part string) bool { return strings.Contains(name, part) })
}
