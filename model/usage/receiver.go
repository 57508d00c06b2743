package usage

import (
	"bytes"
	"slices"
	"strings"
)

// isCall reports whether a method that is called on a receiver counts as a call of
// Slack.
//
// Whether client.users.list(...) calls Slack depends on what client is. The text
// does not say, so three things decide: the receiver's name (client, web, mySlack),
// its origin in the file (new WebClient(...), a parameter of type MethodsClient, or
// new Octokit(...)), and how distinctive the method's name is.
func (s *source) isCall(method string, r receiverKind) bool {
	switch {
	case r == otherReceiver:
		return false
	case r == slackClient && s.aboutSlack:
		return true
	}
	return distinctive(method) && (s.aboutSlack || r == slackClient)
}

// receiver judges the receiver before a dot.
func (s *source) receiver(dot int) receiverKind {
	name, inside := receiverName(s.text.code, dot)
	if name == "" {
		for start, end := range words(inside) {
			if looksLikeClient(string(inside[start:end])) {
				return slackClient
			}
		}
		return unknownReceiver
	}
	switch name {
	case "self", "this", "super", "cls":
		if s.extendsClient(dot) {
			return slackClient
		}
		return otherReceiver
	}
	if name == "client" && s.isAppClient(dot) {
		return slackClient
	}
	if r := s.origin(name); r != unknownReceiver {
		return r
	}
	if looksLikeClient(name) || inside != nil && s.isClientIndex(dot) {
		return slackClient
	}
	if inside != nil && s.rootIsClient(dot) {
		return slackClient
	}
	return unknownReceiver
}

// extendsClient reports whether a place is in a class that is a Slack client of an SDK itself:
// class Bot(WebClient).
func (s *source) extendsClient(at int) bool {
	if s.extending == nil {
		s.extending = map[string]bool{}
		if bytes.Contains(s.text.code, []byte("Client")) {
			for _, m := range clientClass().FindAllSubmatch(s.text.code, -1) {
				s.extending[string(m[1])] = true
			}
		}
	}
	return len(s.extending) > 0 && s.extending[s.typeOf(at)]
}

// clientClass begins a class that is a Slack client itself.
var clientClass = lazy(`class\s+(\w+)(?:\(\s*(?:\w+\.)*(?:Async)?WebClient\s*\)|` +
	`\s+extends\s+(?:\w+\.)?WebClient\b|\s*<\s*Slack::(?:Web::)?Client\b)`)

// isAppClient reports whether the receiver before a dot is the client of an app of Bolt, in a
// file that imports it, whatever else the file calls client: app.client, of app = App(...).
func (s *source) isAppClient(dot int) bool {
	at, member := beforeDot(s.text.code, lastOf(s.text.code, dot-1)+1-len("client"))
	if !member || !s.declared.bolt {
		return false
	}
	app, _ := receiverName(s.text.code, at)
	return namesApp(app) && !bytes.Contains(s.text.code, []byte(app+".client ="))
}

// isClientIndex reports whether the receiver before a dot is what is held under the name of a
// client: context["client"].
func (s *source) isClientIndex(dot int) bool {
	code := s.text.code
	end := lastOf(code, dot-1)
	if end < 0 || code[end] != ']' {
		return false
	}
	open := matching(code, end)
	return open > 0 && looksLikeClient(strings.Trim(string(s.text.plain[open+1:end]), " \"':"))
}

// rootIsClient reports whether the receiver before a dot is made of a Slack client, by a
// chain of calls: slack.WithAccessToken(token).
func (s *source) rootIsClient(dot int) bool {
	start := beginning(s.text.code, dot)
	if start < 0 {
		return false
	}
	root := wordFrom(s.text.code, start)
	return len(root) > 0 && (isSDK(root) && isUpper(root[0]) || s.origin(string(root)) == slackClient ||
		mentionsSlack(root) && looksLikeClient(string(root)))
}

// receiverName returns the name before a dot, arguments left out: of
// app.client.users it is client, of slack.methods(token).usersInfo it is
// methods. Of (await connect()).users it is empty, and inside is what stands in
// the parentheses.
func receiverName(code []byte, dot int) (name string, inside []byte) {
	end := lastOf(code, dot-1)
	for end >= 0 && (code[end] == '?' || code[end] == '!' || code[end] == '&') {
		end = lastOf(code, end-1)
	}
	for end >= 0 && (code[end] == ')' || code[end] == ']') {
		open := matching(code, end)
		if open < 0 {
			return "", nil
		}
		inside = code[open+1 : end]
		end = lastOf(code, open-1)
	}
	if end < 0 {
		return "", inside
	}
	name = string(wordBefore(code, end+1))
	if name == "new" && end-3 >= 0 && code[end-3] == '.' { // Ruby: Slack::Web::Client.new
		name = string(wordBefore(code, end-3))
	}
	if name == "await" || name == "return" {
		return "", inside
	}
	return name, inside
}

