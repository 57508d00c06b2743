package usage

import (
	"bytes"
	"slices"
	"strings"

	"periscope/model/catalog"
	"periscope/model/order"
)

// findMethodNames finds names in quotes that are passed to a function which calls them:
// client.api_call("chat.postMessage"), api.get('/users.info?limit=9'), and names that
// hold one and are passed likewise.
func (s *source) findMethodNames(used map[string]bool) {
	for quote, m := range s.mentions {
		p := s.placeOf(max(quote, 0))
		if to := s.pipedTo(m.end); to > 0 {
			p = place{kind: isArgument, callee: to}
		}
		isPath := !m.snake && (s.appended(quote, m) || s.formatted(quote, m) || s.behindBase(quote, m))
		switch {
		case isPath, p.kind == isArgument && s.passed(p, m, used), s.isEndpointOf(p, m):
			s.add(m.start, m.end, m.methods...)
			s.noteRequest(quote, p)
		case s.leadsSomewhere(p, m):
			s.listMention(quote, p, m)
		case s.mayMean(m):
			s.note(m.start, m.methods...)
		}
	}
	s.findSymbols(used)
	s.findHeldNames(used)
}

// listMention lists the name of a method that leads somewhere, where that is not traced.
func (s *source) listMention(quote int, p place, m mention) {
	from := max(quote, 0)
	if p.kind == isArgument {
		from = s.chainStart(p.callee - len(wordBefore(s.text.code, p.callee)))
	}
	u := untracedPlace{from, min(m.end+1, len(s.text.plain)), "url"}
	if p.kind == isAssigned && len(s.project.held[p.names[0]]) > 0 {
		s.kept = append(s.kept, keptName{p.names, u}) // what is done with it tells
		return
	}
	s.untraced = append(s.untraced, u)
}

// findSymbols finds methods that symbols of Ruby name.
func (s *source) findSymbols(used map[string]bool) {
	for colon, m := range s.symbols {
		switch p := s.placeOf(colon); {
		case p.kind == isArgument && s.passed(p, m, used):
			s.add(m.start, m.end, m.methods...)
		case s.mayMean(m):
			s.note(m.start, m.methods...)
		}
	}
}

// findHeldNames finds methods where what holds their name is handed to a call.
func (s *source) findHeldNames(used map[string]bool) {
	code := s.text.code
	for start, end := range words(code) {
		name := string(code[start:end])
		if !s.mayHold(name, start) || s.holdsMember(end) {
			continue
		}
		if m, ok := s.heldAt(start, end); ok {
			from := s.chainStart(start)
			p := s.placeOf(from)
			if p.kind == isArgument && p.key != name && s.passed(p, m, used) {
				s.add(from, end, m.methods...)
				used["="+name] = true
			}
		}
	}
}

// pipedTo returns the end of the name of the function that a string, which ends at end, is
// handed to in Elixir: "users.list" |> call(); 0 if there is none.
func (s *source) pipedTo(end int) int {
	if s.language != "Elixir" {
		return 0
	}
	code := s.text.code
	pipe := nextOf(code, end+1)
	if pipe < 0 || !bytes.HasPrefix(code[pipe:], []byte("|>")) {
		return 0
	}
	start := nextOf(code, pipe+len("|>"))
	if start < 0 {
		return 0
	}
	for end = start; end < len(code) && (inWord[code[end]] || code[end] == '.'); end++ {
	}
	return end
}

// isEndpointOf reports whether the path of a method is an endpoint in the settings of a
// library for OAuth: token_url: '/api/oauth.v2.access'.
func (s *source) isEndpointOf(p place, m mention) bool {
	if !m.address || !s.project.knowsHost || !s.aboutSlack {
		return false
	}
	for _, key := range append([]string{p.key}, p.names...) {
		switch folded([]byte(key)) {
		case "tokenurl", "accesstokenurl", "tokenpath", "tokenendpoint", "accesstokenpath", "tokenuri", "userinfoendpoint", "userinfourl",
			"userinfopath", "userinfouri", "profileurl", "refreshurl", "refreshtokenurl", "refreshpath", "revokepath", "revokeurl":
			return true
		}
	}
	return false
}

