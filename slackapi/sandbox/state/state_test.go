package state

import (
	"errors"
	"slices"
	"testing"
	"time"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/sandbox/world"
)

const (
	acmeToken  = "xoxa-sandbox-acme"
	freshToken = "xoxa-sandbox-fresh"
)

func demo() *State {
	return New(world.Demo(0), func() time.Time { return time.Unix(1_560_000_000, 0) }, func(Event) {})
}

// openDialog has an app ask for a scope, for the first person of its team.
func openDialog(t *testing.T, s *State, token string) {
	t.Helper()
	in, found := s.Install(token)
	if !found {
		t.Fatalf("the demo has no token %s", token)
	}
	tx := s.Lock()
	trigger := tx.NewTrigger(in, in.Team.People[0])
	tx.Unlock()
	if err := s.OpenDialog(in, trigger.ID, model.Request{Scopes: []catalog.Scope{"pins:read"}}); err != nil {
		t.Fatal(err)
	}
}

// The app of Acme is that of the fresh team too: what happens to it in one team
// leaves the other as it was.

func TestUninstallLeavesOtherTeams(t *testing.T) {
	t.Parallel()
	s := demo()
	openDialog(t, s, acmeToken)
	openDialog(t, s, freshToken)
	acme, _ := s.Install(acmeToken)
	if err := s.Uninstall(acme.Team.ID); err != nil {
		t.Fatal(err)
	}
	fresh, _ := s.Install(freshToken)
	if left := s.Dialogs(""); len(left) != 1 || left[0].Team != fresh.Team.ID {
		t.Errorf("dialogs left: %+v, want that of the other team", left)
	}
	if fresh.Revoked {
		t.Error("the token of the other team is revoked")
	}
}

func TestTakeScopesLeavesOtherTeams(t *testing.T) {
	t.Parallel()
	s := demo()
	if err := s.RemoveScopes(acmeToken, "chat:write"); err != nil {
		t.Fatal(err)
	}
	if fresh, _ := s.Install(freshToken); !slices.Contains(fresh.AllScopes(), "chat:write") {
		t.Error("the app lost chat:write in another team")
	}
}

// TestBotUserIsTheAppsOwn: an app that is installed again acts as the user it had.
func TestBotUserIsTheAppsOwn(t *testing.T) {
	t.Parallel()
	first, second := world.App{ID: "A1", ClientID: "1"}, world.App{ID: "A2", ClientID: "2"}
	s := New(world.World{Apps: []world.App{first, second}, Teams: []world.Team{{
		ID: "T1",
		Users: []world.User{
			{ID: "U0", Bot: true, Deleted: true}, {ID: "U1", Bot: true}, {ID: "U2", Bot: true}, {ID: "U3"},
		},
		Installs: []world.Install{
			{Token: "xoxb-sandbox-one", AppID: "A1", AppUser: "U1"},
			{Token: "xoxp-sandbox-two", AppID: "A2", AppUser: "U3"}, // a person's
			{Token: "xoxb-sandbox-two", AppID: "A2", AppUser: "U2"},
		},
	}}}, time.Now, func(Event) {})
	team, err := s.Team("T1")
	if err != nil {
		t.Fatal(err)
	}
	tx := s.Lock()
	defer tx.Unlock()
	for _, test := range []struct {
		app  world.App
		want model.UserID
	}{{first, "U1"}, {second, "U2"}, {world.App{ID: "A3"}, "U1"}} {
		if got := tx.BotUserFor(&test.app, team); got != test.want {
			t.Errorf("%s acts as %s, want %s", test.app.ID, got, test.want)
		}
	}
}

func TestTokenThatIsRevokedMeanwhileOpensNothing(t *testing.T) {
	t.Parallel()
	s := demo()
	asking, _ := s.Install(acmeToken) // as a call finds it that is on its way
	tx := s.Lock()
	trigger := tx.NewTrigger(asking, asking.Team.People[0])
	tx.Unlock()
	if err := s.RevokeToken(acmeToken); err != nil {
		t.Fatal(err)
	}
	err := s.OpenDialog(asking, trigger.ID, model.Request{Scopes: []catalog.Scope{"pins:read"}})
	if !errors.Is(err, CodeError("token_revoked")) || len(s.Dialogs("")) != 0 {
		t.Errorf("%v and %d dialogs, want token_revoked and none", err, len(s.Dialogs("")))
	}
}

