package cli

import (
	"context"
	"fmt"
	"net"
	"strings"

	"github.com/charmbracelet/ssh"
	"github.com/spf13/cobra"
	gossh "golang.org/x/crypto/ssh"

	"periscope/cli/console"
	"periscope/cli/demo"
	"periscope/cli/listen"
	"periscope/cli/serve"
	"periscope/keystore"
	"periscope/slackapi/loopback"
)

type serveOptions struct {
	env       *console.Environment
	addr      string
	keys      string // file
	anyone    bool
	resources int
	limits    serve.Limits
	json      bool
}

func newServeCommand(env *console.Environment) *cobra.Command {
	opts := &serveOptions{env: env}
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Show the demo to others, over SSH",
		Long: `Show the demo over SSH. Each session has a sandbox of its own. Nothing of this
machine can be reached: no tokens, no files, no variables, no commands, no
forwarding. What visitors copy goes to their own clipboards.

Name who may come in: a file of public keys, as in ~/.ssh/authorized_keys, or anyone
who can reach the address. The host key is made once, and kept beside the list of
your teams. The server runs until it is told to end, and then ends all sessions.`,
		Example: `  periscope serve --authorized-keys ~/.ssh/authorized_keys
  ssh -p 2222 127.0.0.1
  periscope serve --addr 0.0.0.0:2222 --anyone --max-sessions 10 --total 30m`,
		Args: console.NoArguments,
		RunE: func(cmd *cobra.Command, _ []string) error { return opts.run(cmd.Context()) },
	}
	flags := cmd.Flags()
	flags.StringVar(&opts.addr, "addr", "127.0.0.1:2222", "listen on `HOST:PORT`; port 0 is any free one")
	flags.StringVar(&opts.keys, "authorized-keys", "", "let in whose public key is in `FILE`")
	_ = cmd.MarkFlagFilename("authorized-keys") // fails only for a flag that does not exist
	flags.BoolVar(&opts.anyone, "anyone", false, "let in whoever can reach the address")
	flags.IntVar(&opts.limits.Sessions, "max-sessions", serve.DefaultLimits.Sessions, "at most `N` sessions at a time")
	console.RegisterDuration(flags, &opts.limits.Idle, "idle", serve.DefaultLimits.Idle, "end a session after `D` without a key")
	console.RegisterDuration(flags, &opts.limits.Total, "total", serve.DefaultLimits.Total, "end a session after `D`")
	registerResources(cmd, &opts.resources)
	flags.BoolVar(&opts.json, "json", false, "print one JSON object on one line, once it listens")
	return cmd
}

// maxServedSessions bounds --max-sessions.
const maxServedSessions = 1000

func (o *serveOptions) run(ctx context.Context) error {
	if err := o.check(); err != nil {
		return err
	}
	opts := serve.Options{Limits: o.limits, Resources: o.resources, Log: func(format string, args ...any) {
		console.Note(o.env, format, args...)
	}}
	var err error
	if !o.anyone {
		if opts.Keys, err = serve.ReadAuthorizedKeys(o.keys); err != nil {
			return console.CommandLineError(fmt.Sprintf("--authorized-keys %s: %v", console.InputName(o.keys), err),
				"Name a file with a public key on each line, as ssh-keygen -y prints them.")
		}
	}
	dir, err := keystore.Dir(o.env.Getenv)
	if err != nil {
		return err
	}
	if opts.HostKey, err = serve.HostKey(dir); err != nil {
		return err
	}
	listener, err := listen.TCP(o.addr, "--addr")
	if err != nil {
		return err
	}
	defer listener.Close() //nolint:errcheck // Serve has closed it
	if err := o.announce(listener.Addr(), opts.HostKey, opts.Keys); err != nil {
		return fmt.Errorf("saying where the demo is served: %w", err)
	}
	o.env.Process.EndsWhenTold()
	return serve.NewServer(opts).Serve(ctx, listener)
}

func (o *serveOptions) check() error {
	switch {
	case o.keys == "" && !o.anyone:
		return console.CommandLineError("periscope serve has to know who may come in",
			"Name a file of public keys with --authorized-keys, or let in whoever can reach the address with --anyone.")
	case o.keys != "" && o.anyone:
		return console.CommandLineError("--authorized-keys and --anyone exclude each other", "Leave one of them away.")
	case o.limits.Sessions < 1 || o.limits.Sessions > maxServedSessions:
		return console.CommandLineError(fmt.Sprintf("--max-sessions is %d", o.limits.Sessions),
			fmt.Sprintf("Choose a number from 1 to %d.", maxServedSessions))
	}
	if _, _, err := listen.SplitAddress(o.addr, "--addr", "127.0.0.1:2222"); err != nil {
		return err
	}
	return demo.CheckResources(o.resources)
}

// serveDocument is what serve --json prints, once it listens.
type serveDocument struct {
	Schema  string `json:"schema"` // "periscope.serve/v1"
	Addr    string `json:"addr"`
	HostKey string `json:"host_key"` // its fingerprint, as ssh-keygen -l prints it
	Command string `json:"command"`  // that connects from this machine
	Anyone  bool   `json:"anyone"`
	Keys    int    `json:"keys"` // that may come in
}

func (o *serveOptions) announce(at net.Addr, hostKey gossh.Signer, keys []ssh.PublicKey) error {
	host, port, err := net.SplitHostPort(at.String())
	if err != nil {
		return err
	}
	local := loopback.IsHost(host)
	if ip := net.ParseIP(host); ip != nil && ip.IsUnspecified() {
		host = "localhost"
	}
	doc := serveDocument{
		Schema: "periscope.serve/v1", Addr: at.String(), HostKey: gossh.FingerprintSHA256(hostKey.PublicKey()),
		Command: "ssh -p " + port + " " + host, Anyone: o.anyone, Keys: len(keys),
	}
	if !local {
		console.Note(o.env, "other machines can reach %s: %s", at, who(o.anyone, len(keys)))
	}
	if o.json {
		return console.WriteJSONLine(o.env.Out, doc)
	}
	var page strings.Builder
	fmt.Fprintf(&page, "The demo is served at %s, for %s.\n", doc.Addr, who(o.anyone, len(keys)))
	fmt.Fprintf(&page, "Host key  %s\n\n  %s\n\nctrl+c ends it, and all sessions.\n", doc.HostKey, doc.Command)
	_, err = fmt.Fprint(o.env.Out, page.String())
	return err
}

func who(anyone bool, keys int) string {
	switch {
	case anyone:
		return "anyone"
	case keys == 1:
		return "the owner of one key"
	}
	return fmt.Sprintf("the owners of %d keys", keys)
}
