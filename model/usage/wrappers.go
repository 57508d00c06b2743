package usage

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
)

// join is a place where a name is put behind the address of the Web API: the method
// that is called is what the name holds.
type join struct {
	start, end       int    // of the address and the name
	nameAt, nameEnd  int    // of the name: in req.method, of method
	chainAt          int    // where req.method begins
	first            string // the first part of the name: req
	unnamed, command bool   // what follows is no name, but a call; or it is $1 of a shell function
}

// What stands between the address, or a name that holds it, and the name of the method.
var (
	insertedName = lazy(`^\}?/?(?:\$\{|#\{|\{\$?|\$)\s*([A-Za-z_@$\d][\w.$@]*(?:->\w+)*)`)
	appendedName = lazy(
		"^\\}?/?[\"'`]?\\)?\\s*(?:\\+|\\.|<>)\\s*(?:[\"'`]/[\"'`]\\s*" +
			"(?:\\+|\\.|<>)\\s*)?([A-Za-z_$@][\\w$@]*(?:(?:\\.|::|->)[A-Za-z_]\\w*)*)(\\()?")
	printedName = lazy(
		"^\\}?/?(?:%s|%v|\\{\\}|\\{0\\}|\\{\\w+\\})[\"'`]\\s*(?:,|%|\\.format\\()\\s*\\(?\\s*(?:\\w+=)?([A-Za-z_$@][\\w.$@]*)")
	filledName = lazy(`^\s*(?:\.format\(|\.formatted\(|%|-f\b)\s*\(?\s*(?:\w+[=:]\s*)?([A-Za-z_$@][\w.$@]*)`)
	listedName = lazy(`^["']?\s*,\s*(?:\w+[:=]\s*)?([A-Za-z_$@][\w$@]*(?:(?:\.|::|->)[A-Za-z_]\w*)*)(?:\(\))?\s*[,)]`)
)

// joins yields the places where a name follows the address of the Web API.
func (s *source) joins(yield func(join) bool) {
	plain := s.text.plain
	for host := range indexes(plain, []byte(".com/api")) {
		if !bytes.HasSuffix(plain[:host], []byte("slack")) && !bytes.HasSuffix(plain[:host], []byte("slack-gov")) {
			continue
		}
		if j, ok := s.joinAt(beginningOfURL(plain, host), host+len(".com/api"), true); ok && !s.takesApart(j) && !yield(j) {
			return
		}
	}
	if len(s.project.bases) == 0 {
		return
	}
	for start, end := range words(plain) {
		if !s.isBase(strings.TrimLeft(string(plain[start:end]), "$")) {
			continue
		}
		if j, ok := s.joinAt(start, end, false); ok && !yield(j) {
			return
		}
	}
}

// takesApart reports whether a string of Elixir stands in a pattern, and so the name behind
// it is given the rest of an address: fn %{url: "https://slack.com/api/" <> method} -> ... end.
func (s *source) takesApart(j join) bool {
	if s.language != "Elixir" {
		return false
	}
	code := s.text.code
	rest, _, _ := bytes.Cut(code[j.nameEnd:min(j.nameEnd+longestDeclaration, len(code))], []byte("\n"))
	if bytes.Contains(rest, []byte("->")) || bindsPattern().Match(rest) {
		return true
	}
	open := openBefore(code, j.start, j.start-longestArguments)
	for range 3 {
		if open < 0 {
			return false
		}
		if code[open] == '(' && s.declares(open-len(wordBefore(code, open))) {
			return true
		}
		open = openBefore(code, open, open-longestArguments)
	}
	return false
}

// bindsPattern is what stands behind a pattern on the left of a match.
var bindsPattern = lazy(`^[^=]*[^=!<>]=(?:[^=>~]|$)`)

// joinAt looks for a name behind the address, or the name that holds it, from start to end.
func (s *source) joinAt(start, end int, literal bool) (join, bool) {
	plain := s.text.plain
	if literal && end < len(plain) && plain[end] == '/' {
		end++
	}
	rest := plain[end:min(end+longestDeclaration, len(plain))]
	inserted, appended, filled, listed := insertedName(), appendedName(), filledName(), listedName()
	for _, form := range []*regexp.Regexp{inserted, appended, printedName(), filled, listed} {
		m := form.FindSubmatchIndex(rest)
		switch {
		case m == nil, form == filled && literal, form == inserted && literal && !s.inserts(start),
			form == appended && !s.joinsStrings(rest[:m[2]]), form == listed && !s.joinsArguments(start):
			continue
		}
		j := join{start: start, end: end + m[3], nameAt: end + m[2], nameEnd: end + m[3], unnamed: len(m) > 4 && m[4] >= 0}
		if (s.language == "PHP" || s.language == "PowerShell") && plain[j.nameAt-1] == '$' {
			j.nameAt-- // a part of the name
		}
		first := plain[j.nameAt]
		j.command = form == inserted && first >= '0' && first <= '9'
		j.splitName(plain)
		return j, true
	}
	return join{}, false
}

