package usage

import (
	"slices"
	"strings"

	"periscope/model/catalog"
)

// mention is the name of a method in quotes, or what a name holds.
type mention struct {
	start, end int // of the name
	methods    []string
	address    bool // it is a path, as /users.info
	snake      bool // it is written as Python writes it, users_info
}

// mentions yields the strings that are the name of a method, and the place of their quote.
func (s *source) mentions(yield func(quote int, m mention) bool) {
	const longest = 70 // bytes: the longest name, and a path before it
	code := s.text.code
	for _, in := range s.text.strings {
		content := string(s.text.plain[in.start:min(in.end, in.start+longest+1)])
		if len(content) < len("x.y") || len(content) > longest {
			continue
		}
		name, address := strings.CutPrefix(content, "/")
		if path, ok := strings.CutPrefix(name, "api/"); ok {
			name, address = path, true
		}
		if s.knowsAPI || s.project.knowsAPI {
			path, _, query := strings.Cut(name, "?")
			name, address = path, address || query
		}
		m := mention{methods: catalog.MethodsNamed(name, catalog.Dotted), address: address}
		if len(m.methods) == 0 && !address && strings.Contains(name, "_") {
			m.methods, m.snake = catalog.MethodsNamed(name, catalog.Snake), true
		}
		if len(m.methods) == 0 {
			continue
		}
		m.start = in.start + strings.Index(content, name)
		m.end = m.start + len(name)
		quote := in.start - 1
		for quote > 0 && code[quote-1] == code[quote] {
			quote-- // one of three
		}
		if !yield(quote, m) {
			return
		}
	}
}

// findMethodNames finds names in quotes that are passed to a function which calls them:
// client.api_call("chat.postMessage"), api.get('/users.info?limit=9'), and names that
// hold one and are passed likewise.
func (s *source) findMethodNames(used map[string]bool) {
	for quote, m := range s.mentions {
		p := s.placeOf(max(quote, 0))
		if !m.snake && s.appended(quote) || p.kind == isArgument && s.passed(p, m, used) {
			s.add(m.start, m.end, m.methods...)
		}
	}
	code := s.text.code
	for start, end := range words(code) {
		name := string(code[start:end])
		if !s.mayHold(name) {
			continue
		}
		if m, ok := s.heldAt(start, end); ok {
			from := s.chainStart(start)
			p := s.placeOf(from)
			if p.kind == isArgument && p.key != name && s.passed(p, m, used) {
				s.add(from, end, m.methods...)
			}
		}
	}
}

// appended reports whether a string is appended to something, in a file that
// knows the address of the Web API: base + "chat.postMessage".
func (s *source) appended(quote int) bool {
	before := lastOf(s.text.code, quote-1)
	if before < 0 || s.text.code[before] != '+' {
		return false
	}
	if s.knowsAPI {
		return true
	}
	from := lastOf(s.text.code, before-1)
	for from > 0 && isQuote(s.text.code[from]) { // base + "/" + "chat.postMessage"
		from = lastOf(s.text.code, lastOf(s.text.code, from-1)-1)
		for from > 0 && (s.text.code[from] == '+' || s.text.code[from] == ' ') {
			from--
		}
	}
	return from >= 0 && s.project.bases[string(wordBefore(s.text.code, from+1))]
}

// passed reports whether a method's name is an argument of a function that calls methods
// by name. A path, "/users.info", any function that sends requests may get if the file
// has the rest of the URL, and fewer if it has not.
func (s *source) passed(p place, m mention, used map[string]bool) bool {
	if p.declaration || p.inList {
		return false
	}
	c := s.calleeAt(p.callee)
	if p.key != "" && !s.namesMethod(p.key) && (!namesCalling(c.folded) || isProse(p.key)) {
		return false
	}
	wraps := s.wraps(c)
	if !s.accepts(c, wraps, m) {
		return false
	}
	if wraps {
		used[c.name] = true
	}
	return true
}

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

// isProse reports whether an argument of a name is written for people.
func isProse(key string) bool {
	return containsAny(strings.ToLower(key), "text", "message", "title", "label", "description", "reason", "content", "error", "summary")
}

// callee is a function that is called, as its name and receiver tell.
type callee struct {
	name, folded string
	receiver     receiverKind
	of           string // the receiver's name, in lower case; empty: it has none
	member       bool   // it has a receiver
	own          bool   // called on the object that the code is part of, or on none
	annotation   bool   // an annotation of Java that makes a request: @POST("api/chat.postMessage")
}

