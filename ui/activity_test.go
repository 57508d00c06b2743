package ui

import (
	"strings"
	"testing"
	"time"
)

// TestActivityShowsTheMethod: however long the name of the team is, and the method too.
func TestActivityShowsTheMethod(t *testing.T) {
	t.Parallel()
	x := newEverything()
	for i := range x.teams {
		x.teams[i].Name = strings.Repeat("A long name ", 8)
		x.worlds[x.teams[i].Key].identity.Team.Name = x.teams[i].Name
	}
	d := x.at(t, "acme", 80, 24)
	d.send(callMade{Key: "acme", Method: "conversations.list", Took: 12 * time.Millisecond})
	d.press("v")
	d.see("→ conversations.list  A long name", "ok")
}