// mostOrigins bounds how many names are looked up in one file, which keeps the
// time in proportion to its length.
const mostOrigins = 40

// origin judges a name by the values that the file assigns to it and the types that
// it declares it with. One that makes it a Slack client outweighs all others.
func (s *source) origin(name string) receiverKind {
	if r, known := s.origins[name]; known || name == "" || len(s.origins) >= mostOrigins {
		return r
	}
	r := unknownReceiver
	code := s.text.code
	for from := 0; r != slackClient; {
		i := bytes.Index(code[from:], []byte(name))
		if i < 0 {
			break
		}
		start, end := from+i, from+i+len(name)
		from = end
		if start > 0 && inWord[code[start-1]] || end < len(code) && inWord[code[end]] {
			continue
		}
		r = max(r, s.originAt(start, end))
	}
	s.origins[name] = r
	return r
}

// longestDeclaration bounds, in bytes, how much of the line behind a name is read.
const longestDeclaration = 120

// originAt judges one mention of a name by the text behind it, and, where types stand
// in front of names, by the text before it.
func (s *source) originAt(start, end int) receiverKind {
	code := s.text.code
	rest, _, _ := bytes.Cut(code[end:min(end+longestDeclaration, len(code))], []byte("\n"))
	if value, ok := assigned(rest); ok {
		return s.judgeValue(value)
	}
	if s.language == "Go" {
		return s.goDeclared(start, rest)
	}
	switch {
	case len(rest) > 1 && rest[0] == ':' && rest[1] != ':':
		return judgeType(rest[1:])
	case len(rest) > 1 && rest[0] == '(' && s.returnsClient(start, end):
		return slackClient
	}
	if start > 0 && code[start-1] == ' ' && isSDK(wordBefore(code, start-1)) {
		return slackClient // Java: MethodsClient methods
	}
	return unknownReceiver
}

// returnsClient reports whether a function is declared here, from start to end, that returns a
// Slack client by its type: def client(self) -> WebClient.
func (s *source) returnsClient(start, end int) bool {
	code := s.text.code
	shut := closing(code, end, longestParameters)
	if shut < 0 || bytes.ContainsAny(lineBefore(code, start), "?=(.,") {
		return false
	}
	rest, _, _ := bytes.Cut(bytes.TrimLeft(code[shut+1:min(shut+longestDeclaration, len(code))], " "), []byte("\n"))
	declared, arrow := bytes.CutPrefix(rest, []byte("->"))
	if !arrow {
		declared, arrow = bytes.CutPrefix(rest, []byte(":"))
	}
	return arrow && judgeType(declared) == slackClient
}

// assigned returns what is assigned to the name that rest follows, if anything:
// name = value, name := value, name, err := value, name: Type = value.
func assigned(rest []byte) (value []byte, ok bool) {
	before, value, ok := bytes.Cut(rest, []byte("="))
	if !ok || len(value) > 0 && (value[0] == '=' || value[0] == '>' || value[0] == '~') {
		return nil, false
	}
	before = bytes.TrimSpace(bytes.TrimSuffix(before, []byte(":")))
	switch {
	case len(before) == 0, before[0] == ':':
		return value, true
	case before[0] == ',':
		return value, !bytes.ContainsAny(before, "(){}.")
	}
	return nil, false
}

// judgeValue judges a value that is assigned: it makes a Slack client, an object of
// another class, or something that does not tell.
func (s *source) judgeValue(value []byte) receiverKind {
	r := unknownReceiver
	for start, end := range words(value) {
		word := value[start:end]
		rest := value[end:]
		switch {
		case isSDK(word), string(word) == "open_session", s.alias != "" && string(word) == s.alias, s.project.proxies[string(word)],
			string(word) == "client" && start > 0 && value[start-1] == '.':
			return slackClient
		case s.makes(word, rest) && !(s.language == "C#" && getsClient(value[:start], word)):
			r = otherReceiver
		}
	}
	return r
}

