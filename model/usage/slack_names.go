package usage

import (
	"bytes"
	"slices"
	"strings"
	"sync"

	"periscope/model/catalog"
)

// slackSpellings are how code spells the name of Slack.
var slackSpellings = []string{"slack", "Slack", "SLACK"}

// mentionsSlack reports whether a text has the name of Slack in it.
func mentionsSlack(src []byte) bool {
	for _, spelling := range slackSpellings {
		if bytes.Contains(src, []byte(spelling)) {
			return true
		}
	}
	return false
}

// distinctive reports whether a method's name makes it likely that code is about
// Slack: it belongs to a family that other programs lack, or has a part of several
// words. users.list and files.info do not.
func distinctive(method string) bool {
	family, rest, _ := strings.Cut(method, ".")
	switch family {
	case "conversations", "usergroups", "reactions":
		return true
	case "views":
		return rest != "update"
	case "oauth":
		return strings.HasPrefix(rest, "v2.")
	case "users":
		if rest == "conversations" || strings.HasPrefix(rest, "profile.") {
			return true
		}
	}
	return strings.ContainsFunc(rest, func(r rune) bool { return r >= 'A' && r <= 'Z' })
}

// distinctiveInGo is [distinctive] for the names of slack-go.
func distinctiveInGo(name string) bool {
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

// looksLikeClient reports whether a name is a usual one for a Slack client.
func looksLikeClient(name string) bool {
	parts := nameParts(name)
	name = strings.ToLower(name)
	if strings.Contains(name, "slack") {
		return len(parts) == 0 || !slices.Contains(keepers, parts[len(parts)-1])
	}
	switch strings.NewReplacer("_", "", "$", "").Replace(name) {
	case "client", "getclient", "web", "webclient", "webapi", "asyncclient", "asyncwebclient", "appclient",
		"botclient", "userclient", "adminclient", "teamclient", "orgclient", "methods", "methodsasync",
		"methodsclient", "asyncmethodsclient", "api", "bot", "sc", "commander":
		return true
	}
	return false
}

// makers are what makes a Slack client, or declares one, in the languages whose files
// import what others make.
var makers = map[string][]string{
	"Go":         {"slack.New(", "*slack.Client"},
	"Python":     {"WebClient(", "SlackClient(", "SlackAPI("},
	"JavaScript": {"WebClient(", "SlackClient(", "SlackAPI("},
	"Ruby":       {"Slack::Web::Client.new", "Slack::Client.new"},
}

// keepers are what keeps or finds things of Slack's, and is no client: slack_user_finder.
var keepers = []string{"finder", "repository", "repo", "store", "cache", "table", "model", "loader", "importer"}

// isSDK reports whether a word is a type, package or class of a Slack SDK.
func isSDK(word []byte) bool {
	switch string(word) {
	case "WebClient", "AsyncWebClient", "MethodsClient", "AsyncMethodsClient", "SocketModeClient", "AsyncSocketModeClient":
		return true
	}
	return strings.Contains(strings.ToLower(string(word)), "slack")
}

// namesFake reports whether a name, in lower case, says that it stands in for a call,
// or checks what was called.
func namesFake(name string) bool {
	return containsAny(name, "mock", "stub", "fake", "expect", "assert")
}

func containsAny(name string, parts ...string) bool {
	return slices.ContainsFunc(parts, func(part string) bool { return strings.Contains(name, part) })
}

// quotesMethod reports whether a text has, in quotes or behind a slash, what begins like
// the name of a method, in a family that few programs have. Such a name is handed to a
// function of another file, perhaps, which knows what Slack is.
func quotesMethod(src []byte) bool {
	for from := 0; ; {
		i := bytes.IndexByte(src[from:], '.')
		if i < 0 {
			return false
		}
		dot := from + i
		from = dot + 1
		if dot < len("pins") || from >= len(src) || src[from] < 'a' || src[from] > 'z' || src[dot-1] < 'a' || src[dot-1] > 'z' {
			continue
		}
		start := dot - 1
		for start > 0 && src[start-1] >= 'a' && src[start-1] <= 'z' {
			start--
		}
		if start > 0 && (isQuote(src[start-1]) || src[start-1] == '/') && families()[string(src[start:dot])] {
			return true
		}
	}
}

// families are the first parts of methods' names: chat, conversations, ...
var families = sync.OnceValue(func() map[string]bool {
	first := map[string]bool{}
	for _, m := range catalog.Methods() {
		family, _, _ := strings.Cut(m.Name, ".")
		first[family] = true
	}
	return first
})

// lowerNames are the methods by their names in lower case.
var lowerNames = sync.OnceValue(func() map[string]string {
	names := map[string]string{}
	for _, m := range catalog.Methods() {
		names[strings.ToLower(m.Name)] = m.Name
	}
	return names
})

// known leaves out the methods that the catalogue does not have.
func known(methods []string) []string {
	var all []string
	for _, m := range methods {
		if _, ok := catalog.LookupMethod(m); ok {
			all = append(all, m)
		}
	}
	return all
}

// undocumented is the name of a method, as far as one can tell that Slack does not document.
var undocumented = lazy(`^[a-z]+(?:\.[a-z][A-Za-z]+){1,3}`)
