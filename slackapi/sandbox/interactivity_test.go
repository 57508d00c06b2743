package sandbox

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"periscope/model"
	"periscope/slackapi/sandbox/world"
)

func TestSlashCommandIsSlacks(t *testing.T) {
	t.Parallel()
	s, _ := frozenDemo(t)
	a := listen(t, s, DefaultSigningSecret)
	id, err := s.RunCommand(t.Context(), acmeID, person(s), " /standup  tomorrow & later ")
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for field, values := range a.Next(t).form {
		got[field] = strings.Join(values, " and ")
	}
	channel := firstChannel(s)
	if after, ok := strings.CutPrefix(got["response_url"], "http://127.0.0.1:8765/sandbox/responses/"); !ok || after == "" {
		t.Errorf("response_url is %q", got["response_url"])
	}
	delete(got, "response_url")
	want := map[string]string{
		"token": verificationToken, "command": "/standup", "text": "tomorrow & later", "trigger_id": string(id),
		"user_id": string(person(s)), "user_name": s.People(acmeID)[0].Name, "team_id": string(acmeID), "team_domain": "acme-hq",
		"channel_id": string(channel.ID), "channel_name": channel.Name, "api_app_id": "A0PERISCOPE",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("command (-want +got):\n%s", diff)
	}
}

func TestClickIsSlacks(t *testing.T) {
	t.Parallel()
	s, _ := frozenDemo(t)
	a := listen(t, s, DefaultSigningSecret)
	id, err := s.Click(t.Context(), acmeID, person(s), "allow")
	if err != nil {
		t.Fatal(err)
	}
	form := a.Next(t).form
	var got map[string]any
	if err := json.Unmarshal([]byte(form.Get("payload")), &got); err != nil || len(form) != 1 {
		t.Fatalf("form %v: %v", form, err)
	}
	delete(got, "response_url")
	channel, user := firstChannel(s), s.People(acmeID)[0]
	want := map[string]any{
		"type": "block_actions", "token": verificationToken, "api_app_id": "A0PERISCOPE", "trigger_id": string(id),
		"team":    map[string]any{"id": string(acmeID), "domain": "acme-hq"},
		"user":    map[string]any{"id": string(user.ID), "username": user.Name, "name": user.Name, "team_id": string(acmeID)},
		"channel": map[string]any{"id": string(channel.ID), "name": channel.Name},
		"actions": []any{map[string]any{"type": "button", "action_id": "allow", "block_id": "sandbox", "action_ts": "1560000000.000000"}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("payload (-want +got):\n%s", diff)
	}
}

func TestBothWaysToUseAnAppGiveATrigger(t *testing.T) {
	t.Parallel()
	for name, use := range interactions {
		s, _ := frozenDemo(t)
		id, err := use(s, t.Context())
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if got := ask(t, s, acmeToken, "apps.permissions.request", "scopes", "pins:read", "trigger_id", string(id)).Error; got != "" {
			t.Errorf("%s: the trigger is refused: %q", name, got)
		}
	}
}

func TestWhoCanUseAnApp(t *testing.T) {
	t.Parallel()
	s, _ := frozenDemo(t)
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
		{"nobody", acmeID, "U0NOBODY0", "/periscope", "nobody"},
		{"the app", acmeID, users[0].ID, "/periscope", "nobody"},
		{"somebody deleted", acmeID, users[48].ID, "/periscope", "nobody"},
		{"somebody of another team", acmeID, umbrella.Users[1].ID, "/periscope", "nobody"},
		{"no app", umbrella.ID, umbrella.Users[1].ID, "/periscope", "has no app with a workspace token"},
		{"no command", acmeID, users[1].ID, " ", "starts with a slash"},
		{"no slash", acmeID, users[1].ID, "periscope", "starts with a slash"},
		{"no name", acmeID, users[1].ID, "/ periscope", "starts with a slash"},
	} {
		id, err := s.RunCommand(t.Context(), test.team, test.user, test.command)
		if err == nil || !strings.Contains(err.Error(), test.want) || id != "" {
			t.Errorf("%s: %q and %v, want an error that says %q", test.name, id, err, test.want)
		}
	}
}

func TestCommandsGoToTheFirstAppThatWorks(t *testing.T) {
	t.Parallel()
	s := New(mixedWorld(), Options{})
	a := listen(t, s, DefaultSigningSecret)
	if _, err := s.RunCommand(t.Context(), "T1", "U1", "/periscope"); err != nil {
		t.Fatal(err)
	}
	if got := a.Next(t).form.Get("api_app_id"); got != "A4" {
		t.Errorf("the command goes to %s, want A4: those before it have no workspace token, or a deleted user", got)
	}
}

func TestPeopleAreThoseWhoCanUseAnApp(t *testing.T) {
	t.Parallel()
	s, _ := frozenDemo(t)
	people := s.People(acmeID)
	if len(people) != 47 || slices.ContainsFunc(people, func(u world.User) bool { return u.Bot || u.Deleted }) {
		t.Errorf("%d people, or some who cannot, want 47", len(people))
	}
	if got := s.People("T0NOWHERE"); got != nil {
		t.Errorf("people of no team: %v", got)
	}
}
