package usage

import (
	"bytes"

	"periscope/model/catalog"
)

// findSlackGo finds api.PostMessageContext(...), in files that import slack-go.
// The receiver may be anything but what the file declares as something else. In other
// files it is a field or variable that another file declares as a client.
func (s *source) findSlackGo() {
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
		calls := imported && (telling || s.receiver(dot) != otherReceiver) || !imported && s.isDeclaredElsewhere(dot, telling)
		s.addOrNote(calls, i, end, methods)
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
	of, _ := receiverName(s.text.code, dot)
	if !s.project.clients[of] || s.origin(of) == otherReceiver || s.isParameter(of, dot) {
		return false
	}
	return telling || mentionsSlack([]byte(of))
}
