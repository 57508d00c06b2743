package cli

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	"periscope/keystore"
	"periscope/model"
	"periscope/slackapi"
)

// clientSecretVar is the way in for a client secret that nobody can type.
const clientSecretVar = "SLACK_CLIENT_SECRET"

// pair asks for a token that runs out and what renews it, or reads both as
// lines: access token, refresh token, client id, client secret. A configuration
// token has no client, and the app of a pair that was got with PKCE no secret.
func (o *teamAddOptions) pair(ctx context.Context) (keystore.Credential, error) {
	lines, err := o.pairLines(ctx)
	if err != nil {
		return keystore.Credential{}, err
	}
	access, err := model.ParseToken(lines[0])
	if err != nil {
		return keystore.Credential{}, model.About("access token", err)
	}
	refresh, err := model.ParseToken(lines[1])
	if err != nil {
		return keystore.Credential{}, model.About("refresh token", err)
	}
	c := keystore.Credential{Token: access, Renewal: keystore.Renewal{Refresh: refresh, ClientID: strings.TrimSpace(lines[2])}}
	if strings.TrimSpace(lines[3]) != "" {
		if c.ClientSecret, err = model.ParseClientSecret(lines[3]); err != nil {
			return keystore.Credential{}, err
		}
	}
	return c, keystore.CheckRenewal(c.Token, c.Renewal)
}

// A pair is as many lines, of which the last two may be missing.
const (
	pairSize     = 4
	smallestPair = 2
)

func (o *teamAddOptions) pairLines(ctx context.Context) ([]string, error) {
	if o.stdin {
		return o.pipedPair(ctx)
	}
	if !o.env.InTerminal {
		return nil, usage("there is no terminal to ask for the tokens on",
			"Pipe them in as four lines and add --token-stdin: access token, refresh token, client id, client secret.")
	}
	access, err := o.env.askSecret(ctx, "Access token, xoxe.xox or xoxa-2 (not shown as you type or paste): ")
	if err != nil {
		return nil, fmt.Errorf("reading the access token: %w", err)
	}
	refresh, err := o.env.askSecret(ctx, "Refresh token, xoxe-1 or xoxr (not shown): ")
	if err != nil {
		return nil, fmt.Errorf("reading the refresh token: %w", err)
	}
	clientID := o.clientID
	if clientID == "" {
		if clientID, err = o.env.ask(ctx, "Client ID (empty for a configuration token): "); err != nil {
			return nil, fmt.Errorf("reading the client id: %w", err)
		}
	}
	secret := ""
	if clientID != "" {
		secret, err = askClientSecret(ctx, o.env)
	}
	return []string{access, refresh, clientID, secret}, err
}

func (o *teamAddOptions) pipedPair(ctx context.Context) ([]string, error) {
	if o.env.InTerminal {
		return nil, usage("--token-stdin reads tokens that are piped in, and standard input is a terminal",
			"Leave --token-stdin away to be asked for them.")
	}
	piped, err := readAll(ctx, o.env.In)
	if err != nil {
		return nil, fmt.Errorf("reading the tokens from standard input: %w", err)
	}
	lines := strings.Split(strings.TrimSpace(piped), "\n")
	if len(lines) < smallestPair || len(lines) > pairSize {
		return nil, usage(fmt.Sprintf("standard input has %d lines, where %d are expected", len(lines), pairSize),
			"Pipe in, one to a line: access token, refresh token, client id, client secret. A configuration token has the first two only.")
	}
	if len(lines) == pairSize-1 { // the secret may be in the environment
		lines = append(lines, o.env.Getenv(clientSecretVar))
	}
	return append(lines, make([]string, pairSize-len(lines))...), nil
}

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
