package usage

import (
	"bytes"
	"slices"
	"strings"

	"periscope/model/catalog"
	"periscope/model/usage/settings"
)

// listUnreadLanguage lists a file of a language whose calls are not known, if it is about
// Slack's API.
func (s *source) listUnreadLanguage(l *language) {
	if !l.unread || !mentionsSlack(s.text.code) && !s.knowsAPI || len(s.found) > 0 {
		return
	}
	code := s.text.code
	lower := strings.ToLower(string(code))
	if !s.knowsAPI && !containsAny(lower, "token", "client", "api") {
		return
	}
	at := 0
	for start, end := range words(code) {
		if mentionsSlack(code[start:end]) {
			at = start
			break
		}
	}
	from := bytes.LastIndexByte(code[:at], '\n') + 1
	to := len(code)
	if i := bytes.IndexByte(code[at:], '\n'); i >= 0 {
		to = at + i
	}
	s.untraced = append(s.untraced, untracedPlace{from, to, "language"})
}

// listMCP lists the places that name Slack's MCP server. JSON that does configures editors
// and the like, and not the app.
func (s *source) listMCP() {
	if s.language == "JSON" {
		return
	}
	const server = "mcp.slack.com"
	plain := s.text.plain
	for at := range indexes(plain, []byte(server)) {
		end := at + len(server)
		if at == 0 || plain[at-1] != '/' && !isQuote(plain[at-1]) || end < len(plain) && (inWord[plain[end]] || plain[end] == '.') {
			continue
		}
		s.untraced = append(s.untraced, untracedPlace{at, end, "mcp"})
	}
}

// listDynamic lists the methods of a Slack client that are looked up under a name that is
// no literal: getattr(client, name), client.chat[name](...).
func (s *source) listDynamic() {
	if !s.aboutSlack {
		return
	}
	code := s.text.code
	switch s.language {
	case "Python":
		for start := range indexes(code, []byte("getattr(")) {
			m := gotAttribute().FindSubmatchIndex(code[start:min(start+longestDeclaration, len(code))])
			if m != nil {
				s.listAttribute(start, start+m[1], code[start+m[2]:start+m[3]], start+m[4])
			}
		}
	case "JavaScript":
		for shut := range indexes(code, []byte("](")) {
			s.listIndexed(shut)
		}
	}
}

// listIndexed lists the method of a client whose index ends at a place: client.chat[name](...).
func (s *source) listIndexed(shut int) {
	code := s.text.code
	open := matching(code, shut)
	if open <= 0 || !inWord[code[open-1]] {
		return
	}
	from := open
	for from > 0 && (inWord[code[from-1]] || code[from-1] == '.') {
		from--
	}
	name := bytes.TrimSpace(code[open+1 : shut])
	if len(name) > 0 && len(wordFrom(name, 0)) == len(name) {
		s.listAttribute(from, shut+1, code[from:open], nextOf(code, open+1))
	}
}

// listAttribute lists a method of a client that is looked up under a name, which begins
// at a place, or finds the call if the name holds a method's.
func (s *source) listAttribute(start, end int, client []byte, name int) {
	if _, ok := s.partOf(client); !ok {
		return
	}
	nameEnd := name + len(wordFrom(s.text.code, name))
	if p, ok := s.parameterAt(string(s.text.code[name:nameEnd]), start); ok && p.function != "" && s.language == "Python" {
		return // see attributeSites
	}
	if held, ok := s.heldAt(name, nameEnd); ok && s.language == "Python" {
		s.add(name, nameEnd, held.methods...)
		return
	}
	s.untraced = append(s.untraced, untracedPlace{start, end, "name"})
}

// tokenName is the name of what holds a token for Slack: slack.token, SLACK_BOT_TOKEN.
var tokenName = lazy(`(?i)\bslack\w*(?:(?:\.|::|->)\w*){0,2}token\b`)

// otherToken is a part of the names of tokens that Slack sends to an app, and that it
// calls nothing with.
var otherToken = lazy(`(?i)verif|valid|secur|sign|hook|slash|command|csrf|state`)

// sentToken is what stands beside a token that Slack sends to an app: it is compared with that of
// a request, or the line is about the signature.
var sentToken = lazy(`(?i)x-slack-|signature|(?:param|query|body|form|payload)\S*token\S*\s*(?:[!=]=|\.equals\()|` +
	`(?:[!=]=|equals\()\s*\S*(?:param|query|body|form|payload)`)

// listToken lists the first place of the file that holds a token for Slack.
func (s *source) listToken() {
	for _, at := range tokenName().FindAllIndex(s.text.plain, -1) {
		line := lineBefore(s.text.plain, at[0])
		rest, _, _ := bytes.Cut(s.text.plain[at[1]:min(at[1]+longestDeclaration, len(s.text.plain))], []byte("\n"))
		if !otherToken().Match(s.text.plain[at[0]:at[1]]) && !bytes.Contains(line, []byte("import")) &&
			!sentToken().Match(line) && !sentToken().Match(rest) {
			s.untraced = append(s.untraced, untracedPlace{at[0], at[1], "token"})
			return
		}
	}
}

