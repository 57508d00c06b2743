package methods_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"periscope/slackapi/sandbox"
	"periscope/slackapi/sandbox/sandboxtest"
	"periscope/slackapi/sandbox/world"
)

func TestUserInfo(t *testing.T) {
	t.Parallel()
	w := world.Demo(0)
	s := sandbox.New(w, sandbox.Options{Now: sandboxtest.AdvancingClock()})
	for _, u := range w.Teams[0].Users {
		got := sandboxtest.Decode[struct{ User sandboxtest.UserReply }](t, sandboxtest.Do(t, s, sandboxtest.AcmeToken, "users.info", "user", string(u.ID))).User
		if got.ID != u.ID || got.Name != u.Name || got.RealName != u.RealName || got.Profile.RealName != u.RealName ||
			got.Profile.DisplayName != u.Name || got.Deleted != u.Deleted || got.IsBot != u.Bot || got.TeamID != w.Teams[0].ID {
			t.Errorf("got %+v, want %+v", got, u)
		}
	}
	if got := sandboxtest.Ask(t, s, sandboxtest.AcmeToken, "users.info", "user", string(w.Teams[3].Users[0].ID)); got.Error != "user_not_found" {
		t.Errorf("a user of another team: %q, want user_not_found", got.Error)
	}
	if got := sandboxtest.Ask(t, s, sandboxtest.FreshToken, "users.info", "user", string(w.Teams[1].Users[0].ID)); got.Error != "missing_scope" {
		t.Errorf("without users:read: %q, want missing_scope", got.Error)
	}
}

func TestUserListHasEverybody(t *testing.T) {
	t.Parallel()
	s := sandboxtest.Demo()
	var got []world.User
	for _, raw := range sandboxtest.AllMembers(t, s, sandboxtest.AcmeToken, "users.list") {
		var u sandboxtest.UserReply
		if err := json.Unmarshal(raw, &u); err != nil {
			t.Fatal(err)
		}
		got = append(got, world.User{ID: u.ID, Name: u.Name, RealName: u.RealName, Bot: u.IsBot, Deleted: u.Deleted, Email: u.Profile.Email})
	}
	want := slices.Clone(s.World().Teams[0].Users)
	slices.SortFunc(want, func(a, b world.User) int { return strings.Compare(string(a.ID), string(b.ID)) })
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("users (-world +list):\n%s", diff)
	}
}
