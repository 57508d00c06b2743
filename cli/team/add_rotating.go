package team

import (
	"context"
	"fmt"
	"strings"

	"periscope/cli/console"
	"periscope/cli/token"
	"periscope/keystore"
	"periscope/model"
)

// pair asks for a token that runs out and what renews it, or reads both as
// lines: access token, refresh token, client id, client secret. A configuration
// token has no client, and the app of a pair that was got with PKCE no secret.
func (o *addOptions) pair(ctx context.Context) (keystore.Credential, error) {
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
	c := keystore.Credential{Token: access, Renewal: keystore.Renewal{RefreshToken: refresh, ClientID: strings.TrimSpace(lines[2])}}
	if strings.TrimSpace(lines[3]) != "" {
		if c.ClientSecret, err = model.ParseClientSecret(lines[3]); err != nil {
			return keystore.Credential{}, err
		}
	}
	return c, keystore.CheckRenewal(c.Token, c.Renewal)
}

// How many lines a pair is; the last two may be missing.
const (
	pairSize     = 4
	smallestPair = 2
)

func (o *addOptions) pairLines(ctx context.Context) ([]string, error) {
	if o.stdin {
		return o.pipedPair(ctx)
	}
	if !o.env.InTerminal {
		return nil, console.CommandLineError("there is no terminal to ask for the tokens on",
			"Pipe them in as four lines and add --token-stdin: access token, refresh token, client id, client secret.")
	}
	tellPlaces(o.env, model.RotatingTokenPlaces())
	access, err := o.env.AskSecret(ctx, "Access token, xoxe.xox or xoxa-2 (not shown as you type or paste): ")
	if err != nil {
		return nil, fmt.Errorf("reading the access token: %w", err)
	}
	refresh, err := o.env.AskSecret(ctx, "Refresh token, xoxe-1 or xoxr (not shown): ")
	if err != nil {
		return nil, fmt.Errorf("reading the refresh token: %w", err)
	}
	clientID := o.clientID
	if clientID == "" {
		if clientID, err = o.env.Ask(ctx, "Client ID (empty for a configuration token): "); err != nil {
			return nil, fmt.Errorf("reading the client id: %w", err)
		}
	}
	secret := ""
	if clientID != "" {
		secret, err = token.AskClientSecret(ctx, o.env)
	}
	return []string{access, refresh, clientID, secret}, err
}

func (o *addOptions) pipedPair(ctx context.Context) ([]string, error) {
	if o.env.InTerminal {
		return nil, console.CommandLineError("--token-stdin reads tokens that are piped in, and standard input is a terminal",
			"Leave --token-stdin away to be asked for them.")
	}
	piped, err := console.ReadPiped(ctx, o.env.In)
	if err != nil {
		return nil, fmt.Errorf("reading the tokens from standard input: %w", err)
	}
	lines := strings.Split(strings.TrimSpace(piped), "\n")
	if len(lines) < smallestPair || len(lines) > pairSize {
		return nil, console.CommandLineError(fmt.Sprintf("standard input has %d lines, where %d are expected", len(lines), pairSize),
			"Pipe in, one to a line: access token, refresh token, client id, client secret. A configuration token has the first two only.")
	}
	if len(lines) == pairSize-1 { // the secret may be in the environment
		lines = append(lines, o.env.Getenv(console.ClientSecretVar))
	}
	return append(lines, make([]string, pairSize-len(lines))...), nil
}
