package usage

import (
	"bytes"
	"slices"
	"strings"
)

// collectHeld collects the names that are given the name of a method:
// METHOD = "chat.postMessage", enum { POST = "chat.postMessage" }. What tests beside the
// code give a name is not what the program gives it.
func (s *source) collectHeld() {
	tests := s.testsFrom()
	for quote, m := range s.mentions {
		if m.snake || quote > tests {
			continue
		}
		p := s.placeOf(max(quote, 0))
		if s.behindBase(quote, m) {
			s.addAddress(quote, p.names) // a call where it stands
			continue
		}
		if p.kind == isArgument && !isConstantOf(p) {
			continue
		}
		for _, name := range append(p.names, p.variant) {
			if name != "" && !isVerbOfHTTP(name) {
				s.declared.held[name] = append(s.declared.held[name], held{quote, m.methods, m.address})
			}
		}
	}
	s.collectHeldByNames()
	s.collectAddresses()
}

// collectHeldByNames collects the names that are given what a name of this file holds:
// method := post.
func (s *source) collectHeldByNames() {
	type given struct {
		name string
		held held
	}
	var more []given
	for start, end := range words(s.text.code) {
		if len(s.declared.held[string(s.text.code[start:end])]) == 0 || s.holdsMember(end) {
			continue
		}
		from := s.chainStart(start)
		p := s.placeOf(from)
		m, ok := mention{}, false
		if p.kind == isAssigned && !slices.Contains(p.names, string(s.text.code[start:end])) {
			m, ok = s.heldAt(start, end)
		}
		if !ok {
			continue
		}
		for _, name := range append(p.names, p.variant) {
			if name != "" && !isVerbOfHTTP(name) {
				more = append(more, given{name, held{start, m.methods, m.address}})
			}
		}
	}
	for _, g := range more {
		s.declared.held[g.name] = append(s.declared.held[g.name], g.held)
	}
}

// collectAddresses collects the names that are given a whole address of a method, which is
// a call where it stands.
func (s *source) collectAddresses() {
	if !s.knowsAPI {
		return
	}
	for _, in := range s.text.strings {
		content := s.text.plain[in.start:in.end]
		if i := bytes.Index(content, []byte(".com/api/")); i >= 0 && mentionsSlack(content[:i]) {
			if _, method := s.nameAt(in.start + i + len(".com/api/")); method != "" {
				s.addAddress(in.start, s.placeOf(max(in.start-1, 0)).names)
			}
		}
	}
}

// isConstantOf reports whether an argument makes a constant of an enum.
func isConstantOf(p place) bool { return len(p.names) > 0 && isConstant(p.names[len(p.names)-1]) }

// mayHold reports whether a name, which stands at start, is given a method's name in this
// file, or in another if it is written as a constant or is a member of what holds some.
func (s *source) mayHold(name string, start int) bool {
	if len(s.declared.held[name]) > 0 {
		return true
	}
	if len(s.project.held[name]) == 0 {
		return false
	}
	if isUpper(name[0]) && s.language != "PowerShell" || name[0] == '$' && s.language != "PHP" {
		return true
	}
	dot, ok := beforeDot(s.text.code, start)
	return ok && len(s.project.held[string(wordBefore(s.text.code, dot))]) > 0
}

// holdsMember reports whether a member follows, at end, that holds a method's name: of
// METHODS.pin the member tells which.
func (s *source) holdsMember(end int) bool {
	code := s.text.code
	if end+1 >= len(code) || code[end] != '.' && code[end] != ':' {
		return false
	}
	for end < len(code) && (code[end] == '.' || code[end] == ':') {
		end++
	}
	return len(s.project.held[string(wordFrom(code, end))]) > 0
}

// addAddress notes that names hold the address of a method, or a request that goes there:
// the call was found where they are given it.
func (s *source) addAddress(at int, names []string) {
	s.addNames(s.declared.addresses, names)
	for _, name := range names {
		name = strings.TrimLeft(name, "$@")
		s.addressed[name] = append(s.addressed[name], at)
	}
}

