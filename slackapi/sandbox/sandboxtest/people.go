package sandboxtest

import (
	"context"
	"testing"
	"time"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/sandbox"
	"periscope/slackapi/sandbox/world"
)

// Person is somebody of Acme.
func Person(s *sandbox.Sandbox) model.UserID { return s.People(AcmeID)[0].ID }

// RunCommand returns the trigger that comes of a command in Acme.
func RunCommand(t testing.TB, s *sandbox.Sandbox) model.TriggerID {
	t.Helper()
	id, err := s.RunCommand(t.Context(), AcmeID, Person(s), "/periscope")
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// AskTeam sends a request of the team, with a fresh trigger, and returns Slack's error code.
func AskTeam(t testing.TB, s *sandbox.Sandbox, scopes string) string {
	t.Helper()
	return Ask(t, s, AcmeToken, "apps.permissions.request", "scopes", scopes, "trigger_id", string(RunCommand(t, s))).Error
}

// AskUser sends a request of a user, with a fresh trigger, and returns Slack's error code.
func AskUser(t testing.TB, s *sandbox.Sandbox, user model.UserID, scopes string) string {
	t.Helper()
	return Ask(t, s, AcmeToken, "apps.permissions.users.request",
		"scopes", scopes, "user", string(user), "trigger_id", string(RunCommand(t, s))).Error
}

// OnlyDialog is the one dialog that waits for an answer.
func OnlyDialog(t testing.TB, s *sandbox.Sandbox) sandbox.Dialog {
	t.Helper()
	all := s.Dialogs("")
	if len(all) != 1 {
		t.Fatalf("%d dialogs are shown, want 1", len(all))
	}
	return all[0]
}

// PermissionOn is what apps.permissions.info says of a resource type, read anew.
func PermissionOn(t testing.TB, s *sandbox.Sandbox, clock *FrozenClock, on catalog.ResourceType) model.Grant {
	t.Helper()
	clock.Advance(time.Minute) // the rate limits are of no interest here
	g := Decode[InfoReply](t, Do(t, s, AcmeToken, "apps.permissions.info")).Info[on]
	set := model.ResourceSet{IDs: g.Resources.IDs}
	if g.Resources.Wildcard != nil {
		set.Wildcard, set.Excluded = *g.Resources.Wildcard, *g.Resources.Excluded
	}
	return model.Grant{Type: on, Scopes: g.Scopes, Resources: set}
}

// User is what a person uses apps through: a [sandbox.Sandbox], or its part that does that.
type User interface {
	RunCommand(ctx context.Context, team model.TeamID, user model.UserID, command string) (model.TriggerID, error)
	Click(ctx context.Context, team model.TeamID, user model.UserID, action string) (model.TriggerID, error)
	People(team model.TeamID) []world.User
}

// Interactions are the ways to use an app.
var Interactions = map[string]func(User, context.Context) (model.TriggerID, error){
	"command": func(s User, ctx context.Context) (model.TriggerID, error) {
		return s.RunCommand(ctx, AcmeID, s.People(AcmeID)[0].ID, "/periscope now or never")
	},
	"click": func(s User, ctx context.Context) (model.TriggerID, error) {
		return s.Click(ctx, AcmeID, s.People(AcmeID)[0].ID, "allow")
	},
}
