package usage

import (
	"bytes"
	"unicode/utf8"
)

// syntax is the part of a language's syntax that tells code, strings and comments
// apart.
type syntax struct {
	line       []string    // what begins a comment that ends with the line
	block      [][2]string // what begins and ends other comments; a beginning with "\n" counts at the start of a line
	spaced     bool        // line comments begin after a space only, as in "echo a#b # comment"
	inserts    bool        // "#{" is no comment
	quotes     []quote     // longer ones first
	docstrings bool        // a string of several lines that is a statement is a comment
	regexps    bool        // there are regular expressions between slashes
	indented   bool        // blocks are told by their indentation
	commands   bool        // functions are called without parentheses, too
	joins      string      // puts strings together, if it is not "+"
	arrows     bool        // members follow "->", where others have a dot
}

// quote is a sort of string.
type quote struct {
	open, close string
	lines       bool   // may hold line breaks. Others end with their line, so that a stray quote does little harm
	plain       bool   // a backslash is only a backslash
	insert      string // begins code within the string, which ends at the matching "}"
	char        bool   // holds one character. Where it does not, it is no string: Rust's 'a
}

var (
	double       = quote{open: `"`, close: `"`}
	single       = quote{open: "'", close: "'"}
	tripleDouble = quote{open: `"""`, close: `"""`, lines: true}
	tripleSingle = quote{open: "'''", close: "'''", lines: true}
	goRaw        = quote{open: "`", close: "`", lines: true, plain: true}
	template     = quote{open: "`", close: "`", lines: true, insert: "${"}
)

// stops are the characters that anything but plain code may begin with.
func (syn *syntax) stops() *[256]bool {
	stops := &[256]bool{'{': true, '}': true, '/': true}
	for _, open := range syn.line {
		stops[open[0]] = true
	}
	for _, b := range syn.block {
		stops[b[0][0]] = true
	}
	for _, q := range syn.quotes {
		stops[q.open[0]] = true
	}
	return stops
}

// text is a source file in three views. Positions in all of them are those of the file.
type text struct {
	code    []byte // comments and the contents of strings are spaces
	plain   []byte // comments are spaces
	strings []span // the contents of strings, without quotes, in order
}

type span struct{ start, end int }

// splitter goes through a file once.
type splitter struct {
	src  []byte
	syn  *syntax
	out  text
	at   int
	open []insert // the strings that the code at hand is inserted in
}

type insert struct {
	quote *quote
	depth int // of braces
}

func splitSource(src []byte, syn *syntax) text {
	s := &splitter{src: src, syn: syn, out: text{code: bytes.Clone(src), plain: bytes.Clone(src)}}
	stops := syn.stops()
	for s.at < len(src) {
		if stops[src[s.at]] {
			s.step()
		} else {
			s.at++
		}
	}
	s.out.normalize(syn)
	return s.out
}

// normalize writes, over the code view, a dot for the arrow before a member, and "+"
// for what puts strings together, so that they are looked for in one form.
func (t *text) normalize(syn *syntax) {
	code := t.code
	if joins := []byte(syn.joins); len(joins) > 0 {
		for from := 0; ; {
			i := bytes.Index(code[from:], joins)
			if i < 0 {
				break
			}
			copy(code[from+i:], append([]byte{'+'}, bytes.Repeat([]byte{' '}, len(joins)-1)...))
			from += i + len(joins)
		}
	}
	for from := 0; syn.arrows; {
		i := bytes.Index(code[from:], []byte("->"))
		if i < 0 {
			return
		}
		code[from+i], code[from+i+1] = '.', ' '
		from += i + 2
	}
}

// step passes one comment, one string, or one character of code.
func (s *splitter) step() {
	if s.comment() || s.endInsert() || s.syn.regexps && s.regexp() {
		return
	}
	for i := range s.syn.quotes {
		q := &s.syn.quotes[i]
		if s.has(q.open) && (!q.char || s.isCharacter()) {
			start := s.at
			s.at += len(q.open)
			s.string(q, start)
			return
		}
	}
	s.at++
}

// isCharacter reports whether the quote here encloses one character.
func (s *splitter) isCharacter() bool {
	const longest = 12 // bytes: '\u{10ffff}'
	rest := s.src[s.at+1 : min(s.at+longest, len(s.src))]
	end := bytes.IndexByte(rest, '\'')
	return end > 0 && (rest[0] == '\\' || utf8.RuneCount(rest[:end]) == 1)
}

func (s *splitter) has(prefix string) bool {
	rest := s.src[s.at:]
	return len(rest) >= len(prefix) && string(rest[:len(prefix)]) == prefix
}

