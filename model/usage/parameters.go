package usage

import (
	"bytes"
	"slices"
)

// parameter is one of a function that is declared in the file.
type parameter struct {
	name     string
	function string // empty: it has no name
	nameAt   int    // where the function's name begins
	index    int
}

// isParameter reports whether a name that stands at a place is a parameter of the
// function that encloses it.
func (s *source) isParameter(name string, at int) bool {
	_, ok := s.parameterAt(name, at)
	return ok
}

// parameterAt looks for the function that has a parameter of a name, and encloses a place.
func (s *source) parameterAt(name string, at int) (parameter, bool) {
	code := s.text.code
	to := at
	for range mostMentions {
		stop := max(0, at-longestFunction)
		if to <= stop || name == "" {
			return parameter{}, false
		}
		i := bytes.LastIndex(code[stop:to], []byte(name))
		if i < 0 {
			return parameter{}, false
		}
		start := stop + i
		to = start
		if !wholeWord(code, start, start+len(name)) {
			continue
		}
		if p, ok := s.parameterIn(start, start+len(name), at); ok {
			return p, true
		}
	}
	return parameter{}, false
}

// parameterIn reports whether the word from start to end is a parameter of a function
// that is declared there, and whose body a place is in.
func (s *source) parameterIn(start, end, at int) (parameter, bool) {
	code := s.text.code
	open := openBefore(code, start, start-longestParameters)
	if open >= 0 && code[open] == '{' { // ({ method, token }) => ...
		open = openBefore(code, open, open-longestParameters)
	}
	if open < 0 || code[open] != '(' {
		return parameter{}, false
	}
	shut := closing(code, open, 2*longestParameters)
	if shut < end || shut >= at {
		return parameter{}, false
	}
	nameEnd := beforeTypes(code, open)
	name := wordBefore(code, nameEnd)
	arrow := false
	if s.beginsArrow(string(name)) {
		arrow = true
		nameEnd = s.nameOfArrow(nameEnd - len(name))
		name = wordBefore(code, nameEnd)
	}
	if len(name) == 0 && !arrow || slices.Contains(controlWords, string(name)) || !s.opensBody(shut, nameEnd-len(name), arrow) ||
		s.bodyEnds(open, shut, at) {
		return parameter{}, false
	}
	p := parameter{name: string(code[start:end]), function: string(name), nameAt: nameEnd - len(name)}
	for i := open + 1; i < start; i++ {
		switch code[i] {
		case '(', '[', '{':
			if c := closing(code, i, longestParameters); c > 0 {
				i = c
			}
		case ',':
			p.index++
		}
	}
	if p.index > 0 && selfParameter().Match(code[open+1:shut]) {
		p.index--
	}
	return p, true
}

// beginsArrow reports whether a word before parameters is no name: that of a function which is
// a value.
func (s *source) beginsArrow(word string) bool {
	switch word {
	case "", "async", "function", "func":
		return true
	case "fn":
		return s.language == "Rust" || s.language == "Elixir"
	}
	return false
}

// bodyEnds reports whether the body of a function, whose parameters stand from open to shut,
// ends before a place.
func (s *source) bodyEnds(open, shut, at int) bool {
	code := s.text.code
	if s.syntax.indented || s.language == "Elixir" {
		indent := indentOf(code[lineStart(code, open):])
		if i := bytes.IndexByte(code[shut:at], '\n'); i >= 0 {
			for line := range bytes.Lines(code[shut+i+1 : at]) {
				trimmed := bytes.TrimSpace(line)
				if len(trimmed) > 0 && indentOf(line) <= indent && inWord[trimmed[0]] {
					return true
				}
			}
		}
		return false
	}
	brace := bytes.IndexByte(code[shut:min(shut+longestDeclaration, at)], '{')
	if brace < 0 {
		return false
	}
	end := closing(code, shut+brace, longestFunction)
	return end > 0 && end < at
}

// selfParameter is the object that a method is called on, where it is the first parameter.
var selfParameter = lazy(`^\s*(?:&\s*(?:'\w+\s+)?)?(?:mut\s+)?(?:self|cls)\b`)

// nameOfArrow returns the end of the name that a function, which begins at start, is
// given: const post = async (method) => ...; start if it has none.
func (s *source) nameOfArrow(start int) int {
	code := s.text.code
	assign := lastOf(code, start-1)
	if assign < 0 || code[assign] != '=' && code[assign] != ':' {
		return start - 1
	}
	return lastOf(code, assign-1) + 1
}

// opensBody reports whether what follows the parameters that end at shut is the body of
// a function, whose name begins at name.
func (s *source) opensBody(shut, name int, arrow bool) bool {
	if !arrow && s.declares(name) {
		return true
	}
	code := s.text.code
	rest := code[shut+1 : min(shut+1+longestDeclaration, len(code))]
	trimmed := bytes.TrimLeft(rest, " \t\r\n")
	switch {
	case bytes.HasPrefix(trimmed, []byte("=>")), bytes.HasPrefix(trimmed, []byte("{")):
		return true
	case arrow || s.syntax.indented:
		return bytes.HasPrefix(trimmed, []byte(":")) && bytes.Contains(rest, []byte("=>"))
	}
	line, _, _ := bytes.Cut(trimmed, []byte("\n"))
	for _, before := range [...]string{"throws", ":", "->", "async"} {
		if bytes.HasPrefix(trimmed, []byte(before)) && bytes.ContainsAny(line, "{=") {
			return true
		}
	}
	return false
}

// isCommand reports whether a function that ends at a place is called without parentheses:
// fetch_all url, options.
func (s *source) isCommand(end int) bool {
	code := s.text.code
	if !s.syntax.commands || end+1 >= len(code) || code[end] != ' ' {
		return false
	}
	switch next := code[end+1]; {
	case isQuote(next), next == '@', next == '$':
		return true
	case next == ':':
		return end+2 < len(code) && inWord[code[end+2]]
	case !inWord[next]:
		return false
	}
	switch string(wordFrom(code, end+1)) {
	case "if", "unless", "do", "and", "or", "is", "isnt", "in", "of", "then", "while", "until", "when", "rescue":
		return false
	}
	return true
}

// argumentsFrom returns where the arguments of a function begin and end, whose name ends at a
// place: those in parentheses, or the rest of the line. It returns -1 if their end is not found.
func (s *source) argumentsFrom(end int) (from, to int) {
	code := s.text.code
	if s.isCommand(end) {
		rest := code[end:min(end+longestArguments, len(code))]
		for line := bytes.IndexByte(rest, '\n'); line >= 0; {
			if last := lastOf(rest, line-1); last >= 0 && rest[last] != ',' {
				return end, end + line
			}
			next := bytes.IndexByte(rest[line+1:], '\n')
			if next < 0 {
				break
			}
			line += 1 + next
		}
		return end, end + len(rest)
	}
	open := bytes.IndexByte(code[end:], '(')
	if open < 0 {
		return -1, -1
	}
	return end + open + 1, closing(code, end+open, 4*longestArguments)
}