// mixed is a team with one of each that look-ups must tell apart.
func mixed() world.World {
	return world.World{
		Apps: []world.App{{ID: "A1", ClientID: "1"}},
		Codes: []world.Code{
			{Code: "sandbox-code-new", Authorization: world.Authorization{ClientID: "1", Team: "T1", User: "U1"}},
			{Code: "sandbox-code-used", Authorization: world.Authorization{ClientID: "1", Team: "T1", User: "U1"}},
		},
		Teams: []world.Team{{
			ID: "T1",
			Users: []world.User{
				{ID: "U0APP", Bot: true}, {ID: "U0GONE", Deleted: true}, {ID: "U1"}, {ID: "U2"},
			},
			Conversations: []world.Conversation{
				{ID: "C1", Type: catalog.Channel, MemberIDs: []model.UserID{"U1", "U2"}},
				{ID: "C2", Type: catalog.Channel, MemberIDs: []model.UserID{"U1", "U2"}},
			},
			Installs: []world.Install{
				{Token: "xoxa-sandbox-revoked", AppID: "A1", AppUser: "U0APP", Revoked: true},
				{Token: "xoxa-sandbox-inactive", AppID: "A1", AppUser: "U0GONE"},
				{Token: "xoxp-sandbox-user", AppID: "A1", AppUser: "U1", Grants: []model.Grant{
					{Type: catalog.Channel, Resources: model.ResourceSet{IDs: []model.ResourceID{"C1"}}},
				}},
				{Token: "xoxa-sandbox-works", AppID: "A1", AppUser: "U0APP"},
			},
		}},
	}
}

func TestLookUps(t *testing.T) {
	t.Parallel()
	s := New(mixed(), time.Now, func(Event) {})
	var people []model.UserID
	for _, u := range s.People("T1") {
		people = append(people, u.ID)
	}
	if want := []model.UserID{"U1", "U2"}; !slices.Equal(people, want) {
		t.Errorf("people are %v, want %v: apps and deleted users use no apps", people, want)
	}
	tx := s.Lock()
	defer tx.Unlock()
	if app, err := tx.AppIn("T1", catalog.Workspace); err != nil || app.Token != "xoxa-sandbox-works" {
		t.Errorf("the app is %v (%v), want the first with a token that works", app, err)
	}
	if app, err := tx.AppIn("T1", catalog.Bot, catalog.UserToken); err != nil || app.Token != "xoxp-sandbox-user" {
		t.Errorf("the app is %v (%v), want that with the second kind of token", app, err)
	}
}

// TestMembersFollowTheGrantsOfTheToken: the token's own user is a member where its grants say so.
func TestMembersFollowTheGrantsOfTheToken(t *testing.T) {
	t.Parallel()
	s := New(mixed(), time.Now, func(Event) {})
	in, _ := s.Install("xoxp-sandbox-user")
	for id, want := range map[model.ResourceID][]model.UserID{"C1": {"U1", "U2"}, "C2": {"U2"}} {
		if got := in.Members(in.Team.Find(id)); !slices.Equal(got, want) {
			t.Errorf("members of %s are %v, want %v", id, got, want)
		}
	}
}

func TestWorldHasNoUsedCodes(t *testing.T) {
	t.Parallel()
	s := New(mixed(), time.Now, func(Event) {})
	tx := s.Lock()
	tx.Code("sandbox-code-used").Exchanged = true
	tx.Unlock()
	if codes := s.World().Codes; len(codes) != 1 || codes[0].Code != "sandbox-code-new" {
		t.Errorf("codes of the world are %+v, want the one that was not exchanged", codes)
	}
}
