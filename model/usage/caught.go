package usage

import (
	"bytes"
	"slices"
)

// What ends a program, or hands the failure on, in a handler of failures.
var raises = lazy(`\b(?:raise|throw|rethrow|exit|abort|die|reject|panic|fail)\b`)

// isCaught reports whether the code goes on when a call fails: it stands in a try whose
// handler does not hand the failure on.
func (s *source) isCaught(f finding) bool {
	if !s.handles {
		return false
	}
	switch s.language {
	case "Python":
		return s.caughtByIndentation(f.start, "try:", "except")
	case "Ruby":
		return s.caughtByIndentation(f.start, "begin", "rescue") || s.caughtByIndentation(f.start, "def ", "rescue")
	case "JavaScript":
		return s.caughtByBraces(f.start) || s.caughtByMethod(f.end)
	case "Java", "PHP", "C#":
		return s.caughtByBraces(f.start)
	case "Go", "Rust":
		return ignoresResult(lineBefore(s.text.code, f.start))
	}
	return false
}

// handlesFailures reports whether a text has what may handle failures.
func handlesFailures(code []byte) bool {
	return slices.ContainsFunc([]string{"try", "catch", "rescue", "suppress", "_ ="}, func(word string) bool {
		return bytes.Contains(code, []byte(word))
	})
}

var ignored = lazy(`^\s*(?:let\s+)?_(?:\s*,\s*_)*\s*:?=\s*[\w.&]*\.$`)

// ignoresResult reports whether a line gives all that a call returns to nothing.
func ignoresResult(line []byte) bool { return ignored().Match(line) }

// caughtByIndentation looks for a line that begins with opens above a place, further to
// the left, and the handlers below it.
func (s *source) caughtByIndentation(at int, opens, handles string) bool {
	code := s.text.code
	lineStart := bytes.LastIndexByte(code[:at], '\n') + 1
	indent := indentOf(code[lineStart:])
	stop := max(0, lineStart-longestFunction)
	for lineStart > stop {
		end := lineStart - 1
		lineStart = bytes.LastIndexByte(code[:end], '\n') + 1
		line := code[lineStart:end]
		trimmed := bytes.TrimSpace(line)
		if len(trimmed) == 0 || indentOf(line) >= indent {
			continue
		}
		indent = indentOf(line)
		switch {
		case bytes.HasPrefix(trimmed, []byte(opens)) && s.handledBelow(end, indent, handles):
			return true
		case bytes.HasPrefix(trimmed, []byte("with ")) && bytes.Contains(trimmed, []byte("suppress(")):
			return true
		case bytes.HasPrefix(trimmed, []byte("def ")) || bytes.HasPrefix(trimmed, []byte("async def ")):
			return false
		case isHandler(trimmed, handles):
			if indent--; indent <= 0 { // the handler of this try is not for itself
				return false
			}
		}
	}
	return false
}

// isHandler reports whether a line goes on with a try: it begins a handler of failures, or
// what is done in any case.
func isHandler(line []byte, handles string) bool {
	for _, begin := range [...]string{handles, "else", "finally", "ensure"} {
		if bytes.HasPrefix(line, []byte(begin)) {
			return true
		}
	}
	return false
}

func indentOf(line []byte) int {
	return len(line) - len(bytes.TrimLeft(line, " \t"))
}

// handledBelow reports whether, below a line that ends at end, lines with the same
// indentation handle failures, and none of them hands the failure on.
func (s *source) handledBelow(end, indent int, handles string) bool {
	code := s.text.code[min(end+1, len(s.text.code)):min(end+longestFunction, len(s.text.code))]
	handled, inHandler := false, false
	for line := range bytes.Lines(code) {
		trimmed := bytes.TrimSpace(line)
		if len(trimmed) == 0 {
			continue
		}
		if indentOf(line) <= indent {
			inHandler = bytes.HasPrefix(trimmed, []byte(handles))
			if !isHandler(trimmed, handles) {
				return handled
			}
			handled = handled || inHandler
		}
		if inHandler && raises().Match(line) {
			return false
		}
	}
	return handled
}

// caughtByBraces looks for a try { ... } around a place, and what its handler does.
func (s *source) caughtByBraces(at int) bool {
	code := s.text.code
	stop := max(0, at-longestFunction)
	for open := at; ; {
		open = blockBefore(code, open, stop)
		if open < 0 {
			return false
		}
		before := lastOf(code, open-1)
		if before < 0 || string(wordBefore(code, before+1)) != "try" {
			continue
		}
		shut := closing(code, open, 2*longestFunction)
		if shut < 0 {
			return false
		}
		next := nextOf(code, shut+1)
		if next < 0 || string(wordFrom(code, next)) != "catch" {
			continue
		}
		body := bytes.IndexByte(code[next:], '{')
		if body < 0 {
			return false
		}
		end := closing(code, next+body, longestFunction)
		return end > 0 && !raises().Match(code[next+body:end])
	}
}

// blockBefore returns the place of the innermost brace that is open at end; -1 for none.
func blockBefore(code []byte, end, stop int) int {
	depth := 0
	for i := end - 1; i >= stop; i-- {
		switch code[i] {
		case '}':
			depth++
		case '{':
			if depth == 0 {
				return i
			}
			depth--
		}
	}
	return -1
}

// caughtByMethod reports whether .catch(...) follows a call, and does not throw.
func (s *source) caughtByMethod(end int) bool {
	code := s.text.code
	open := nextOf(code, end)
	if open < 0 || code[open] != '(' {
		return false
	}
	shut := closing(code, open, longestCall)
	if shut < 0 {
		return false
	}
	next := nextOf(code, shut+1)
	if next < 0 || !bytes.HasPrefix(code[next:], []byte(".catch(")) {
		return false
	}
	last := closing(code, next+len(".catch"), longestCall)
	return last > 0 && !raises().Match(code[next:last])
}
