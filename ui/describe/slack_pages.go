package describe

import (
	"net/url"
	"strings"

	"periscope/model/catalog"
)

// slackDocs is where Slack documents its platform.
const slackDocs = "https://docs.slack.dev/reference/"

// ScopeURL is Slack's page about a scope; empty if there is none: of scopes that only
// workspace apps had, the pages are gone.
func ScopeURL(s catalog.Scope) string {
	entry, known := catalog.Lookup(s)
	if !known || !entry.Offered(catalog.Bot) && !entry.Offered(catalog.UserToken) {
		return ""
	}
	return slackDocs + "scopes/" + url.PathEscape(strings.ReplaceAll(string(s), ":", "."))
}

// MethodURL is Slack's page about a method.
func MethodURL(m catalog.Method) string { return slackDocs + "methods/" + url.PathEscape(m.Name) }

// EventURL is Slack's page about an event.
func EventURL(e catalog.Event) string { return slackDocs + "events/" + url.PathEscape(e.Name) }

// MethodCurl is a call of a method in a POSIX shell. The token comes from the environment,
// and reaches curl through a pipe: so it is in no history and in no list of processes.
func MethodCurl(m catalog.Method) string {
	verb := ""
	if m.Verb == "POST" {
		verb = "-X POST "
	}
	return `printf 'Authorization: Bearer %s' "$SLACK_TOKEN" | curl -sS ` + verb + `-H @- https://slack.com/api/` + m.Name
}
