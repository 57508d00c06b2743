package usage

import (
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
		methods := catalog.MethodsNamed(name, catalog.SlackGo)
		if len(methods) > 0 && (distinctiveInGo(name) || s.receiver(dot) != otherReceiver) {
			s.add(i, end, methods...)
		}
	}
}
