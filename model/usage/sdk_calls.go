package usage

import (
	"bytes"
	"slices"
	"strings"

	"periscope/model/catalog"
	"periscope/model/usage/library"
)

// findDotted finds client.chat.postMessage(...), as JavaScript has it.
func (s *source) findDotted() {
	code := s.text.code
	for i, end := range words(code) {
		if !families()[string(code[i:end])] {
			continue
		}
		dot, ok := beforeDot(code, i)
		if !ok {
			continue
		}
		methods, end := longestName(code, string(code[i:end]), end)
		switch {
		case len(methods) == 0:
		case !isCalled(code, end):
			if isMethodValue(code, dot, end) && s.receiver(dot) == slackClient && s.isCall(methods[0], slackClient) {
				s.add(i, end, methods...)
			}
		case !startsWithString(code, end):
			s.addOrNote(s.isCall(methods[0], s.receiver(dot)) || s.reaches(dot), i, end, methods)
		}
	}
}

// isMethodValue reports whether a method of JavaScript, which ends at end and whose receiver
// ends at dot, is given to a name or a function, which calls it: ids.map(client.users.info).
func isMethodValue(code []byte, dot, end int) bool {
	after := nextOf(code, end)
	start := beginning(code, dot)
	before := lastOf(code, start-1)
	if after < 0 || before < 0 || bytes.IndexByte([]byte(",;)]}:?|&"), code[after]) < 0 && !bytes.Contains(code[end:after], []byte("\n")) {
		return false
	}
	switch code[before] {
	case '=':
		line := lineBefore(code, start)
		switch string(wordFrom(bytes.TrimLeft(line[bytes.LastIndexAny(line, ";{")+1:], " \t"), 0)) {
		case "const", "let", "var":
			return false // it is called by the name: see findTakenApart
		}
		return true
	case '?', ':', '[', '>':
		return true
	case '(', ',':
		open := openBefore(code, start, start-longestArguments)
		name := folded(wordBefore(code, max(open, 0)))
		return open >= 0 && code[open] == '[' || !namesFake(name) && containsAny(name, callers...)
	}
	return false
}

// callers are parts of the names of functions of JavaScript that call what they are given.
var callers = []string{
	"map", "foreach", "retry", "call", "limit", "paginat", "queue", "run", "exec", "promis", "wrap", "throttle", "debounce", "then",
	"apply", "backoff", "attempt", "safe",
}

// findDottedInPython finds slack.chat.post_message(...), as slacker has it, and
// bot.client.chat.postMessage(...), of an app's own client that hands on what it is asked
// for, and bot.client.users.list.paginate(...).
func (s *source) findDottedInPython() {
	code := s.text.code
	for i, end := range words(code) {
		if !families()[string(code[i:end])] {
			continue
		}
		dot, ok := beforeDot(code, i)
		if !ok {
			continue
		}
		methods, end := longestName(code, string(code[i:end]), end)
		if len(methods) == 0 {
			methods, end = snakeName(code, i)
		}
		called := len(methods) > 0 &&
			(isCalled(code, end) || bytes.HasPrefix(code[end:], []byte(".paginate(")) || isHandedOver(code, dot, end))
		if called {
			calls := s.isDottedClient(dot, distinctive(methods[0])) || !startsWithString(code, end) && s.reaches(dot)
			s.addOrNote(calls, i, end, methods)
		}
	}
}

// snakeName reads a method's name whose parts are set apart by dots, and the words of which
// by underscores: chat.post_message. It begins at start.
func snakeName(code []byte, start int) (methods []string, end int) {
	const most = 4 // parts
	end = start + len(wordFrom(code, start))
	name := bytes.Clone(code[start:end])
	for range most {
		if end+1 >= len(code) || code[end] != '.' || !inWord[code[end+1]] {
			return nil, 0
		}
		part := wordFrom(code, end+1)
		name = append(append(name, '.'), bytes.ReplaceAll(part, []byte("_"), nil)...)
		end += 1 + len(part)
		if m, ok := lowerNames()[string(name)]; ok {
			return []string{m}, end
		}
	}
	return nil, 0
}

// isDottedClient reports whether the receiver before a dot is a client of Python that has
// methods by family. Clients of other services have it, too: one that is only called client
// is none.
func (s *source) isDottedClient(dot int, telling bool) bool {
	if !s.aboutSlack || s.receiver(dot) != slackClient {
		return false
	}
	name, _ := receiverName(s.text.code, dot)
	return telling || mentionsSlack([]byte(name)) || s.origin(name) == slackClient || folded([]byte(name)) == "webapi"
}