// comment passes a comment, if one begins here.
func (s *splitter) comment() bool {
	for _, open := range s.syn.line {
		if !s.has(open) || s.syn.spaced && !s.afterSpace() || s.syn.inserts && s.has("#{") {
			continue
		}
		s.blank(s.at, s.lineEnd(s.at), true)
		return true
	}
	for _, b := range s.syn.block {
		if !s.has(b[0]) {
			continue
		}
		end := len(s.src)
		if i := bytes.Index(s.src[s.at+len(b[0]):], []byte(b[1])); i >= 0 {
			end = s.at + len(b[0]) + i + len(b[1])
		}
		s.blank(s.at, end, true)
		return true
	}
	return false
}

func (s *splitter) afterSpace() bool {
	return s.at == 0 || s.src[s.at-1] == ' ' || s.src[s.at-1] == '\t' || s.src[s.at-1] == '\n'
}

func (s *splitter) lineEnd(from int) int {
	if i := bytes.IndexByte(s.src[from:], '\n'); i >= 0 {
		return from + i
	}
	return len(s.src)
}

// blank writes spaces over what the code view must not show, and with comment
// over what the plain view must not show either. It moves on to end.
func (s *splitter) blank(start, end int, comment bool) {
	for i := start; i < end; i++ {
		if s.src[i] == '\n' {
			continue
		}
		s.out.code[i] = ' '
		if comment {
			s.out.plain[i] = ' '
		}
	}
	s.at = end
}

// string passes the rest of a string, up to its end or to code inserted in it.
func (s *splitter) string(q *quote, opened int) {
	start := s.at
	for s.at < len(s.src) {
		c := s.src[s.at]
		switch {
		case c == '\\' && !q.plain:
			s.at = min(s.at+2, len(s.src))
			continue
		case c == '\n' && !q.lines, s.has(q.close):
			s.endString(q, opened, start)
			return
		case q.insert != "" && s.has(q.insert):
			s.keep(start)
			s.at += len(q.insert)
			s.open = append(s.open, insert{quote: q})
			return
		}
		s.at++
	}
	s.keep(start)
}

func (s *splitter) endString(q *quote, opened, start int) {
	end := s.at
	if s.has(q.close) {
		end += len(q.close)
	}
	if s.syn.docstrings && q.lines && opened >= 0 && s.isStatement(opened) {
		s.blank(opened, end, true)
		return
	}
	s.keep(start)
	s.at = end
}

// keep records what a string holds, from start to here.
func (s *splitter) keep(start int) {
	end := s.at
	s.out.strings = append(s.out.strings, span{start, end})
	s.blank(start, end, false)
}

// endInsert ends code that is inserted in a string, if this is its last brace.
func (s *splitter) endInsert() bool {
	if len(s.open) == 0 {
		return false
	}
	last := &s.open[len(s.open)-1]
	switch s.src[s.at] {
	case '{':
		last.depth++
	case '}':
		if last.depth == 0 {
			s.open = s.open[:len(s.open)-1]
			s.at++
			s.string(last.quote, -1)
			return true
		}
		last.depth--
	}
	return false
}

// isStatement reports whether a string stands alone: it is the first thing on its line,
// and no expression is waiting for it.
func (s *splitter) isStatement(opened int) bool {
	i := opened - 1
	for i >= 0 && (s.src[i] == ' ' || s.src[i] == '\t') {
		i--
	}
	if i >= 0 && s.src[i] != '\n' {
		return false
	}
	before := lastOf(s.out.code, i)
	return before < 0 || !bytes.ContainsRune([]byte("(,=[{+%"), rune(s.out.code[before]))
}

// longestRegexp bounds, in bytes, how far a slash is followed to see whether it
// begins a regular expression.
const longestRegexp = 500

// regexp passes a regular expression, if one begins here: quotes within would
// be taken for strings. A slash after a value is a division.
func (s *splitter) regexp() bool {
	if s.src[s.at] != '/' {
		return false
	}
	before := lastOf(s.out.code, s.at-1)
	if before >= 0 && !bytes.ContainsRune([]byte("(,=:[!&|?{};+*~^"), rune(s.out.code[before])) && !s.afterReturn(before) {
		return false
	}
	class := false
	for i := s.at + 1; i < min(len(s.src), s.at+longestRegexp); i++ {
		switch c := s.src[i]; {
		case c == '\n':
			return false
		case c == '\\':
			i++
		case c == '[':
			class = true
		case c == ']':
			class = false
		case c == '/' && !class:
			s.blank(s.at, i+1, false)
			return true
		}
	}
	return false
}

func (s *splitter) afterReturn(last int) bool {
	return bytes.HasSuffix(s.out.code[:last+1], []byte("return"))
}

// longestParameters bounds, in bytes, how far a list of parameters is read.
const longestParameters = 200
