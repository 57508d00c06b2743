package usage

import (
	"bytes"
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

// psSlack are the commands of PSSlack that call one method whatever they are told.
var psSlack = map[string]string{
	"send-slackmessage": "chat.postMessage", "remove-slackmessage": "chat.delete", "find-slackmessage": "search.messages",
	"send-slackfile": "files.upload", "remove-slackfile": "files.delete", "get-slackfileinfo": "files.list", "get-slackfile": "files.info",
	"get-slackuser": "users.list", "get-slackusermap": "users.list", "get-slackusergroup": "usergroups.list",
	"get-slackchannel": "conversations.list", "get-slackhistory": "channels.history", "get-slackgroup": "groups.list",
	"get-slackgrouphistory": "groups.history", "get-slackteam": "team.info", "get-slackauth": "auth.test", "test-slackauth": "auth.test",
	"test-slackapi": "api.test", "new-slackreminder": "reminders.add", "remove-slackreminder": "reminders.delete",
	"set-slackremindercomplete": "reminders.complete", "get-slackreminder": "reminders.list",
}

var (
	command     = lazy(`(?:^|[\s|({;=&])([A-Za-z]+-[A-Za-z]+)`)
	methodGiven = lazy(`(?i)-(?:Api)?(?:Method|Endpoint)\s*:?\s*["']?([a-z]+(?:\.\w+)+)`)
	methodKey   = lazy(`(?im)[{;\s](?:Api)?(?:Method|Endpoint)\s*=\s*["']([a-z]+(?:\.\w+)+)["']`)
	methodFirst = lazy(`^\s+["']?([a-z]+(?:\.\w+)+)["']?(?:\s|$)`)
)

// findPowerShell finds the commands of PSSlack, Send-SlackMessage, and methods that are
// told to a command by name: Send-SlackApi -Method chat.postMessage, or in a table of
// arguments, @{ Method = 'chat.postMessage' }.
func (s *source) findPowerShell() {
	if !s.aboutSlack {
		return
	}
	code, plain := s.text.code, s.text.plain
	for _, m := range command().FindAllSubmatchIndex(code, -1) {
		name := strings.ToLower(string(code[m[2]:m[3]]))
		if method, ok := psSlack[name]; ok && !s.declares(m[2]) && !sendsToWebhook(name, plain[m[3]:]) {
			s.add(m[2], m[3], known([]string{method})...)
			continue
		}
		first := methodFirst().FindSubmatchIndex(plain[m[3]:min(m[3]+longestURL, len(plain))])
		if first != nil && containsAny(name, "slack", "api") {
			s.addNamed(m[3]+first[2], m[3]+first[3])
		}
	}
	for _, m := range methodGiven().FindAllSubmatchIndex(plain, -1) {
		s.addNamed(m[2], m[3])
	}
	for _, m := range methodKey().FindAllSubmatchIndex(plain, -1) {
		s.addNamed(m[2], m[3])
	}
}

// isMethodParameter reports whether a name of PowerShell is the parameter that functions are
// told a method with: param([string]$Method).
func (s *source) isMethodParameter(j join) bool {
	if s.language != "PowerShell" {
		return false
	}
	switch strings.ToLower(strings.TrimLeft(j.first, "$")) {
	case "method", "apimethod", "endpoint", "apiendpoint":
		return s.parameterOfPowerShell(j.start)
	}
	return false
}

// parameterOfPowerShell reports whether a function with parameters begins before a place.
func (s *source) parameterOfPowerShell(at int) bool {
	before := bytes.ToLower(s.text.code[max(0, at-longestFunction):at])
	return bytes.Contains(before, []byte("function ")) && bytes.Contains(before, []byte("method"))
}

// addNamed adds a call if what stands there is a method's name.
func (s *source) addNamed(start, end int) {
	if m, ok := catalog.LookupMethod(string(s.text.plain[start:end])); ok {
		s.add(start, end, m.Name)
		s.tells = true
	}
}

// sendsToWebhook reports whether a command sends to a webhook, which calls no method.
func sendsToWebhook(name string, rest []byte) bool {
	line, _, _ := strings.Cut(string(rest[:min(len(rest), longestDeclaration)]), "\n")
	return name == "send-slackmessage" && strings.Contains(strings.ToLower(line), "-uri")
}