// findSnake finds client.chat_postMessage(...), as Python and Ruby have it.
// Ruby calls without parentheses, and Python passes methods to functions that call them.
func (s *source) findSnake() {
	s.findMembers(catalog.Snake, func(dot, end int) bool {
		if s.language == "Ruby" {
			next := nextOf(s.text.code, end)
			return next < 0 || s.text.code[next] != '=' || bytes.HasPrefix(s.text.code[next:], []byte("=="))
		}
		return isCalled(s.text.code, end) || isHandedOver(s.text.code, dot, end) || isKept(s.text.code, dot, end)
	})
}

// findCamel finds client.chatPostMessage(...), as Java and Kotlin have it, and
// client::chatPostMessage. Kotlin may have a block for the parentheses.
func (s *source) findCamel() {
	s.findFamilyCalls()
	s.findScoped()
	s.findMembers(catalog.Camel, func(dot, end int) bool {
		next := nextOf(s.text.code, end)
		return s.text.code[dot] == ':' || next >= 0 && (s.text.code[next] == '(' || s.text.code[next] == '{')
	})
}

// findScoped finds chatPostMessage { ... } in a block of Kotlin whose object is a client:
// slack.methods(token).run { ... }, with(slack.methods(token)) { ... }.
func (s *source) findScoped() {
	code := s.text.code
	if !bytes.Contains(code, []byte("methods")) {
		return
	}
	for _, at := range withClient().FindAllIndex(code, -1) {
		shut := closing(code, at[1]-1, longestFunction)
		if shut < 0 {
			continue
		}
		for start, end := range words(code[at[1]:shut]) {
			start, end := at[1]+start, at[1]+end
			methods := catalog.MethodsNamed(string(code[start:end]), catalog.Camel)
			_, member := beforeDot(code, start)
			if len(methods) > 0 && !member && !s.declares(start) && (isCalled(code, end) || s.isGivenBlock(end)) {
				s.add(start, end, methods...)
			}
		}
	}
}

// withClient begins a block of Kotlin whose object is a client.
var withClient = lazy(`methods(?:Async)?\([^()]*\)\??\.(?:run|apply|let|also)\s*\{|` +
	`with\(\s*(?:[\w.]*methods(?:Async)?\([^()]*\)|\w*[sS]lack\w*|methods|client)\s*\)\s*\{`)

// findFamilyCalls finds slackClient.users().info(...), of libraries whose client has a
// function for each family.
func (s *source) findFamilyCalls() {
	code := s.text.code
	for start, end := range words(code) {
		if !bytes.HasPrefix(code[end:], []byte("()")) {
			continue
		}
		family := strings.ToLower(string(code[start:end]))
		if family == "conversation" || family == "usergroup" || family == "reminder" {
			family += "s"
		}
		if !families()[family] {
			continue
		}
		next := nextOf(code, end+len("()"))
		if next < 0 || code[next] != '.' {
			continue
		}
		name := wordFrom(code, max(nextOf(code, next+1), next+1))
		m, ok := lowerNames()[family+"."+folded(name)]
		dot, member := beforeDot(code, start)
		nameEnd := max(nextOf(code, next+1), next+1) + len(name)
		if ok && member && isCalled(code, nameEnd) {
			s.addOrNote(s.aboutSlack && s.isNamedForSlack(dot), start, nameEnd, []string{m})
		}
	}
}

// isNamedForSlack reports whether the receiver before a dot is a Slack client by its origin
// or because it is named for Slack.
func (s *source) isNamedForSlack(dot int) bool {
	name, _ := receiverName(s.text.code, dot)
	return s.receiver(dot) == slackClient && (mentionsSlack([]byte(name)) || s.origin(name) == slackClient)
}

// findMembers finds methods' names that follow a dot and are called.
func (s *source) findMembers(spelling catalog.Spelling, called func(dot, end int) bool) {
	code := s.text.code
	for i, end := range words(code) {
		dot, ok := beforeDot(code, i)
		if !ok {
			continue
		}
		methods := catalog.MethodsNamed(string(code[i:end]), spelling)
		if len(methods) > 0 && called(dot, end) {
			s.addOrNote(s.isCall(methods[0], s.receiver(dot)), i, end, methods)
		}
	}
}

// addOrNote adds a call, or notes that methods are named, on what may be a client, in code
// about Slack.
func (s *source) addOrNote(calls bool, start, end int, methods []string) {
	switch {
	case calls:
		s.add(start, end, methods...)
	case s.aboutSlack || distinctive(methods[0]):
		s.note(start, methods...)
	}
}

