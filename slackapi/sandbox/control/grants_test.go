package control_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/sandbox"
	"periscope/slackapi/sandbox/sandboxtest"
	"periscope/slackapi/sandbox/world"
)

// change posts to the control plane, and returns what the app is told, type and resources only.
func change(t *testing.T, s *sandbox.Sandbox, a *sandboxtest.App, body string, events int) []string {
	t.Helper()
	if got := sandboxtest.ControlCall(t.Context(), s, "POST", "/sandbox/resources", body); got.Code != 200 {
		t.Fatalf("%s: %d %s", body, got.Code, got.Body)
	}
	var told []string
	for range events {
		e := a.Next(t).Event.Event
		line := e["type"].(string)
		resources, _ := e["resources"].([]any)
		for _, r := range resources {
			resource := r.(map[string]any)["resource"].(map[string]any)
			g := resource["grant"].(map[string]any)
			line += " " + resource["type"].(string) + " " + g["type"].(string)
			if id, has := g["resource_id"].(string); has {
				line += " " + id
			}
		}
		told = append(told, line)
	}
	return told
}

func TestControlPlaneChangesResources(t *testing.T) {
	t.Parallel()
	s, clock := sandboxtest.FrozenDemo(t)
	a := sandboxtest.Listen(t, s, sandbox.DefaultSigningSecret)
	team := `{"team":"` + string(sandboxtest.AcmeID) + `",`
	leadership, reorg := string(sandboxtest.Find(t, "leadership").ID), string(sandboxtest.Find(t, "reorg-2019").ID)
	general, payroll := string(sandboxtest.Find(t, "general").ID), string(sandboxtest.Find(t, "payroll").ID)
	granter := string(world.Demo(0).Teams[0].Installs[0].Users[0].User)
	for _, test := range []struct {
		body string
		told []string
	}{
		{
			`"add":["` + leadership + `","` + payroll + `"],"remove":["` + reorg + `"]}`,
			[]string{"resources_added channel specific " + payroll + " group specific " + leadership, "resources_removed group specific " + reorg},
		},
		{`"exclude":["` + general + `"]}`, []string{"resources_removed channel specific " + general}},
		{`"wildcard":false,"add":["` + general + `"]}`, []string{"resources_removed channel wildcard", "resources_added channel specific " + general}},
		{`"wildcard":true,"type":"group"}`, []string{"resources_added group wildcard"}},
		{`"remove":["` + string(sandboxtest.AcmeID) + `"]}`, []string{"resources_removed team specific " + string(sandboxtest.AcmeID)}},
		{`"remove_user":"` + granter + `"}`, []string{"user_resource_removed"}},
	} {
		if diff := cmp.Diff(test.told, change(t, s, a, team+test.body, len(test.told))); diff != "" {
			t.Errorf("%s (-want +told):\n%s", test.body, diff)
		}
	}
	want := model.ResourceSet{IDs: []model.ResourceID{model.ResourceID(general)}, Excluded: []model.ResourceID{}}
	if diff := cmp.Diff(want, sandboxtest.PermissionOn(t, s, clock, catalog.Channel).Resources); diff != "" {
		t.Errorf("channels in the end (-want +got):\n%s", diff)
	}
	if !sandboxtest.PermissionOn(t, s, clock, catalog.Group).Resources.Wildcard {
		t.Error("not all groups in the end")
	}
}

func TestControlPlaneRefusesChanges(t *testing.T) {
	t.Parallel()
	s, _ := sandboxtest.FrozenDemo(t)
	team := `{"team":"` + string(sandboxtest.AcmeID) + `"`
	for _, test := range []struct{ path, body, want string }{
		{"resources", `{"team":"T1","wildcard":true}`, `no team \"T1\"`},
		{"resources", team + `}`, "nothing would change"},
		{"resources", team + `,"add":["C1"],"wildcard":false}`, `no conversation \"C1\"`},
		{"resources", team + `,"exclude":["` + string(sandboxtest.Find(t, "leadership").ID) + `"]}`, "does not reach every group"},
		{"resources", team + `,"wildcard":true,"type":"user"}`, "people decide for themselves"},
		{"resources", team + `,"remove_user":"U1"}`, "may do nothing for them"},
		{"resources", team + `,"bogus":1}`, "unknown field"},
		{"scopes", team + `}`, "nothing would change"},
		{"scopes", `{"grant":["chat:write"]}`, `either a \"team\"`},
		{"scopes", team + `,"token":"` + sandboxtest.AcmeToken + `","grant":["chat:write"]}`, `either a \"team\"`},
		{"scopes", team + `,"grant":["chat:wrote"]}`, "no scope"},
		{"scopes", team + `,"take":["chat:wrote"]}`, "no scope"},
		{"scopes", `7`, "one JSON object"},
		{"revoke", `{}`, `either a \"team\"`},
		{"revoke", `{"token":"` + sandboxtest.UmbrellaToken + `"}`, "revoked before"},
		{"revoke", `{"team":"` + string(s.World().Teams[2].ID) + `"}`, "has no app with a workspace token"},
		{"revoke", `7`, "one JSON object"},
		{"uninstall", `{"team":"T1"}`, `no team \"T1\"`},
		{"uninstall", `7`, "one JSON object"},
		{"faults", `{"method":"auth.test"}`, "nothing would go wrong"},
		{"faults", `7`, "one JSON object"},
		{"trigger", team + `,"user":"` + string(sandboxtest.Person(s)) + `","command":"/x","action":"y"}`, "not of several"},
	} {
		got := sandboxtest.ControlCall(t.Context(), s, "POST", "/sandbox/"+test.path, test.body)
		if got.Code != 400 || !strings.Contains(got.Body.String(), test.want) || strings.Contains(got.Body.String(), "xox") {
			t.Errorf("%s %s: %d %s, want %s", test.path, test.body, got.Code, got.Body, test.want)
		}
	}
	if diff := cmp.Diff(world.Demo(0), s.World()); diff != "" {
		t.Errorf("the world changed:\n%s", diff)
	}
}

func TestControlPlaneRevokesTheTeamsToken(t *testing.T) {
	t.Parallel()
	s, _ := sandboxtest.FrozenDemo(t)
	if got := sandboxtest.ControlCall(t.Context(), s, "POST", "/sandbox/revoke", `{"team":"`+string(sandboxtest.AcmeID)+`"}`); got.Code != 200 {
		t.Fatalf("%d %s", got.Code, got.Body)
	}
	if got := sandboxtest.Ask(t, s, sandboxtest.AcmeToken, "auth.test").Error; got != "token_revoked" {
		t.Errorf("auth.test: %q, want token_revoked", got)
	}
}
