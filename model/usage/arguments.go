package usage

import (
	"bytes"
	"slices"
	"strings"

	"periscope/model/catalog"
	"periscope/model/order"
)

// argumentsOf are the arguments that decide which scope a method needs.
var argumentsOf = map[string][]string{
	"conversations.list": {"types"}, "users.conversations": {"types"}, "conversations.open": {"users"},
	"conversations.create": {"isprivate"}, "admin.conversations.create": {"isprivate"},
	"chat.postMessage": {"username", "iconemoji", "iconurl"}, "chat.postEphemeral": {"username", "iconemoji", "iconurl"},
	"chat.startStream": {"username", "iconemoji", "iconurl"},
}

// argumentNames are the names under which they are told, by their folded spelling.
var argumentNames = map[string]string{
	"isprivate": "is_private", "username": "username", "iconemoji": "icon_emoji", "iconurl": "icon_url",
}

// argumentWord finds the arguments in the text of a call, in any language's spelling.
var argumentWord = lazy(
	`(?i)(?:with_|set|MsgOption)?\b_?(?:with_|set|MsgOption)?(types|is_?private|users|[Uu]sername|USERNAME|icon_?emoji|icon_?url)\b`)

// typeNames are the conversation types, as [argument] values fold.
var typeNames = map[string]catalog.ResourceType{
	"publicchannel": catalog.Channel, "privatechannel": catalog.Group, "mpim": catalog.MPIM, "im": catalog.IM,
	"public": catalog.Channel, "private": catalog.Group,
}

// readArguments reads the arguments of a call that decide which scope it needs.
func (s *source) readArguments(c *Call, f finding) {
	wanted := argumentsOf[c.Method]
	if len(wanted) == 0 {
		return
	}
	for _, part := range s.argumentText(f) {
		s.readPart(c, part, wanted)
	}
	if s.language == "Go" && c.Method == "conversations.create" && strings.HasPrefix(c.Spelling, "CreateConversation") {
		s.readGoPrivate(c, f)
	}
	order.Stable(c.Types, func(a, b catalog.ResourceType) int { return a.Rank() - b.Rank() })
	c.Types = slices.Compact(c.Types)
	slices.Sort(c.Arguments)
	c.Arguments = slices.Compact(c.Arguments)
}

// argumentText returns the parts of the text that hold a call's arguments: what is in its
// brackets, and what is given to the names in them.
func (s *source) argumentText(f finding) []span {
	code := s.text.code
	if s.syntax.spaced && s.language != "PowerShell" {
		return []span{{f.start, s.commandEnd(f.end)}}
	}
	open := nextOf(code, f.end)
	if open < 0 || code[open] != '(' {
		open = openBefore(code, f.start, f.start-2*longestArguments)
		for open >= 0 && code[open] != '(' {
			open = openBefore(code, open, open-longestArguments)
		}
	}
	if open < 0 {
		end := f.end + bytes.IndexByte(append(code[f.end:min(f.end+longestCall, len(code))], '\n'), '\n')
		return []span{{f.start, min(end, len(code))}}
	}
	shut := closing(code, open, longestCall)
	if shut < 0 {
		return nil
	}
	parts := []span{{open, shut + 1}}
	of := argumentsOf[f.methods[0]]
	for start, end := range words(code[open:shut]) {
		if saysWhoPosts(of) && !s.isWhole(open, open+start) {
			continue
		}
		if value, ok := s.valueOf(open+start, open+end); ok {
			parts = append(parts, value)
		}
	}
	return append(parts, s.setLater(parts[0], f.start, saysWhoPosts(of))...)
}

// nextStep is a line that begins another step of a workflow.
var nextStep = lazy(`^\s*- (?:uses|name|run)`)

// commandEnd returns the end of a shell command, which backslashes continue, or of a step
// of a workflow.
func (s *source) commandEnd(at int) int {
	plain := s.text.plain
	for from := at; ; {
		i := bytes.IndexByte(plain[from:], '\n')
		if i < 0 {
			return len(plain)
		}
		end := from + i
		next, _, _ := bytes.Cut(plain[end+1:], []byte("\n"))
		goesOn := end > 0 && plain[end-1] == '\\'
		if s.language == "YAML" {
			goesOn = end-at < longestCall && !nextStep().Match(next)
		}
		if !goesOn || end+1 >= len(plain) {
			return end
		}
		from = end + 1
	}
}

