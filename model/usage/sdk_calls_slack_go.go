package usage

import (
	"bytes"
	"strings"

	"periscope/model/catalog"
)

// findSlackGo finds api.PostMessageContext(...), in files that import slack-go.
// The receiver may be anything but what the file declares as something else. In other
// files it is a field or variable that another file declares as a client.
func (s *source) findSlackGo() {
	s.findOAuthEndpoint()
	imported := s.imports("github.com/slack-go/slack") || s.imports("github.com/nlopes/slack")
	if !imported && len(s.project.clients) == 0 {
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
		methods := catalog.MethodsNamed(name, catalog.SlackGo)
		if len(methods) == 0 || !isCalled(code, end) && s.receiver(dot) != slackClient {
			continue
		}
		telling := distinctiveInGo(name)
		if strings.HasPrefix(name, "SendMessage") {
			if methods = s.sentMethods(end); len(methods) == 0 {
				continue
			}
		}
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
	if !s.project.clients[of] || s.origin(of) == otherReceiver || s.isParameter(of, dot) {
		return false
	}
	return telling || mentionsSlack([]byte(of))
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
