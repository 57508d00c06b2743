package usage

import (
	"bytes"
	"regexp"
	"strings"

	"periscope/model/catalog"
)

// findShellWords finds names that are words of a shell command whose own name
// speaks of Slack or of an API: slack_api chat.postMessage "$message".
func (s *source) findShellWords(used map[string]bool) {
	if !s.aboutSlack {
		return
	}
	plain := s.text.plain
	for from := 0; from < len(plain); {
		line, _, _ := bytes.Cut(plain[from:], []byte("\n"))
		s.findShellWordsIn(line, from, used)
		from += len(line) + 1
	}
}

func (s *source) findShellWordsIn(line []byte, from int, used map[string]bool) {
	calling, command := false, ""
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
		case !calling && (isCommand(word) || s.isWrapperCommand(word)):
			calling, command = true, string(word)
		case calling && bytes.IndexByte(word, '.') > 0:
			if m, ok := catalog.LookupMethod(string(word)); ok {
				s.add(from+start, from+i, m.Name)
				used[command] = true
			}
		}
	}
}

// isCommand reports whether a shell function's name says that it calls Slack.
func isCommand(word []byte) bool {
	name := strings.ToLower(string(word[:min(len(word), longestURL)]))
	return !strings.ContainsAny(name, "/$=.-") && (strings.Contains(name, "slack") || strings.Contains(name, "api"))
}

func (s *source) isWrapperCommand(word []byte) bool {
	_, ok := s.project.wrappers[string(word)]
	return ok && len(word) > 2
}

// shellFunction begins a function of a shell.
var shellFunction = regexp.MustCompile(`(?m)^\s*(?:function\s+)?([A-Za-z_]\w*)\s*(?:\(\)\s*)?\{`)

// shellFunctionAt returns the function whose first arguments, $1 and so on, are meant at
// a place: the last one that begins before it.
func (s *source) shellFunctionAt(at int) (parameter, bool) {
	all := shellFunction.FindAllSubmatchIndex(s.text.code[max(0, at-longestFunction):at], -1)
	if len(all) == 0 {
		return parameter{}, false
	}
	m, from := all[len(all)-1], max(0, at-longestFunction)
	return parameter{function: string(s.text.code[from+m[2] : from+m[3]]), nameAt: from + m[2]}, true
}

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
