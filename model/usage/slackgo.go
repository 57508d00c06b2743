package usage

import (
	"strings"

	"periscope/model/catalog"
)

// findSlackGo finds api.PostMessageContext(...), in files that import slack-go.
// The receiver may be anything but what the file declares as something else.
func (s *source) findSlackGo() {
	if !s.imports("github.com/slack-go/slack") && !s.imports("github.com/nlopes/slack") {
		return
	}
	code := s.text.code
	for i, end := range words(code) {
		if code[i] < 'A' || code[i] > 'Z' {
			continue
		}
		dot, ok := beforeDot(code, i)
		if !ok || !isCalled(code, end) {
			continue
		}
		name := string(code[i:end])
		methods := catalog.Spelled(name, catalog.SlackGo)
		if len(methods) > 0 && (tellingInGo(name) || s.receiver(dot) != stranger) {
			s.add(i, end, methods...)
		}
	}
}

// imports reports whether a string is the path of a package or of one below it.
func (s *source) imports(path string) bool {
	for _, in := range s.text.strings {
		rest, ok := strings.CutPrefix(string(s.text.plain[in.start:min(in.end, in.start+len(path)+1)]), path)
		if ok && (rest == "" || rest == "/") {
			return true
		}
	}
	return false
}

// tellingInGo is [telling] for the names of slack-go.
func tellingInGo(name string) bool {
	for _, part := range [...]string{
		"Conversation", "Ephemeral", "PostMessage", "ScheduleMessage", "Permalink", "Reaction", "Unfurl",
		"OpenView", "PublishView", "PushView", "IMChannel", "AssistantThreads",
	} {
		if strings.Contains(name, part) {
			return true
		}
	}
	return false
}
