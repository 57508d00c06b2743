package model_test

import (
	"testing"

	"periscope/model"
	"periscope/model/catalog"
)

// sent are requests that were sent with the trigger 1.2.a.
func sent(r model.Request) model.RequestRun { return model.AwaitTrigger(r).Send("1.2.a") }

func TestRunOfARequest(t *testing.T) {
	t.Parallel()
	waiting := model.AwaitTrigger(model.Request{Scopes: scopeList("pins:read")})
	fired := waiting.Send("1.2.a")
	for _, c := range []struct {
		name  string
		run   model.RequestRun
		state model.RequestState
		code  string
	}{
		{"composed", waiting, model.AwaitingTrigger, ""},
		{"sent", fired, model.RequestSent, ""},
		{"sent once only", fired.Send("1.2.b"), model.RequestSent, ""},
		{"shown", fired.Shown(), model.DialogShown, ""},
		{"shown before it is sent", waiting.Shown(), model.AwaitingTrigger, ""},
		{"refused", fired.Fail("invalid_scope"), model.Rejected, "invalid_scope"},
		{"refused, then shown", fired.Fail("invalid_scope").Shown(), model.Rejected, "invalid_scope"},
		{"refused before it is sent", waiting.Fail("invalid_scope"), model.AwaitingTrigger, ""},
		{"a trigger that Slack does not know", fired.Fail("invalid_trigger"), model.AwaitingTrigger, "invalid_trigger"},
		{"the same by its other name", fired.Fail("invalid_trigger_id"), model.AwaitingTrigger, "invalid_trigger_id"},
		{"a trigger that was used", fired.Fail("trigger_exchanged"), model.AwaitingTrigger, "trigger_exchanged"},
		{"a trigger that is too old", fired.Fail("trigger_expired"), model.AwaitingTrigger, "trigger_expired"},
		{"sent again", fired.Fail("trigger_expired").Send("1.2.b"), model.RequestSent, ""},
		{"given up while sent", fired.GiveUp(), model.NoAnswer, ""},
		{"given up while shown", fired.Shown().GiveUp(), model.NoAnswer, ""},
		{"given up before it is sent", waiting.GiveUp(), model.AwaitingTrigger, ""},
		{"given up after it was refused", fired.Fail("invalid_scope").GiveUp(), model.Rejected, "invalid_scope"},
	} {
		if c.run.State != c.state || c.run.Code != c.code {
			t.Errorf("%s: %s, code %q; want %s, code %q", c.name, c.run.State, c.run.Code, c.state, c.code)
		}
	}
	if fired.Trigger != "1.2.a" || fired.Send("1.2.b").Trigger != "1.2.a" || fired.Fail("trigger_expired").Send("1.2.b").Trigger != "1.2.b" {
		t.Error("the trigger is not the one that the request was sent with last")
	}
	for state, final := range map[model.RequestState]bool{
		model.AwaitingTrigger: false, model.RequestSent: false, model.DialogShown: false,
		model.Approved: true, model.Denied: true, model.Rejected: true, model.NoAnswer: true,
	} {
		if state.Final() != final {
			t.Errorf("%s is final: %t", state, state.Final())
		}
	}
}

