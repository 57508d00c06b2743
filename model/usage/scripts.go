package usage

import (
	"bytes"
	"strings"

	"periscope/model/catalog"
)

// findShellWords finds names that are words of a shell command whose own name
// speaks of Slack or of an API: slack_api chat.postMessage "$message".
func (s *source) findShellWords(used map[string]bool) {
	if !s.aboutSlack {
		return
	}
	plain := s.text.plain
	for from := 0; from < len(plain); {
		line, _, _ := bytes.Cut(plain[from:], []byte("\n"))
		s.findShellWordsIn(line, from, used)
		from += len(line) + 1
	}
}

func (s *source) findShellWordsIn(line []byte, from int, used map[string]bool) {
	calling, command := false, ""
	for i := 0; i < len(line); {
		start := i
		for i < len(line) && !bytes.ContainsRune([]byte(" \t|;&()\"'`"), rune(line[i])) {
			i++
		}
		word := line[start:i]
		switch {
		case len(word) == 0:
			if i < len(line) && bytes.ContainsRune([]byte("|;&("), rune(line[i])) {
				calling = false // another command begins
			}
			i++
		case !calling && (isCommand(word) || s.isWrapperCommand(word)):
			calling, command = true, string(word)
		case calling && bytes.IndexByte(word, '.') > 0:
			if m, ok := catalog.LookupMethod(string(word)); ok {
				s.add(from+start, from+i, m.Name)
				used[command] = true
			}
		}
	}
}

// isCommand reports whether a shell function's name says that it calls Slack.
func isCommand(word []byte) bool {
	name := strings.ToLower(string(word[:min(len(word), longestURL)]))
	return !strings.ContainsAny(name, "/$=.-") && (strings.Contains(name, "slack") || strings.Contains(name, "api"))
}

func (s *source) isWrapperCommand(word []byte) bool {
	_, ok := s.project.wrappers[string(word)]
	return ok && len(word) > 2
}

// findWorkflowSteps finds the methods that steps of GitHub workflows call with Slack's
// own action: method: chat.postMessage.
func (s *source) findWorkflowSteps() {
	plain := s.text.plain
	if !bytes.Contains(plain, []byte("slackapi/slack-github-action")) {
		return
	}
	key := []byte("method:")
	for from := 0; ; {
		i := bytes.Index(plain[from:], key)
		if i < 0 {
			return
		}
		start := from + i + len(key)
		from = start
		for start < len(plain) && (plain[start] == ' ' || plain[start] == '"' || plain[start] == '\'') {
			start++
		}
		if end, method := s.nameAt(start); method != "" {
			s.add(start, end, method)
		}
	}
}

// psSlack are the commands of PSSlack that call one method whatever they are told.
var psSlack = map[string]string{
	"send-slackmessage": "chat.postMessage", "remove-slackmessage": "chat.delete", "find-slackmessage": "search.messages",
	"send-slackfile": "files.upload", "remove-slackfile": "files.delete", "get-slackfileinfo": "files.list", "get-slackfile": "files.info",
	"get-slackuser": "users.list", "get-slackusermap": "users.list", "get-slackusergroup": "usergroups.list",
	"get-slackchannel": "conversations.list", "get-slackhistory": "channels.history", "get-slackgroup": "groups.list",
	"get-slackgrouphistory": "groups.history", "get-slackteam": "team.info", "get-slackauth": "auth.test", "test-slackauth": "auth.test",
	"test-slackapi": "api.test", "new-slackreminder": "reminders.add", "remove-slackreminder": "reminders.delete",
	"new-poshbotslackbackend": "rtm.start", "set-slackremindercomplete": "reminders.complete", "get-slackreminder": "reminders.list",
}

var (
	command     = lazy(`(?:^|[\s|({;=&])([A-Za-z]+-[A-Za-z]+)`)
	methodGiven = lazy(`(?i)-(?:Api)?(?:Method|Endpoint)\s*:?\s*["']?([a-z]+(?:\.\w+)+)`)
	methodKey   = lazy(`(?im)[{;\s](?:Api)?(?:Method|Endpoint)\s*=\s*["']([a-z]+(?:\.\w+)+)["']`)
	methodFirst = lazy(`^\s+["']?([a-z]+(?:\.\w+)+)["']?(?:\s|$)`)
)

// findPowerShell finds the commands of PSSlack, Send-SlackMessage, and methods that are
// told to a command by name: Send-SlackApi -Method chat.postMessage, or in a table of
// arguments, @{ Method = 'chat.postMessage' }.
func (s *source) findPowerShell() {
	if !s.aboutSlack {
		return
	}
	code, plain := s.text.code, s.text.plain
	for _, m := range command().FindAllSubmatchIndex(code, -1) {
		name := strings.ToLower(string(code[m[2]:m[3]]))
		if method, ok := psSlack[name]; ok && !s.project.commands[name] && !s.declares(m[2]) && !sendsToWebhook(name, plain[m[3]:]) {
			s.add(m[2], m[3], known([]string{method})...)
			continue
		}
		first := methodFirst().FindSubmatchIndex(plain[m[3]:min(m[3]+longestURL, len(plain))])
		if first != nil && containsAny(name, "slack", "api") {
			s.addNamed(m[3]+first[2], m[3]+first[3])
		}
	}
	for _, m := range methodGiven().FindAllSubmatchIndex(plain, -1) {
		s.addNamed(m[2], m[3])
	}
	for _, m := range methodKey().FindAllSubmatchIndex(plain, -1) {
		s.addNamed(m[2], m[3])
	}
}

