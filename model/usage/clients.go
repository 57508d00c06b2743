package usage

import (
	"bytes"
	"slices"
	"strings"
)

// collectClients collects the names that hold a Slack client, for files that import them.
func (s *source) collectClients() {
	all := makers[s.language]
	if s.alias != "" {
		all = append(slices.Clone(all), s.alias+".New(", "*"+s.alias+".Client")
	}
	for _, maker := range all {
		for start := range indexes(s.text.code, []byte(maker)) {
			if maker[0] == '*' {
				s.collectClientOfGo(start)
				continue
			}
			p := s.placeOf(start)
			if p.kind == isArgument && !p.declaration { // Wrapper(WebClient(token))
				p = s.placeOf(s.chainStart(p.callee - len(wordBefore(s.text.code, p.callee))))
			}
			for _, name := range p.names {
				s.declared.clients[name] = true
			}
		}
	}
	delete(s.declared.clients, "")
}

// collectClientOfGo collects what is declared with the type of a client, at a place.
func (s *source) collectClientOfGo(start int) {
	end := lastOf(s.text.code, start-1)
	if open := matching(s.text.code, max(end, 0)); end > 0 && s.text.code[end] == ')' && open > 0 {
		s.declared.clients[string(wordBefore(s.text.code, open))+"()"] = true // func (c *Client) Bot() *slack.Client
	} else if name := s.embedding(start); name != "" {
		s.declared.embeds[name] = true // type Bot struct { *slack.Client }
	} else if end >= 0 {
		s.declared.clients[string(wordBefore(s.text.code, end+1))] = true // client *slack.Client
	}
}

// embedding returns the type of Go that embeds a client, whose type stands alone on a line of it
// at a place.
func (s *source) embedding(at int) string {
	code := s.text.code
	if len(bytes.TrimSpace(lineBefore(code, at))) > 0 && code[max(lastOf(code, at-1), 0)] != '{' {
		return ""
	}
	open := openBefore(code, at, at-longestCall)
	before := lastOf(code, open-1)
	if open < 0 || before < 0 || string(wordBefore(code, before+1)) != "struct" {
		return ""
	}
	return string(wordBefore(code, lastOf(code, before-len("struct"))+1))
}

// takeClients notes which names of this file hold a client that another file makes.
func (s *source) takeClients() {
	if len(s.project.clients) == 0 || !sharesClients(s.language) {
		return
	}
	for line := range bytes.Lines(s.text.code) {
		if !isImport(line) {
			continue
		}
		for start, end := range words(line) {
			name := string(line[start:end])
			if s.project.clients[name] && !s.declared.clients[name] {
				s.origins[name], s.aboutSlack = slackClient, true
			}
		}
	}
}

// mostImports is how far into a file imports are looked for, in bytes.
const mostImports = 8 << 10

// importsClient reports whether a file imports something that is called like a client:
// one that never says Slack may use the client of another file.
func importsClient(src []byte) bool {
	for line := range bytes.Lines(src[:min(len(src), mostImports)]) {
		if !isImport(line) {
			continue
		}
		for start, end := range words(line) {
			if looksLikeClient(string(line[start:end])) {
				return true
			}
		}
	}
	return false
}

// isImport reports whether a line names what comes from another file.
func isImport(line []byte) bool {
	line = bytes.TrimLeft(line, " \t")
	switch string(wordFrom(line, 0)) {
	case "import", "from":
		return true
	case "const", "let", "var":
		return bytes.Contains(line, []byte("require("))
	case "export":
		return bytes.Contains(line, []byte(" from "))
	}
	return bytes.HasPrefix(line, []byte("}")) && bytes.Contains(line, []byte(" from "))
}

// takenApart are names that hold a part of a client: const { chat } = client.
type takenApart map[string]string // "chat" or "chat.postMessage", by name

