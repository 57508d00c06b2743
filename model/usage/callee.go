package usage

import (
	"bytes"
	"slices"
	"strings"
)

// namesMethod reports whether an argument of a name is the name of a method or, in a file
// that knows the address of the Web API, an address.
func (s *source) namesMethod(key string) bool {
	switch folded([]byte(key)) {
	case "method", "endpoint", "apimethod", "methodname", "slackmethod", "apiendpoint", "apicall":
		return true
	case "url", "uri", "path", "api":
		return s.knowsAPI || s.project.knowsAPI
	}
	return false
}

// tellsMethod reports whether an argument of a name tells a function the method.
func (s *source) tellsMethod(function, key string) bool {
	return s.namesMethod(key) || s.project.told[function] == strings.ToLower(key)
}

// isVerb reports whether a function, folded, is named by a verb alone that sends a request,
// or by what C# makes of it.
func isVerb(name string) bool {
	if slices.Contains(verbs, name) {
		return true
	}
	switch strings.TrimSuffix(name, "async") {
	case "post", "get", "send", "getstring", "postasjson", "getfromjson", "getstream", "getbytearray", "uploadvalues", "downloadstring",
		"postforobject", "getforobject", "postforentity", "getforentity", "exchange", "uri":
		return true
	}
	return false
}

// isProse reports whether an argument of a name is written for people.
func isProse(key string) bool {
	return containsAny(strings.ToLower(key), "text", "message", "title", "label", "description", "reason", "content", "error", "summary")
}

// callee is a function that is called, as its name and receiver tell.
type callee struct {
	name, folded string
	receiver     receiverKind
	receiverName string // empty: it has none
	of           string // the receiver's name, in lower case
	member       bool   // it has a receiver
	own          bool   // called on the object that the code is part of, or on none
	annotation   bool   // an annotation of Java that makes a request: @POST("api/chat.postMessage")
}

func (s *source) calleeAt(end int) callee {
	code := s.text.code
	c := callee{name: string(wordBefore(code, end))}
	c.folded = strings.TrimLeft(folded([]byte(c.name)), "$")
	dot, ok := beforeDot(code, end-len(c.name))
	if !ok {
		c.own = true
		start := end - len(c.name)
		c.annotation = s.language == "Java" && start > 0 && code[start-1] == '@' && (isVerbOfHTTP(c.name) ||
			strings.HasSuffix(c.name, "Mapping") && bytes.Contains(code, []byte("FeignClient")))
		return c
	}
	of, _ := receiverName(code, dot)
	c.member, c.receiver, c.own = true, s.receiver(dot), s.isOwn(of)
	c.receiverName, c.of = strings.TrimLeft(of, "$@"), strings.ToLower(of)
	return c
}

// accepts reports whether a function calls the method that it is told by name.
func (s *source) accepts(c callee, wraps bool, m mention) bool {
	method := m.methods[0]
	telling := distinctive(method) || m.address && s.toldPaths[c.of]
	if c.neverCalls(m) {
		return false
	}
	if isHTTPClient(c.of) && (s.knowsAPI || m.address && telling || s.isBelowBase(m)) || s.callsBelow(c, telling) {
		c.receiver = slackClient
	}
	if c.annotation {
		return s.aboutSlack || telling
	}
	if wraps {
		return !isVerb(c.folded) || c.own || telling || m.named || c.receiver == slackClient ||
			s.isOfType(c.receiverName, s.project.wrapping)
	}
	return s.acceptsUnwrapped(c, m, telling)
}

// acceptsUnwrapped is accepts for what is no wrapper of the project's. Telling names few other
// programs have.
func (s *source) acceptsUnwrapped(c callee, m mention, telling bool) bool {
	verb := isVerb(c.folded)
	switch {
	case c.receiver == otherReceiver && !c.own && !m.below:
		return verb && telling && s.aboutSlack && !m.snake && !m.address
	case s.sends(c, m), s.sendsPath(c, m), c.name == "RestRequest" && (s.aboutSlack || s.project.knowsAPI):
		return true
	case namesCalling(c.folded), namesRequest(c.name), c.name == "_api":
		return s.aboutSlack || telling && !m.snake
	case m.snake:
		return s.getsAttribute(c, m)
	case verb:
		return s.verbCalls(c, m, telling)
	case slices.Contains(joiners, c.folded), slices.Contains(httpClients, c.folded):
		return s.knowsAPI || s.project.knowsAPI && telling || m.below && s.aboutSlack && s.project.knowsHost
	}
	ours := c.receiver == slackClient || c.own && (s.knowsAPI || s.project.knowsAPI)
	return namesVerb(c.name) && s.aboutSlack && ours && (telling || c.receiver == slackClient || c.member)
}

// isHTTPClient reports whether a receiver is named as one that sends requests to any address.
func isHTTPClient(name string) bool {
	name = strings.Trim(name, "_$@")
	return slices.Contains(httpClients, name) || !slices.Contains(stores, name) &&
		(strings.HasSuffix(name, "client") || strings.HasSuffix(name, "http"))
}