// isMethodParameter reports whether a name of PowerShell is the parameter that functions are
// told a method with: param([string]$Method).
func (s *source) isMethodParameter(j join) bool {
	if s.language != "PowerShell" {
		return false
	}
	switch strings.ToLower(strings.TrimLeft(j.first, "$")) {
	case "method", "apimethod", "endpoint", "apiendpoint":
		return s.parameterOfPowerShell(j.start)
	}
	return false
}

// parameterOfPowerShell reports whether a function with parameters begins before a place.
func (s *source) parameterOfPowerShell(at int) bool {
	before := bytes.ToLower(s.text.code[max(0, at-longestFunction):at])
	return bytes.Contains(before, []byte("function ")) && bytes.Contains(before, []byte("method"))
}

// addNamed adds a call if what stands there is a method's name.
func (s *source) addNamed(start, end int) bool {
	m, ok := catalog.LookupMethod(string(s.text.plain[start:end]))
	if ok {
		s.add(start, end, m.Name)
		s.tells = true
	}
	return ok
}

// commandDeclared declares a function of PowerShell.
var commandDeclared = lazy(`(?i)\bfunction\s+(?:\w+:)?([A-Za-z][\w-]*)`)

// collectCommands collects the functions that a file of PowerShell declares.
func (s *source) collectCommands() {
	if s.language != "PowerShell" {
		return
	}
	for _, m := range commandDeclared().FindAllSubmatch(s.text.code, -1) {
		s.declared.commands[strings.ToLower(string(m[1]))] = true
	}
}

// commandParameter returns the parameter of the function of PowerShell around a place that has
// a name, with its dollar.
func (s *source) commandParameter(name string, at int) (parameter, bool) {
	if s.language != "PowerShell" || name == "" || name[0] != '$' {
		return parameter{}, false
	}
	const most = 8 // functions before the place
	code, from := s.text.code, max(0, at-4*longestFunction)
	before := lowerASCII(code[from:at])
	for range most {
		i := bytes.LastIndex(before, []byte("function"))
		if i < 0 {
			break
		}
		before = before[:i]
		m := commandDeclared().FindSubmatchIndex(code[from+i : min(from+i+longestDeclaration, at)])
		if m == nil || m[0] != 0 {
			continue
		}
		nameAt, nameEnd := from+i+m[2], from+i+m[3]
		if p, encloses, ok := s.parameterOfCommand(nameAt, nameEnd, at, name); encloses {
			return p, ok
		}
	}
	return parameter{}, false
}

// parameterOfCommand returns the parameter with a name of the function of PowerShell whose name is
// from nameAt to nameEnd, if it encloses a place.
func (s *source) parameterOfCommand(nameAt, nameEnd, at int, name string) (p parameter, encloses, ok bool) {
	code := s.text.code
	brace := bytes.IndexByte(code[nameEnd:at], '{')
	if brace < 0 {
		return p, false, false
	}
	if end := closing(code, nameEnd+brace, 4*longestFunction); end > 0 && end < at {
		return p, false, false
	}
	open := bytes.IndexByte(code[nameEnd:at], '(')
	if open > brace { // in its body: param(...)
		block := paramBlock().FindIndex(code[nameEnd+brace : at])
		if block == nil {
			return p, true, false
		}
		open = brace + block[1] - 1
	}
	if open < 0 {
		return p, true, false
	}
	index := s.parameterIndex(nameEnd+open, name)
	return parameter{name, strings.ToLower(string(code[nameAt:nameEnd])), nameAt, index}, true, index >= 0
}

// paramBlock begins the parameters of a function of PowerShell in its body.
var paramBlock = lazy(`(?i)\bparam\s*\(`)

// parameterIndex returns which of the parameters that open at a place has a name; -1: none.
func (s *source) parameterIndex(open int, name string) (index int) {
	code := s.text.code
	shut := closing(code, open, longestFunction)
	for i := open + 1; i < shut; i++ {
		switch code[i] {
		case '(', '[', '{':
			i = max(i, closing(code, i, longestFunction))
		case ',':
			index++
		case '$':
			word := wordFrom(code, i)
			if strings.EqualFold(string(word), name) {
				return index
			}
			i += len(word) - 1
		}
	}
	return -1
}