// partsOfClients finds the names that hold a family of methods, or a method:
// const { chat, users: people } = client.
func (s *source) partsOfClients() takenApart {
	parts := takenApart{}
	if !s.aboutSlack {
		return parts
	}
	code := s.text.code
	for shut := range indexes(code, []byte("}")) {
		equals := nextOf(code, shut+1)
		if equals < 0 || code[equals] != '=' || equals+1 >= len(code) || code[equals+1] == '=' || code[equals+1] == '>' {
			continue
		}
		open := matching(code, shut)
		if open < 0 {
			continue
		}
		prefix, ok := s.partOf(statementFrom(code, equals+1))
		if !ok {
			continue
		}
		parts.addAll(code[open+1:shut], prefix)
	}
	s.partsInVariables(parts)
	return parts
}

// partsInVariables adds the names that are given a part of a client:
// const chat = client.chat.
func (s *source) partsInVariables(parts takenApart) {
	code := s.text.code
	for start, end := range words(code) {
		if word := string(code[start:end]); word != "const" && word != "let" && word != "var" {
			continue
		}
		name, value, ok := bytes.Cut(statementFrom(code, end), []byte("="))
		if m := promisified().FindSubmatch(value); m != nil {
			value = m[1]
		}
		dot := bytes.LastIndexByte(value, '.')
		if !ok || dot < 0 || bytes.ContainsAny(value, "(,{") {
			continue
		}
		if prefix, ok := s.partOf(value[:dot]); ok {
			parts.add(string(bytes.TrimSpace(name)), prefix, string(bytes.TrimSpace(value[dot+1:])))
		}
	}
}

// promisified is what is made to return promises: bluebird.promisifyAll(slack.chat).
var promisified = lazy(`^\s*(?:\w+\.)?promisify(?:All)?\(\s*([\w.]+)\s*\)`)

// addAll adds the names of a destructuring: chat, users: people.
func (p takenApart) addAll(names []byte, prefix string) {
	for name := range bytes.SplitSeq(names, []byte(",")) {
		key, alias, renamed := strings.Cut(string(bytes.TrimSpace(name)), ":")
		if !renamed {
			alias = key
		}
		p.add(strings.TrimSpace(alias), prefix, strings.TrimSpace(key))
	}
}

// statementFrom returns the text from a place up to the end of the statement or the line.
func statementFrom(code []byte, from int) []byte {
	rest := code[from:min(from+2*longestURL, len(code))]
	if i := bytes.IndexAny(rest, ";\n"); i >= 0 {
		rest = rest[:i]
	}
	return rest
}

func (p takenApart) add(alias, prefix, name string) {
	if prefix != "" {
		name = prefix + "." + name
	}
	if family, _, _ := strings.Cut(name, "."); families()[family] && alias != "" {
		p[alias] = name
	}
}

// partOf reports whether a value is a Slack client, or a family of one's methods, and which.
func (s *source) partOf(value []byte) (prefix string, ok bool) {
	value = bytes.TrimSpace(bytes.TrimPrefix(bytes.TrimSpace(value), []byte("await ")))
	if !s.aboutSlack {
		return "", false
	}
	for {
		last := value
		if i := bytes.LastIndexByte(value, '.'); i >= 0 {
			last = value[i+1:]
		}
		name := string(last)
		if bytes.ContainsAny(last, "()") {
			return prefix, s.judgeValue(value) == slackClient
		}
		if s.origin(name) == slackClient || s.origin(name) == unknownReceiver && looksLikeClient(name) {
			return prefix, true
		}
		if !families()[name] || len(last) == len(value) {
			return "", false
		}
		if prefix != "" {
			name += "." + prefix
		}
		prefix, value = name, value[:len(value)-len(last)-1]
	}
}

// findTakenApart finds chat.postMessage(...) and postMessage(...), where the names were
// taken from a client.
func (s *source) findTakenApart() {
	parts := s.partsOfClients()
	if len(parts) == 0 {
		return
	}
	code := s.text.code
	for start, end := range words(code) {
		first, ok := parts[string(code[start:end])]
		if !ok {
			continue
		}
		if _, member := beforeDot(code, start); member {
			continue
		}
		methods, nameEnd := longestName(code, first, end)
		if len(methods) > 0 && isCalled(code, nameEnd) && !startsWithString(code, nameEnd) && !s.declares(start) {
			s.add(start, nameEnd, methods...)
		}
	}
}