func TestAnswers(t *testing.T) {
	t.Parallel()
	team := sent(model.Request{Scopes: scopeList("pins:read chat:write")})
	user := sent(model.Request{For: model.ForUser, User: "U1", Scopes: scopeList("dnd:write:user")})
	granted := func(trigger model.TriggerID, scopes string) model.Event {
		return model.ScopeGranted{Scopes: scopeList(scopes), Trigger: trigger}
	}
	byUser := func(id model.UserID, trigger model.TriggerID, scopes string) model.Event {
		return model.UserResourceGranted{User: id, Scopes: scopeList(scopes), Trigger: trigger}
	}
	for _, c := range []struct {
		name  string
		run   model.RequestRun
		event model.Event
		state model.RequestState // empty: the event is no answer
	}{
		{"approved", team.Shown(), granted("1.2.a", "pins:read chat:write"), model.Approved},
		{"declined", team.Shown(), model.ScopeDenied{Trigger: "1.2.a"}, model.Denied},
		{"in part", team.Shown(), granted("1.2.a", "pins:read"), model.Approved},
		{"with another trigger", team.Shown(), granted("1.2.b", "pins:read chat:write"), ""},
		{"declined, with another trigger", team.Shown(), model.ScopeDenied{Scopes: scopeList("pins:read chat:write"), Trigger: "1.2.b"}, ""},
		{"without a trigger", team.Shown(), granted("", "chat:write pins:read"), model.Approved},
		{"without a trigger, scopes named twice", team.Shown(), granted("", "pins:read chat:write pins:read"), model.Approved},
		{"without a trigger, of other scopes", team.Shown(), granted("", "pins:read"), ""},
		{"by the user", user.Shown(), byUser("U1", "1.2.a", "dnd:write:user"), model.Approved},
		{"declined by the user", user.Shown(), model.UserResourceDenied{User: "U1", Trigger: "1.2.a"}, model.Denied},
		{"by the user, with another trigger", user.Shown(), byUser("U1", "1.2.b", "dnd:write:user"), ""},
		{"by the user, without a trigger", user.Shown(), byUser("U1", "", "dnd:write:user"), model.Approved},
		{"by another user, without a trigger", user.Shown(), byUser("U2", "", "dnd:write:user"), ""},
		{"before Slack's reply", team, granted("1.2.a", ""), model.Approved},
		{"after the wait was given up", team.GiveUp(), granted("1.2.a", ""), model.Approved},
		{"before it is sent", model.AwaitTrigger(team.Request), granted("", "pins:read chat:write"), ""},
		{"after it was refused", team.Fail("invalid_scope"), granted("1.2.a", "pins:read chat:write"), ""},
		{"of another sort", team.Shown(), model.AppUninstalled{}, ""},
	} {
		got, answered := c.run.AnsweredBy(c.event)
		want := c.run
		if c.state != "" {
			want.State = c.state
		}
		if answered != (c.state != "") || got.State != want.State || got.Trigger != want.Trigger {
			t.Errorf("%s: %t, %s; want %s", c.name, answered, got.State, want.State)
		}
	}
}

func TestObservedForWorkspaceApps(t *testing.T) {
	t.Parallel()
	team := sent(model.Request{Scopes: scopeList("pins:read chat:write")})
	user := sent(model.Request{For: model.ForUser, User: "U1", Scopes: scopeList("dnd:write:user")})
	held := permissions(grantOf(catalog.Channel, "pins:read chat:write", "C1"))
	for _, c := range []struct {
		name string
		run  model.RequestRun
		now  model.Permissions
		want bool
	}{
		{"all is held", team.Shown(), held, true},
		{"all is held, after the wait", team.GiveUp(), held, true},
		{"all is held before Slack took the request", team, held, false},
		{"some is held", team.Shown(), permissions(grantOf(catalog.Channel, "pins:read", "C1")), false},
		{"held for the user", user.Shown(), permissions(grantOf(catalog.User, "dnd:write:user", "U1")), true},
		{"held for another user", user.Shown(), permissions(grantOf(catalog.User, "dnd:write:user", "U2")), false},
		{"held on something else", user.Shown(), permissions(grantOf(catalog.Team, "dnd:write:user", "U1")), false},
	} {
		if got, granted := c.run.SettledBy(c.now); granted != c.want || (got.State == model.Approved) != c.want {
			t.Errorf("%s: %t, %s", c.name, granted, got.State)
		}
	}
}

// An install is granted when the token that it is about holds all it asked for.
func TestObservedForInstalls(t *testing.T) {
	t.Parallel()
	bot := model.PermissionsOf(catalog.Bot, reported("chat:write pins:read"), nil)
	person := model.PermissionsOf(catalog.UserToken, reported("chat:write"), nil)
	tests := []struct {
		by       model.Permissions
		audience model.Audience
		scopes   string
		held     bool
	}{
		{bot, model.ForBot, "pins:read chat:write", true},
		{bot, model.ForBot, "pins:read users:read", false},
		{bot, model.ForUser, "chat:write", false}, // that is another token
		{person, model.ForUser, "chat:write", true},
	}
	for _, tt := range tests {
		ask := model.AwaitTrigger(installRequest(tt.by.Kind, tt.audience, tt.scopes)).Send("1.2.a").Shown()
		if got, held := ask.SettledBy(tt.by); held != tt.held || (got.State == model.Approved) != held {
			t.Errorf("%s for the %s: %t, %s; want %t", tt.scopes, tt.audience, held, got.State, tt.held)
		}
	}
}
