package token

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"periscope/cli/console"
	"periscope/keystore"
	"periscope/model"
	"periscope/slackapi"
	"periscope/slackapi/text"
)

// AskClientSecret takes the client secret from the environment, or asks for it.
func AskClientSecret(ctx context.Context, env *console.Environment) (string, error) {
	if secret := env.Getenv(console.ClientSecretVar); secret != "" {
		return secret, nil
	}
	if !env.InTerminal {
		return "", nil
	}
	typed, err := env.AskSecret(ctx, "Client secret (not shown; empty if the app uses PKCE): ")
	if err != nil {
		return "", fmt.Errorf("reading the client secret: %w", err)
	}
	return typed, nil
}

// ClientSecret is the client secret of an app. With optional it may be zero: the
// proof of an app that has none to keep is PKCE.
func ClientSecret(ctx context.Context, env *console.Environment, optional bool) (model.ClientSecret, error) {
	typed, err := AskClientSecret(ctx, env)
	if err != nil || optional && strings.TrimSpace(typed) == "" {
		return model.ClientSecret{}, err
	}
	return model.ParseClientSecret(typed)
}

// Identify asks Slack whose a token is, and makes of it what is to be stored.
// apiURL is the server that the user chose, or empty; so is the workspace.
func Identify(
	ctx context.Context, env *console.Environment, c keystore.Credential, apiURL string, workspace model.TeamID,
) (keystore.Addition, error) {
	client, err := slackapi.New(cmp.Or(apiURL, slackapi.DefaultURL), c.Token, slackapi.OnWait(console.TellWait(env)))
	if err != nil {
		return keystore.Addition{}, err
	}
	identity, err := client.AuthTest(ctx)
	if err != nil {
		return keystore.Addition{}, err
	}
	team, err := ChooseWorkspace(ctx, client, identity, workspace)
	return keystore.Addition{
		Team: team, Token: c.Token, Renewal: c.Renewal, Kind: ActualKind(c.Token, identity),
		AppID: identity.AppID, APIURL: apiURL, At: env.Now(),
	}, err
}

func RegisterWorkspace(cmd *cobra.Command, id *string) {
	cmd.Flags().StringVar(id, "workspace", "", "with a token of a whole organization: the `ID` of the workspace that is meant")
}

// InWorkspace names the workspace that a client is to read with a token of an
// organization. Of other tokens it changes nothing, and the id of an organization,
// under which such a token may be stored, names no workspace.
func InWorkspace(id model.TeamID) slackapi.Option {
	if !strings.HasPrefix(string(id), "T") {
		id = ""
	}
	return slackapi.WithTeam(id)
}

// ChooseWorkspace returns the team under which a token is stored: its own or, of
// a token of an organization, the workspace that was chosen or the only one.
func ChooseWorkspace(ctx context.Context, client *slackapi.Client, id model.Identity, chosen model.TeamID) (model.Team, error) {
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
		return model.Team{}, console.Misuse(fmt.Sprintf("the token does not work in workspace %s", text.Clean(string(chosen))),
			(&slackapi.TeamNeededError{Teams: teams}).NextStep())
	}
	return model.Team{}, &slackapi.TeamNeededError{Organization: id.Team, Teams: teams}
}
