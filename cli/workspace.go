package cli

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"periscope/model"
	"periscope/slackapi"
	"periscope/slackapi/text"
)

func registerWorkspace(cmd *cobra.Command, id *string) {
	cmd.Flags().StringVar(id, "workspace", "", "with a token of a whole organization: the `ID` of the workspace that is meant")
}

// inWorkspace names the workspace that a client is to read with a token of an
// organization. Of other tokens it changes nothing, and the id of an organization,
// under which such a token may be stored, names no workspace.
func inWorkspace(id model.TeamID) slackapi.Option {
	if !strings.HasPrefix(string(id), "T") {
		id = ""
	}
	return slackapi.WithTeam(id)
}

// chooseWorkspace returns the team under which a token is stored: its own or, of
// a token of an organization, the workspace that was chosen or the only one.
func chooseWorkspace(ctx context.Context, client *slackapi.Client, id model.Identity, chosen model.TeamID) (model.Team, error) {
	if !id.OrgWide {
		return id.Team, nil
	}
	var teams []model.Team
	for page, err := range client.TeamsOf(ctx) {
		if err != nil {
			return model.Team{}, err
		}
		teams = append(teams, page...)
	}
	for _, t := range teams {
		if t.ID == chosen || chosen == "" && len(teams) == 1 {
			return t, nil
		}
	}
	if chosen != "" && len(teams) > 0 {
		return model.Team{}, usage(fmt.Sprintf("the token does not work in workspace %s", text.Clean(string(chosen))),
			(&slackapi.TeamNeededError{Teams: teams}).NextStep())
	}
	return model.Team{}, &slackapi.TeamNeededError{Organization: id.Team, Teams: teams}
}
