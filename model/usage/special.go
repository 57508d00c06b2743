package usage

import (
	"bytes"
	"strings"

	"periscope/model/catalog"
)

// findSay finds say(...), with which the handlers of Bolt apps post a message.
// It is so plain a word that only files which import Bolt have it looked for.
// Its sibling respond(...) answers to a URL and needs no scope.
func (s *source) findSay() {
	code := s.text.code
	if !s.imports("@slack/bolt") && !bytes.Contains(code, []byte("slack_bolt")) && !bytes.Contains(code, []byte("com.slack.api.bolt")) {
		return
	}
	for i, end := range words(code) {
		if string(code[i:end]) != "say" || !isCalled(code, end) {
			continue
		}
		before := lastOf(code, i-1)
		if before >= 0 && code[before] == '.' {
			if of, _ := receiverName(code, before); of != "ctx" && of != "context" && of != "args" {
				continue
			}
		} else if before >= 0 {
			switch string(wordBefore(code, before+1)) {
			case "def", "function", "fun", "void": // here it is made, not called
				continue
			}
		}
		s.add(i, end, "chat.postMessage")
	}
}

// findWords finds names that are words of a shell command whose own name
// speaks of Slack or of an API: slack_api chat.postMessage "$message".
func (s *source) findWords() {
	if !s.slack {
		return
	}
	plain := s.text.plain
	for from := 0; from < len(plain); {
		line, _, _ := bytes.Cut(plain[from:], []byte("\n"))
		s.findWordsIn(line, from)
		from += len(line) + 1
	}
}

func (s *source) findWordsIn(line []byte, from int) {
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

// findSteps finds the methods that steps of GitHub workflows call with Slack's
// own action: method: chat.postMessage.
func (s *source) findSteps() {
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
