package cli

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"periscope/cli/console"
	"periscope/cli/demo"
	"periscope/slackapi/sandbox"
)

type sandboxOptions struct {
	env        *console.Environment
	addr       string
	file       string // of the world; empty: the demo's
	resources  int
	requestURL string
	print      bool
	json       bool
}

func newSandboxCommand(env *console.Environment) *cobra.Command {
	opts := &sandboxOptions{env: env}
	cmd := &cobra.Command{
		Use:   "sandbox",
		Short: "Run an emulated Slack for any client on this machine",
		Long: `Run an emulated Slack until ctrl+c. Point any client on this machine at its API
URL and use one of the tokens it prints; they are made up and work nowhere else.

What people do at Slack (run a command, approve what an app asks for), and what
goes wrong there, scripts do at the control URL.`,
		Example: `  periscope sandbox
  SLACK_API_URL=http://127.0.0.1:8765/api/ SLACK_TOKEN=xoxa-sandbox-acme periscope info
  periscope sandbox --print-world > world.yaml
  periscope sandbox --world world.yaml --request-url http://127.0.0.1:3000/slack --json`,
		Args: console.NoArguments,
		RunE: func(cmd *cobra.Command, _ []string) error { return opts.run(cmd.Context()) },
	}
	cmd.Flags().StringVar(&opts.addr, "addr", "127.0.0.1:8765", "listen on `HOST:PORT` of this machine; port 0 is any free one")
	cmd.Flags().StringVar(&opts.file, "world", "", "serve the teams of a `FILE` in YAML or JSON, not those of the demo")
	registerResources(cmd, &opts.resources)
	cmd.Flags().StringVar(&opts.requestURL, "request-url", "",
		"send events, commands and clicks to the app at `URL` of this machine, once it listens there")
	cmd.Flags().BoolVar(&opts.print, "print-world", false, "print the world as a file for --world, and serve nothing")
	cmd.Flags().BoolVar(&opts.json, "json", false, "print one JSON object on one line, once it listens")
	cmd.MarkFlagsMutuallyExclusive("world", "resources")
	cmd.MarkFlagsMutuallyExclusive("print-world", "json")
	cmd.MarkFlagsMutuallyExclusive("print-world", "request-url")
	return cmd
}

func (o *sandboxOptions) run(ctx context.Context) error {
	world, teams, err := o.world()
	if err != nil {
		return err
	}
	if o.print {
		return world().WriteYAML(o.env.Out)
	}
	if err := checkLoopback(o.addr); err != nil {
		return err
	}
	slack, err := demo.Emulate(o.addr, world, sandbox.Options{})
	if err != nil {
		return err
	}
	defer slack.Close()
	stopWaiting, err := o.connect(ctx, slack.Slack)
	if err != nil {
		return err
	}
	defer stopWaiting()
	if err := o.announce(sandboxDocumentOf(slack, teams)); err != nil {
		return fmt.Errorf("saying where the sandbox listens: %w", err)
	}
	return slack.Wait(ctx)
}

// connect has the sandbox send to the app at the request URL: at once if it
// answers there, or else as soon as it does, because an app needs to know what
// the sandbox prints before it can start. The caller ends the wait.
func (o *sandboxOptions) connect(ctx context.Context, slack func() *sandbox.Sandbox) (stopWaiting func(), err error) {
	if o.requestURL == "" {
		return func() {}, nil
	}
	err = slack().SetRequestURL(ctx, o.requestURL)
	switch {
	case err == nil:
		return func() {}, nil
	case !errors.Is(err, sandbox.ErrUnverified):
		return nil, console.Misuse(err.Error(), "Name a URL of this machine, as in http://127.0.0.1:3000/slack.")
	}
	console.Note(o.env, "waiting for an app: %v", err)
	ctx, cancel := context.WithCancel(ctx)
	var waiting sync.WaitGroup
	waiting.Go(func() {
		tick := time.NewTicker(50 * time.Millisecond)
		defer tick.Stop()
		for slack().RequestURL() == "" { // it may be set from elsewhere, too
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
			}
			if slack().SetRequestURL(ctx, o.requestURL) == nil {
				console.Note(o.env, "the app at %s answers", o.requestURL)
			}
		}
	})
	return func() { cancel(); waiting.Wait() }, nil
}

// checkLoopback refuses addresses that other machines can reach: whoever can
// talk to the sandbox can act as everybody in it.
func checkLoopback(addr string) error {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return console.Misuse(fmt.Sprintf("--addr %q is not HOST:PORT", addr), "Write it as in 127.0.0.1:8765.")
	}
	if ip, err := netip.ParseAddr(host); host != "localhost" && (err != nil || !ip.IsLoopback()) {
		return console.Misuse(fmt.Sprintf("--addr %q is not an address of this machine alone", addr), "Use 127.0.0.1, [::1] or localhost.")
	}
	return nil
}
