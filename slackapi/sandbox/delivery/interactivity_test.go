package delivery_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"periscope/model"
	"periscope/slackapi/sandbox"
	"periscope/slackapi/sandbox/sandboxtest"
	"periscope/slackapi/sandbox/world"
)

func TestSlashCommandIsSlacks(t *testing.T) {
	t.Parallel()
	s, _ := sandboxtest.FrozenDemo(t)
	a := sandboxtest.Listen(t, s, sandbox.DefaultSigningSecret)
	id, err := s.RunCommand(t.Context(), sandboxtest.AcmeID, sandboxtest.Person(s), " /standup  tomorrow & later ")
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for field, values := range a.Next(t).Form {
		got[field] = strings.Join(values, " and ")
	}
	channel := sandboxtest.Find(t, "general")
	if after, ok := strings.CutPrefix(got["response_url"], "http://127.0.0.1:8765/sandbox/responses/"); !ok || after == "" {
		t.Errorf("response_url is %q", got["response_url"])
	}
	delete(got, "response_url")
	want := map[string]string{
		"token": sandboxtest.VerificationToken, "command": "/standup", "text": "tomorrow & later", "trigger_id": string(id),
		"user_id": string(sandboxtest.Person(s)), "user_name": s.People(sandboxtest.AcmeID)[0].Name, "team_id": string(sandboxtest.AcmeID), "team_domain": "acme-hq",
		"channel_id": string(channel.ID), "channel_name": channel.Name, "api_app_id": "A0PERISCOPE", "is_enterprise_install": "false",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("command (-want +got):\n%s", diff)
	}
}

func TestClickIsSlacks(t *testing.T) {
	t.Parallel()
	s, _ := sandboxtest.FrozenDemo(t)
	a := sandboxtest.Listen(t, s, sandbox.DefaultSigningSecret)
	id, err := s.Click(t.Context(), sandboxtest.AcmeID, sandboxtest.Person(s), "allow")
	if err != nil {
		t.Fatal(err)
	}
	form := a.Next(t).Form
	var got map[string]any
	if err := json.Unmarshal([]byte(form.Get("payload")), &got); err != nil || len(form) != 1 {
		t.Fatalf("form %v: %v", form, err)
	}
	delete(got, "response_url")
	channel, user := sandboxtest.Find(t, "general"), s.People(sandboxtest.AcmeID)[0]
	button := map[string]any{
		"type": "button", "action_id": "allow", "text": map[string]any{"type": "plain_text", "text": "allow", "emoji": true},
	}
	want := map[string]any{
		"type": "block_actions", "token": sandboxtest.VerificationToken, "api_app_id": "A0PERISCOPE", "trigger_id": string(id),
		"team":    map[string]any{"id": string(sandboxtest.AcmeID), "domain": "acme-hq"},
		"user":    map[string]any{"id": string(user.ID), "username": user.Name, "name": user.Name, "team_id": string(sandboxtest.AcmeID)},
		"channel": map[string]any{"id": string(channel.ID), "name": channel.Name},
		"actions": []any{map[string]any{
			"type": "button", "action_id": "allow", "block_id": "sandbox", "action_ts": "1560000000.000000", "text": button["text"],
		}},
		"container": map[string]any{
			"type": "message", "message_ts": "1560000000.000000", "channel_id": string(channel.ID), "is_ephemeral": false,
		},
		"message": map[string]any{
			"type": "message", "text": "", "ts": "1560000000.000000", "user": string(s.World().Teams[0].Users[0].ID), "team": string(sandboxtest.AcmeID),
			"app_id": "A0PERISCOPE", "blocks": []any{map[string]any{"type": "actions", "block_id": "sandbox", "elements": []any{button}}},
		},
		"state": map[string]any{"values": map[string]any{}}, "enterprise": nil, "is_enterprise_install": false,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("payload (-want +got):\n%s", diff)
	}
}

func TestBothWaysToUseAnAppGiveATrigger(t *testing.T) {
	t.Parallel()
	for name, use := range sandboxtest.Interactions {
		s, _ := sandboxtest.FrozenDemo(t)
		id, err := use(s, t.Context())
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if got := sandboxtest.Ask(t, s, sandboxtest.AcmeToken, "apps.permissions.request", "scopes", "pins:read", "trigger_id", string(id)).Error; got != "" {
			t.Errorf("%s: the trigger is refused: %q", name, got)
		}
	}
}

func TestWhoCanUseAnApp(t *testing.T) {
	t.Parallel()
	s, _ := sandboxtest.FrozenDemo(t)
	w := s.World()
	users, umbrella := w.Teams[0].Users, w.Teams[2]
	for _, test := range []struct {
		name    string
		team    model.TeamID
		user    model.UserID
		command string
		want    string // in the error
	}{
		{"no team", "T0NOWHERE", users[1].ID, "/periscope", `no team "T0NOWHERE"`},
		{"nobody", sandboxtest.AcmeID, "U0NOBODY0", "/periscope", "nobody"},
		{"the app", sandboxtest.AcmeID, users[0].ID, "/periscope", "nobody"},
		{"somebody deleted", sandboxtest.AcmeID, users[48].ID, "/periscope", "nobody"},
		{"somebody of another team", sandboxtest.AcmeID, umbrella.Users[1].ID, "/periscope", "nobody"},
		{"no app", umbrella.ID, umbrella.Users[1].ID, "/periscope", "has no app with a workspace token"},
		{"no command", sandboxtest.AcmeID, users[1].ID, " ", "starts with a slash"},
		{"no slash", sandboxtest.AcmeID, users[1].ID, "periscope", "starts with a slash"},
		{"no name", sandboxtest.AcmeID, users[1].ID, "/ periscope", "starts with a slash"},
	} {
		id, err := s.RunCommand(t.Context(), test.team, test.user, test.command)
		if err == nil || !strings.Contains(err.Error(), test.want) || id != "" {
			t.Errorf("%s: %q and %v, want an error that says %q", test.name, id, err, test.want)
		}
	}
}

func TestCommandsGoToTheFirstAppThatWorks(t *testing.T) {
	t.Parallel()
	s := sandbox.New(sandboxtest.MixedWorld(), sandbox.Options{})
	a := sandboxtest.Listen(t, s, sandbox.DefaultSigningSecret)
	if _, err := s.RunCommand(t.Context(), "T1", "U1", "/periscope"); err != nil {
		t.Fatal(err)
	}
	if got := a.Next(t).Form.Get("api_app_id"); got != "A4" {
		t.Errorf("the command goes to %s, want A4: those before it have no workspace token, or a deleted user", got)
	}
}

func TestPeopleAreThoseWhoCanUseAnApp(t *testing.T) {
	t.Parallel()
	s, _ := sandboxtest.FrozenDemo(t)
	people := s.People(sandboxtest.AcmeID)
	if len(people) != 47 || slices.ContainsFunc(people, func(u world.User) bool { return u.Bot || u.Deleted }) {
		t.Errorf("%d people, or some who cannot, want 47", len(people))
	}
	if got := s.People("T0NOWHERE"); got != nil {
		t.Errorf("people of no team: %v", got)
	}
}