// makes reports whether a word and what follows make an object: Octokit(...), Octokit.new, and in Go NewStore(...), Store{...}.
func (s *source) makes(word, rest []byte) bool {
	if word[0] < 'A' || word[0] > 'Z' {
		return false
	}
	called := bytes.HasPrefix(rest, []byte("("))
	if s.language == "Go" {
		return called && bytes.HasPrefix(word, []byte("New")) || bytes.HasPrefix(rest, []byte("{"))
	}
	return called || bytes.HasPrefix(rest, []byte(".new")) || bytes.HasPrefix(rest, []byte(".builder"))
}

// getsClient reports whether a function of C#, which stands behind before, gets a client of the
// API that the file is about: services.GetApiClient().
func getsClient(before, word []byte) bool {
	if bytes.HasSuffix(bytes.TrimRight(before, " "), []byte("new")) {
		return false
	}
	name := strings.TrimSuffix(strings.ToLower(string(word)), "async")
	return slices.Contains([]string{"getapiclient", "createapiclient", "getclient", "createclient"}, name)
}

// judgeType judges a type that is declared behind a colon.
func judgeType(declared []byte) receiverKind {
	if i := bytes.IndexAny(declared, ",)=;{"); i >= 0 {
		declared = declared[:i]
	}
	r := unknownReceiver
	for start, end := range words(declared) {
		switch word := declared[start:end]; {
		case isSDK(word):
			return slackClient
		case word[0] >= 'A' && word[0] <= 'Z' && !hidesClient(word):
			r = otherReceiver
		}
	}
	return r
}

// hidesClient reports whether a type may stand for a Slack client or for anything
// else: types that contain others, and Bolt's.
func hidesClient(word []byte) bool {
	switch string(word) {
	case "Any", "Optional", "Union", "Promise", "Awaited", "Partial", "Pick", "ReturnType", "InstanceType", "Client",
		"App", "AsyncApp", "AllMiddlewareArgs":
		return true
	}
	return false
}

// goDeclared judges a parameter, field or variable by its type: name *pkg.Type.
func (s *source) goDeclared(start int, rest []byte) receiverKind {
	code := s.text.code
	before := start - 1
	for before >= 0 && (code[before] == ' ' || code[before] == '\t') {
		before--
	}
	if before >= 0 && !bytes.ContainsRune([]byte("(,{\n"), rune(code[before])) && string(wordBefore(code, before+1)) != "var" {
		return unknownReceiver
	}
	declared := bytes.TrimLeft(rest, " ")
	if len(declared) == len(rest) || len(declared) == 0 || declared[0] != '*' && !inWord[declared[0]] {
		return unknownReceiver
	}
	if i := bytes.IndexAny(declared, ",)=`{"); i >= 0 {
		declared = declared[:i]
	}
	for start, end := range words(declared) {
		word := declared[start:end]
		if isSDK(word) || string(word) == "socketmode" || s.project.embeds[string(word)] || s.alias != "" && string(word) == s.alias {
			return slackClient
		}
	}
	if declared[0] == '*' || bytes.ContainsAny(declared, ".ABCDEFGHIJKLMNOPQRSTUVWXYZ") {
		return otherReceiver
	}
	return unknownReceiver
}

// isAssigned reports whether the file gives a name something that it makes, and so it is
// not handed to it.
func (s *source) isAssigned(name string) bool {
	if made, known := s.made[name]; known {
		return made
	}
	s.made[name] = false
	code := s.text.code
	tried := 0
	for at := range indexes(code, []byte(name)) {
		if tried++; tried > mostMentions {
			break
		}
		end := at + len(name)
		rest, _, _ := bytes.Cut(code[end:min(end+longestDeclaration, len(code))], []byte("\n"))
		if value, ok := assigned(rest); ok && wholeWord(code, at, end) && bytes.ContainsAny(value, "({[") {
			s.made[name] = true
			break
		}
	}
	return s.made[name]
}

// namesApp reports whether a name is a usual one for an app of Bolt, or a bot.
func namesApp(name string) bool {
	switch folded([]byte(name)) {
	case "app", "bolt", "boltapp", "bot", "context", "ctx":
		return true
	}
	return mentionsSlack([]byte(name)) && looksLikeClient(name)
}

// sharesClients reports whether files of a language import what others hold by its name.
func sharesClients(language string) bool { return language == "Python" || language == "JavaScript" }
