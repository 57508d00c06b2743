package usage

import (
	"bytes"
	"slices"
)

// place is where a value, a string or a name, stands in the code around it.
type place struct {
	kind        placeKind
	callee      int      // argument: the end of the name of the function that gets it
	index       int      // argument: how many arguments stand before it
	key         string   // argument: its name, or its key in an object that is the argument
	inList      bool     // argument: it is one of a list that is the argument
	names       []string // assigned: the names and keys that it stands under, inner ones first
	variant     string   // the constant of an enum that a conditional has it for: match m { Method::Post => "chat.postMessage" }
	declaration bool     // argument: the function is declared here, and not called
}

type placeKind int

const (
	elsewhere  placeKind = iota
	isArgument           // of a function that is called, or declared
	isAssigned           // to a name, or stands under a key
)

// walk goes from a value outwards, through brackets, up to the call or the assignment
// that it is part of.
type walk struct {
	*source
	place
	start int  // where the value begins
	i     int  // what is looked at
	stop  int  // and how far
	keyed bool // at this level of brackets, a key or the value before was passed
	named bool // at this level, a name was passed that "=" gives the value; others that follow get others
}

// placeOf returns where the value that begins at start stands. Of a string, start is
// the place of its quote.
func (s *source) placeOf(start int) place {
	w := &walk{source: s, start: start, i: start - 1, stop: max(start-2*longestArguments, 0)}
	for w.i >= w.stop && w.step() {
		w.i--
	}
	if w.kind == elsewhere && len(w.names) > 0 {
		w.kind = isAssigned
	}
	return w.place
}

// step looks at one character, and reports whether to go on.
func (w *walk) step() bool {
	code := w.text.code
	switch c := code[w.i]; c {
	case ';':
		return false
	case '\n':
		if w.continues() {
			return true
		}
		w.command()
		return false
	case ')', ']', '}':
		open := matching(code, w.i)
		if open < 0 {
			return false
		}
		w.i = open
	case ',':
		w.index++
		w.keyed = true
	case ':':
		w.colon()
	case '=', '>':
		return w.equals()
	case '(', '[', '{':
		w.named = false
		return w.opened(c)
	}
	return true
}

// opened looks at a bracket that opens.
func (w *walk) opened(bracket byte) bool {
	switch bracket {
	case '(':
		return w.parenthesis()
	case '[':
		return w.square()
	}
	return w.brace()
}

// continues reports whether the line that ends at i goes on in the next one.
func (w *walk) continues() bool {
	code := w.text.code
	before, after := lastOf(code, w.i), nextOf(code, w.i)
	if before >= 0 && bytes.IndexByte([]byte("(,=[{?:+|&.\\<"), code[before]) >= 0 || after < 0 {
		return true
	}
	if bytes.IndexByte([]byte("?:.+|&)]}"), code[after]) >= 0 {
		return true
	}
	switch string(wordFrom(code, after)) {
	case "if", "else", "or", "and", "for":
		return w.syntax.indented && code[after-1] == ' ' && w.language == "Python" && w.inBrackets()
	}
	return false
}

// inBrackets reports whether the line at i is within brackets of an expression.
func (w *walk) inBrackets() bool {
	open := openBefore(w.text.code, w.i, w.stop)
	return open >= 0 && w.text.code[open] != '{'
}

// command looks for a function that is called without parentheses at the beginning of the
// line that was walked.
func (w *walk) command() {
	if len(w.names) > 0 {
		return
	}
	start := nextOf(w.text.code, w.i)
	if start >= 0 && string(wordFrom(w.text.code, start)) == "return" {
		start = nextOf(w.text.code, start+len("return"))
	}
	w.commandAt(start)
}

