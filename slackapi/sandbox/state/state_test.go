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
	if err := s.TakeScopes(acmeToken, "chat:write"); err != nil {
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
