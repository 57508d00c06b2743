package sandboxtest

import (
	"encoding/json"
	"testing"

	"periscope/slackapi/sandbox"
)

// FollowCursors reads page after page until a cursor is empty. A cursor that comes
// twice would never end.
func FollowCursors(t testing.TB, page func(cursor string) (next string)) {
	t.Helper()
	seen := map[string]bool{}
	for cursor := page(""); cursor != ""; cursor = page(cursor) {
		if seen[cursor] {
			t.Fatalf("cursor %s came twice: the list has no end", cursor)
		}
		seen[cursor] = true
	}
}

// ReadPages follows the cursors of a list of resources or channels, and returns the ids page by page.
func ReadPages(t *testing.T, s *sandbox.Sandbox, method, limit string, args ...string) [][]string {
	t.Helper()
	var pages [][]string
	FollowCursors(t, func(cursor string) string {
		got := Ask(t, s, AcmeToken, method, append(args, "limit", limit, "cursor", cursor)...)
		if !got.OK {
			t.Fatalf("%s: %s", method, got.Error)
		}
		page := []string{}
		for _, r := range got.Resources {
			page = append(page, r.ID)
		}
		for _, c := range got.Channels {
			page = append(page, c.ID)
		}
		pages = append(pages, page)
		return got.Metadata.NextCursor
	})
	return pages
}

// Names returns the ids of the channels of a reply.
func Names(r Reply) []string {
	var all []string
	for _, c := range r.Channels {
		all = append(all, c.ID)
	}
	return all
}

// AllMembers follows the cursors of a list under "members".
func AllMembers(t *testing.T, s *sandbox.Sandbox, token, method string, args ...string) []json.RawMessage {
	t.Helper()
	var all []json.RawMessage
	FollowCursors(t, func(cursor string) string {
		got := Decode[MembersReply](t, Do(t, s, token, method, append(args, "limit", "5", "cursor", cursor)...))
		if got.Error != "" || len(got.Members) > 5 {
			t.Fatalf("%s: %d members, error %q", method, len(got.Members), got.Error)
		}
		all = append(all, got.Members...)
		return got.Metadata.NextCursor
	})
	return all
}