// commandAt looks for a function that begins at a place, and is called without parentheses.
func (w *walk) commandAt(start int) {
	code := w.text.code
	if !w.syntax.commands || start < 0 || start >= w.start {
		return
	}
	end := start
	for end < len(code) && code[end] == '@' {
		end++
	}
	for end < len(code) && (inWord[code[end]] || code[end] == '.' || code[end] == ':' && code[min(end+1, len(code)-1)] != ' ') {
		end++
	}
	if end > start && end+1 < len(code) && code[end] == ' ' && (isQuote(code[end+1]) || code[end+1] == ':' || inWord[code[end+1]]) &&
		!slices.Contains(controlWords, string(code[start:end])) {
		w.kind, w.callee = isArgument, end
		if w.language == "Elixir" && code[start] == '@' { // an attribute: @path "/users.info"
			w.kind, w.names = isAssigned, []string{string(code[start+1 : end])}
		}
	}
}

// colon looks at a colon: it ends a key, or a case of a conditional.
func (w *walk) colon() {
	code := w.text.code
	if w.i > 0 && code[w.i-1] == ':' {
		w.i-- // a path: Slack::Web
		return
	}
	if w.keyed {
		return
	}
	if key, start := w.keyBefore(w.i); key != "" {
		if before := lastOf(code, start-1); before >= 0 && code[before] == '?' {
			return // a ? b : c
		}
		w.noteVariant(key, start)
		w.addKey(key)
		w.keyed = true
	}
}

// noteVariant notes the first key if it is a constant of an enum: Method::Post, case POST.
func (w *walk) noteVariant(key string, start int) {
	if w.key != "" || isLiteralWord(key) {
		return
	}
	code := w.text.code
	_, member := beforeDot(code, start)
	if member || bytes.HasSuffix(bytes.TrimRight(lineBefore(code, start), " "), []byte("case")) {
		w.variant = key
	}
}

// keyBefore returns the word or string that ends before end, and where it begins.
func (w *walk) keyBefore(end int) (key string, start int) {
	code := w.text.code
	last := lastOf(code, end-1)
	if last < 0 {
		return "", 0
	}
	if isQuote(code[last]) {
		open := last - 1
		for open > w.stop && code[open] == ' ' {
			open--
		}
		if open < 0 || code[open] != code[last] {
			return "", 0
		}
		return string(w.text.plain[open+1 : last]), open
	}
	word := wordBefore(code, last+1)
	return string(word), last + 1 - len(word)
}

func (w *walk) addKey(key string) {
	if w.key == "" {
		w.key = key
	}
	w.names = append(w.names, key)
}

// equals looks at an assignment, the arrow behind a key or parameters, or a comparison,
// which ends the walk.
func (w *walk) equals() bool {
	code := w.text.code
	if code[w.i] == '>' {
		w.keyArrow()
		return true
	}
	before := byte(' ')
	if w.i > 0 {
		before = code[w.i-1]
	}
	if bytes.IndexByte([]byte("=!<>~"), before) >= 0 {
		return w.comparison()
	}
	if w.language != "PowerShell" {
		if w.commandAt(nextOf(code, w.i+1)); w.kind == isArgument {
			return false // users = fetch_all 'users.list'
		}
	}
	target, start := w.target()
	if target == "" {
		return false
	}
	if w.named {
		w.i = start
		return true
	}
	previous := lastOf(code, start-1)
	w.names = append(w.names, target)
	if previous < 0 || code[previous] != '(' && code[previous] != ',' || w.declaresGroup(previous) {
		w.kind = isAssigned
		return false
	}
	if w.key == "" {
		w.key = target
	}
	w.keyed, w.named, w.i = true, true, start
	return true
}

// declaresGroup reports whether a bracket begins several declarations of Go: const (
func (w *walk) declaresGroup(bracket int) bool {
	if w.language != "Go" {
		return false
	}
	before := bytes.TrimRight(lineBefore(w.text.code, bracket), " ")
	return string(before) == "const" || string(before) == "var"
}

// keyArrow looks at "=>", or "->" of Java and Kotlin, which follows keys, cases and parameters.
func (w *walk) keyArrow() {
	code := w.text.code
	if w.i == 0 || code[w.i-1] != '=' && (code[w.i-1] != '-' || w.language != "Java") {
		return
	}
	w.i--
	dash := code[w.i] == '-'
	key, start := w.keyBefore(w.i)
	if key == "" || w.keyed {
		return
	}
	w.noteVariant(key, start)
	if !dash || w.variant != "" {
		w.addKey(key)
		w.keyed = true
	}
}

