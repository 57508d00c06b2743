package cli

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"path"
	"strings"
	"testing"

	"periscope/cli/console"
	"periscope/cli/explore"
)

// newOrganization is a Slack that knows one token, of an organization with the
// given workspaces, as Slack's documents show its replies.
func newOrganization(t *testing.T, workspaces ...string) string {
	t.Helper()
	var teams []string
	for _, id := range workspaces {
		teams = append(teams, `{"id":"`+id+`","name":"Branch `+id+`"}`)
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("X-OAuth-Scopes", "channels:read,chat:write")
		reply := `{"ok":false,"error":"unknown_method"}`
		switch path.Base(req.URL.Path) {
		case "auth.test":
			reply = `{"ok":true,"url":"https://acme.enterprise.slack.com/","team":"Acme","team_id":"E1ACME","user_id":"U1","bot_id":"B1","is_enterprise_install":true}`
		case "auth.teams.list":
			reply = `{"ok":true,"teams":[` + strings.Join(teams, ",") + `]}`
		case "users.conversations":
			reply = `{"ok":false,"error":"missing_argument"}`
			if id := req.FormValue("team_id"); strings.HasPrefix(id, "T") {
				reply = `{"ok":true,"channels":[{"id":"C` + id + `","name":"general","is_channel":true}]}`
			}
		}
		_, _ = io.WriteString(w, reply)
	}))
	t.Cleanup(server.Close)
	return server.URL + "/api/"
}

func TestTokenOfAnOrganization(t *testing.T) {
	const token = "xoxb-sandbox-org"
	p := newPlace(t)
	p.vars["SLACK_API_URL"] = newOrganization(t, "T1", "T2")
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
	p := newPlace(t)
	p.vars["SLACK_API_URL"] = newOrganization(t, "T1")
	p.run(t, "xoxb-sandbox-org", "team", "add", "--token-stdin").want(t, console.StatusDone, "stored branch-t1/bot")
	p.vars["SLACK_API_URL"] = newOrganization(t)
	p.run(t, "xoxb-sandbox-org", "team", "add", "--token-stdin", "--name", "x").want(t, console.StatusUsage, "added to none")
}