// splitName sets the parts of the name, a chain of members: of req.method the first is req.
func (j *join) splitName(plain []byte) {
	name := plain[j.nameAt:j.nameEnd]
	j.first, j.chainAt = string(wordFrom(name, 0)), j.nameAt
	if i := bytes.LastIndexAny(name, ".>:"); i >= 0 {
		j.nameAt += i + 1
	}
	if name[0] == '@' { // a field of Ruby
		j.nameAt++
	}
}

// inserts reports whether names in braces stand for their values in the string at a place: those
// of Python do if an f stands before it.
func (s *source) inserts(at int) bool {
	if s.language != "Python" {
		return true
	}
	i, ok := slices.BinarySearchFunc(s.text.strings, at, func(in span, at int) int { return in.start - at })
	if !ok {
		i--
	}
	return i < 0 || s.isInterpolated(s.text.strings[i])
}

// joinsStrings reports whether what stands between address and name puts them together.
// A dot does so in PHP only; elsewhere it begins a member of what holds the address.
func (s *source) joinsStrings(between []byte) bool {
	return bytes.IndexByte(between, '+') >= 0 || s.syntax.joins != "" && bytes.Contains(between, []byte(s.syntax.joins))
}

// findWrappers returns the functions of this file that call the method they are told:
// they put it behind the address, or hand it to a function that calls it.
func (s *source) findWrappers() map[string]int {
	wrappers := map[string]int{}
	s.wrapperSites(func(p parameter, _ span, _ string) {
		name := s.calledAs(p)
		if before, ok := wrappers[name]; ok && before != p.index {
			p.index = anyArgument
		}
		wrappers[name] = p.index
		if p.name != "" {
			s.declared.told[name] = strings.ToLower(strings.Trim(p.name, "$@"))
		}
		if of := s.typeOf(p.nameAt); of != "" {
			s.declared.wrapping[of] = true
		}
	}, nil)
	return wrappers
}

// calledAs is the name that a function with a parameter is called by: one that makes objects
// by that of their class.
func (s *source) calledAs(p parameter) string {
	switch p.function {
	case "__init__", "constructor", "__construct":
		if of := s.typeOf(p.nameAt); of != "" {
			return of
		}
	}
	return p.function
}

// wrapperSites goes through the places where a method is called whose name is in a
// variable. It tells those where the variable is a parameter of the function around to
// found, with the function called, if there is one; and those where it is not to open.
func (s *source) wrapperSites(found func(p parameter, site span, called string), open func(j join, kind, called string)) {
	for j := range s.joins {
		site := span{j.start, j.end}
		if j.command {
			if p, ok := s.shellFunctionAt(j.start); ok && s.language == "Shell" {
				found(p, site, "")
			}
			continue
		}
		if p, ok := s.commandParameter(j.first, j.start); ok {
			found(p, site, "")
		} else if p, ok := s.parameterAt(j.first, j.start); ok && !j.unnamed && p.function != "" {
			found(p, site, "")
		} else if _, holds := s.heldInChain(j.chainAt, max(j.nameEnd, j.chainAt)); !holds && s.isMethodParameter(j) {
			found(parameter{function: toldMethod}, site, "")
		} else if p, ok := s.fieldParameter(j); ok {
			found(p, site, "")
		} else if open != nil {
			open(j, "url", "")
		}
	}
	s.commandSites(found, open)
	s.attributeSites(func(p parameter, site span) { found(p, site, "getattr") })
	code := s.text.code
	for start, end := range words(code) {
		if s.callsNamed(start, end) {
			s.passedOn(start, end, found, open)
		}
	}
}

// fieldParameter returns the parameter that a field is given, of the function that makes
// an object of it: func newRequest(method string) request { return request{method: method} }.
func (s *source) fieldParameter(j join) (parameter, bool) {
	if j.unnamed || j.nameAt >= j.nameEnd {
		return parameter{}, false
	}
	code := s.text.code
	name := code[j.nameAt:j.nameEnd]
	if !bytes.HasSuffix(code[:j.nameAt], []byte(".")) && j.first != "" {
		return parameter{}, false
	}
	tried := 0
	for at := range indexes(code, name) {
		if tried++; tried > mostMentions {
			break
		}
		end := at + len(name)
		next := nextOf(code, end)
		if !wholeWord(code, at, end) || next < 0 || code[next] != ':' && code[next] != '=' {
			continue
		}
		from := nextOf(code, next+1)
		if from < 0 || !inWord[code[from]] {
			continue
		}
		if p, ok := s.parameterAt(string(wordFrom(code, from)), from); ok && p.function != "" {
			return p, true
		}
	}
	return parameter{}, false
}