// mayMean reports whether a name in quotes that is told to nothing that is known to call it
// may be that of the method nevertheless: common ones are names of other things, too.
func (s *source) mayMean(m mention) bool {
	return s.aboutSlack || distinctive(m.methods[0]) && (s.project.usesSDK() || s.project.knowsHost)
}

// listKept lists the paths of methods that names hold, and that nothing is done with.
func (s *source) listKept() {
	for _, k := range s.kept {
		if !slices.ContainsFunc(k.names, func(name string) bool { return s.project.used["="+name] }) {
			s.untraced = append(s.untraced, k.place)
		}
	}
}

// leadsSomewhere reports whether the path of a method, in code about Slack of a project
// that has Slack's address, is given to a function or a name, so that a request perhaps
// goes there.
func (s *source) leadsSomewhere(p place, m mention) bool {
	if !m.address || !s.project.knowsHost || !s.aboutSlack || p.declaration || p.inList ||
		p.key != "" && !s.namesMethod(p.key) || s.answers(m) {
		return false
	}
	line := lineBefore(s.text.code, m.start)
	if namesFake(strings.ToLower(string(line))) || reporting().Match(line) {
		return false
	}
	if p.kind != isArgument {
		return p.kind == isAssigned && p.key == ""
	}
	c := s.calleeAt(p.callee)
	return c.name != "" && c.ownOrSlack() && !c.neverCalls(m)
}

