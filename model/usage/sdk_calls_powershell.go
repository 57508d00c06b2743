package usage

import (
	"strings"

	"periscope/model/catalog"
)

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

// addNamed adds a call if what stands there is a method's name.
func (s *source) addNamed(start, end int) {
	if m, ok := catalog.LookupMethod(string(s.text.plain[start:end])); ok {
		s.add(start, end, m.Name)
	}
}

// sendsToWebhook reports whether a command sends to a webhook, which calls no method.
func sendsToWebhook(name string, rest []byte) bool {
	line, _, _ := strings.Cut(string(rest[:min(len(rest), longestDeclaration)]), "\n")
	return name == "send-slackmessage" && strings.Contains(strings.ToLower(line), "-uri")
}
