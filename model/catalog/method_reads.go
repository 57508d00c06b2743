package catalog

import (
	"slices"
	"strings"
)

// readingWords begin the last word of the names of methods that only read.
var readingWords = []string{
	"list", "get", "info", "history", "replies", "members", "test", "lookup", "search", "query", "count", "export", "identity", "validate",
	"context", "bulkget",
}

// Methods whose names do not tell.
var (
	readsOtherwise = []string{
		"admin.analytics.messages.activity", "admin.analytics.messages.metadata", "apps.connections.open", "dnd.teamInfo",
		"migration.exchange", "openid.connect.userInfo", "oversight.user.conversations", "rtm.connect", "rtm.start", "search.all",
		"search.files", "search.messages", "team.accessLogs", "team.billableInfo", "team.integrationLogs", "users.conversations",
	}
	changesThough = []string{"files.getUploadURLExternal"} // which begins an upload
)

// Reads reports whether a method changes nothing at Slack, as its name tells. Of a method
// that is not known it is false.
func (m Method) Reads() bool {
	if _, known := LookupMethod(m.Name); !known || slices.Contains(changesThough, m.Name) {
		return false
	}
	last := strings.ToLower(m.Name[strings.LastIndexByte(m.Name, '.')+1:])
	return slices.Contains(readsOtherwise, m.Name) ||
		slices.ContainsFunc(readingWords, func(word string) bool { return strings.HasPrefix(last, word) })
}
