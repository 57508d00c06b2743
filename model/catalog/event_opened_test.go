package catalog_test

import (
	"slices"
	"testing"

	"periscope/model/catalog"
)

// Workspace apps were told of events by the scopes that replaced older ones, too; other apps by
// those that the event's page lists.
func TestEventsAreOpenedByScopesThatReplacedOthers(t *testing.T) {
	t.Parallel()
	for name, want := range map[string][2][]catalog.Scope{
		"message.channels": {{"channels:history", "conversations:history"}, {"channels:history"}},
		"channel_created":  {{"channels:read", "conversations:read"}, {"channels:read"}},
		"pin_added":        {{"pins:read"}, {"pins:read"}},
		"app_home_opened":  {nil, nil},
	} {
		e, _ := catalog.LookupEvent(name)
		for i, kind := range []catalog.TokenKind{catalog.Workspace, catalog.Bot} {
			if got := e.OpenedBy(kind); !slices.Equal(got, want[i]) {
				t.Errorf("%s, %s tokens: %v, want %v", name, kind, got, want[i])
			}
		}
	}
}
