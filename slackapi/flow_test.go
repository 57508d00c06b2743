package slackapi_test

import (
	"net/http/httptest"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi"
	"periscope/slackapi/incoming"
	"periscope/slackapi/sandbox"
	"periscope/slackapi/sandbox/world"
)

// flow is an app on a sandbox: it calls Slack, and Slack calls it.
type flow struct {
	slack  *sandbox.Sandbox
	team   world.Team
	client *slackapi.Client
	in     *incoming.Handler
}

func newFlow(t testing.TB, opts ...incoming.Option) *flow {
	t.Helper()
	world := world.Demo(1)
	f := &flow{slack: sandbox.New(world, sandbox.Options{}), team: world.Teams[0]}
	t.Cleanup(f.slack.Close)
	api := httptest.NewServer(f.slack)
	t.Cleanup(api.Close)
	token, err := model.ParseToken(f.team.Installs[0].Token)
	if err != nil {
		t.Fatal(err)
	}
	if f.client, err = slackapi.New(api.URL+"/api/", token); err != nil {
		t.Fatal(err)
	}
	secret, err := model.ParseSigningSecret(sandbox.DefaultSigningSecret)
	if err != nil {
		t.Fatal(err)
	}
	f.in = incoming.New(secret, opts...)
	app := httptest.NewServer(f.in)
	t.Cleanup(app.Close)
	if err := f.slack.SetRequestURL(t.Context(), app.URL); err != nil {
		t.Fatal(err)
	}
	if d := f.next(t); d.What != "url verification" {
		t.Fatalf("first of all came %+v", d)
	}
	return f
}

// next waits for the next message.
func (f *flow) next(t testing.TB) incoming.Delivery {
	t.Helper()
	select {
	case d := <-f.in.Deliveries():
		return d
	case <-time.After(10 * time.Second):
		t.Fatal("nothing came")
		return incoming.Delivery{}
	}
}

// ask runs the app's slash command as a person and spends its trigger.
func (f *flow) ask(t testing.TB, r model.Request, as model.UserID) (incoming.Delivery, error) {
	t.Helper()
	if _, err := f.slack.RunCommand(t.Context(), f.team.ID, as, "/permit"); err != nil {
		t.Fatal(err)
	}
	d := f.next(t)
	return d, f.client.RequestPermissions(t.Context(), r, d.Trigger)
}

func (f *flow) answer(t testing.TB, approve bool) {
	t.Helper()
	dialogs := f.slack.Dialogs(f.team.ID)
	if len(dialogs) != 1 {
		t.Fatalf("%d dialogs are open", len(dialogs))
	}
	if err := f.slack.Answer(dialogs[0].ID, approve); err != nil {
		t.Fatal(err)
	}
}

// TestAskAndBeAnswered: what the events say is what a fresh reading finds.
func TestAskAndBeAnswered(t *testing.T) {
	t.Parallel()
	f := newFlow(t)
	person := f.slack.People(f.team.ID)[0].ID
	for name, r := range map[string]model.Request{
		"the team": {For: model.ForTeam, Scopes: []catalog.Scope{"reactions:write"}},
		"a user":   {For: model.ForUser, User: person, Scopes: []catalog.Scope{"identity.email:read:user"}},
	} {
		for _, approve := range []bool{false, true} {
			before, err := last(f.client.ReadPermissions(t.Context()))
			if err != nil {
				t.Fatal(err)
			}
			command, err := f.ask(t, r, person)
			if err != nil {
				t.Fatal(err)
			}
			if command.What != "/permit" || command.User != person || command.TeamID != f.team.ID || command.AppID != f.team.Installs[0].AppID {
				t.Errorf("the command came as %+v", command)
			}
			f.answer(t, approve)
			ask, answered := model.AwaitTrigger(r).Send(command.Trigger).Shown().AnsweredBy(f.next(t).Event)
			if want := map[bool]model.RequestState{true: model.Approved, false: model.Denied}[approve]; !answered || ask.State != want {
				t.Errorf("%s, approved %v: the request is %s", name, approve, ask.State)
			}
			after, err := last(f.client.ReadPermissions(t.Context()))
			if err != nil {
				t.Fatal(err)
			}
			changed := !model.Diff(before, after).Empty()
			if changed != approve {
				t.Errorf("%s, approved %v: the permissions changed: %v", name, approve, changed)
			}
		}
	}
}

func TestEventsAreWhatTheSandboxDid(t *testing.T) {
	t.Parallel()
	team := world.Demo(1).Teams[0]
	app := team.Installs[0]
	groups := model.Grant{Type: catalog.Group, Resources: model.ResourceSet{Wildcard: true}}
	channel := func(nth int) model.Grant {
		return model.Grant{Type: catalog.Channel, Resources: model.ResourceSet{IDs: []model.ResourceID{channelOf(team, nth)}}}
	}
	for _, test := range []struct {
		do   func(*sandbox.Sandbox) error
		want model.Event
	}{
		{
			func(s *sandbox.Sandbox) error { return s.AddResources(team.ID, groups) },
			model.ResourcesAdded{Grants: []model.Grant{groups}},
		},
		{
			func(s *sandbox.Sandbox) error { return s.RemoveResources(team.ID, channel(0), channel(1)) },
			model.ResourcesRemoved{Grants: []model.Grant{channel(0), channel(1)}},
		},
		{
			func(s *sandbox.Sandbox) error { return s.RevokeToken(app.Token) },
			model.TokensRevoked{Users: []model.UserID{app.AppUser}, Bots: []model.UserID{}},
		},
		{func(s *sandbox.Sandbox) error { return s.Uninstall(team.ID) }, model.AppUninstalled{}},
	} {
		f := newFlow(t)
		if err := test.do(f.slack); err != nil {
			t.Fatal(err)
		}
		d := f.next(t)
		if diff := cmp.Diff(test.want, d.Event, ignoreScopes); diff != "" || d.Refused != "" || d.EventID == "" {
			t.Errorf("%+v: %s", d, diff)
		}
	}
}

// ignoreScopes: which scopes an event of a resource repeats is the sandbox's affair.
var ignoreScopes = cmp.FilterPath(func(p cmp.Path) bool { return p.Last().String() == ".Scopes" }, cmp.Ignore())

func channelOf(team world.Team, nth int) model.ResourceID {
	for _, c := range team.Conversations {
		if c.Type == catalog.Channel {
			if nth == 0 {
				return c.ID
			}
			nth--
		}
	}
	return ""
}

func TestTriggersWorkOnce(t *testing.T) {
	t.Parallel()
	f := newFlow(t)
	person := f.slack.People(f.team.ID)[0].ID
	r := model.Request{Scopes: []catalog.Scope{"reactions:write"}}
	command, err := f.ask(t, r, person)
	if err != nil {
		t.Fatal(err)
	}
	checkRefused(t, f.client.RequestPermissions(t.Context(), r, command.Trigger), "trigger_exchanged")
	mixed := model.Request{Scopes: []catalog.Scope{"reactions:write", "users:read"}}
	_, err = f.ask(t, mixed, person)
	checkRefused(t, err, "mixed_scope")
}

func TestAForeignTeamIsRefused(t *testing.T) {
	t.Parallel()
	f := newFlow(t, incoming.OnlyTeams("T0OTHER"))
	_, err := f.slack.RunCommand(t.Context(), f.team.ID, f.slack.People(f.team.ID)[0].ID, "/permit")
	if err == nil {
		t.Error("the command was taken")
	}
	if d := f.next(t); d.Refused == "" {
		t.Errorf("delivered %+v", d)
	}
}