// longestName reads words set apart by dots, behind a first one that ends at end, for as
// long as they may be a method's name, and returns what the longest that is one stands
// for, and its end.
func longestName(code []byte, first string, end int) (methods []string, nameEnd int) {
	const most = 5 // dots in the longest name
	parts := []string{first}
	if methods = catalog.MethodsNamed(first, catalog.Dotted); len(methods) > 0 {
		nameEnd = end
	}
	for range most {
		dot := nextOf(code, end)
		if dot >= 0 && code[dot] == '?' {
			dot++
		}
		if dot < 0 || dot >= len(code) || code[dot] != '.' {
			break
		}
		next := nextOf(code, dot+1)
		if next < 0 || !inWord[code[next]] {
			break
		}
		end = next
		for end < len(code) && inWord[code[end]] {
			end++
		}
		parts = append(parts, string(code[next:end]))
		if found := catalog.MethodsNamed(strings.Join(parts, "."), catalog.Dotted); len(found) > 0 {
			methods, nameEnd = found, end
		}
	}
	return methods, nameEnd
}

// startsWithString reports whether the first argument of a call is a string.
// Slack's SDK takes objects: client.reactions.add("upvote", id) is another's.
func startsWithString(code []byte, end int) bool {
	open := nextOf(code, end)
	if open < 0 || code[open] != '(' {
		return false
	}
	first := nextOf(code, open+1)
	return first >= 0 && bytes.IndexByte([]byte("\"'`"), code[first]) >= 0
}

// isHandedOver reports whether a method is an argument of a function that calls it:
// retry(client.users_list, limit=9). Other functions only look at it: hasattr,
// assert. The method ends at end, and its receiver at dot.
func isHandedOver(code []byte, dot, end int) bool {
	after := nextOf(code, end)
	if after < 0 || code[after] != ',' && code[after] != ')' {
		return false
	}
	start := beginning(code, dot)
	before := lastOf(code, start-1)
	if before < 0 || code[before] != '(' && code[before] != ',' {
		return false
	}
	open := openBefore(code, start, start-longestArguments)
	if open < 0 || code[open] != '(' {
		return false
	}
	name := folded(wordBefore(code, open))
	return name != "" && !namesFake(name) && !containsAny(name, "patch", "spec", "called") && !slices.Contains(inspectors, name)
}

// isKept reports whether a method is given a name, under which it is called:
// post = client.chat_postMessage
func isKept(code []byte, dot, end int) bool {
	for end < len(code) && code[end] == ' ' {
		end++
	}
	if end < len(code) && code[end] != '\n' {
		return false
	}
	before := lastOf(code, beginning(code, dot)-1)
	return before > 0 && code[before] == '=' && code[before-1] == ' '
}

// inspectors are functions of Python that look at what they are given.
var inspectors = []string{
	"print", "repr", "str", "id", "type", "len", "callable", "isinstance", "hasattr", "getattr", "setattr", "delattr", "signature",
}

// methodsInGo returns the methods of a function of slack-go; those of SendMessage depend on
// what it is told, and those of UploadFile on the version.
func (s *source) methodsInGo(name string, end int) []string {
	methods := catalog.MethodsNamed(name, catalog.SlackGo)
	switch {
	case len(methods) == 0:
	case strings.HasPrefix(name, "SendMessage"):
		return s.sentMethods(end)
	case strings.TrimSuffix(name, "Context") == "UploadFile" && s.uploadsAtOnce():
		return []string{"files.upload"}
	}
	return methods
}

// uploadsAtOnce reports whether UploadFile is that of slack-go before version 0.18, which calls
// files.upload: the type of what it is told says so, or the version that the project needs.
func (s *source) uploadsAtOnce() bool {
	switch {
	case bytes.Contains(s.text.code, []byte("FileUploadParameters")):
		return true
	case bytes.Contains(s.text.code, []byte("UploadFileParameters")):
		return false
	case s.imports("github.com/nlopes/slack"):
		return true
	}
	version := s.project.versions["github.com/slack-go/slack"]
	return version != "" && library.Earlier(version, "0.18")
}

