package usage

import (
	"bytes"
	"regexp"
	"strings"
	"sync"
)

// words yields where each word of code begins and ends.
func words(code []byte) func(yield func(start, end int) bool) {
	return func(yield func(start, end int) bool) {
		for i := 0; i < len(code); {
			if !inWord[code[i]] {
				i++
				continue
			}
			start := i
			for i < len(code) && inWord[code[i]] {
				i++
			}
			if !yield(start, i) {
				return
			}
		}
	}
}

// inWord are the characters of names, letters beyond ASCII included.
var inWord = func() (in [256]bool) {
	for c := range in {
		in[c] = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '$' || c >= 0x80
	}
	return in
}()

// wordBefore returns the word that ends right before end.
func wordBefore(code []byte, end int) []byte {
	start := end
	for start > 0 && inWord[code[start-1]] {
		start--
	}
	return code[start:end]
}

// beforeDot returns the place of the dot that the word at i follows, if one
// does, or of the two colons that stand for it.
func beforeDot(code []byte, i int) (dot int, ok bool) {
	dot = lastOf(code, i-1)
	if dot > 0 && code[dot] == ':' && code[dot-1] == ':' {
		return dot - 1, true
	}
	return dot, dot >= 0 && code[dot] == '.'
}

// isCalled reports whether what ends at end is called: name(...), name?.(...),
// name<Type>(...), name.call(...).
func isCalled(code []byte, end int) bool {
	i := nextOf(code, end)
	if i < 0 {
		return false
	}
	if bytes.HasPrefix(code[i:], []byte("::<")) {
		i += len("::") // Rust has them before type arguments
	}
	switch rest := code[i:min(i+longestGap, len(code))]; rest[0] {
	case '(':
		return true
	case '?':
		return bytes.HasPrefix(rest, []byte("?.("))
	case '<':
		after := bytes.IndexByte(rest, '>')
		return after > 0 && after+1 < len(rest) && rest[after+1] == '(' && !bytes.ContainsAny(rest[:after], ";&|")
	case '.':
		called, _, _ := bytes.Cut(rest, []byte("("))
		return len(called) < len(rest) && (string(called) == ".call" || string(called) == ".apply" || string(called) == ".bind")
	}
	return false
}

// longestGap bounds, in bytes, the space that may stand between parts of a call.
const longestGap = 500

// lastOf returns the place of the last character that is no space, at or before
// i; -1 when there is none near.
func lastOf(code []byte, i int) int {
	for stop := max(i-longestGap, -1); i > stop; i-- {
		if c := code[i]; c != ' ' && c != '\t' && c != '\n' && c != '\r' {
			return i
		}
	}
	return -1
}

// nextOf is lastOf in the other direction.
func nextOf(code []byte, i int) int {
	for stop := min(i+longestGap, len(code)); i < stop; i++ {
		if c := code[i]; c != ' ' && c != '\t' && c != '\n' && c != '\r' {
			return i
		}
	}
	return -1
}

// longestArguments bounds, in bytes, how far a call's arguments are followed back.
const longestArguments = 400

// openBefore returns the place of the innermost bracket that is open at end, but
// looks no further back than stop; -1 when there is none, or a statement ends.
func openBefore(code []byte, end, stop int) int {
	depth := 0
	for i := end - 1; i > max(stop, -1); i-- {
		switch code[i] {
		case ')', ']', '}':
			depth++
		case '(', '[', '{':
			if depth == 0 {
				return i
			}
			depth--
		case ';':
			return -1
		}
	}
	return -1
}

// folded returns a name in lower case, without underscores.
func folded(name []byte) string {
	return strings.ToLower(strings.ReplaceAll(string(name), "_", ""))
}

// matching returns the place of the bracket that the one at end closes; -1 when it is far.
func matching(code []byte, end int) int {
	depth := 0
	for i := end; i > max(end-longestArguments, -1); i-- {
		switch code[i] {
		case ')', ']', '}':
			depth++
		case '(', '[', '{':
			depth--
			if depth == 0 {
				return i
			}
		}
	}
	return -1
}

func wholeWord(code []byte, start, end int) bool {
	return (start == 0 || !inWord[code[start-1]]) && (end == len(code) || !inWord[code[end]])
}

// wordFrom returns the word that begins at start.
func wordFrom(code []byte, start int) []byte {
	end := start
	for end < len(code) && inWord[code[end]] {
		end++
	}
	return code[start:end]
}