// callsNamed reports whether the word from start to end is a function that is called,
// and calls the method that it is told.
func (s *source) callsNamed(start, end int) bool {
	code := s.text.code
	name := code[start:end]
	_, wraps := s.project.wrappers[string(name)]
	if wraps && s.isCommand(end) {
		return !s.declares(start)
	}
	next := nextOf(code, end)
	if next < 0 || code[next] != '(' && code[next] != '<' && !bytes.HasPrefix(code[next:], []byte("::<")) {
		return false
	}
	if !wraps && (s.project.declaresCall[string(name)] || s.typedOwn(start, name)) {
		s.noteOwnCall(start, end)
		return false // the code's own, and perhaps it does not call Slack
	}
	if !isCalled(code, end) || s.declares(start) {
		return false
	}
	return wraps || isSDKCall(folded(name)) && !s.makesClient(name) && s.onSlackClient(start) && !s.isParameter(string(name), start)
}

// typedOwn reports whether a function that begins at start is called on nothing, in a language
// where functions belong to classes, and is named as those of SDKs are: it is the code's own.
func (s *source) typedOwn(start int, name []byte) bool {
	if s.language != "C#" && s.language != "Java" || !isSDKCall(folded(name)) {
		return false
	}
	_, member := beforeDot(s.text.code, start)
	return !member
}

// noteOwnCall notes a call of a function that is named as those of SDKs are: it is one of
// Slack if others tell the function a method's name.
func (s *source) noteOwnCall(start, end int) {
	code := s.text.code
	if s.declares(start) || !s.aboutSlack {
		return
	}
	from, to, _ := s.argumentOf(end, 0)
	if from >= 0 && simpleName().Match(code[from:to]) {
		s.ownCalls = append(s.ownCalls, ownCall{string(code[start:end]), untracedPlace{s.chainStart(start), min(to+1, len(code)), "name"}})
	}
}

// listOwnCalls lists the calls of the code's own functions that are told methods' names elsewhere.
func (s *source) listOwnCalls() {
	for _, c := range s.ownCalls {
		if s.project.used[c.name] {
			s.untraced = append(s.untraced, c.place)
		}
	}
}

// collectOwnCalls collects the functions of this file that are named as those of SDKs are
// which call a method by name: they may call anything.
func (s *source) collectOwnCalls() {
	code := s.text.code
	for start, end := range words(code) {
		if isSDKCall(folded(code[start:end])) && s.declares(start) {
			s.declared.declaresCall[string(code[start:end])] = true
		}
	}
}

// makesClient reports whether a function is known to make a Slack client: it is told a
// token, and no method.
func (s *source) makesClient(name []byte) bool {
	return slices.Contains(makers[s.language], string(name)+"(")
}

// onSlackClient reports whether a function that begins at start is called in a file about
// Slack or, in an app that imports Bolt, on what is named as a client is: listeners hand it on.
func (s *source) onSlackClient(start int) bool {
	if s.aboutSlack || !s.project.bolt {
		return s.aboutSlack
	}
	dot, ok := beforeDot(s.text.code, start)
	if !ok {
		return false
	}
	of, _ := receiverName(s.text.code, dot)
	return looksLikeClient(of)
}

// isSDKCall reports whether a name, folded, is that under which SDKs call a method by name.
func isSDKCall(name string) bool {
	switch name {
	case "apicall", "callmethod", "slackapicall", "callslackapi", "callapi", "slackapi":
		return true
	}
	return false
}

// passedOn looks at the argument that tells the method to the function from start to end.
func (s *source) passedOn(start, end int, found func(parameter, span, string), open func(join, string, string)) {
	code := s.text.code
	name := string(code[start:end])
	index, wraps := s.project.wrappers[name]
	if !wraps {
		index = 0
	}
	c := s.calleeAt(end)
	if namesFake(c.of) || s.isElsewhere(c, wraps) {
		return
	}
	from, to, keyed := s.argumentOf(end, index)
	if from < 0 || s.language == "JavaScript" && s.opensMethod(bytes.IndexByte(code[end:], '(')+end) {
		return
	}
	m := simpleName().FindSubmatchIndex(code[from:to])
	if m == nil || m[2] >= 0 && !keyed || isLiteralWord(string(code[from+m[4]:from+m[5]])) {
		return
	}
	j := join{start: s.chainStart(start), end: min(to+1, len(code)), nameAt: from + m[4], nameEnd: from + m[5]}
	j.first, j.chainAt = string(wordFrom(code, j.nameAt)), j.nameAt
	if i := bytes.LastIndexAny(code[j.nameAt:j.nameEnd], ".:"); i >= 0 {
		j.nameAt += i + 1
	}
	j.nameAt = max(nextOf(code, j.nameAt), j.nameAt)
	if p, ok := s.parameterAt(j.first, start); ok && p.function != "" {
		found(p, span{j.start, j.end}, name)
	} else if open != nil && (wraps && index != anyArgument || isSDKCall(c.folded)) {
		open(j, "name", name)
	}
}

