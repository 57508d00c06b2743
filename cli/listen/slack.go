package listen

import (
	"context"
	"net"
	"strings"

	"github.com/spf13/cobra"

	"periscope/cli/console"
	"periscope/cli/token"
	"periscope/model"
	"periscope/slackapi/incoming"
	"periscope/slackapi/loopback"
)

// RegisterFlag adds the flag that names the address to listen at.
func RegisterFlag(cmd *cobra.Command, addr *string) {
	cmd.Flags().StringVar(addr, "listen", "",
		"hear slash commands, clicks and events at `HOST:PORT`; needs the app's signing secret, stored or in $"+console.SigningSecretVar)
}

// Listener hears what Slack sends to the app.
type Listener struct {
	*Server
	*incoming.Handler
}

// Address is an address of this machine that nobody else can take any more. Nothing is
// heard there before [Address.Start].
type Address struct {
	server  *Server
	socket  net.Listener
	started bool
}

// Take takes the address of the flag, or refuses it: before anything is asked of a person, a
// keyring or Slack, so that nothing is done for an address that cannot be had. The caller
// closes it.
func Take(addr string) (*Address, error) {
	if _, _, err := SplitAddress(addr, "--listen", "127.0.0.1:3000"); err != nil {
		return nil, err
	}
	server, socket, err := Open(addr, "--listen")
	if err != nil {
		return nil, err
	}
	return &Address{server: server, socket: socket}, nil
}

// Start begins to hear messages that are signed with secret. The caller ends the listener.
func (a *Address) Start(secret model.SigningSecret, opts ...incoming.Option) *Listener {
	a.started = true
	l := &Listener{a.server, incoming.New(secret, opts...)}
	a.server.Serve(LimitConnections(a.socket), l.Handler)
	return l
}

// Close gives the address back, unless a listener has it. Of nil it does nothing.
func (a *Address) Close() {
	if a != nil && !a.started {
		_ = a.socket.Close() // nobody was told of it
	}
}

// Start takes an address, and starts a listener there for messages that are signed with secret.
func Start(addr string, secret model.SigningSecret, opts ...incoming.Option) (*Listener, error) {
	at, err := Take(addr)
	if err != nil {
		return nil, err
	}
	return at.Start(secret, opts...), nil
}

// WarnIfExposed says so if other machines reach the listener.
func (l *Listener) WarnIfExposed(env *console.Environment) {
	host, port, err := net.SplitHostPort(strings.TrimPrefix(l.URL, "http://"))
	if err != nil || loopback.IsHost(host) {
		return
	}
	console.Note(env, "warning: the whole network can reach this listener; "+
		"with a tunnel on this machine, --listen 127.0.0.1:%s is enough", port)
}

// SigningSecret is the app's signing secret: that of the environment, or else
// the one that is stored.
func SigningSecret(env *console.Environment, stored model.SigningSecret) (model.SigningSecret, error) {
	value := env.Getenv(console.SigningSecretVar)
	switch {
	case value == "" && stored.IsZero():
		return model.SigningSecret{}, console.CommandLineError(
			"--listen needs the app's signing secret, to tell Slack's messages from others",
			"Store it with `periscope team signing-secret KEY`, or set "+
				console.SigningSecretVar+"; it is on the app's Basic Information page.")
	case value == "":
		return stored, nil
	}
	secret, err := model.ParseSigningSecret(value)
	if err != nil {
		err = model.About(console.SigningSecretVar, err)
	}
	return secret, err
}

// StoredSigningSecret is the signing secret that is stored beside the token of a team,
// or, where none is named, beside those of all teams: an address hears one app.
// It is zero where none is stored.
func StoredSigningSecret(ctx context.Context, store *token.Store, team string) (found model.SigningSecret, err error) {
	entries, err := store.List()
	if err != nil {
		return found, err
	}
	for _, e := range entries {
		if !e.HasSigningSecret || team != "" && team != e.Key {
			continue
		}
		c, err := store.Credential(ctx, e.Key)
		switch {
		case err != nil:
			return model.SigningSecret{}, err
		case !found.IsZero() && found != c.SigningSecret:
			return model.SigningSecret{}, console.CommandLineError("the signing secrets of several apps are stored, and --listen hears one",
				"Choose it with --team KEY; `periscope team list` shows the keys.")
		}
		found = c.SigningSecret
	}
	return found, nil
}
