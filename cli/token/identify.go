package token

import (
	"cmp"
	"context"
	"fmt"

	"periscope/cli/console"
	"periscope/keystore"
	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi"
	"periscope/slackapi/text"
)

// Identify asks Slack for the team, the kind and the app of a token, and adds them
// to what is to be stored. The caller fills in the token, the server that the user
// chose (or none) and the time. The workspace is the one that the user chose for a
// token of a whole organization, or empty.
//
// Every token that is stored was identified here, or by the reply to its installation.
func Identify(
	ctx context.Context, add keystore.Addition, workspace model.TeamID, opts ...slackapi.Option,
) (keystore.Addition, error) {
	if err := keystore.Storable(add.Token.Kind()); err != nil {
		return keystore.Addition{}, err
	}
	client, err := slackapi.New(cmp.Or(add.APIURL, slackapi.DefaultURL), add.Token, opts...)
	if err != nil {
		return keystore.Addition{}, err
	}
	identity, err := client.AuthTest(ctx)
	if err != nil {
		return keystore.Addition{}, err
	}
	add.Kind, add.AppID = ActualKind(add.Token, identity), identity.AppID
	add.Team, err = chooseWorkspace(ctx, client, identity, workspace)
	return add, err
}

// ActualKind is the kind of a token, given what auth.test said about it: the prefix
// of a user's token may also be that of a configuration token, and then only the
// scopes tell.
func ActualKind(token model.Token, id model.Identity) catalog.TokenKind {
	kind := token.Kind()
	if kind != catalog.UserToken {
		return kind
	}
	for _, s := range id.Scopes {
		if entry, _ := catalog.Lookup(s); entry.Offered(catalog.Configuration) {
			return catalog.Configuration
		}
	}
	return kind
}

// chooseWorkspace returns the team under which a token is stored: its own or, of
// a token of an organization, the workspace that was chosen or the only one.
func chooseWorkspace(ctx context.Context, client *slackapi.Client, id model.Identity, chosen model.TeamID) (model.Team, error) {
	if !id.OrgWide {
		return id.Team, nil
	}
	var teams []model.Team
	for page, err := range client.Teams(ctx) {
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
		return model.Team{}, console.CommandLineError(fmt.Sprintf("the token does not work in workspace %s", text.Clean(string(chosen))),
			(&slackapi.TeamNeededError{Teams: teams}).NextStep())
	}
	return model.Team{}, &slackapi.TeamNeededError{Organization: id.Team, Teams: teams}
}