// isElsewhere reports whether a function is called on what is none of the code's own, and so is
// none of the wrappers.
func (s *source) isElsewhere(c callee, wraps bool) bool {
	switch {
	case c.own:
		return false
	case slices.Contains(stores, c.of), s.language == "Elixir" && slices.Contains(httpClients, c.of):
		return true
	}
	return wraps && slices.Contains(verbs, c.folded) && c.receiver == otherReceiver && !s.isOfType(c.receiverName, s.project.wrapping)
}

// opensMethod reports whether the brackets that open at a place are the parameters of a
// method of a class: apiCall(method) { ... }.
func (s *source) opensMethod(open int) bool {
	shut := closing(s.text.code, open, longestCall)
	if shut < 0 {
		return false
	}
	next := nextOf(s.text.code, shut+1)
	return next >= 0 && (s.text.code[next] == '{' || returnType().Match(s.text.code[next:min(next+longestDeclaration, len(s.text.code))]))
}

// returnType is the type that a method of TypeScript returns, before its body.
var returnType = lazy(`^:\s*\w[\w<>\[\]|&., ]*\{\s`)

// findJoined finds calls whose method is held by a name that follows the address, or
// that a function is told, and lists those whose name is not known.
func (s *source) findJoined(used map[string]bool) {
	s.noteJoined()
	s.wrapperSites(
		func(p parameter, _ span, called string) {
			if p.function != called { // it may call itself
				used[called] = true
			}
		},
		func(j join, kind, called string) {
			used[called] = true
			m, ok := mention{}, false
			if !j.unnamed && j.nameAt < j.nameEnd {
				m, ok = s.heldInChain(j.chainAt, j.nameEnd)
			}
			switch {
			case ok && kind == "url":
				s.add(j.nameAt, j.nameEnd, m.methods...)
			case !ok && s.holdsUndocumented(string(s.text.plain[j.nameAt:max(j.nameEnd, j.nameAt)])):
			case !ok && (j.nameAt >= j.nameEnd || !s.isAddress(string(s.text.plain[j.nameAt:j.nameEnd]), j.start)):
				if s.inProxy(j.start) {
					return // the calls are those of its methods
				}
				s.untraced = append(s.untraced, untracedPlace{j.start, j.end, kind})
			}
		},
	)
}

// noteJoined notes what is given a request to a method whose name follows the address.
func (s *source) noteJoined() {
	for j := range s.joins {
		from := j.start
		if i, ok := slices.BinarySearchFunc(s.text.strings, j.start,
			func(in span, at int) int { return in.end - at }); ok || i < len(s.text.strings) {
			if in := s.text.strings[i]; in.start <= j.start {
				from = max(in.start-1, 0)
			}
		}
		s.noteRequest(j.start, s.placeOf(s.chainStart(from)))
	}
}

// listUnusedWrappers lists the functions that call the method they are told, and that no
// file calls with a method's name.
func (s *source) listUnusedWrappers() {
	s.wrapperSites(func(p parameter, site span, called string) {
		if s.project.used[s.calledAs(p)] || s.inProxy(site.start) {
			return
		}
		kind := "url"
		if called != "" {
			kind = "name"
		}
		s.untraced = append(s.untraced, untracedPlace{site.start, site.end, kind})
	}, nil)
}

// declaredFunction is a function that is declared, with its parameters:
// public function invoke(string $verb, string $uri).
var declaredFunction = lazy(
	`\b(?:function|def|defp|func|fun|fn|public|private|protected|internal|async|static)\b[^\n(;={}]*?(\w+)\s*(?:<[^>\n]*>)?\(([^){};]*)`)

// parameterName is the name of a parameter, or a part of its type.
var parameterName = lazy(`\w+`)

// collectSenders collects the functions of a file that holds the address of the Web API
// whose name says that they send something, and that are told the path: that of a class of
// one's own, invoke(verb, uri), which joins the two somewhere on the way.
func (s *source) collectSenders() {
	if len(s.declared.bases) == 0 {
		return
	}
	for _, m := range declaredFunction().FindAllSubmatch(s.text.code, -1) {
		name := string(m[1])
		if !slices.Contains(verbs, folded(m[1])) && !namesVerb(name) && !namesRequest(name) {
			continue
		}
		for _, parameter := range parameterName().FindAll(m[2], -1) {
			switch folded(parameter) {
			case "uri", "url", "path", "endpoint", "method", "apimethod", "resource", "action":
				s.declared.senders[name] = true
			}
		}
	}
}