// isAddress reports whether a name, at a place, holds the address of a method.
func (s *source) isAddress(name string, at int) bool {
	name = strings.TrimLeft(name, "$@")
	if s.project.addresses[name] && (isUpper(name[0]) || len(s.addressed[name]) == 0 && mentionsSlack([]byte(name))) {
		return true
	}
	return slices.ContainsFunc(s.addressed[name], func(v int) bool {
		return v <= at && at-v <= longestScope && !s.leavesFunction(v, at)
	})
}

// scopeOf is how far a variable holds what it was given: those of one letter are for a few lines.
func scopeOf(name string) int {
	if len(strings.Trim(name, "$@")) == 1 {
		return longestArguments
	}
	return longestScope
}

// heldAt returns what the name that stands from start to end holds there.
func (s *source) heldAt(start, end int) (m mention, ok bool) {
	code := s.text.code
	name := string(s.text.plain[start:end]) // in a string, perhaps: f"{base}/{method}"
	if next := nextOf(code, end); next >= 0 && code[next] == '(' {
		return mention{}, false
	}
	if key, ok := s.literalIndex(end); ok {
		if len(s.project.held[key]) > 0 || len(s.declared.held[key]) > 0 {
			name = key
		}
	} else if !s.mayHold(name, start) {
		return mention{}, false
	}
	values, own := s.declared.held[name], true
	if len(values) == 0 {
		values, own = s.project.held[name], false
	}
	_, member := beforeDot(code, start)
	local := own && !isConstant(name) && !member
	last := 0
	if own {
		last = nearestLoop(name, values, start)
	}
	values = slices.DeleteFunc(slices.Clone(values), func(v held) bool {
		return v.at < last || v.address && !s.knowsAPI && !s.project.knowsAPI ||
			local && (v.at > start || start-v.at > scopeOf(name) || s.leavesFunction(v.at, start))
	})
	m = mention{start: start, end: end, methods: methodsHeld(values), named: true}
	m.address = !slices.ContainsFunc(values, func(v held) bool { return !v.address })
	if len(m.methods) == 0 || local && s.isParameter(name, start) {
		return mention{}, false
	}
	return m, true
}

// methodsHeld are the methods that values name, each once.
func methodsHeld(values []held) (methods []string) {
	for _, v := range values {
		for _, m := range v.methods {
			if !slices.Contains(methods, m) {
				methods = append(methods, m)
			}
		}
	}
	return methods
}

// nearestLoop returns where the values begin that count for the name of a loop: those of the
// nearest loop before a place. For other names all count.
func nearestLoop(name string, values []held, before int) (from int) {
	if scopeOf(name) >= longestScope {
		return 0
	}
	for _, v := range values {
		if v.at < before {
			from = max(from, v.at-longestURL)
		}
	}
	return from
}

// literalIndex returns the literal that a name, which ends at end, is indexed by: METHODS['open'].
func (s *source) literalIndex(end int) (key string, ok bool) {
	code := s.text.code
	if end+2 >= len(code) || code[end] != '[' || !isQuote(code[end+1]) && code[end+1] != ':' {
		return "", false
	}
	shut := closing(code, end, longestURL)
	if shut < 0 {
		return "", false
	}
	return strings.Trim(string(s.text.plain[end+1:shut]), "\"'`: "), true
}

// beginsFunction is a line that begins a function.
var beginsFunction = lazy(
	`^(?:(?:export|default|public|private|protected|internal|static|async|override|pub|suspend)\s+)*` +
		`(?:(?:def|defp|func|function|fn|fun|sub)\b|[\w<>\[\], ]*\w\s*\([^()]*\)[\w\s:<>,]*\{\s*$)`)

// leavesFunction reports whether a function begins between two places, that does not enclose
// the first one: what a variable was given there is not what it holds at the second.
func (s *source) leavesFunction(from, to int) bool {
	code := s.text.code
	indent := indentOf(code[lineStart(code, from):])
	if !s.inFunction(from) {
		return false
	}
	for line := range bytes.Lines(code[from:to]) {
		trimmed := bytes.TrimSpace(line)
		if len(trimmed) > 0 && indentOf(line) < indent && beginsFunction().Match(trimmed) &&
			!slices.Contains(controlWords, string(wordFrom(trimmed, 0))) {
			return true
		}
	}
	return false
}

