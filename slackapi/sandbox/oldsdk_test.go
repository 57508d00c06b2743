package sandbox_test

import (
	"net/http/httptest"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/sandbox"
	"periscope/slackapi/sandbox/sandboxtest"
	"periscope/slackapi/sandbox/world"
)

// permissionsWire is a value of apps.permissions.info.
type permissionsWire map[catalog.ResourceType]struct {
	Scopes    []catalog.Scope `json:"scopes"`
	Resources struct {
		IDs      []model.ResourceID `json:"ids"`
		Wildcard bool               `json:"wildcard"`
		Excluded []model.ResourceID `json:"excluded_ids"`
	} `json:"resources"`
}

// sdkReading is what testdata/oldsdk.js prints.
type sdkReading struct {
	Who struct {
		TeamID string `json:"team_id"`
	} `json:"who"`
	Info      permissionsWire `json:"info"`
	Resources []struct {
		ID model.ResourceID `json:"id"`
	} `json:"resources"`
	Scopes map[catalog.ResourceType][]catalog.Scope `json:"scopes"`
	Users  []struct {
		ID     model.ResourceID `json:"id"`
		Scopes []catalog.Scope  `json:"scopes"`
	} `json:"users"`
	Channels []struct {
		ID model.ResourceID `json:"id"`
	} `json:"channels"`
	Newest      []string        `json:"newest"`
	HasMore     bool            `json:"hasMore"`
	Mixed       string          `json:"mixed"`
	Request     bool            `json:"request"`
	Again       string          `json:"again"`
	UserRequest bool            `json:"userRequest"`
	Renewed     permissionsWire `json:"renewed"`
	Renewals    []string        `json:"renewals"` // the access tokens of three refreshes
}

// TestOldSDK uses the sandbox through the last official SDK that had the
// Permissions API. It wants Node, and @slack/client where NODE_PATH says.
func TestOldSDK(t *testing.T) {
	t.Parallel()
	path := node(t, "@slack/client")
	w := world.Demo(300)
	team, app := w.Teams[0], w.Apps[0]
	for i := range team.Installs[0].Grants {
		if g := &team.Installs[0].Grants[i]; g.Type == catalog.Channel {
			g.Scopes = slices.Sorted(slices.Values(append(slices.Clone(g.Scopes), "channels:read")))
		}
	}
	standing := time.Now() // no trigger expires while Node starts
	s := sandbox.New(w, sandbox.Options{Unlimited: true, Now: func() time.Time { return standing }})
	defer s.Close()
	server := httptest.NewServer(s)
	defer server.Close()
	user := s.People(team.ID)[0].ID
	code, err := s.Authorize(world.Authorization{ClientID: app.ClientID, Team: team.ID, User: user, Scopes: []catalog.Scope{"files:read"}})
	if err != nil {
		t.Fatal(err)
	}
	channel := sandboxtest.Find(t, "general").ID
	for _, text := range []string{"one", "two"} {
		if got := sandboxtest.Ask(t, s, team.Installs[0].Token, "chat.postMessage", "channel", string(channel), "text", text); !got.OK {
			t.Fatalf("posting: %+v", got)
		}
	}
	var triggers []model.TriggerID
	for range 2 {
		id, err := s.RunCommand(t.Context(), team.ID, user, "/periscope")
		if err != nil {
			t.Fatal(err)
		}
		triggers = append(triggers, id)
	}
	var got sdkReading
	runNode(t, path, "oldsdk.js", map[string]any{
		"api": server.URL + "/api/", "token": team.Installs[0].Token, "triggers": triggers, "user": user, "channel": channel,
		"clientID": app.ClientID, "clientSecret": app.ClientSecret, "code": code,
	}, &got)
	checkReading(t, got, team)

	if shown := s.Dialogs(team.ID); len(shown) != 2 || !slices.Equal(shown[0].Scopes, []catalog.Scope{"pins:read", "pins:write"}) || shown[1].AskedUser != user {
		t.Errorf("its requests show %+v", shown)
	}
}

// checkReading holds what the SDK read against the world that it read.
func checkReading(t *testing.T, got sdkReading, team world.Team) {
	t.Helper()
	in := team.Installs[0]
	if got.Who.TeamID != string(team.ID) {
		t.Errorf("auth.test reads %+v", got.Who)
	}
	for _, g := range in.Grants {
		read := got.Info[g.Type]
		set := model.ResourceSet{IDs: read.Resources.IDs, Wildcard: read.Resources.Wildcard, Excluded: read.Resources.Excluded}
		if len(set.IDs) == 0 {
			set.IDs = nil
		}
		if diff := cmp.Diff(g, model.Grant{Type: g.Type, Scopes: read.Scopes, Resources: set}); diff != "" {
			t.Errorf("info on %s (-world +read):\n%s", g.Type, diff)
		}
		if diff := cmp.Diff(g.Scopes, got.Scopes[g.Type]); diff != "" {
			t.Errorf("scopes.list on %s (-world +read):\n%s", g.Type, diff)
		}
	}
	ids := map[model.ResourceID]bool{}
	for _, r := range got.Resources {
		ids[r.ID] = true
	}
	if want := 300 - len(in.Users); len(got.Resources) != want || len(ids) != want {
		t.Errorf("resources.list reads %d, %d of them different; want %d", len(got.Resources), len(ids), want)
	}
	channels := 0
	for _, c := range team.Conversations {
		if c.Type == catalog.Channel && !c.Archived {
			channels++
		}
	}
	if len(got.Channels) != channels || !slices.Equal(got.Newest, []string{"two"}) || !got.HasMore {
		t.Errorf("channels.list reads %d, want %d; channels.history %q, and more: %v", len(got.Channels), channels, got.Newest, got.HasMore)
	}
	var users []model.UserGrant
	for _, u := range got.Users {
		users = append(users, model.UserGrant{User: u.ID, Scopes: u.Scopes})
	}
	if diff := cmp.Diff(in.Users, users); diff != "" {
		t.Errorf("users.list (-world +read):\n%s", diff)
	}
	if got.Mixed != "mixed_scope" || !got.Request || got.Again != "trigger_exchanged" || !got.UserRequest {
		t.Errorf("requests: mixed %q, good %v, again %q, of a user %v", got.Mixed, got.Request, got.Again, got.UserRequest)
	}
	if !slices.Contains(got.Renewed[catalog.Channel].Scopes, "files:read") {
		t.Errorf("a token that was renewed reads %+v", got.Renewed[catalog.Channel])
	}
	slices.Sort(got.Renewals)
	if n := len(slices.Compact(got.Renewals)); n != 3 {
		t.Errorf("three refreshes give %d tokens", n)
	}
}