func (s *source) calleeAt(end int) callee {
	code := s.text.code
	c := callee{name: string(wordBefore(code, end))}
	c.folded = folded([]byte(c.name))
	dot, ok := beforeDot(code, end-len(c.name))
	if !ok {
		c.own = true
		start := end - len(c.name)
		c.annotation = s.language == "Java" && start > 0 && code[start-1] == '@' && isVerbOfHTTP(c.name)
		return c
	}
	of, _ := receiverName(code, dot)
	c.member, c.receiver, c.of, c.own = true, s.receiver(dot), strings.ToLower(of), s.isOwn(of)
	return c
}

// accepts reports whether a function calls the method that it is told by name.
func (s *source) accepts(c callee, wraps bool, m mention) bool {
	method := m.methods[0]
	telling := distinctive(method)
	if namesFake(c.folded) || namesFake(c.of) || m.address && slices.Contains(servers, c.of) || slices.Contains(stores, c.of) {
		return false
	}
	if slices.Contains(httpClients, c.of) && (s.knowsAPI || m.address && telling) {
		c.receiver = slackClient
	}
	verb := slices.Contains(verbs, c.folded)
	if c.annotation {
		return s.aboutSlack || telling
	}
	switch {
	case wraps:
		return !verb || c.own || telling || c.receiver == slackClient
	case c.receiver == otherReceiver && !c.own:
		return false
	case namesCalling(c.folded), namesRequest(c.name):
		return s.aboutSlack || telling && !m.snake
	case m.snake:
		return s.getsAttribute(c)
	case verb && s.knowsAPI:
		return c.receiver == slackClient || c.own || m.address
	case verb:
		return s.aboutSlack && (c.receiver == slackClient && (!m.address || telling) || c.own && !m.address && telling)
	}
	if slices.Contains(joiners, c.folded) || slices.Contains(httpClients, c.folded) {
		return s.knowsAPI || s.project.knowsAPI && telling
	}
	return namesVerb(c.name) && s.aboutSlack && (c.receiver == slackClient || c.own && (s.knowsAPI || s.project.knowsAPI)) &&
		(telling || c.receiver == slackClient || c.member)
}

// getsAttribute reports whether a function looks up a method that is then called:
// getattr(client, "chat_postMessage"), client.public_send(:chat_update).
func (s *source) getsAttribute(c callee) bool {
	switch c.name {
	case "getattr":
		return s.language == "Python" && s.aboutSlack
	case "send", "public_send", "__send__":
		return s.language == "Ruby" && c.receiver == slackClient
	}
	return false
}

var (
	// verbs are functions that call a method by name when their receiver is a Slack client.
	verbs = []string{
		"call", "post", "get", "request", "api", "invoke", "fetch", "send", "method", "postjson", "getjson", "execute", "query",
		"do", "run", "perform", "exec",
	}
	// httpClients send requests to any address.
	httpClients = []string{
		"axios", "http", "httpx", "requests", "session", "got", "faraday", "conn", "connection", "instance", "httpclient",
	}
	// servers answer requests to an address, and send none.
	servers = []string{"app", "router", "server", "nock", "mux", "mockserver", "wiremock", "rest"}
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
		case "log", "error", "errors", "test", "describe", "handle", "handler", "on", "is", "has", "register", "parse", "header", "headers", "name",
			"scopes", "scope", "limit", "tier", "url", "message", "token", "count", "track", "metric", "with", "for", "param", "parameter":
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

// nameParts splits a name into its words, in lower case: makePost_request has three.
func nameParts(name string) []string {
	var parts []string
	start := 0
	for i := 1; i <= len(name); i++ {
		if i < len(name) && name[i] != '_' && name[i] != '-' && (!isUpper(name[i]) || isUpper(name[i-1])) {
			continue
		}
		if part := strings.Trim(name[start:i], "_-$!?"); part != "" {
			parts = append(parts, strings.ToLower(part))
		}
		start = i
	}
	return parts
}

func isUpper(c byte) bool { return c >= 'A' && c <= 'Z' }

// isOwn reports whether a receiver is the object that the code is part of: wrappers are
// called on it. Go names it in each method: func (c *Client) post(...).
func (s *source) isOwn(receiver string) bool {
	switch receiver {
	case "self", "this", "$this", "@", "":
		return receiver != ""
	}
	return s.language == "Go" && s.declaresReceiver(receiver)
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