// inFunction reports whether a place is in a function, by the lines above it that are
// further to the left.
func (s *source) inFunction(at int) bool {
	code := s.text.code
	lineStart := bytes.LastIndexByte(code[:at], '\n') + 1
	indent := indentOf(code[lineStart:])
	stop := max(0, at-longestFunction)
	for lineStart > stop && indent > 0 {
		end := lineStart - 1
		lineStart = bytes.LastIndexByte(code[:end], '\n') + 1
		line := code[lineStart:end]
		trimmed := bytes.TrimSpace(line)
		if len(trimmed) == 0 || indentOf(line) >= indent {
			continue
		}
		indent = indentOf(line)
		if beginsFunction().Match(trimmed) && !slices.Contains(controlWords, string(wordFrom(trimmed, 0))) {
			return true
		}
	}
	return false
}

// heldInChain returns what one of the names in a chain of members holds, the last one
// that holds something: Method.POST.value.
func (s *source) heldInChain(from, to int) (m mention, ok bool) {
	for start, end := range words(s.text.plain[from:to]) {
		if found, holds := s.heldAt(from+start, from+end); holds {
			m, ok = found, true
		}
	}
	return m, ok
}

// chainStart returns where the name begins that the word at start is the end of: of
// Method.POST it is the place of Method.
func (s *source) chainStart(start int) int {
	dot, ok := beforeDot(s.text.code, start)
	if !ok {
		return start
	}
	if from := beginning(s.text.code, dot); from >= 0 {
		return from
	}
	return start
}

// shellFunctionAt returns the function whose first arguments, $1 and so on, are meant at
// a place: the last one that begins before it.
func (s *source) shellFunctionAt(at int) (parameter, bool) {
	all := shellFunction().FindAllSubmatchIndex(s.text.code[max(0, at-longestFunction):at], -1)
	if len(all) == 0 {
		return parameter{}, false
	}
	m, from := all[len(all)-1], max(0, at-longestFunction)
	return parameter{function: string(s.text.code[from+m[2] : from+m[3]]), nameAt: from + m[2]}, true
}

// shellFunction begins a function of a shell.
var shellFunction = lazy(`(?m)^\s*(?:function\s+)?([A-Za-z_]\w*)\s*(?:\(\)\s*)?\{`)

// noteRequest notes the name that is given what was told a method's name at a place:
// request = new HttpRequestMessage(HttpMethod.Post, "auth.test").
func (s *source) noteRequest(quote int, p place) {
	const most = 3 // calls, one within the other
	for range most {
		if p.kind != isArgument {
			break
		}
		p = s.placeOf(s.chainStart(p.callee - len(wordBefore(s.text.code, p.callee))))
	}
	if p.kind == isAssigned {
		s.addAddress(quote, p.names)
	}
}

// holdsUndocumented reports whether the file gives a name that of a method which the catalogue
// does not have: METHOD = "developer.sampleData.get".
func (s *source) holdsUndocumented(name string) bool {
	if len(name) < 2 {
		return false
	}
	holds, known := s.undocumented[name]
	if !known {
		if s.undocumented == nil {
			s.undocumented = map[string]bool{}
		}
		holds = s.isGivenUndocumented(name)
		s.undocumented[name] = holds
	}
	return holds
}

func (s *source) isGivenUndocumented(name string) bool {
	for at := range indexes(s.text.code, []byte(name)) {
		end := at + len(name)
		next := nextOf(s.text.code, end)
		if next < 0 || s.text.code[next] != '=' && s.text.code[next] != ':' || !wholeWord(s.text.code, at, end) {
			continue
		}
		quote := nextOf(s.text.code, next+1)
		if quote < 0 || !isQuote(s.text.code[quote]) {
			return false
		}
		told := undocumented().Find(s.text.plain[quote+1 : min(quote+1+longestURL, len(s.text.plain))])
		after := quote + 1 + len(told)
		return len(told) > 0 && after < len(s.text.code) && s.text.code[after] == s.text.code[quote]
	}
	return false
}
