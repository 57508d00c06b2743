package team

import (
	"strings"
	"testing"

	"periscope/cli/clitest"
	"periscope/cli/console"
	"periscope/cli/token"
	"periscope/keystore"
	"periscope/model/catalog"
	"periscope/slackapi/sandbox/world"
)

// run runs a subcommand of team, and returns what was printed and its error.
func run(t *testing.T, env *clitest.Environment, args ...string) (string, error) {
	t.Helper()
	cmd := NewCommand(&env.Environment)
	cmd.SetArgs(args)
	cmd.SilenceErrors, cmd.SilenceUsage = true, true
	err := cmd.ExecuteContext(t.Context())
	return env.Printed(), err
}

// stray puts a token into the keyring that no team is listed for.
func stray(t *testing.T, env *clitest.Environment, key, text string) {
	t.Helper()
	if err := env.Keyring.Set(t.Context(), key, keystore.Credential{Token: clitest.Token(t, text)}); err != nil {
		t.Fatal(err)
	}
}

// listed is the entry of a key.
func listed(t *testing.T, env *clitest.Environment, key string) keystore.Entry {
	t.Helper()
	store, err := token.OpenStore(&env.Environment, "")
	if err != nil {
		t.Fatal(err)
	}
	e, err := store.Find(key)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// TestDoctorListsATokenAsWhatItIs: the prefix of a configuration token is that of a
// user's, and the workspace of a token of an organization is not in auth.test.
func TestDoctorListsATokenAsWhatItIs(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		slack *clitest.Slack
		token string
		flags []string
		want  keystore.Entry
		says  string
	}{
		"a configuration token": {
			clitest.NewSlack(t, world.Demo(1)), "xoxe.xoxp-sandbox-lighthouse", nil,
			keystore.Entry{Kind: catalog.Configuration, TeamName: "Lighthouse", AppID: "A0DEPLOYBELL"},
			"listed as the configuration token of Lighthouse",
		},
		"a user token": {
			clitest.NewSlack(t, world.Demo(1)), "xoxp-sandbox-greenhouse", nil,
			keystore.Entry{Kind: catalog.UserToken, TeamName: "Greenhouse", AppID: "A0DEPLOYBELL"},
			"listed as the user token of Greenhouse",
		},
		"of an organization with one workspace": {
			clitest.NewOrganization(t, "T1"), "xoxe.xoxp-sandbox-org", nil,
			keystore.Entry{Kind: catalog.Configuration, TeamName: "Branch T1", TeamID: "T1", AppID: "A1ORG"},
			"listed as the configuration token of Branch T1",
		},
		"of an organization with several": {
			clitest.NewOrganization(t, "T1", "T2"), "xoxb-sandbox-org",
			[]string{"--workspace", "T2"},
			keystore.Entry{Kind: catalog.Bot, TeamName: "Branch T2", TeamID: "T2", AppID: "A1ORG"},
			"listed as the bot token of Branch T2",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := clitest.NewEnvironment(t, c.slack)
			stray(t, env, "found/one", c.token)
			said, err := run(t, env, append([]string{"doctor", "--yes"}, c.flags...)...)
			if err != nil || !strings.Contains(said, c.says) {
				t.Errorf("%v, and says %q", err, said)
			}
			e := listed(t, env, "found/one")
			if e.Kind != c.want.Kind || e.TeamName != c.want.TeamName || e.AppID != c.want.AppID || c.want.TeamID != "" && e.TeamID != c.want.TeamID {
				t.Errorf("listed %+v, want %+v", e, c.want)
			}
			if e.APIURL != c.slack.APIURL || !e.AddedAt.Equal(clitest.Noon.Truncate(1e9)) || e.Backend != keystore.BackendKeyring {
				t.Errorf("listed %+v", e)
			}
			if said, err := run(t, env, "doctor"); err != nil || said != "nothing is wrong\n" {
				t.Errorf("afterwards: %v, %q", err, said)
			}
		})
	}
}

// TestDoctorNamesTheWorkspaces: which one is meant is for the user to say.
func TestDoctorNamesTheWorkspaces(t *testing.T) {
	t.Parallel()
	env := clitest.NewEnvironment(t, clitest.NewOrganization(t, "T1", "T2"))
	stray(t, env, "found/one", "xoxb-sandbox-org")
	said, err := run(t, env, "doctor", "--yes")
	if !console.IsType[console.AlreadyReportedError](err) || !strings.Contains(said, "not mended: found/one") || !strings.Contains(said, "--workspace: T1 (Branch T1), T2 (Branch T2)") {
		t.Errorf("%v, and says %q", err, said)
	}
}

// TestDoctorRemovesOnlyAfterAQuestion: --yes is no answer to whether to remove a token.
func TestDoctorRemovesOnlyAfterAQuestion(t *testing.T) {
	t.Parallel()
	env := clitest.NewEnvironment(t, clitest.NewSlack(t, world.Demo(1)))
	stray(t, env, "found/one", "xoxb-sandbox-nobody")
	for _, c := range []struct {
		typed []string
		args  []string
		held  int
	}{
		{nil, []string{"doctor", "--yes"}, 1},
		{[]string{"y", "n"}, []string{"doctor"}, 1},
		{[]string{"y", "y"}, []string{"doctor", "--json"}, 1},
		{[]string{"y", "y"}, []string{"doctor", "--json", "--yes"}, 1},
		{[]string{"y", "y"}, []string{"doctor"}, 0},
	} {
		env.Pipe("")
		if c.typed != nil {
			env.Type(c.typed...)
		}
		said, _ := run(t, env, c.args...)
		if accounts, err := env.Keyring.Accounts(t.Context()); len(accounts) != c.held || err != nil {
			t.Errorf("%v after %q: the keyring holds %q, %v; it says %q", c.args, c.typed, accounts, err, said)
		}
	}
}
