package usage

import (
	"bytes"
	"slices"
	"strings"

	"periscope/model/catalog"
	"periscope/model/order"
	"periscope/model/usage/settings"
)

// Call is one place in a source file that calls a Web API method, with those of its
// arguments that decide which scope it needs, as far as the source has them literally:
// see periscope/model.CallSite, which has the same fields.
type Call struct {
	Method       string // "chat.postMessage"
	Line, Column int    // of the spelling; 1-based, columns count bytes
	Spelling     string // as the source has it: "chat_postMessage", "PostMessageContext", a URL, a variable
	Types        []catalog.ResourceType
	Arguments    []string
	Users        int
	Caught       bool
}

// Untraced is one place that looks like a call whose method cannot be read.
type Untraced struct {
	Line int    // 1-based
	Kind string // "name", "url", "language", "mcp", "library", "address" or "token": see periscope/model/drift.UntracedKind
	Text string // what stands there, strings left out
}

// Named is a method that a file names where it is not known to be called: the name is told
// to a function that is not known, the receiver is, or the file is one of tests.
type Named struct {
	Method string
	Line   int // 1-based
	Test   bool
	// Library is the name of the library that may call the method, if it is not the code.
	Library string
}

// source is one file being read, and the calls found in it so far.
type source struct {
	language   string
	syntax     *syntax
	text       text
	lines      lineMap
	aboutSlack bool   // the file speaks of Slack: see speaksOfSlack and boltListener
	knowsAPI   bool   // the file has the address of the Web API
	readsCalls bool   // calls are found in the spellings of the language's SDKs
	handles    bool   // failures, somewhere: see handlesFailures
	alias      string // what the file calls the package of Slack's SDK, in Go
	tells      bool   // the file tells a method to a command by -Method
	isTest     bool   // the file tests others: see isTest
	dir        string // of the file, in the project
	found      []finding
	untraced   []untracedPlace
	named      []namedPlace
	kept       []keptName
	// expressions are those that were looked at for an address: see behindBase.
	expressions int
	ownCalls    []ownCall

	libraries []usedLibrary
	settings  []settings.Entry
	unknown   []imported // libraries for Slack whose calls are not known

	declared facts    // what this file tells the others
	project  *Project // what all files tell

	toldPaths map[string]bool  // receivers that are told paths of Slack's: see takePaths
	toldNames map[string]bool  // functions of the code's own that are told names of Slack's methods: see takePaths
	addressed map[string][]int // where names are given the address of a method: see addAddress

	types        [][]int         // where classes begin, and their names: see typeOf
	typesFound   bool            // they were looked for
	extending    map[string]bool // classes that are a Slack client themselves: see extendsClient; nil: they were not looked for
	undocumented map[string]bool // names that hold that of a method which the catalogue does not have, as far as they were looked up

	made    map[string]bool         // whether the file makes what a name holds: see source.isAssigned
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

type untracedPlace struct {
	start, end int
	kind       string
}

// namedPlace is where methods are named.
type namedPlace struct {
	start   int
	methods []string
	test    bool
	library string // that may call them
}

// note notes that methods are named at a place.
func (s *source) note(start int, methods ...string) {
	s.named = append(s.named, namedPlace{start: start, methods: methods})
}

func (s *source) add(start, end int, methods ...string) {
	s.found = append(s.found, finding{start, end, methods})
}

// lineMap tells the line of a position in a text that was put together from parts of
// a file; nil for a text that is the file.
type lineMap []struct{ from, line, column int }

// position counts lines up to a place in a text.
type position struct{ at, line, lineStart int }

func (p *position) moveTo(place int, text []byte) {
	passed := text[p.at:place]
	p.line += bytes.Count(passed, []byte("\n"))
	if i := bytes.LastIndexByte(passed, '\n'); i >= 0 {
		p.lineStart = p.at + i + 1
	}
	p.at = place
}

// locate returns the line and column in the file of a place in the text.
func (m lineMap) locate(place, line, column int) (fileLine, fileColumn int) {
	if m == nil {
		return line, column
	}
	i, _ := slices.BinarySearchFunc(m, place+1, func(part struct{ from, line, column int }, place int) int { return part.from - place })
	if i == 0 {
		return line, column
	}
	part := m[i-1]
	return part.line, part.column + place - part.from
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

// calls puts the findings in order, each place once, and counts lines.
func (s *source) calls() []Call {
	order.Stable(s.found, func(a, b finding) int { return a.start - b.start })
	var calls []Call
	at, last := position{line: 1}, -1
	for _, f := range s.found {
		if f.start < last {
			continue // a part of the finding before: a name within a URL
		}
		at.moveTo(f.start, s.text.plain)
		for _, m := range f.methods {
			call := Call{Method: m, Line: at.line, Column: f.start - at.lineStart + 1, Spelling: string(s.text.plain[f.start:f.end])}
			call.Line, call.Column = s.lines.locate(f.start, call.Line, call.Column)
			call.Caught = s.isCaught(f)
			s.readArguments(&call, f)
			calls = append(calls, call)
		}
		last = f.end
	}
	return calls
}

// untracedCalls puts the places that are not traced in order, each line once.
func (s *source) untracedCalls() []Untraced {
	order.Stable(s.untraced, func(a, b untracedPlace) int { return a.start - b.start })
	var all []Untraced
	at := position{line: 1}
	for _, u := range s.untraced {
		at.moveTo(u.start, s.text.plain)
		line, _ := s.lines.locate(u.start, at.line, 1)
		if n := len(all); n > 0 && all[n-1].Line == line {
			continue
		}
		const longest = 60 // bytes
		from := s.text.code
		if u.kind == "mcp" || u.kind == "token" || u.kind == "library" || u.kind == "address" {
			from = s.text.plain // it may be a part of a string
		}
		if u.kind == "url" && len(bytes.Trim(from[u.start:u.end], "\"'` \t\n")) == 0 {
			from = s.text.plain // a string alone
		}
		words := bytes.Fields(from[max(u.start, u.end-longest):u.end])
		all = append(all, Untraced{Line: line, Kind: u.kind, Text: string(bytes.Join(words, []byte(" ")))})
	}
	return all
}

// testsFrom returns where the tests begin that stand beside the code, at the end of a file
// of Rust; the length of the file where there are none.
func (s *source) testsFrom() int {
	if s.language == "Rust" {
		if at := rustTests().FindIndex(s.text.code); at != nil {
			return at[0]
		}
	}
	return len(s.text.code)
}

// keptName is a place that is untraced unless what one of the names holds is called.
type keptName struct {
	names []string
	place untracedPlace
}

var rustTests = lazy(`#\[cfg\(test\)\]\s*(?:pub\s+)?mod\s+\w+\s*\{`)

// ownCall is a call of a function of the code's own, by its name.
type ownCall struct {
	name  string
	place untracedPlace
}

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
