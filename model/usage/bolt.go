package usage

import (
	"bytes"
	"strings"
)

// helper is a function that Bolt passes to listeners, and the methods that it calls.
type helper struct {
	names   []string // in the languages that Bolt is for
	methods []string
	steps   bool // passed to the listeners of custom functions only
}

var streamed = []string{"chat.startStream", "chat.appendStream", "chat.stopStream"}

// helpers are those that need a scope, or call a method. respond(...) posts to a URL.
var helpers = []helper{
	{names: []string{"say"}, methods: []string{"chat.postMessage"}},
	{names: []string{"sayStream", "say_stream"}, methods: streamed},
	{names: []string{"setStatus", "set_status"}, methods: []string{"assistant.threads.setStatus"}},
	{names: []string{"setTitle", "set_title"}, methods: []string{"assistant.threads.setTitle"}},
	{names: []string{"setSuggestedPrompts", "set_suggested_prompts"}, methods: []string{"assistant.threads.setSuggestedPrompts"}},
	{names: []string{"complete"}, methods: []string{"functions.completeSuccess"}, steps: true},
	{names: []string{"fail"}, methods: []string{"functions.completeError"}, steps: true},
}

var helperNamed = func() map[string]helper {
	named := map[string]helper{}
	for _, h := range helpers {
		for _, name := range h.names {
			named[name] = h
		}
	}
	return named
}()

// importsBolt reports whether a file imports Bolt, or names its types in a comment, as
// JavaScript does; or a framework that hands listeners a context with a client, as Bolt does.
func (s *source) importsBolt(src []byte) bool {
	switch s.language {
	case "JavaScript":
		return bytes.Contains(src, []byte("@slack/bolt")) ||
			bytes.Contains(src, []byte("slack-edge")) || bytes.Contains(src, []byte("slack-cloudflare-workers"))
	case "Python":
		return bytes.Contains(s.text.code, []byte("slack_bolt"))
	case "Java":
		return bytes.Contains(s.text.code, []byte("com.slack.api.bolt"))
	}
	return false
}

// findHelpers finds say(...) and its siblings. The words are so common that they count
// only in files that import Bolt and, in apps that do, where they are a parameter.
func (s *source) findHelpers() {
	if !s.project.bolt {
		return
	}
	code := s.text.code
	for i, end := range words(code) {
		h, ok := helperNamed[string(code[i:end])]
		if !ok || !isCalled(code, end) && !s.isGivenBlock(end) || !s.isHelper(h, i, end) {
			continue
		}
		s.add(i, end, known(h.methods)...)
	}
}

// isGivenBlock reports whether a function of Kotlin, which ends at end, is called with a block
// alone: ctx.say { it.text("x") }.
func (s *source) isGivenBlock(end int) bool {
	next := nextOf(s.text.code, end)
	return s.language == "Java" && next >= 0 && s.text.code[next] == '{'
}

func (s *source) isHelper(h helper, start, end int) bool {
	code := s.text.code
	name := string(code[start:end])
	before := lastOf(code, start-1)
	if before >= 0 && code[before] == '.' {
		of, _ := receiverName(code, before)
		return s.declared.bolt && (of == "ctx" || of == "context" || of == "args")
	}
	if before >= 0 {
		switch string(wordBefore(code, before+1)) {
		case "def", "function", "fun", "void": // here it is made, not called
			return false
		}
	}
	if name == "say" && s.language == "JavaScript" && givenSay().Match(code[max(0, start-longestFunction):start]) {
		return true
	}
	if s.isParameter(name, start) {
		return !h.steps || bytes.Contains(code, []byte(".function("))
	}
	return s.declared.bolt && !h.steps && !bytes.Contains(code, []byte(", "+name+"]"))
}

// givenSay is say taken out of what a function is told: const { payload, say } = data.
var givenSay = lazy(
	`(?:const|let|var)\s*\[?\s*\{(?:[^{}()=]*[\s,])?say\s*(?:,[^{}()=]*)?\}\s*\]?\s*` + `(?::\s*\w+\s*)?=\s*[\w.]+\s*[;\n]`)

// listenerGiven are arguments that Bolt passes to listeners beside a client.
var listenerGiven = []string{"ack", "say", "respond"}

// boltListener reports whether a function takes a client beside the other arguments
// that Bolt passes to listeners, as in def opened(ack, body, client) or
// ({ say, client }) => {}. A file of listeners need not name Slack anywhere.
func boltListener(code []byte) bool {
	if !bytes.Contains(code, []byte("client")) {
		return false
	}
	for _, given := range listenerGiven {
		for from := 0; ; {
			i := bytes.Index(code[from:], []byte(given))
			if i < 0 {
				break
			}
			start, end := from+i, from+i+len(given)
			from = end
			if wholeWord(code, start, end) && hasParameter(parametersAround(code, start, end), "client") {
				return true
			}
		}
	}
	return false
}

// parametersAround returns the list in brackets that a word stands in, if it
// holds nothing but names and their types.
func parametersAround(code []byte, start, end int) []byte {
	inList := func(c byte) bool { return inWord[c] || strings.IndexByte(" \t\r\n,:=*.[]|?", c) >= 0 }
	first, last := max(0, start-longestParameters), min(len(code), end+longestParameters)
	for start > first && inList(code[start-1]) {
		start--
	}
	for end < last && inList(code[end]) {
		end++
	}
	if start == 0 || end == len(code) || code[start-1] != '(' && code[start-1] != '{' || code[end] != ')' && code[end] != '}' {
		return nil
	}
	return code[start:end]
}

func hasParameter(list []byte, name string) bool {
	for start, end := range words(list) {
		if string(list[start:end]) == name {
			return true
		}
	}
	return false
}