// commandCalls yields the arguments that tell functions of PowerShell the method, and which
// function it is: Send-Request -Call 'users.list', Send-Request 'users.list'.
func (s *source) commandCalls(yield func(name string, value span) bool) {
	if s.language != "PowerShell" || len(s.project.wrappers) == 0 {
		return
	}
	code := s.text.code
	lower := lowerASCII(code)
	for name := range s.project.commands {
		index, wraps := s.project.wrappers[name]
		if !wraps {
			continue
		}
		for at := range indexes(lower, []byte(name)) {
			end := at + len(name)
			if !isCommandAt(lower, at, end) {
				continue
			}
			if value := s.commandArgument(end, index, s.project.told[name]); value.end > value.start && !yield(name, value) {
				return
			}
		}
	}
}

// isCommandAt reports whether what stands from start to end of code in lower case is a command of
// PowerShell that is called, and neither a part of a name nor declared.
func isCommandAt(lower []byte, start, end int) bool {
	if start > 0 && (inWord[lower[start-1]] || lower[start-1] == '-' || lower[start-1] == '.') ||
		end < len(lower) && (inWord[lower[end]] || lower[end] == '-') {
		return false
	}
	return !bytes.HasSuffix(bytes.TrimRight(lower[max(0, start-longestURL):start], " "), []byte("function"))
}

// lowerASCII returns a text with its letters of ASCII in lower case.
func lowerASCII(text []byte) []byte {
	lower := bytes.Clone(text)
	for i, c := range lower {
		if isUpper(c) {
			lower[i] = c + 'a' - 'A'
		}
	}
	return lower
}

// commandArgument returns the argument with a name of a command that ends at a place, or else
// the one at an index of those without.
func (s *source) commandArgument(end, index int, name string) (value span) {
	code := s.text.code[:min(end+longestCall, len(s.text.code))]
	position := 0
	for i := nextArgument(code, end); i >= 0; i = nextArgument(code, i) {
		start := i
		if code[i] != '-' {
			i = argumentEnd(code, i)
			if position == index {
				value = span{start, i}
			}
			position++
			continue
		}
		word := wordFrom(code, i+1)
		i += 1 + len(word)
		if i < len(code) && code[i] == ':' {
			i++
		}
		start = nextArgument(code, i)
		if start < 0 || code[start] == '-' {
			continue // a switch
		}
		i = argumentEnd(code, start)
		if strings.EqualFold(string(word), name) {
			return span{start, i}
		}
	}
	return value
}

// nextArgument returns where the next argument of a command begins; -1 at its end.
func nextArgument(code []byte, i int) int {
	for ; i < len(code); i++ {
		switch c := code[i]; {
		case c == '`' && i+1 < len(code) && (code[i+1] == '\n' || code[i+1] == '\r'):
			i += bytes.IndexByte(code[i:], '\n')
		case bytes.IndexByte([]byte("\n;|)}&"), c) >= 0:
			return -1
		case c != ' ' && c != '\t' && c != '\r' && c != ',':
			return i
		}
	}
	return -1
}

// argumentEnd returns the end of an argument of a command.
func argumentEnd(code []byte, i int) int {
	start := i
	for ; i < len(code); i++ {
		switch c := code[i]; {
		case isQuote(c) && c != '`':
			end := bytes.IndexByte(code[i+1:], c)
			if end < 0 {
				return len(code)
			}
			i += 1 + end
		case c == '(' || c == '{' || c == '[':
			i = max(i, closing(code, i, longestFunction))
		case bytes.IndexByte([]byte(" \t\r\n;|)},"), c) >= 0:
			return max(i, start+1)
		}
	}
	return len(code)
}

// commandSites tells the places where a function of PowerShell is told the method by a variable,
// as wrapperSites does.
func (s *source) commandSites(found func(p parameter, site span, called string), open func(j join, kind, called string)) {
	for name, value := range s.commandCalls {
		word := wordFrom(s.text.code, value.start)
		if len(word) < 2 || word[0] != '$' || value.start+len(word) != value.end {
			continue
		}
		if p, ok := s.commandParameter(string(word), value.start); ok {
			found(p, value, name)
		} else if open != nil {
			at, end := value.start, value.end
			open(join{start: at, end: end, nameAt: at, nameEnd: end, chainAt: at, first: string(word)}, "name", name)
		}
	}
}

// findCommands finds the methods that functions of PowerShell are told.
func (s *source) findCommands(used map[string]bool) {
	for name, value := range s.commandCalls {
		start, end := value.start, value.end
		if isQuote(s.text.plain[start]) {
			start, end = start+1, max(end-1, start+1)
		}
		switch m, holds := s.heldAt(start, end); {
		case s.addNamed(start, end), holds:
			if holds {
				s.add(start, end, m.methods...)
			}
			used[name] = true
		case len(undocumented().Find(s.text.plain[start:end])) == end-start:
			used[name] = true
		}
	}
}

// sendsToWebhook reports whether a command sends to a webhook, which calls no method.
func sendsToWebhook(name string, rest []byte) bool {
	line, _, _ := strings.Cut(string(rest[:min(len(rest), longestDeclaration)]), "\n")
	return name == "send-slackmessage" && strings.Contains(strings.ToLower(line), "-uri")
}