// comparison looks at an operator that ends with "=". It ends the walk, unless the
// condition of a conditional is compared, and not the value.
func (w *walk) comparison() bool {
	code := w.text.code
	for w.i > 0 && bytes.IndexByte([]byte("=!<>~"), code[w.i-1]) >= 0 {
		w.i--
	}
	if passed := code[w.i:w.start]; bytes.IndexByte(passed, '?') >= 0 || bytes.Contains(passed, []byte(" else ")) {
		return true
	}
	w.names = nil
	return false
}

// target returns the name that "=" at i assigns to, and where it begins: of
// const METHOD: &str = it is METHOD.
func (w *walk) target() (name string, start int) {
	code := w.text.code
	end := lastOf(code, w.i-1)
	for end >= 0 && bytes.IndexByte([]byte(":+|?&"), code[end]) >= 0 {
		end = lastOf(code, end-1) // :=, +=, ||=
	}
	if end < 0 {
		return "", 0
	}
	from := max(end-longestDeclaration, 0)
	for i := end; i > from; i-- {
		if bytes.IndexByte([]byte("\n;({,"), code[i]) >= 0 {
			from = i + 1
			break
		}
	}
	declared := code[from : end+1]
	first := string(wordFrom(declared, max(nextOf(declared, 0), 0)))
	colon := bytes.IndexByte(declared, ':')
	if colon > 0 && colon+1 < len(declared) && declared[colon+1] != ':' && !slices.Contains(controlWords, first) && first != "else" {
		end = lastOf(code, from+colon-1)
	}
	word := wordBefore(code, end+1)
	if w.language == "Go" && string(word) == "string" {
		end = lastOf(code, end-len(word))
		word = wordBefore(code, end+1)
	}
	return string(word), end + 1 - len(word)
}

var controlWords = []string{
	"if", "elif", "elsif", "while", "for", "foreach", "switch", "catch", "return", "in", "and", "or", "not", "match",
	"when", "unless", "until", "with", "using", "lock", "case", "await", "yield", "typeof", "raise", "throw", "puts", "print",
	"require", "import", "from", "include",
}

// parenthesis looks at "(": it begins the arguments of a call, or groups.
func (w *walk) parenthesis() bool {
	code := w.text.code
	callee := beforeTypes(code, w.i)
	if callee > 1 && (code[callee-1] == '!' || code[callee-1] == '?') && inWord[code[callee-2]] &&
		(w.language == "Elixir" || w.language == "Ruby") {
		callee-- // Req.get!(...)
	}
	word := string(wordBefore(code, callee))
	switch {
	case word == "" || word == "await" || word == "return":
		w.index, w.keyed = 0, false
		return true
	case word == "in" && w.language == "Python": // for method in ("team.info", "users.list")
		end := lastOf(code, callee-len(word)-1) + 1
		w.names, w.kind = append(w.names, string(wordBefore(code, end))), isAssigned
		return false
	case slices.Contains(controlWords, word):
		return false
	case word == "listOf" || word == "asList" || word == "of" || word == "array" || word == "List":
		w.inList, w.index, w.keyed = true, 0, w.key != ""
		w.i = callee - len(word)
		return true
	}
	w.kind, w.callee = isArgument, callee
	w.declaration = w.declares(callee - len(word))
	if isConstant(word) {
		w.names = append(w.names, word) // a constant of an enum: POST("chat.postMessage")
	}
	return false
}

// isConstant reports whether a name is written as those of constants are: POST_MESSAGE.
func isConstant(name string) bool {
	return len(name) > 1 && bytes.IndexFunc([]byte(name), func(r rune) bool { return r >= 'a' && r <= 'z' }) < 0
}

