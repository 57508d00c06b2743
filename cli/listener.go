package cli

import (
	"fmt"
	"net"

	"github.com/spf13/cobra"

	"periscope/model"
	"periscope/slackapi"
)

// signingSecretVar is the only way in for a signing secret: arguments are seen
// by every program on the machine, and end up in the shell's history.
const signingSecretVar = "SLACK_SIGNING_SECRET"

func registerListen(cmd *cobra.Command, addr *string) {
	cmd.Flags().StringVar(addr, "listen", "",
		"hear slash commands, clicks and events at `HOST:PORT`; needs $"+signingSecretVar)
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

// signingSecret reads the app's signing secret from the environment.
func signingSecret(env *Environment) (model.SigningSecret, error) {
	value := env.Getenv(signingSecretVar)
	if value == "" {
		return model.SigningSecret{}, usage("--listen needs the app's signing secret, to tell Slack's messages from others",
			"Set "+signingSecretVar+" to the signing secret on the app's Basic Information page.")
	}
	secret, err := model.ParseSigningSecret(value)
	if err != nil {
		err = fmt.Errorf("%s: %w", signingSecretVar, err)
	}
	return secret, err
}