// findSlackGo finds api.PostMessageContext(...), in files that import slack-go.
// The receiver may be anything but what the file declares as something else. In other
// files it is a field or variable that another file declares as a client.
func (s *source) findSlackGo() {
	s.findOAuthEndpoint()
	if s.aboutSlack && bytes.Contains(s.text.code, []byte("().")) {
		s.findFamilyCalls()
	}
	imported := s.imports("github.com/slack-go/slack") || s.imports("github.com/nlopes/slack")
	if !imported && len(s.project.clients) == 0 && len(s.project.embeds) == 0 {
		return
	}
	code := s.text.code
	for i, end := range words(code) {
		if code[i] < 'A' || code[i] > 'Z' {
			continue
		}
		dot, ok := beforeDot(code, i)
		if !ok || !isCalled(code, end) && !isValueInGo(code, dot, end) {
			continue
		}
		name := string(code[i:end])
		methods := s.methodsInGo(name, end)
		if len(methods) == 0 || !isCalled(code, end) && s.receiver(dot) != slackClient {
			continue
		}
		telling := distinctiveInGo(name)
		calls := imported && (telling || s.receiver(dot) != otherReceiver) || !imported && s.isDeclaredElsewhere(dot, telling)
		s.addOrNote(calls, i, end, methods)
	}
}

// oauthImport imports the addresses of Slack's OAuth for golang.org/x/oauth2.
var oauthImport = lazy(`(?:(\w+)\s+)?"golang\.org/x/oauth2/slack"`)

// findOAuthEndpoint finds slack.Endpoint of golang.org/x/oauth2/slack, which is the address
// of oauth.access.
func (s *source) findOAuthEndpoint() {
	if !bytes.Contains(s.text.plain, []byte("oauth2/slack")) {
		return
	}
	m := oauthImport().FindSubmatch(s.text.plain)
	if m == nil {
		return
	}
	name := "slack"
	if len(m[1]) > 0 && string(m[1]) != "import" {
		name = string(m[1])
	}
	for at := range indexes(s.text.code, []byte(name+".Endpoint")) {
		if wholeWord(s.text.code, at, at+len(name)) {
			s.add(at, at+len(name+".Endpoint"), "oauth.access")
		}
	}
}

// isValueInGo reports whether a method, which ends at end, is given a name, under which it
// is called: get := client.GetUsers
func isValueInGo(code []byte, dot, end int) bool {
	rest, _, _ := bytes.Cut(code[end:min(end+longestDeclaration, len(code))], []byte("\n"))
	if len(bytes.TrimSpace(rest)) > 0 {
		return false
	}
	start := beginning(code, dot)
	before := lastOf(code, start-1)
	return start >= 0 && before > 0 && code[before] == '=' && (code[before-1] == ' ' || code[before-1] == ':')
}

// isDeclaredElsewhere reports whether the receiver before a dot is one that another file
// declares as a Slack client. One that is not named for Slack counts for telling names only.
func (s *source) isDeclaredElsewhere(dot int, telling bool) bool {
	of, inside := receiverName(s.text.code, dot)
	if inside != nil && s.project.clients[of+"()"] {
		return true
	}
	if s.isOfType(of, s.project.embeds) {
		return true
	}
	if !s.project.clients[of] || s.origin(of) == otherReceiver || s.isParameter(of, dot) {
		return false
	}
	return telling || mentionsSlack([]byte(of)) || inside == nil && s.project.heldIn[s.dir][of] && s.isMember(dot)
}

// isMember reports whether the receiver before a dot is a member of something: b.api.
func (s *source) isMember(dot int) bool {
	end := lastOf(s.text.code, dot-1) + 1
	_, member := beforeDot(s.text.code, end-len(wordBefore(s.text.code, end)))
	return member
}

// importAlias imports slack-go, or what it came from, under another name.
var importAlias = lazy(`(?m)^\s*(?:import\s+)?(\w+)\s+"github\.com/(?:slack-go|nlopes)/slack"`)

// collectAlias notes what the file calls slack-go.
func (s *source) collectAlias() {
	if s.language != "Go" || !bytes.Contains(s.text.plain, []byte(`/slack"`)) {
		return
	}
	if m := importAlias().FindSubmatch(s.text.plain); m != nil && string(m[1]) != "import" {
		s.alias = string(m[1])
	}
}

// sentMethods are the methods that SendMessage, which ends at end, calls by its options.
func (s *source) sentMethods(end int) []string {
	code := s.text.code
	open := nextOf(code, end)
	if open < 0 {
		return nil
	}
	shut := closing(code, open, longestCall)
	if shut < 0 {
		return []string{"chat.postMessage"}
	}
	if bytes.IndexByte(code[open:shut], ',') < 0 || bytes.Contains(code[open:shut], []byte("NewOutgoingMessage(")) {
		return nil // of a session of the Real Time Messaging API, which tells it what to send
	}
	var methods []string
	for from, to := range words(code[open:shut]) {
		if m, ok := goOptions[string(code[open+from:open+to])]; ok {
			if m == "" {
				return nil
			}
			methods = append(methods, m)
		}
	}
	if len(methods) == 0 {
		return []string{"chat.postMessage"}
	}
	return methods
}
