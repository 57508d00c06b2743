package usage

import (
	"bytes"
	"slices"
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
	if !s.typesFound {
		s.types, s.typesFound = typeAround().FindAllSubmatchIndex(code, -1), true
	}
	i, _ := slices.BinarySearchFunc(s.types, at, func(m []int, at int) int { return m[1] - at - 1 })
	if i == 0 || s.types[i-1][0] < at-16*longestFunction {
		return ""
	}
	return string(code[s.types[i-1][2]:s.types[i-1][3]])
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
		value := s.typeOrValue(end)
		for from, to := range words(value) {
			if types[string(value[from:to])] {
				return true
			}
		}
	}
	return false
}

// typeOrValue returns what a name is given, or the type that it is declared with, which stands
// behind it; nothing if neither does.
func (s *source) typeOrValue(end int) []byte {
	code := s.text.code
	rest, _, _ := bytes.Cut(code[end:min(end+longestDeclaration, len(code))], []byte("\n"))
	if value, ok := assigned(rest); ok {
		return value
	}
	if len(rest) < 2 || (rest[0] != ':' || rest[1] == ':') && (rest[0] != ' ' || s.language != "Go") {
		return nil
	}
	if i := bytes.IndexAny(rest[1:], ",)=;{"); i >= 0 {
		return rest[:i+1]
	}
	return rest
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
