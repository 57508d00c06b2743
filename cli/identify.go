package cli

import (
	"cmp"
	"context"
	"fmt"
	"periscope/keystore"
	"periscope/model"
	"periscope/slackapi"
	"strings"
)

// askClientSecret takes the client secret from the environment, or asks for it.
func askClientSecret(ctx context.Context, env *Environment) (string, error) {
	if secret := env.Getenv(clientSecretVar); secret != "" {
		return secret, nil
	}
	if !env.InTerminal {
		return "", nil
	}
	typed, err := env.askSecret(ctx, "Client secret (not shown; empty if the app uses PKCE): ")
	if err != nil {
		return "", fmt.Errorf("reading the client secret: %w", err)
	}
	return typed, nil
}

// clientSecret is the client secret of an app. With optional it may be zero: the
// proof of an app that has none to keep is PKCE.
func clientSecret(ctx context.Context, env *Environment, optional bool) (model.ClientSecret, error) {
	typed, err := askClientSecret(ctx, env)
	if err != nil || optional && strings.TrimSpace(typed) == "" {
		return model.ClientSecret{}, err
	}
	return model.ParseClientSecret(typed)
}

// identified asks Slack whose a token is, and makes of it what is to be stored.
// apiURL is the server that the user chose, or empty; so is the workspace.
func identified(
	ctx context.Context, env *Environment, c keystore.Credential, apiURL string, workspace model.TeamID,
) (keystore.Addition, error) {
	client, err := slackapi.New(cmp.Or(apiURL, slackapi.DefaultURL), c.Token, slackapi.OnWait(tellWait(env)))
	if err != nil {
		return keystore.Addition{}, err
	}
	identity, err := client.AuthTest(ctx)
	if err != nil {
		return keystore.Addition{}, err
	}
	team, err := chooseWorkspace(ctx, client, identity, workspace)
	return keystore.Addition{
		Team: team, Token: c.Token, Renewal: c.Renewal, Kind: toldKind(c.Token, identity),
		AppID: identity.AppID, APIURL: apiURL, At: env.Now(),
	}, err
}