// isBelowBase reports whether a name without a slash, in code about Slack, is likely to be put
// behind the address of the Web API, which another file has.
func (s *source) isBelowBase(m mention) bool {
	return s.aboutSlack && s.project.knowsAPI && (m.start == 0 || s.text.plain[m.start-1] != '/')
}

// callsBelow reports whether a function is one of what sends requests below the address of
// the Web API, made in this file or, where the method's name or that of the receiver tells,
// in another.
func (s *source) callsBelow(c callee, telling bool) bool {
	if !c.member || c.of == "" || slices.Contains(stores, c.of) {
		return false
	}
	if s.declared.callers[c.name] || s.declared.callers[c.receiverName] {
		return true
	}
	if s.project.callers[c.receiverName] && s.aboutSlack && (telling || mentionsSlack([]byte(c.receiverName))) {
		return true
	}
	return s.knowsAPI && telling && (isVerb(c.folded) || namesVerb(c.name))
}

// neverCalls reports whether a function surely calls no method: it stands in for one,
// answers requests, or stores something under the name.
func (c callee) neverCalls(m mention) bool {
	return namesFake(c.folded) || namesFake(c.of) || m.address && slices.Contains(servers, c.of) ||
		!c.own && slices.Contains(stores, c.of)
}

// verbCalls reports whether a function that is named by a verb alone, such as post, calls
// the method that it is told: its receiver, or what the file knows, has to say so.
func (s *source) verbCalls(c callee, m mention, telling bool) bool {
	switch {
	case s.knowsAPI:
		return c.receiver == slackClient || c.own || m.address
	case !s.aboutSlack:
		return false
	}
	return c.receiver == slackClient && (!m.address || telling || s.isBelowBase(m) && isHTTPClient(c.of)) ||
		c.own && !m.address && (telling || s.toldNames[c.name])
}

// getsAttribute reports whether a function looks up a method that is then called:
// getattr(client, "chat_postMessage"), client.public_send(:chat_update).
func (s *source) getsAttribute(c callee, m mention) bool {
	switch c.name {
	case "getattr":
		return s.language == "Python" && s.aboutSlack
	case "send", "public_send", "__send__":
		return s.language == "Ruby" && (c.receiver == slackClient || s.aboutSlack && distinctive(m.methods[0]))
	case "method", "delegate", "def_delegators", "def_delegator":
		return s.language == "Ruby" && s.aboutSlack && (c.receiver == slackClient || c.own && distinctive(m.methods[0]))
	}
	return false
}

// sendsPath reports whether a function that is named by a verb is told what is exactly the
// path of a method, in a project that has the address of Slack: get('/auth.test') in code
// about Slack, slackClient.request('GET', '/api/users.info'). In C# a request is made with
// the verb and the name.
func (s *source) sendsPath(c callee, m mention) bool {
	if !s.project.knowsHost || !s.aboutSlack || m.snake || m.named {
		return false
	}
	if s.language == "C#" && (c.name == "new" || c.name == "HttpRequestMessage") {
		return verbOfCSharp().Match(lineBefore(s.text.code, m.start-1))
	}
	sends := isVerb(c.folded) || c.folded == "multipart" || c.folded == "upload"
	if !m.address || !sends || !m.below && bytes.HasPrefix(s.text.plain[m.end:], []byte("?")) {
		return false
	}
	return (c.ownOrSlack() || m.below) && !s.answers(m)
}

// ownOrSlack reports whether a function is the code's own, or that of what is named for
// Slack. What is named client may be a client of anything.
func (c callee) ownOrSlack() bool {
	return c.own || mentionsSlack([]byte(c.of)) && c.receiver != otherReceiver
}

// verbOfCSharp is the verb of a request, in front of where it goes.
var verbOfCSharp = lazy(`HttpMethod\.\w+,\s*\$?@?$`)

// answers reports whether a path is that of a route which a function answers:
// get '/users.info' do, get('/users.info', (request, response) => ...), @get("/users.info").
func (s *source) answers(m mention) bool {
	code := s.text.code
	rest, _, _ := bytes.Cut(code[m.end:min(m.end+longestURL, len(code))], []byte("\n"))
	line := bytes.TrimSpace(lineBefore(code, m.start))
	return s.language != "Ruby" && bytes.HasPrefix(line, []byte("@")) || handler().Match(rest)
}

// handler is what follows the path of a route.
var handler = lazy(
	`^\W{1,3}(?:\s*do\b|\s*,?\s*(?:to:|=>|&|async\b|function\b|fn\b|func\b|` + `\(?[\w\s,]*\)?\s*=>|\w*[hH]andler\b|\w+#\w+))`)

