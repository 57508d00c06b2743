package token

import (
	"context"
	"fmt"
	"strings"

	"periscope/cli/console"
	"periscope/model"
)

// AskClientSecret takes the client secret of an app from the environment, or asks
// for it. It is empty where there is neither a secret nor a terminal to ask on.
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

// ClientSecret is the client secret of an app. If it is optional it may be zero:
// an app without a secret proves itself by PKCE.
func ClientSecret(ctx context.Context, env *console.Environment, optional bool) (model.ClientSecret, error) {
	typed, err := AskClientSecret(ctx, env)
	if err != nil || optional && strings.TrimSpace(typed) == "" {
		return model.ClientSecret{}, err
	}
	return model.ParseClientSecret(typed)
}
