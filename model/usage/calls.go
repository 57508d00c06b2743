package usage

import (
	"bytes"
	"slices"
)

// calls puts the findings in order, each place once, and counts lines.
func (s *source) calls() []Call {
	slices.SortStableFunc(s.found, func(a, b finding) int { return a.start - b.start })
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
	slices.SortStableFunc(s.untraced, func(a, b untracedPlace) int { return a.start - b.start })
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
		if u.kind == "mcp" || u.kind == "token" {
			from = s.text.plain // it may be a part of a string
		}
		words := bytes.Fields(from[max(u.start, u.end-longest):u.end])
		all = append(all, Untraced{Line: line, Kind: u.kind, Text: string(bytes.Join(words, []byte(" ")))})
	}
	return all
}
