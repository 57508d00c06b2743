package usage

import (
	"bytes"
	"strings"

	"periscope/model/catalog"
)

// findShellWords finds names that are words of a shell command whose own name
// speaks of Slack or of an API: slack_api chat.postMessage "$message".
func (s *source) findShellWords() {
	if !s.aboutSlack {
		return
	}
	plain := s.text.plain
	for from := 0; from < len(plain); {
		line, _, _ := bytes.Cut(plain[from:], []byte("\n"))
		s.findShellWordsIn(line, from)
		from += len(line) + 1
	}
}

func (s *source) findShellWordsIn(line []byte, from int) {
	calling := false
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
		case !calling && isCommand(word):
			calling = true
		case calling && bytes.IndexByte(word, '.') > 0:
			if m, ok := catalog.LookupMethod(string(word)); ok {
				s.add(from+start, from+i, m.Name)
			}
		}
	}
}

// isCommand reports whether a shell function's name says that it calls Slack.
func isCommand(word []byte) bool {
	name := strings.ToLower(string(word[:min(len(word), longestURL)]))
	return !strings.ContainsAny(name, "/$=.-") && (strings.Contains(name, "slack") || strings.Contains(name, "api"))
}
