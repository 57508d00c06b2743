package token

import (
	"testing"

	"periscope/cli/clitest"
	"periscope/model/catalog"
	"periscope/slackapi/sandbox/world"
)

// TestWorkspaceThatIsNamedComesBeforeTheStoredOne: a token of an organization is stored
// under one workspace, and --workspace reads another.
func TestWorkspaceThatIsNamedComesBeforeTheStoredOne(t *testing.T) {
	t.Parallel()
	env := clitest.NewEnvironment(t, clitest.NewOrganization(t, "T1", "T2"))
	save(t, openStore(t, env), identified(t, env, "xoxb-sandbox-org", "T1"), Choice{})
	for named, want := range map[string]string{"": "CT1", "T2": "CT2"} {
		flags := Flags{workspace: named}
		found, err := flags.Find(t.Context(), &env.Environment)
		if err != nil {
			t.Fatal(err)
		}
		client, err := found.Client(&env.Environment)
		if err != nil {
			t.Fatal(err)
		}
		p, err := ReadPermissions(t.Context(), client)
		if err != nil {
			t.Fatal(err)
		}
		if on := p.On(catalog.Channel); len(on) != 1 || len(on[0].Resources.IDs) != 1 || string(on[0].Resources.IDs[0]) != want {
			t.Errorf("with --workspace %q it reads %+v, want %s", named, on, want)
		}
	}
}

func TestStoredTokenKeepsItsServer(t *testing.T) {
	t.Parallel()
	slack := clitest.NewSlack(t, world.Demo(1))
	env := clitest.NewEnvironment(t, slack)
	save(t, openStore(t, env), identified(t, env, "xoxb-sandbox-lighthouse", ""), Choice{})
	for chosen, want := range map[string]string{"": slack.APIURL, "http://127.0.0.1:1/": "http://127.0.0.1:1/"} {
		env.Vars["SLACK_API_URL"] = chosen
		found, err := (&Flags{}).Find(t.Context(), &env.Environment)
		if err != nil || found.APIURL != want || found.Kind != catalog.Bot || found.Entry.Key != "lighthouse/bot" {
			t.Errorf("with $SLACK_API_URL %q: %+v, %v", chosen, found, err)
		}
	}
}

func TestTokenThatOnlyLiesInTheEnvironmentIsLeftOut(t *testing.T) {
	t.Parallel()
	env := clitest.NewEnvironment(t, nil)
	env.Vars["SLACK_TOKEN"] = "xapp-1-sandbox"
	_, found, err := (&Flags{}).FindReadable(t.Context(), &env.Environment)
	if said := env.Printed(); found || err != nil || said != "periscope: SLACK_TOKEN is an app-level token, of which Slack does not say what is granted: it is left out\n" {
		t.Errorf("found %v, %v, and says %q", found, err, said)
	}
	delete(env.Vars, "SLACK_TOKEN")
	env.Pipe("xapp-1-sandbox")
	if _, found, err := (&Flags{Stdin: true}).FindReadable(t.Context(), &env.Environment); found || err == nil {
		t.Errorf("a token that was piped in: found %v, %v", found, err)
	}
	if _, found, err := (&Flags{}).FindReadable(t.Context(), &env.Environment); found || err != nil {
		t.Errorf("no token: found %v, %v", found, err)
	}
}