// listAddress lists the first place of the file that holds the address of the Web API.
func (s *source) listAddress() {
	const path = ".com/api"
	for host := range indexes(s.text.plain, []byte(path)) {
		if bytes.HasSuffix(s.text.plain[:host], []byte("slack")) || bytes.HasSuffix(s.text.plain[:host], []byte("slack-gov")) {
			s.untraced = append(s.untraced, untracedPlace{beginningOfURL(s.text.plain, host), host + len(path), "address"})
			return
		}
	}
}

// makesAnyClient reports whether the file makes a Slack client, which it may tell the address.
func (s *source) makesAnyClient() bool {
	return slices.ContainsFunc(makers[s.language], func(maker string) bool { return bytes.Contains(s.text.code, []byte(maker)) })
}

// collectSettings collects the settings of a file, no program, that has Slack's address, or
// speaks of Slack, and names methods.
func (s *source) collectSettings() {
	if s.language != "JSON" && s.language != "YAML" && s.language != "Hash" || !mentionsSlack(s.text.plain) {
		return
	}
	for _, e := range settings.Find(s.text.plain) {
		s.settings = append(s.settings, e)
		if e.Telling() && (s.knowsAPI || s.declared.knowsHost) {
			s.declared.settings[e.Key] = true
		}
	}
}

// useSettings notes which settings of other files the code names.
func (s *source) useSettings(used map[string]bool) {
	for key := range s.project.settings {
		for at := range indexes(s.text.plain, []byte(key)) {
			if wholeWord(s.text.plain, at, at+len(key)) {
				used[settingUsed+key] = true
				break
			}
		}
	}
}

// settingUsed stands before the keys of settings among what is used.
const settingUsed = "setting "

// listSettings adds the methods of settings that code of the project names, and notes those
// of the others.
func (s *source) listSettings() {
	for _, e := range s.settings {
		if s.declared.settings[e.Key] && s.project.used[settingUsed+e.Key] {
			s.add(e.Start, e.End, e.Method)
		} else {
			s.note(e.Start, e.Method)
		}
	}
}

// What a function that sends a request to Slack has: a request and a token, and no address
// of a webhook.
var (
	sendsRequest = lazy(`(?i)\bhttps?\b|\baxios\b|\bfetch\(|\brequests?\b|\burlopen\(|\.post\b`)
	sendsToken   = lazy(`(?i)bearer|authorization`)
	sendsToHook  = lazy(`(?i)webhook|response_?url`)
)

// findNamedForMethods finds the functions of code about Slack that are named in full as a
// method is, and that send a request to an address which is in settings: ChatPostMessage.
func (s *source) findNamedForMethods() {
	if !s.aboutSlack || s.isSettings() {
		return
	}
	code := s.text.code
	for start, end := range words(code) {
		spelling := catalog.Camel
		if bytes.IndexByte(code[start:end], '_') > 0 {
			spelling = catalog.Snake
		}
		name := strings.ToLower(string(code[start:start+1])) + string(code[start+1:end])
		methods := catalog.MethodsNamed(name, spelling)
		if len(methods) == 0 || !distinctive(methods[0]) {
			continue
		}
		open := nextOf(code, end)
		if open < 0 || code[open] != '(' || !s.declares(start) && !s.opensMethod(open) {
			continue
		}
		to := s.bodyEnd(open)
		body := s.text.plain[start:to]
		found := slices.ContainsFunc(s.found, func(f finding) bool { return f.start >= start && f.start < to })
		if !found && sendsRequest().Match(body) && sendsToken().Match(body) && !sendsToHook().Match(body) {
			s.add(start, end, methods[0])
		}
	}
}

// bodyEnd returns where the body of a function ends, whose parameters begin at open.
func (s *source) bodyEnd(open int) int {
	code := s.text.code
	most := min(open+longestFunction, len(code))
	if !s.syntax.indented && s.language != "Elixir" {
		if shut := closing(code, open, 2*longestParameters); shut > 0 {
			if brace := bytes.IndexByte(code[shut:most], '{'); brace >= 0 {
				return max(closing(code, shut+brace, longestFunction), open)
			}
		}
		return open
	}
	for at := range indexes(code[:most], []byte("\n")) {
		if at > open && s.bodyEnds(open, open, at) {
			return at
		}
	}
	return most
}

// findUndocumented notes the functions that call the method they are told and are told one that
// the catalogue does not have: call("saved.list").
func (s *source) findUndocumented(used map[string]bool) {
	code := s.text.code
	for start, end := range words(code) {
		name := string(code[start:end])
		if index, wraps := s.project.wrappers[name]; !wraps || used[name] || index < 0 || end >= len(code) ||
			code[end] != '(' || s.declares(start) {
			continue
		} else if from, to, _ := s.argumentOf(end, index); from >= 0 {
			told := bytes.TrimSpace(s.text.plain[from:to])
			if len(told) > 2 && isQuote(told[0]) && len(undocumented().Find(told[1:])) == len(told)-2 {
				used[name] = true
			}
		}
	}
}