// appended reports whether a string is appended to something, in a file that
// knows the address of the Web API: base + "chat.postMessage"; or a whole path in code about
// Slack of a project that knows that of Slack: host + "/api/chat.postMessage".
func (s *source) appended(quote int, m mention) bool {
	before := lastOf(s.text.code, quote-1)
	if before < 0 || s.text.code[before] != '+' {
		return false
	}
	if s.knowsAPI {
		return true
	}
	if m.below && s.aboutSlack && s.project.knowsHost && !s.answers(m) {
		p := s.placeOf(quote)
		return p.kind != isArgument || !s.calleeAt(p.callee).neverCalls(m)
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

// twoInserted is a call that puts two strings together, up to the second one.
var twoInserted = lazy(
	`(?:(?i:\bs?printf|format!?)\(\s*["'](?:\{\w*\}|%[sv]){2}[^"'\s]*["']\s*,|` +
		`["'](?:\{\w*\}){2}[^"'\s]*["']\.format\()\s*[\w.&$>:()-]+\s*,\s*$`)

// formatted reports whether the path of a method is put behind the address, in code about
// Slack: format!("{}{}", base, "/api/auth.test").
func (s *source) formatted(quote int, m mention) bool {
	if !m.address || !s.aboutSlack || !s.project.knowsHost {
		return false
	}
	before := s.text.plain[max(0, quote-2*longestURL):max(quote, 0)]
	site := twoInserted().FindIndex(before)
	return site != nil && !reporting().Match(lineBefore(s.text.code, quote-len(before)+site[0]))
}

// passed reports whether a method's name is an argument of a function that calls methods
// by name. A path, "/users.info", any function that sends requests may get if the file
// has the rest of the URL, and fewer if it has not.
func (s *source) passed(p place, m mention, used map[string]bool) bool {
	if p.declaration || p.inList {
		return false
	}
	c := s.calleeAt(p.callee)
	if s.handsOverCall(p.callee, m.start) && (p.key == "" || s.namesMethod(p.key)) {
		return true
	}
	if p.key != "" && !s.tellsMethod(c.name, p.key) && (!namesCalling(c.folded) || isProse(p.key)) &&
		!(c.annotation && (p.key == "value" || p.key == "path")) {
		return false
	}
	wraps := s.wraps(c)
	if !s.accepts(c, wraps, m) {
		return false
	}
	if wraps || s.project.declaresCall[c.name] {
		used[c.name] = true
	}
	return true
}

// handsOverCall reports whether a function, which ends at a place, is told in front of another
// place what calls the method that stands there: retry(client.api_call, "chat.postMessage").
func (s *source) handsOverCall(callee, at int) bool {
	if !s.aboutSlack || callee >= at || at-callee > longestArguments {
		return false
	}
	before := s.text.code[callee:at]
	return bytes.Contains(before, []byte(".api_call,")) || bytes.Contains(before, []byte(".apiCall,"))
}

// takePaths notes what is told the path of a method that few other programs have, in a project
// that has the address of the Web API: the file is about Slack then, and the other paths that it
// is told are Slack's, too. So are the names that a function of the code's own is told, which is
// told such a one.
func (s *source) takePaths() {
	if s.isSettings() || !s.project.knowsAPI && !s.aboutSlack {
		return
	}
	s.toldPaths, s.toldNames = map[string]bool{}, map[string]bool{}
	for quote, m := range s.mentions {
		if m.snake || !distinctive(m.methods[0]) {
			continue
		}
		p := s.placeOf(max(quote, 0))
		if p.kind != isArgument || p.declaration || p.inList || s.answers(m) {
			continue
		}
		c := s.calleeAt(p.callee)
		switch {
		case !isVerb(c.folded) || c.neverCalls(m):
		case m.address && s.project.knowsAPI && isHTTPClient(c.of):
			s.toldPaths[c.of], s.aboutSlack = true, true
		case !m.address && c.own && s.aboutSlack:
			s.toldNames[c.name] = true
		}
	}
}

// mention is the name of a method in quotes, or what a name holds.
type mention struct {
	start, end int // of the name
	methods    []string
	address    bool // it is a path, as /users.info
	below      bool // the path is that below Slack's address: /api/users.info
	snake      bool // it is written as Python writes it, users_info
	named      bool // a name holds it, and it is no string
}

// symbol is a name of Ruby that stands for a method: :users_info.
var symbol = lazy(`[(\s,&]:([a-z]\w*_\w+)`)

// symbols yields the symbols of Ruby that are the name of a method, and the place before it.
func (s *source) symbols(yield func(colon int, m mention) bool) {
	if s.language != "Ruby" {
		return
	}
	for _, at := range symbol().FindAllSubmatchIndex(s.text.code, -1) {
		methods := catalog.MethodsNamed(string(s.text.code[at[2]:at[3]]), catalog.Snake)
		if len(methods) > 0 && !yield(at[2]-1, mention{start: at[2], end: at[3], methods: methods, snake: true}) {
			return
		}
	}
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
		name := strings.TrimPrefix(strings.TrimPrefix(content, "GET "), "POST ")
		name, address := strings.CutPrefix(name, "/")
		name, below := strings.CutPrefix(name, "api/")
		address = address || below
		if s.knowsAPI || s.project.knowsAPI || below && s.project.knowsHost {
			path, _, query := strings.Cut(name, "?")
			name, address = path, address || query
		}
		m := mention{methods: catalog.MethodsNamed(name, catalog.Dotted), address: address, below: below}
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

// namedMethods are the methods that the file names and does not call, each once.
func (s *source) namedMethods() []Named {
	order.Stable(s.named, func(a, b namedPlace) int { return a.start - b.start })
	seen := map[string]bool{}
	for _, f := range s.found {
		for _, m := range f.methods {
			seen[m] = true
		}
	}
	var all []Named
	at := position{line: 1}
	for _, n := range s.named {
		for _, m := range n.methods {
			if seen[m] {
				continue
			}
			seen[m] = true
			at.moveTo(n.start, s.text.plain)
			line, _ := s.lines.locate(n.start, at.line, 1)
			all = append(all, Named{m, line, n.test || s.isTest, n.library})
		}
	}
	return all
}
