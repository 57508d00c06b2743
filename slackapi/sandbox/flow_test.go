package sandbox_test

import (
	"net/http/httptest"
	"slices"
	"testing"
	"time"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi"
	"periscope/slackapi/incoming"
	"periscope/slackapi/sandbox"
	"periscope/slackapi/sandbox/world"
)

// TestFlowWithOurClient plays a whole request between the sandbox and the client
// and listener of package slackapi, over HTTP: each checks what the other takes
// Slack to be.
func TestFlowWithOurClient(t *testing.T) {
	t.Parallel()
	world := world.Demo(0)
	team := world.Teams[0]
	slack := sandbox.New(world, sandbox.Options{})
	server := httptest.NewServer(slack)
	defer server.Close()
	secret, err := model.ParseSigningSecret(sandbox.DefaultSigningSecret)
	if err != nil {
		t.Fatal(err)
	}
	token, err := model.ParseToken(team.Installs[0].Token)
	if err != nil {
		t.Fatal(err)
	}
	client, err := slackapi.New(server.URL+"/api/", token)
	if err != nil {
		t.Fatal(err)
	}
	receiver := incoming.New(secret, incoming.OnlyTeams(team.ID), incoming.OnlyApps(team.Installs[0].AppID))
	listener := httptest.NewServer(receiver)
	defer listener.Close()
	defer slack.Close()
	if err := slack.SetRequestURL(t.Context(), listener.URL); err != nil {
		t.Fatal(err)
	}
	// heard returns the next delivery with a trigger or an event; the handshake has neither.
	heard := func() incoming.Delivery {
		t.Helper()
		for {
			select {
			case d := <-receiver.Deliveries():
				if d.Refused != "" {
					t.Fatalf("the listener refuses %s: %s", d.What, d.Refused)
				}
				if d.Trigger != "" || d.Event != nil {
					return d
				}
			case <-time.After(10 * time.Second):
				t.Fatal("nothing is delivered")
			}
		}
	}

	before, err := client.PermissionsInfo(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	user := slack.People(team.ID)[0].ID
	if _, err := slack.RunCommand(t.Context(), team.ID, user, "/periscope"); err != nil {
		t.Fatal(err)
	}
	command := heard()
	ask := model.AwaitTrigger(model.Request{Scopes: []catalog.Scope{"pins:read", "pins:write"}}).Send(command.Trigger)
	if err := client.RequestPermissions(t.Context(), ask.Request, ask.Trigger); err != nil || command.User != user {
		t.Fatalf("asking with the trigger of %s: %v", command.User, err)
	}
	if err := slack.Answer(slack.Dialogs(team.ID)[0].ID, true); err != nil {
		t.Fatal(err)
	}
	granted := heard()
	if ask, is := ask.Shown().AnsweredBy(granted.Event); !is || ask.State != model.Approved {
		t.Fatalf("the event %+v is no answer to %+v", granted.Event, ask)
	}
	after, err := client.PermissionsInfo(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if d := model.Diff(before.Apply(granted.Event), after); !d.Empty() {
		t.Errorf("the event says less or more than what is read afterwards: %+v", d)
	}
	if !slices.Contains(after.Scopes(), "pins:write") {
		t.Error("nothing was granted")
	}

	if err := slack.RemoveResources(team.ID, model.Grant{
		Type: catalog.Group, Resources: model.ResourceSet{IDs: team.Installs[0].Grants[2].Resources.IDs[:1]},
	}); err != nil {
		t.Fatal(err)
	}
	removed := heard()
	if removed.Event == nil || removed.Event.Kind() != model.KindResourcesRemoved {
		t.Fatalf("heard %+v, want resources_removed", removed)
	}
	if read, err := client.PermissionsInfo(t.Context()); err != nil || !model.Diff(after.Apply(removed.Event), read).Empty() {
		t.Errorf("after %+v: %v, and other permissions than the event says", removed.Event, err)
	}
}