// valueOf returns the object or string that the name from start to end was last given
// before, if it stands as an argument of its own: api.GetConversations(&params).
func (s *source) valueOf(start, end int) (span, bool) {
	code := s.text.code
	before, after := lastOf(code, start-1), nextOf(code, end)
	if before < 0 || after < 0 || bytes.IndexByte([]byte("(,&*{.="), code[before]) < 0 || bytes.IndexByte([]byte(",)}"), code[after]) < 0 {
		return span{}, false
	}
	name := code[start:end]
	stop := max(0, start-longestScope)
	to := start
	for range mostMentions {
		i := bytes.LastIndex(code[stop:to], name)
		if i < 0 {
			return span{}, false
		}
		at := stop + i
		to = at
		if !wholeWord(code, at, at+len(name)) {
			continue
		}
		rest := code[at+len(name) : min(at+len(name)+longestDeclaration, len(code))]
		if _, ok := assigned(rest); !ok {
			continue
		}
		equals := at + len(name) + bytes.IndexByte(rest, '=')
		open := equals
		for open < len(code) && code[open] != '\n' && code[open] != '{' && code[open] != '(' && code[open] != '[' {
			open++
		}
		if open >= len(code) || code[open] == '\n' {
			return span{equals + 1, open}, true
		}
		if shut := closing(code, open, longestCall); shut > 0 {
			return span{equals + 1, shut + 1}, true
		}
		return span{}, false
	}
	return span{}, false
}

// setLater returns the lines between where an object was made and the call that set a
// field of it: params.Types = ...
func (s *source) setLater(call span, start int, whole bool) []span {
	code := s.text.code
	var parts []span
	for from, to := range words(code[call.start:call.end]) {
		name := string(code[call.start+from : call.start+to])
		if before := code[call.start+from-1]; before != '(' && before != ' ' && before != '&' && before != '*' {
			continue
		}
		if whole && !s.isWhole(call.start, call.start+from) {
			continue
		}
		stop := max(0, start-longestCall)
		for _, member := range []string{name + ".", name + "[", name + " <<"} {
			parts = append(parts, settingLines(code, span{stop, start}, member, len(name))...)
		}
	}
	return parts
}

// settingLines returns the lines of a part that set a member of what a name holds.
func settingLines(code []byte, part span, member string, name int) []span {
	var lines []span
	for at := part.start; ; {
		i := bytes.Index(code[at:part.end], []byte(member))
		if i < 0 {
			return lines
		}
		begin := at + i
		end := begin + bytes.IndexByte(append(code[begin:part.end:part.end], '\n'), '\n')
		at = max(end, begin+1)
		if line := code[begin:end]; bytes.Contains(line, []byte("=")) && wholeWord(code, begin, begin+name) {
			lines = append(lines, span{begin, end})
		}
	}
}

// readPart reads the arguments in one part of the text.
func (s *source) readPart(c *Call, part span, wanted []string) {
	plain := s.text.plain[part.start:part.end]
	for _, m := range argumentWord().FindAllSubmatchIndex(plain, -1) {
		name := folded(plain[m[2]:m[3]])
		if !slices.Contains(wanted, name) {
			continue
		}
		value, ok := s.valueAfter(part.start+m[3], part.end)
		if !ok || !s.namesArgument(part.start+m[0], part.start+m[3]) {
			continue
		}
		if saysWhoPosts(wanted) && !s.isOwnArgument(part.start, part.start+m[0], part.start+m[3]) {
			continue
		}
		switch name {
		case "types":
			c.Types = append(c.Types, s.typesIn(value)...)
		case "isprivate":
			c.setPrivate(strings.ToLower(string(bytes.TrimSpace(value))))
		case "users":
			c.Users = usersIn(value)
		default:
			if !isNothing(value) {
				c.Arguments = append(c.Arguments, argumentNames[name])
			}
		}
	}
}

// namesArgument reports whether the word from start to end names an argument: it is a
// key, or a function that sets it, and no part of a sentence.
func (s *source) namesArgument(start, end int) bool {
	plain := s.text.plain
	if start == 0 {
		return false
	}
	switch c := plain[start-1]; {
	case bytes.IndexByte([]byte("({,.&?:@\n\t'\"`*-"), c) >= 0, c == '[':
		return true
	case c == ' ':
		before := lastOf(plain, start-1)
		begins := before >= 0 &&
			(bytes.IndexByte([]byte("({,.&|-:\n\\;"), plain[before]) >= 0 || bytes.IndexByte(plain[before:start], '\n') >= 0)
		return begins || s.syntax.spaced && end < len(plain) && plain[end] == '='
	}
	return false
}

// valueAfter returns the text of the value that is given to what ends at end: behind "=",
// ":", "=>" or "(", or, in an object of JavaScript, nothing but its own name.
func (s *source) valueAfter(end, stop int) (value []byte, ok bool) {
	code, plain := s.text.code, s.text.plain
	i := end
	for i < stop && (isQuote(plain[i]) || plain[i] == ' ' || plain[i] == '\\' || plain[i] == ']') {
		i++
	}
	if i >= stop {
		return nil, false
	}
	inString := code[end-1] == ' ' && plain[end-1] != ' '
	quoted := i > end && isQuote(plain[end])
	switch {
	case inString && !quoted && plain[i] != '=':
		return nil, false // a word of a sentence
	case plain[i] == '=' && i+1 < stop && plain[i+1] == '=':
		return nil, false
	case bytes.HasPrefix(plain[i:stop], []byte("=>")):
		i += 2
	case plain[i] == '=', plain[i] == ':', plain[i] == '(', quoted && plain[i] == ',':
		i++
	case plain[i] == ',' || plain[i] == '}':
		return plain[end:end], s.language == "JavaScript" && !inString
	default:
		return nil, false
	}
	if inString && !quoted { // types=im,mpim within a string
		to := i
		for to < stop && (inWord[plain[to]] || bytes.IndexByte([]byte(",%{}$.[]"), plain[to]) >= 0) {
			to++
		}
		return plain[i:to], true
	}
	return s.valueUpTo(i, stop), true
}

