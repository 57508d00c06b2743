package world_test

import (
	"strings"
	"testing"

	"periscope/slackapi/sandbox/world"
)

// TestFilesThatContradictThemselves: each is refused, with the line and the field.
func TestFilesThatContradictThemselves(t *testing.T) {
	t.Parallel()
	const (
		team = "teams:\n- id: T1\n  users:\n  - {id: U1}\n"
		app  = "apps:\n- id: A1\n  client_id: c\n  client_secret: s\n"
	)
	for name, test := range map[string]struct{ file, want string }{
		"a field of JSON twice":          {"{\"teams\": [\n{\"id\": \"T1\",\n\"id\": \"T2\"}]}", "line 3, teams[0].id: this is here twice"},
		"twice in other letters":         {"{\"teams\": [{\"id\": \"T1\"}],\n\"TEAMS\": [{\"id\": \"T2\"}]}", "line 2, teams: this is here twice"},
		"a wildcard and ids":             {team + "  conversations:\n  - {id: C1, type: channel}\n  installs:\n  - token: xoxa-sandbox-t\n    app_id: A1\n    grants:\n    - {type: channel, resources: {wildcard: true, ids: [C1]}}\n", "leave the ids out"},
		"more members than people":       {team + "  conversations:\n  - {id: C1, type: channel, members: 2}\n", "2 are more than the 1 people of the team"},
		"members and another number":     {team + "  conversations:\n  - {id: C1, type: channel, member_ids: [U1], members: 0}\n", ""},
		"members unlike their number":    {"teams:\n- id: T1\n  users:\n  - {id: U1}\n  - {id: U2}\n  conversations:\n  - {id: C1, type: channel, member_ids: [U1], members: 2}\n", "leave one of them out"},
		"a tab":                          {"teams:\n- id: T1\n\tname: x\n", "line 3: a tab is in the indentation"},
		"a day that is none":             {"date: 2018-02-31\n" + team, `line 1, date: "2018-02-31" is no day`},
		"an event that there is none of": {"apps:\n- id: A1\n  client_id: c\n  client_secret: s\n  events: [message.fax]\n" + team, `no event "message.fax"`},
		"an app token of another kind":   {app + "  app_tokens: [{token: xoxb-sandbox-a}]\n" + team, "begins with xapp-"},
		"an app token that could be real": {
			app + "  app_tokens: [{token: xapp-1-" + "A0123456789-1234567890-" + strings.Repeat("0a", 32) + "}]\n" + team, "could be a real token",
		},
		"an app token twice":             {app + "  app_tokens: [{token: xapp-sandbox-a}, {token: xapp-sandbox-a}]\n" + team, "the same token"},
		"a scope that no such token has": {app + "  app_tokens: [{token: xapp-sandbox-a, scopes: [chat:write]}]\n" + team, "chat:write is no scope of app-level tokens"},
		"a scope that there is none of":  {app + "  app_tokens: [{token: xapp-sandbox-a, scopes: [connections:wirte]}]\n" + team, "is it connections:write"},
		"an app token":                   {app + "  socket_mode: true\n  app_tokens: [{token: xapp-sandbox-a, scopes: [connections:write]}]\n" + team, ""},
	} {
		_, err := world.Read([]byte(test.file))
		if (err == nil) != (test.want == "") || err != nil && !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v, want %q", name, err, test.want)
		}
	}
}
