package token

import (
	"strings"

	"github.com/spf13/cobra"

	"periscope/model"
	"periscope/slackapi"
)

// RegisterWorkspace adds the flag that chooses a workspace of an organization.
func RegisterWorkspace(cmd *cobra.Command, id *string) {
	cmd.Flags().StringVar(id, "workspace", "", "with a token of a whole organization: the `ID` of the workspace that is meant")
}

// InWorkspace names the workspace that a client is to read with a token of an
// organization. Other tokens are not affected, and the id of an organization,
// under which such a token may be stored, names no workspace.
func InWorkspace(id model.TeamID) slackapi.Option {
	if !strings.HasPrefix(string(id), "T") {
		id = ""
	}
	return slackapi.WithTeam(id)
}
