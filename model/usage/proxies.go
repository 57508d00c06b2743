package usage

import (
	"bytes"
)

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