var (
	// verbs are functions that call a method by name when their receiver is a Slack client.
	verbs = []string{
		"call", "post", "get", "request", "api", "invoke", "fetch", "send", "method", "postjson", "getjson", "execute", "query",
		"do", "run", "perform", "exec",
	}
	// httpClients send requests to any address.
	httpClients = []string{
		"axios", "http", "httpx", "requests", "session", "got", "faraday", "conn", "connection", "instance", "httpclient",
		"req", "httpoison", "tesla", "finch", "restclient", "httparty", "typhoeus", "guzzle", "superagent", "needle", "ky",
		"bent", "request",
		"rp", "webclient", "resttemplate", "rest", "curl", "unirest", "agent", "fetcher",
	}
	// servers answer requests to an address, and send none.
	servers = []string{"app", "router", "route", "r", "server", "nock", "mux", "mockserver", "wiremock"}
	// stores hold values under names, and send none.
	stores = []string{
		"map", "cache", "config", "settings", "params", "headers", "options", "opts", "env", "i18n", "metrics", "counters", "limits",
		"limiter", "logger", "log", "t", "i", "registry", "store", "storage", "localstorage", "redis", "db", "stats", "console",
	}
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

// namesRequest reports whether a name of several words says that a function sends a
// request to an API or calls a method: make_post_request, CallOldMethod, postToSlack.
func namesRequest(name string) bool {
	sends, what := false, false
	parts := nameParts(name)
	for _, part := range parts {
		switch part {
		case "call", "invoke", "post", "get", "send", "make", "do", "fetch", "exec", "execute", "perform", "run", "issue", "new", "build":
			sends = true
		case "slack", "method", "api", "request", "rpc", "endpoint":
			what = true
		case "log", "error", "errors", "test", "describe", "handle", "handler", "on", "is", "has", "register", "parse", "header",
			"headers", "name", "scopes", "scope", "limit", "tier", "url", "message", "token", "count", "track", "metric", "with",
			"for", "param", "parameter":
			return false
		}
	}
	return sends && what && len(parts) > 1 && !namesFake(strings.ToLower(name))
}

// namesVerb reports whether a name of several words begins or ends with one that says
// that something is sent: postJSON, http_get.
func namesVerb(name string) bool {
	parts := nameParts(name)
	if len(parts) < 2 {
		return false
	}
	for _, part := range []string{parts[0], parts[len(parts)-1]} {
		switch part {
		case "post", "get", "call", "request", "fetch", "invoke", "api":
			return true
		}
	}
	return false
}

// isVerbOfHTTP reports whether a name is that of a verb of HTTP, or of an annotation for
// one.
func isVerbOfHTTP(name string) bool {
	switch name {
	case "RequestLine", "RequestMapping", "PostExchange", "GetExchange":
		return true
	case "GET", "POST", "PUT", "PATCH", "DELETE":
		return true
	}
	return false
}

// isOwn reports whether a receiver is the object that the code is part of: wrappers are
// called on it. Go names it in each method: func (c *Client) post(...).
func (s *source) isOwn(receiver string) bool {
	switch receiver {
	case "self", "this", "$this", "@", "":
		return receiver != ""
	}
	return s.language == "Go" && s.declaresReceiver(receiver)
}

// wraps reports whether a function is known to call the method that it is told.
func (s *source) wraps(c callee) bool {
	_, ok := s.project.wrappers[c.name]
	return ok
}

// declaresReceiver reports whether a method of the file, of Go, has the receiver.
func (s *source) declaresReceiver(name string) bool {
	return slices.ContainsFunc([]string{"func (" + name + " *", "func (" + name + " "}, func(begin string) bool {
		return bytes.Contains(bytes.ToLower(s.text.code), []byte(begin))
	})
}

// sends reports whether a function of another file is told the path of a method, and sends
// a request there.
func (s *source) sends(c callee, m mention) bool {
	return s.project.senders[c.name] && c.member && !c.own && s.aboutSlack && (m.address || distinctive(m.methods[0]))
}

// argumentOf returns where an argument of the call of a function stands, whose name ends at
// a place: the one that is named for a method, or the one at an index. It returns -1 for none.
func (s *source) argumentOf(end, index int) (from, to int, keyed bool) {
	code := s.text.code
	from, shut := s.argumentsFrom(end)
	if shut < 0 {
		return -1, -1, false
	}
	n, at, until := 0, -1, -1
	for i := from; i <= shut; i++ {
		switch {
		case i < shut && (code[i] == '(' || code[i] == '[' || code[i] == '{'):
			if c := closing(code, i, shut-i+1); c > 0 {
				i = c
			}
			continue
		case i < shut && code[i] != ',':
			continue
		}
		m := simpleName().FindSubmatch(code[from:i])
		if m != nil && len(m[1]) > 0 && s.tellsMethod(string(wordBefore(code, end)), string(m[1])) {
			return from, i, true
		}
		if n == max(index, 0) {
			at, until = from, i
		}
		from, n = i+1, n+1
	}
	return at, until, false
}

// simpleName is an argument that is a name, or a member of one.
var simpleName = lazy(`^\s*(?:(\w+)\s*[:=]\s*)?[&*]?([A-Za-z_$@][\w$@]*(?:\s*(?:\.|::)\s*[A-Za-z_$@][\w$@]*)*)(?:\(\))?\s*$`)
