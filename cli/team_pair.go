package cli

import (
	"context"
	"fmt"
	"strings"

	"periscope/keystore"
	"periscope/model"
	"periscope/slackapi"
)

// clientSecretVar is the way in for a client secret that nobody can type.
const clientSecretVar = "SLACK_CLIENT_SECRET"

// pair asks for a token that runs out and what renews it, or reads both as four
// lines: access token, refresh token, client id, client secret.
func (o *teamAddOptions) pair(ctx context.Context) (keystore.Credential, error) {
	lines, err := o.pairLines(ctx)
	if err != nil {
		return keystore.Credential{}, err
	}
	access, err := model.ParseToken(lines[0])
	if err != nil {
		return keystore.Credential{}, fmt.Errorf("access token: %w", err)
	}
	refresh, err := model.ParseToken(lines[1])
	if err != nil {
		return keystore.Credential{}, fmt.Errorf("refresh token: %w", err)
	}
	secret, err := model.ParseClientSecret(lines[3])
	if err != nil {
		return keystore.Credential{}, err
	}
	c := keystore.Credential{Token: access, Renewal: keystore.Renewal{
		Refresh: refresh, ClientID: strings.TrimSpace(lines[2]), ClientSecret: secret,
	}}
	return c, keystore.CheckRenewal(c.Token, c.Renewal)
}

const pairSize = 4

func (o *teamAddOptions) pairLines(ctx context.Context) ([]string, error) {
	if o.stdin {
		return o.pipedPair(ctx)
	}
	if !o.env.InTerminal {
		return nil, usage("there is no terminal to ask for the tokens on",
			"Pipe them in as four lines and add --token-stdin: access token, refresh token, client id, client secret.")
	}
	access, err := o.env.askSecret(ctx, "Access token, xoxa-2 (not shown as you type or paste): ")
	if err != nil {
		return nil, fmt.Errorf("reading the access token: %w", err)
	}
	refresh, err := o.env.askSecret(ctx, "Refresh token, xoxr (not shown): ")
	if err != nil {
		return nil, fmt.Errorf("reading the refresh token: %w", err)
	}
	clientID, err := o.env.ask(ctx, "Client ID: ")
	if err != nil {
		return nil, fmt.Errorf("reading the client id: %w", err)
	}
	secret, err := askClientSecret(ctx, o.env)
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
	if len(lines) != pairSize {
		return nil, usage(fmt.Sprintf("standard input has %d lines, where %d are expected", len(lines), pairSize),
			"Pipe in, one to a line: access token, refresh token, client id, client secret.")
	}
	return lines, nil
}

// askClientSecret takes the client secret from the environment, or asks for it.
func askClientSecret(ctx context.Context, env *Environment) (string, error) {
	if secret := env.Getenv(clientSecretVar); secret != "" {
		return secret, nil
	}
	typed, err := env.askSecret(ctx, "Client secret (not shown): ")
	if err != nil {
		return "", fmt.Errorf("reading the client secret: %w", err)
	}
	return typed, nil
}

// addition asks Slack whose a token is, and makes of it what is to be stored.
func (o *teamAddOptions) addition(ctx context.Context, c keystore.Credential, apiURL string) (keystore.Addition, error) {
	client, err := slackapi.New(apiURL, c.Token, slackapi.OnWait(tellWait(o.env)))
	if err != nil {
		return keystore.Addition{}, err
	}
	identity, err := client.AuthTest(ctx)
	return keystore.Addition{
		Team: identity.Team, Token: c.Token, Renewal: c.Renewal, Name: o.name,
		APIURL: o.api.chosen(o.env), At: o.env.Now(), Replace: o.replace,
	}, err
}