// reachedClients are what stands before the family of a method of the client that an app holds.
var reachedClients = []string{"lient.", "lient?.", ".api."}

// reachesClient reports whether a file calls what may be a method of the client that an
// app holds, or say: one that never says Slack may be handed them by another file.
func reachesClient(src []byte) bool {
	if bytes.Contains(src, []byte("say(")) && givenSay().Match(src) {
		return true
	}
	for _, of := range reachedClients {
		for at := range indexes(src, []byte(of)) {
			rest := src[at+len(of):]
			family := wordFrom(rest[:min(len(rest), longestURL)], 0)
			if len(family) < len(rest) && rest[len(family)] == '.' && families()[string(family)] {
				return true
			}
		}
	}
	return false
}

// reaches reports whether the receiver before a dot is the client of an app that another
// file makes, in a project that uses a Slack SDK: app.client of any app, and client where
// it is a parameter, if the project uses Bolt or makes a client of that name.
func (s *source) reaches(dot int) bool {
	if !sharesClients(s.language) || !s.project.usesSDK() {
		return false
	}
	code := s.text.code
	end := lastOf(code, dot-1)
	if end >= 0 && code[end] == '?' {
		end--
	}
	name := string(wordBefore(code, end+1))
	if name == "" || !looksLikeClient(name) || s.origin(name) == otherReceiver {
		return false
	}
	start := end + 1 - len(name)
	if of, member := beforeDot(code, start); member {
		app, _ := receiverName(code, of)
		return (namesApp(app) || s.project.libraries["Botkit"] && strings.HasSuffix(strings.ToLower(app), "bot")) &&
			s.origin(app) != otherReceiver && !s.isAssigned(app)
	}
	return s.language == "JavaScript" && strings.HasSuffix(strings.ToLower(name), "client") &&
		(s.project.bolt || s.project.clients[name]) && s.isParameter(name, start)
}

// gotAttribute is a method that is looked up under a name: getattr(client, name).
var gotAttribute = lazy(`^getattr\(\s*([\w.]+)\s*,\s*([A-Za-z_]\w*)`)

// sentName is a method of a client of Ruby that is looked up under a name: public_send(name, args).
var sentName = lazy(`^(?:public_send|__send__|send)\(?\s*([a-z_]\w*)\s*[,)]`)

// attributeSites tells the places where a method of a Slack client is looked up under a name
// which is a parameter of the function around.
func (s *source) attributeSites(found func(p parameter, site span)) {
	if !s.aboutSlack {
		return
	}
	code := s.text.code
	tried := 0
	site := func(start, end int, name []byte) {
		if tried++; tried > mostMentions {
			return
		}
		if p, ok := s.parameterAt(string(name), start); ok && p.function != "" {
			found(p, span{start, end})
		}
	}
	switch s.language {
	case "Python":
		for start := range indexes(code, []byte("getattr(")) {
			rest := code[start:min(start+longestDeclaration, len(code))]
			if m := gotAttribute().FindSubmatchIndex(rest); m != nil && s.isPartOf(rest[m[2]:m[3]]) {
				site(start, start+m[1], rest[m[4]:m[5]])
			}
		}
	case "Ruby":
		for at := range indexes(code, []byte("send")) {
			start := at - len(wordBefore(code, at))
			rest := code[start:min(start+longestDeclaration, len(code))]
			m := sentName().FindSubmatchIndex(rest)
			if dot, ok := beforeDot(code, start); m != nil && ok && s.receiver(dot) == slackClient {
				site(start, start+m[1], rest[m[2]:m[3]])
			}
		}
	}
}

// isPartOf is whether a value is a Slack client, or a family of one's methods.
func (s *source) isPartOf(value []byte) bool {
	_, ok := s.partOf(value)
	return ok
}
