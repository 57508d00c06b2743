package usage

import (
	"regexp"
	"slices"
)

// declaredFunction is a function that is declared, with its parameters:
// public function invoke(string $verb, string $uri).
var declaredFunction = regexp.MustCompile(
	`\b(?:function|def|defp|func|fun|fn|public|private|protected|internal|async|static)\b[^\n(;={}]*?(\w+)\s*(?:<[^>\n]*>)?\(([^){};]*)`)

// parameterName is the name of a parameter, or a part of its type.
var parameterName = regexp.MustCompile(`\w+`)

// collectSenders collects the functions of a file that holds the address of the Web API
// whose name says that they send something, and that are told the path: that of a class of
// one's own, invoke(verb, uri), which joins the two somewhere on the way.
func (s *source) collectSenders() {
	if len(s.declared.bases) == 0 {
		return
	}
	for _, m := range declaredFunction.FindAllSubmatch(s.text.code, -1) {
		name := string(m[1])
		if !slices.Contains(verbs, folded(m[1])) && !namesVerb(name) && !namesRequest(name) {
			continue
		}
		for _, parameter := range parameterName.FindAll(m[2], -1) {
			switch folded(parameter) {
			case "uri", "url", "path", "endpoint", "method", "apimethod", "resource", "action":
				s.declared.senders[name] = true
			}
		}
	}
}
