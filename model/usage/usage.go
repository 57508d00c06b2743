// Package usage finds the Web API methods that source code calls.
//
// It reads text. It compiles, runs and fetches nothing, so it works on code
// that does not build, and in any repository. In return it can be wrong, and
// prefers to miss a call over naming one that is not there:
//
//   - Only methods that the catalogue knows are found, in the spellings of the
//     SDKs for Go (slack-go), Python, JavaScript, Java (Kotlin, Scala, Groovy)
//     and Ruby, by their name in quotes where a function is told to call it, and,
//     in any language, as URLs below slack.com/api.
//   - Comments are no calls, and in strings only names and URLs count.
//   - Names as common as users.list count in files that speak of Slack, and on
//     something that is likely a Slack client: see receiver.go.
//   - A method that is handed over to be called counts in Python, retry(client.users_list),
//     and in Java, client::usersList.
//   - A call through a variable, a wrapper of another name or reflection is not found.
package usage

import (
	"bytes"
	"slices"
)

// Call is one place in a source file that calls a Web API method.
type Call struct {
	Method       string // "chat.postMessage"
	Line, Column int    // of the spelling; 1-based, columns count bytes
	Spelling     string // as the source has it: "chat_postMessage", "PostMessageContext", a URL
}

// Find returns the calls in a source file of a language that [Language] named,
// in the order of the source. It takes time in proportion to the length of src,
// and never fails: text that is not of the language has calls or has none.
func Find(language string, src []byte) []Call {
	l, ok := languages[language]
	if !ok || !worthReading(l, src) {
		return nil
	}
	s := &source{name: language, language: l, text: split(src, &l.syntax), origins: map[string]standing{}}
	s.api = bytes.Contains(s.text.plain, []byte("slack.com/api")) || bytes.Contains(s.text.plain, []byte("slack-gov.com/api"))
	s.slack = s.api || s.speaksOfSlack() || l.listens && boltListener(s.text.code)
	s.findURLs()
	s.findPaths()
	s.findQuoted()
	if l.findCalls != nil {
		l.findCalls(s)
	}
	return s.calls(src)
}

// source is one file being read.
type source struct {
	name     string // of the language
	language *language
	text     text
	slack    bool // the file speaks of Slack: see speaksOfSlack
	api      bool // it mentions the address of the Web API
	found    []finding

	origins map[string]standing // of names, as far as they were asked for: see origin.go
}

// finding is a call, by its place in the file.
type finding struct {
	start, end int
	methods    []string
}

func (s *source) add(start, end int, methods ...string) {
	s.found = append(s.found, finding{start, end, methods})
}

// calls puts the findings in order, each place once, and counts lines.
func (s *source) calls(src []byte) []Call {
	slices.SortStableFunc(s.found, func(a, b finding) int { return a.start - b.start })
	var calls []Call
	line, lineStart, counted, last := 1, 0, 0, -1
	for _, f := range s.found {
		if f.start < last {
			continue // a part of the finding before: a name within a URL
		}
		passed := src[counted:f.start]
		line += bytes.Count(passed, []byte("\n"))
		if i := bytes.LastIndexByte(passed, '\n'); i >= 0 {
			lineStart = counted + i + 1
		}
		counted = f.start
		for _, m := range f.methods {
			calls = append(calls, Call{Method: m, Line: line, Column: f.start - lineStart + 1, Spelling: string(src[f.start:f.end])})
		}
		last = f.end
	}
	return calls
}

// worthReading is a quick look at the whole file, before the careful one: most
// files of most repositories have nothing to do with Slack.
func worthReading(l *language, src []byte) bool {
	return mentionsSlack(src) || l.listens && boltListener(src) || slices.ContainsFunc(l.telling, func(name string) bool {
		return bytes.Contains(src, []byte(name))
	})
}

// speaksOfSlack reports whether names in the code, or strings that are a name or
// a path, speak of Slack, as imports and SLACK_BOT_TOKEN do. Sentences do not count.
func (s *source) speaksOfSlack() bool {
	if mentionsSlack(s.text.code) {
		return true
	}
	return slices.ContainsFunc(s.text.strings, func(in span) bool {
		content := s.text.plain[in.start:in.end]
		return mentionsSlack(content) && !bytes.ContainsAny(content, " :\n")
	})
}

func mentionsSlack(src []byte) bool {
	for _, spelling := range [...]string{"slack", "Slack", "SLACK"} {
		if bytes.Contains(src, []byte(spelling)) {
			return true
		}
	}
	return false
}
