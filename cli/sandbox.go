package cli

import (
	"context"
	"fmt"
	"net"
	"net/netip"

	"github.com/spf13/cobra"

	"periscope/slackapi/sandbox"
)

type sandboxOptions struct {
	env        *Environment
	addr       string
	file       string // of the world; empty: the demo's
	resources  int
	requestURL string
	print      bool
	json       bool
}

func newSandboxCommand(env *Environment) *cobra.Command {
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
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error { return opts.run(cmd.Context()) },
	}
	cmd.Flags().StringVar(&opts.addr, "addr", "127.0.0.1:8765", "listen on `HOST:PORT` of this machine; port 0 is any free one")
	cmd.Flags().StringVar(&opts.file, "world", "", "serve the teams of a `FILE` in YAML or JSON, not those of the demo")
	registerResources(cmd, &opts.resources)
	cmd.Flags().StringVar(&opts.requestURL, "request-url", "",
		"send events, commands and clicks to an app that listens at `URL` of this machine")
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
	slack, err := emulate(o.addr, world, sandbox.Options{})
	if err != nil {
		return err
	}
	defer slack.close()
	if o.requestURL != "" {
		if err := slack.slack().SetRequestURL(ctx, o.requestURL); err != nil {
			return usage(err.Error(), "Start the app first; it must answer the url_verification handshake at this URL.")
		}
	}
	if err := o.announce(sandboxDocumentOf(slack, teams)); err != nil {
		return fmt.Errorf("saying where the sandbox listens: %w", err)
	}
	return slack.wait(ctx)
}

// checkLoopback refuses addresses that other machines can reach: whoever can
// talk to the sandbox can act as everybody in it.
func checkLoopback(addr string) error {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return usage(fmt.Sprintf("--addr %q is not HOST:PORT", addr), "Write it as in 127.0.0.1:8765.")
	}
	if ip, err := netip.ParseAddr(host); host != "localhost" && (err != nil || !ip.IsLoopback()) {
		return usage(fmt.Sprintf("--addr %q is not an address of this machine alone", addr), "Use 127.0.0.1, [::1] or localhost.")
	}
	return nil
}
