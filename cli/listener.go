package cli

import (
	"context"
	"fmt"
	"net"

	"github.com/spf13/cobra"

	"periscope/model"
	"periscope/slackapi"
)

// signingSecretVar is the way in for a signing secret that is stored nowhere.
// Arguments are none: every program on the machine sees them, and they end up in
// the shell's history.
const signingSecretVar = "SLACK_SIGNING_SECRET"

func registerListen(cmd *cobra.Command, addr *string) {
	cmd.Flags().StringVar(addr, "listen", "",
		"hear slash commands, clicks and events at `HOST:PORT`; needs the app's signing secret, stored or in $"+signingSecretVar)
}

// listener hears what Slack sends to the app.
type listener struct {
	*server
	*slackapi.Incoming
}

// hear starts a listener for messages that are signed with secret.
func hear(addr string, secret model.SigningSecret, opts ...slackapi.IncomingOption) (*listener, error) {
	if _, _, err := net.SplitHostPort(addr); err != nil {
		return nil, usage(fmt.Sprintf("--listen %q is not HOST:PORT", addr), "Write it as in 127.0.0.1:3000.")
	}
	server, socket, err := listen(addr, "--listen")
	if err != nil {
		return nil, err
	}
	l := &listener{server, slackapi.NewIncoming(secret, opts...)}
	server.serve(socket, l.Incoming)
	return l, nil
}

// signingSecret is the app's signing secret: that of the environment, or else
// the one that is stored.
func signingSecret(env *Environment, stored model.SigningSecret) (model.SigningSecret, error) {
	value := env.Getenv(signingSecretVar)
	switch {
	case value == "" && stored.IsZero():
		return model.SigningSecret{}, usage("--listen needs the app's signing secret, to tell Slack's messages from others",
			"Store it with `periscope team signing-secret KEY`, or set "+signingSecretVar+"; it is on the app's Basic Information page.")
	case value == "":
		return stored, nil
	}
	secret, err := model.ParseSigningSecret(value)
	if err != nil {
		err = model.About(signingSecretVar, err)
	}
	return secret, err
}

// storedSigning is the signing secret that is stored beside the token of a team,
// or, where none is named, beside those of all teams: an address hears one app.
// It is zero where none is stored.
func storedSigning(ctx context.Context, store *teams, team string) (found model.SigningSecret, err error) {
	entries, err := store.List()
	if err != nil {
		return found, err
	}
	for _, e := range entries {
		if !e.Signs || team != "" && team != e.Key {
			continue
		}
		c, err := store.Credential(ctx, e.Key)
		switch {
		case err != nil:
			return model.SigningSecret{}, err
		case !found.IsZero() && found != c.Signing:
			return model.SigningSecret{}, usage("the signing secrets of several apps are stored, and --listen hears one",
				"Choose it with --team KEY; `periscope team list` shows the keys.")
		}
		found = c.Signing
	}
	return found, nil
}
