package cli

import (
	"context"
	"testing"

	"periscope/cli/clitest"
	"periscope/cli/console"
	"periscope/cli/explore"
)

func TestTokenOfAnOrganization(t *testing.T) {
	t.Parallel()
	const token = "xoxb-sandbox-org"
	p := newPlace(t)
	p.vars["SLACK_API_URL"] = clitest.NewOrganization(t, "T1", "T2").APIURL
	p.run(t, token, "info", "--token-stdin").want(t, console.StatusUsage, "whole organization", "--workspace: T1 (Branch T1), T2")
	p.run(t, token, "info", "--token-stdin", "--json").want(t, console.StatusUsage, `"team_needed"`)
	p.run(t, token, "info", "--token-stdin", "--workspace", "T2").want(t, console.StatusDone, "CT2", "channels:read")

	add := []string{"team", "add", "--token-stdin"}
	p.run(t, token, add...).want(t, console.StatusUsage, "--workspace")
	p.run(t, token, append(add, "--workspace", "T9")...).want(t, console.StatusUsage, "does not work in workspace T9", "T1 (Branch T1)")
	p.run(t, token, append(add, "--workspace", "T1")...).want(t, console.StatusDone, "stored branch-t1/bot", "(T1)")
	p.run(t, token, append(add, "--workspace", "T2")...).want(t, console.StatusDone, "stored branch-t2/bot")
	p.run(t, "", "info", "--team", "branch-t1/bot").want(t, console.StatusDone, "CT1")
	p.onTerminal().inExplorer(t, func(ctx context.Context, s *explore.StoredSource) {
		if read := lastOf(ctx, t, s, "branch-t2/bot"); read.On("channel")[0].Resources.IDs[0] != "CT2" {
			t.Errorf("read %+v", read)
		}
	})
}

func TestTokenOfAnOrganizationWithOneWorkspace(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	p.vars["SLACK_API_URL"] = clitest.NewOrganization(t, "T1").APIURL
	p.run(t, "xoxb-sandbox-org", "team", "add", "--token-stdin").want(t, console.StatusDone, "stored branch-t1/bot")
	p.vars["SLACK_API_URL"] = clitest.NewOrganization(t).APIURL
	p.run(t, "xoxb-sandbox-org", "team", "add", "--token-stdin", "--name", "x").want(t, console.StatusUsage, "added to none")
}