// closing returns the place of the bracket that closes the one at open, but looks no
// further than most bytes; -1 when it is not found.
func closing(code []byte, open, most int) int {
	depth := 0
	for i := open; i < min(open+most, len(code)); i++ {
		switch code[i] {
		case '(', '[', '{':
			depth++
		case ')', ']', '}':
			depth--
			if depth == 0 {
				return i
			}
		}
	}
	return -1
}

// indexes yields where a text stands in another.
func indexes(code, what []byte) func(yield func(at int) bool) {
	return func(yield func(at int) bool) {
		for from := 0; len(what) > 0; {
			i := bytes.Index(code[from:], what)
			if i < 0 || !yield(from+i) {
				return
			}
			from += i + len(what)
		}
	}
}

func isQuote(c byte) bool { return c == '"' || c == '\'' || c == '`' }

func isUpper(c byte) bool { return c >= 'A' && c <= 'Z' }

// lineBefore returns what stands in front of a place on its line, which it does not follow
// further back than the arguments of a call.
func lineBefore(code []byte, at int) []byte { return code[lineStart(code, at):at] }

// lineStart returns where the line of a place begins, as far as lineBefore follows it.
func lineStart(code []byte, at int) int {
	from := max(0, at-longestCall)
	return from + bytes.LastIndexByte(code[from:at], '\n') + 1
}

// beforeTypes returns the end of the name that stands before the parenthesis
// at open, type arguments left out: apiCall<Answer>(...).
func beforeTypes(code []byte, open int) int {
	last := lastOf(code, open-1)
	if last < 0 || code[last] != '>' {
		return last + 1
	}
	for i := last; i > max(last-longestArguments, 0); i-- {
		if code[i] == '<' {
			return len(bytes.TrimSuffix(code[:i], []byte("::"))) // Rust: get::<Answer>(...)
		}
	}
	return last + 1
}

// isLiteralWord reports whether a word is a value, and the name of nothing.
func isLiteralWord(word string) bool {
	if strings.HasPrefix(word, "http.Method") {
		return true
	}
	switch word {
	case "nil", "null", "None", "true", "false", "True", "False", "undefined", "self", "this":
		return true
	}
	return false
}

// nameParts splits a name into its words, in lower case: makePost_request has three.
func nameParts(name string) []string {
	var parts []string
	start := 0
	for i := 1; i <= len(name); i++ {
		if i < len(name) && name[i] != '_' && name[i] != '-' && (!isUpper(name[i]) || isUpper(name[i-1])) {
			continue
		}
		if part := strings.Trim(name[start:i], "_-$!?"); part != "" {
			parts = append(parts, strings.ToLower(part))
		}
		start = i
	}
	return parts
}

// beginningOfPath returns the beginning of the words with dots between them that end at a
// place, not before another place.
func beginningOfPath(plain []byte, least, end int) int {
	for end > least && (inWord[plain[end-1]] || plain[end-1] == '.') {
		end--
	}
	return end
}

// lazy compiles a pattern when it is first used: most commands read no code.
// Inlined, it would cost a kilobyte of code for each pattern.
//
//go:noinline
func lazy(pattern string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(pattern) })
}

func beginningOfURL(plain []byte, host int) int {
	start := host
	for start > 0 && host-start < longestURL && (inWord[plain[start-1]] || bytes.IndexByte([]byte(":/.-"), plain[start-1]) >= 0) {
		start--
	}
	return start
}

// longestScope bounds, in bytes, how far behind an assignment a variable is taken to
// hold what it was given.
const longestScope = 4000

// mostMentions bounds how many mentions of a name are looked at, which keeps the time in
// proportion to the length of the file.
const mostMentions = 60

// longestFunction bounds, in bytes, how far its parameters are from a function's end.
const longestFunction = 5000

// longestURL bounds, in bytes, the parts of an address around the host.
const longestURL = 80

// longestCall bounds, in bytes, how far the arguments of a call are read.
const longestCall = 2000

// beginning returns where the receiver before a dot begins: of self.bots[0].client it is the place of self.
func beginning(code []byte, dot int) int {
	const most = 8 // parts that are followed
	start := dot
	for range most {
		end := lastOf(code, dot-1)
		for end >= 0 && (code[end] == ')' || code[end] == ']') {
			if start = matching(code, end); start < 0 {
				return -1
			}
			end = start - 1
		}
		if name := wordBefore(code, end+1); len(name) > 0 {
			start = end + 1 - len(name)
		}
		further, ok := beforeDot(code, start)
		if !ok {
			return start
		}
		dot = further
	}
	return -1
}