// square looks at "[": it begins a list, or an index, which ends the walk.
func (w *walk) square() bool {
	code := w.text.code
	if before := w.i - 1; before >= 0 && (inWord[code[before]] || code[before] == ')' || code[before] == ']') {
		w.names = nil
		return false
	}
	if before := lastOf(code, w.i-1); before >= 0 {
		if word := string(wordBefore(code, before+1)); word == "in" || word == "of" { // for method in ["team.info"]
			end := lastOf(code, before-len(word)) + 1
			w.names, w.kind = append(w.names, string(wordBefore(code, end))), isAssigned
			return false
		}
	}
	if w.key == "" && len(w.names) == 0 {
		if name := w.loopOver(w.i); name != "" {
			w.names, w.kind = append(w.names, name), isAssigned
			return false
		}
	}
	w.inList = w.key == ""
	w.index, w.keyed = 0, w.key != ""
	return true
}

// loops follow a list whose members a name holds in turn.
var loops = lazy(`^(?:\s*\.\s*\w+(?:\s*\(\s*(?:async\s*)?\(?|\s*(?:do|\{)\s*\|)\s*|\s+as\s+)(\$?[A-Za-z_]\w*)\s*(?:[|)]|=>)`)

// loopOver returns the name that holds the members of the list which opens at a place, in turn:
// ["users.list"].each { |m| ... }, ['users.list'].map((m) => ...), foreach (['users.list'] as $m).
func (w *walk) loopOver(open int) string {
	code := w.text.code
	shut := closing(code, open, 2*longestArguments)
	if shut < 0 {
		return ""
	}
	m := loops().FindSubmatch(code[shut+1 : min(shut+1+longestURL, len(code))])
	if m == nil {
		return ""
	}
	return string(m[1])
}

// brace looks at "{": it begins an object, a list of Go, or a block, which ends the walk.
func (w *walk) brace() bool {
	code := w.text.code
	before := lastOf(code, w.i-1)
	if before < 0 {
		return false
	}
	w.index = 0
	if w.key == "" && w.language == "Go" && (inWord[code[before]] || code[before] == ']') {
		w.inList, w.keyed = true, false
		return true // []string{"chat.update"}, whose type is passed next
	}
	if bytes.IndexByte([]byte("(,=:[?|&@%"), code[before]) >= 0 || w.language == "Go" && inWord[code[before]] ||
		string(wordBefore(code, before+1)) == "return" {
		w.keyed = w.key != ""
		return true
	}
	from := lineStart(code, before+1)
	line := code[from : before+1]
	for start, end := range words(line) {
		switch string(line[start:end]) {
		case "match", "when", "switch", "case", "else":
			w.i = from + start // a conditional that is a value
			w.keyed = w.key != ""
			w.names, w.key = nil, ""
			return true
		}
	}
	w.commandIn()
	return false
}

// commandIn looks for a function that is called without parentheses at the beginning of the
// block that opens at i: ids.each { |id| fetch 'users.info', id }.
func (w *walk) commandIn() {
	code := w.text.code
	start := nextOf(code, w.i+1)
	if start >= 0 && start < w.start && code[start] == '|' && w.language == "Ruby" {
		if shut := bytes.IndexByte(code[start+1:w.start], '|'); shut >= 0 {
			start = nextOf(code, start+shut+2)
		}
	}
	if len(w.names) == 0 && w.language != "PowerShell" {
		w.commandAt(start)
	}
}

// declaring is what stands in front of the name of a function that is declared.
var declaring = lazy(`(?:\b(?:def|defp|function|fun|fn|sub|Function)\s+(?:<[^(\n]*>\s*)?(?:\w+\.)?|\bfunc\s+(?:\([^)]*\)\s*)?)$`)

// declares reports whether a function's name, which begins at start, stands there to
// declare it.
func (s *source) declares(start int) bool {
	before := lineBefore(s.text.code, start)
	before = before[max(0, len(before)-longestURL):]
	trimmed := bytes.TrimRight(before, " \t")
	if len(trimmed) == 0 {
		return false
	}
	switch last := trimmed[len(trimmed)-1]; {
	case last == '.', last == '>', last == ')' && s.language == "Go":
		return (bytes.Contains(before, []byte("fun")) || bytes.Contains(before, []byte("def"))) && declaring().Match(before)
	case !inWord[last] || len(trimmed) == len(before):
		return false
	}
	switch string(wordBefore(trimmed, len(trimmed))) {
	case "def", "defp", "function", "fun", "fn", "sub", "Function", "func":
		return true
	}
	return false
}
