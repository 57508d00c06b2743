package usage

import (
	"bytes"
	"slices"
	"strings"

	"periscope/model/catalog"
)

// typeAround begins a class, or what stands for one.
var typeAround = lazy(
	`(?m)^[ \t]*(?:(?:export|default|public|private|internal|abstract|final|sealed|partial|static|data|open|pub)\s+)*` +
		`(?:class|object|impl(?:<[^>\n]*>)?|interface|module|defmodule|trait)\s+(?:\w+(?:<[^>\n]*>)?\s+for\s+)?(?:[\w.]+[.:])?(\w+)`)

// receiverOfGo is the type whose method is declared on a line.
var receiverOfGo = lazy(`^func\s+\(\w*\s*\*?(\w+)`)

// typeOf returns the class that a place is in; empty if there is none.
func (s *source) typeOf(at int) string {
	code := s.text.code
	if s.language == "Go" {
		if m := receiverOfGo().FindSubmatch(code[bytes.LastIndexByte(code[:at], '\n')+1 : at]); m != nil {
			return string(m[1])
		}
		return ""
	}
	all := typeAround().FindAllSubmatch(code[max(0, at-16*longestFunction):at], -1)
	if len(all) == 0 {
		return ""
	}
	return string(all[len(all)-1][1])
}

// isOfType reports whether a name is given an object of one of the types, or is declared as
// one, in this file.
func (s *source) isOfType(name string, types map[string]bool) bool {
	if len(types) == 0 || name == "" {
		return false
	}
	code := s.text.code
	tried := 0
	for at := range indexes(code, []byte(name)) {
		if tried++; tried > mostMentions {
			return false
		}
		end := at + len(name)
		if !wholeWord(code, at, end) {
			continue
		}
		if at > 0 && code[at-1] == ' ' && types[string(wordBefore(code, at-1))] {
			return true // Api api
		}
		rest, _, _ := bytes.Cut(code[end:min(end+longestDeclaration, len(code))], []byte("\n"))
		value, ok := assigned(rest)
		switch {
		case ok:
		case len(rest) > 1 && (rest[0] == ':' && rest[1] != ':' || rest[0] == ' ' && s.language == "Go"):
			value = rest
			if i := bytes.IndexAny(value[1:], ",)=;{"); i >= 0 {
				value = value[:i+1]
			}
		default:
			continue
		}
		for from, to := range words(value) {
			if types[string(value[from:to])] {
				return true
			}
		}
	}
	return false
}

// forwards are what a class has that hands on, under any name, what it is asked for.
var forwards = map[string][]string{
	"Python": {"def __getattr__("}, "Ruby": {"def method_missing("}, "PHP": {"function __call("}, "JavaScript": {"new Proxy("},
}

// collectProxies collects the classes of a file about Slack that hand on what they are asked
// for: api.users.info(...) of such a one is what it does with a client of Slack.
func (s *source) collectProxies() {
	if !s.aboutSlack {
		return
	}
	for _, forward := range forwards[s.language] {
		for at := range indexes(s.text.code, []byte(forward)) {
			if name := s.typeOf(at); name != "" {
				s.declared.proxies[name] = true
			}
		}
	}
}

// inProxy reports whether a place is in a class that hands on what it is asked for.
func (s *source) inProxy(at int) bool {
	return len(s.declared.proxies) > 0 && s.declared.proxies[s.typeOf(at)]
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
		if index, wraps := s.project.wrappers[name]; !wraps || used[name] || index < 0 || end >= len(code) || code[end] != '(' || s.declares(start) {
			continue
		} else if from, to, _ := s.argumentOf(end, index); from >= 0 {
			told := bytes.TrimSpace(s.text.plain[from:to])
			if len(told) > 2 && isQuote(told[0]) && len(undocumented().Find(told[1:])) == len(told)-2 {
				used[name] = true
			}
		}
	}
}
