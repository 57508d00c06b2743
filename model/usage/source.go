package usage

import (
	"bytes"
	"slices"
	"strings"

	"periscope/model/catalog"
)

// Call is one place in a source file that calls a Web API method.
type Call struct {
	Method       string // "chat.postMessage"
	Line, Column int    // of the spelling; 1-based, columns count bytes
	Spelling     string // as the source has it: "chat_postMessage", "PostMessageContext", a URL
}

// source is one file being read, and the calls found in it so far.
type source struct {
	language   string
	syntax     *syntax
	text       text
	aboutSlack bool // the file speaks of Slack: see speaksOfSlack and boltListener
	knowsAPI   bool // the file has the address of the Web API
	found      []finding

	origins map[string]receiverKind // of names, as far as they were looked up: see source.origin
}

// receiverKind is what the receiver of a method, or a name, is likely to be.
type receiverKind int

const (
	unknownReceiver receiverKind = iota
	otherReceiver                // surely something else than a Slack client
	slackClient
)

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

// imports reports whether a string is the path of a package or of one below it.
func (s *source) imports(path string) bool {
	for _, in := range s.text.strings {
		rest, ok := strings.CutPrefix(string(s.text.plain[in.start:min(in.end, in.start+len(path)+1)]), path)
		if ok && (rest == "" || rest == "/") {
			return true
		}
	}
	return false
}

// nameAt returns the method whose name begins at start, and the end of the name.
func (s *source) nameAt(start int) (end int, method string) {
	plain := s.text.plain
	end = start
	for end < len(plain) && end-start < longestURL && (inWord[plain[end]] || plain[end] == '.') {
		end++
	}
	name := bytes.TrimRight(plain[start:end], ".")
	m, ok := catalog.LookupMethod(string(name))
	if !ok {
		return end, ""
	}
	return start + len(name), m.Name
}

// longestURL bounds, in bytes, the parts of an address around the host.
const longestURL = 80
