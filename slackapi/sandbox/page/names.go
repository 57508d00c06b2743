package page

import (
	"cmp"
	"regexp"
	"strings"
	"time"

	"periscope/model"
	"periscope/slackapi/sandbox/state"
	"periscope/slackapi/text"
)

// clean takes out of a text what a browser would not show as it stands.
func clean(s string) string { return text.Clean(s) }

// nameOf is the name of a user; the id of one that the team does not have.
func nameOf(t *state.Team, id model.UserID) string {
	if u, found := t.User(id); found {
		return clean(cmp.Or(u.RealName, u.Name, string(id)))
	}
	return clean(string(id))
}

var mention = regexp.MustCompile(`<@([A-Z0-9]+)(\|[^>]*)?>`)

// plain is a message's text with names for the ids of users.
func plain(t *state.Team, s string) string {
	return clean(mention.ReplaceAllStringFunc(s, func(m string) string {
		return "@" + nameOf(t, model.UserID(mention.FindStringSubmatch(m)[1]))
	}))
}

// momentOf is when a message was written, as a person reads it.
func momentOf(ts string) string {
	at, err := time.ParseDuration(strings.SplitN(ts, ".", 2)[0] + "s")
	if err != nil {
		return ts
	}
	return time.Unix(0, 0).Add(at).Format("15:04:05")
}
