package token

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"periscope/cli/clitest"
	"periscope/cli/console"
	"periscope/keystore"
	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi"
	"periscope/slackapi/sandbox/world"
)

func TestIdentify(t *testing.T) {
	t.Parallel()
	sandbox := clitest.NewSlack(t, world.Demo(1))
	organization := clitest.NewOrganization(t, "T1", "T2")
	one := clitest.NewOrganization(t, "T1")
	for name, c := range map[string]struct {
		slack     *clitest.Slack
		token     string
		workspace model.TeamID
		team      string
		kind      catalog.TokenKind
		app       string
	}{
		"a workspace token":                {sandbox, "xoxa-sandbox-acme", "", "Acme HQ", catalog.Workspace, world.AppID},
		"a bot token":                      {sandbox, "xoxb-sandbox-lighthouse", "", "Lighthouse", catalog.Bot, "A0DEPLOYBELL"},
		"a user token":                     {sandbox, "xoxp-sandbox-greenhouse", "", "Greenhouse", catalog.UserToken, "A0DEPLOYBELL"},
		"a configuration token":            {sandbox, "xoxe.xoxp-sandbox-lighthouse", "", "Lighthouse", catalog.Configuration, "A0DEPLOYBELL"},
		"of an organization":               {organization, "xoxb-sandbox-org", "T2", "Branch T2", catalog.Bot, "A1ORG"},
		"of one with a single workspace":   {one, "xoxb-sandbox-org", "", "Branch T1", catalog.Bot, "A1ORG"},
		"a configuration token of such":    {one, "xoxe.xoxp-sandbox-org", "", "Branch T1", catalog.Configuration, "A1ORG"},
		"a user token of an organization":  {one, "xoxp-sandbox-org", "", "Branch T1", catalog.UserToken, "A1ORG"},
		"a workspace that is named anyway": {sandbox, "xoxb-sandbox-lighthouse", "T9", "Lighthouse", catalog.Bot, "A0DEPLOYBELL"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			in := keystore.Addition{Credential: keystore.Credential{Token: clitest.Token(t, c.token)}, APIURL: c.slack.APIURL, ClientID: "1.2", At: clitest.Noon}
			add, err := Identify(t.Context(), in, c.workspace)
			if err != nil {
				t.Fatal(err)
			}
			if got, want := []string{add.Team.Name, string(add.Kind), add.AppID}, []string{c.team, string(c.kind), c.app}; !cmp.Equal(got, want) {
				t.Errorf("it is %q, want %q", got, want)
			}
			add.Team, add.Kind, add.AppID = in.Team, in.Kind, in.AppID
			if add != in {
				t.Errorf("something else was changed: %+v", add)
			}
		})
	}
}

func TestIdentifyRefuses(t *testing.T) {
	t.Parallel()
	organization := clitest.NewOrganization(t, "T1", "T2")
	for name, c := range map[string]struct {
		token     string
		workspace model.TeamID
		is        func(error) bool
		calls     int
	}{
		"a refresh token, unsent":       {"xoxe-1-" + "sandbox", "", console.IsType[*keystore.KindError], 0},
		"no workspace of several":       {"xoxb-sandbox-org", "", console.IsType[*slackapi.TeamNeededError], 2},
		"a workspace of another":        {"xoxb-sandbox-org", "T9", console.IsType[*console.Error], 2},
		"a token that Slack says no to": {"xoxb-sandbox-org", "", console.IsType[*slackapi.Error], 1},
	} {
		t.Run(name, func(t *testing.T) {
			slack := organization
			if c.calls == 1 {
				slack = clitest.NewSlack(t, world.Demo(1))
			}
			slack.Called()
			_, err := Identify(t.Context(), keystore.Addition{Credential: keystore.Credential{Token: clitest.Token(t, c.token)}, APIURL: slack.APIURL}, c.workspace)
			if !c.is(err) {
				t.Errorf("%v (%T)", err, err)
			}
			if calls := slack.Called(); len(calls) != c.calls {
				t.Errorf("called %v", calls)
			}
		})
	}
}