// valueUpTo returns the value that begins at a place, up to the comma, bracket or line
// that ends it.
func (s *source) valueUpTo(i, stop int) []byte {
	code, plain := s.text.code, s.text.plain
	depth := 0
	for to := i; to < stop; to++ {
		switch code[to] {
		case '(', '[', '{':
			depth++
		case ')', ']', '}':
			depth--
		case ',', '\n':
			if depth <= 0 && (code[to] == ',' || len(bytes.TrimSpace(plain[i:to])) > 0) {
				return plain[i:to]
			}
		}
		if depth < 0 {
			return plain[i:to]
		}
	}
	return plain[i:stop]
}

// typesIn returns the conversation types that a value names, or that a name in it was
// given in this file. One that is not literal makes all of them unknown.
func (s *source) typesIn(value []byte) []catalog.ResourceType {
	if types := literalTypes(value); len(types) > 0 {
		return types
	}
	name := string(bytes.TrimSpace(value))
	if i := strings.LastIndexAny(name, ".:"); i >= 0 {
		name = name[i+1:]
	}
	if name == "" || strings.ContainsAny(name, " ()[]{}\"'") {
		return nil
	}
	code := s.text.code
	tried := 0
	for start := range indexes(code, []byte(name)) {
		end := start + len(name)
		if tried++; tried > mostMentions {
			return nil
		}
		if !wholeWord(code, start, end) {
			continue
		}
		if _, ok := assigned(code[end:min(end+longestDeclaration, len(code))]); ok {
			if types := literalTypes(s.text.plain[end:min(end+longestDeclaration, len(code))]); len(types) > 0 {
				return types
			}
		}
	}
	return nil
}

// literalTypes returns the conversation types that a text names.
func literalTypes(value []byte) []catalog.ResourceType {
	value = bytes.ReplaceAll(value, []byte("%2C"), []byte(","))
	var types []catalog.ResourceType
	for start, end := range words(value) {
		word := strings.TrimPrefix(folded(value[start:end]), "slackconversationtype")
		if t, ok := typeNames[word]; ok {
			types = append(types, t)
		}
	}
	return types
}

func (c *Call) setPrivate(value string) {
	switch strings.Trim(value, `"' `) {
	case "true", "1":
		c.Types = append(c.Types, catalog.Group)
		c.Arguments = append(c.Arguments, "is_private")
	case "false", "0":
		c.Types = append(c.Types, catalog.Channel)
	}
}

// readGoPrivate reads whether slack-go, before it had parameters for it, is told to create
// a private channel: api.CreateConversation(name, true).
func (s *source) readGoPrivate(c *Call, f finding) {
	code := s.text.code
	open := nextOf(code, f.end)
	if open < 0 || code[open] != '(' {
		return
	}
	shut := closing(code, open, longestCall)
	if shut < 0 {
		return
	}
	if i := bytes.LastIndexByte(code[open:shut], ','); i >= 0 {
		c.setPrivate(string(bytes.TrimSpace(code[open+i+1 : shut])))
	}
}

// usersIn returns how many users a value names: a string of ids with commas, or a list.
// Of a list that is joined or spread it is not known how many are in it: perhaps one.
func usersIn(value []byte) int {
	value = bytes.TrimSpace(value)
	switch {
	case len(value) == 0:
		return 0
	case containsAny(string(value), "join(", "...", "[*", ", *"):
		return 0
	case isQuote(value[0]):
		return 1 + bytes.Count(value, []byte(","))
	case value[0] == 'U' || value[0] == 'W':
		if len(value) > 1 && (isUpper(value[1]) || value[1] >= '0' && value[1] <= '9') { // users=U1,U2 within a string
			return 1 + bytes.Count(value, []byte(","))
		}
	}
	open := bytes.IndexAny(value, "[({")
	if open < 0 {
		return 0
	}
	if open == 0 && value[0] == '[' && bytes.HasPrefix(value, []byte("[]")) && len(value) > 2 {
		open = bytes.IndexByte(value, '{') // []string{"U1"}
	}
	name := folded(wordBefore(value, open))
	if open < 0 || !slices.Contains([]string{"", "of", "listof", "aslist", "string", "vec", "singletonlist", "array"}, name) {
		return 0
	}
	elements := bytes.TrimSpace(bytes.TrimRight(value[open+1:], "])} \n"))
	if len(elements) == 0 || bytes.Contains(elements, []byte(" for ")) {
		return 0
	}
	return 1 + bytes.Count(bytes.TrimRight(elements, ", \n"), []byte(","))
}

// isNothing reports whether a value gives no argument.
func isNothing(value []byte) bool {
	switch strings.TrimSpace(string(value)) {
	case "None", "null", "nil", "undefined", `""`, "''":
		return true
	}
	return false
}
