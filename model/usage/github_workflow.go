package usage

import "bytes"

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
