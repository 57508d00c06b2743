package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/netip"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi"
	"periscope/slackapi/sandbox"
)

type sandboxOptions struct {
	env       *Environment
	addr      string
	resources int
	json      bool
}

func newSandboxCommand(env *Environment) *cobra.Command {
	opts := &sandboxOptions{env: env}
	cmd := &cobra.Command{
		Use:   "sandbox",
		Short: "Run an emulated Slack for any client on this machine",
		Long: `Run an emulated Slack until ctrl+c. Point any client on this machine at its API
URL and use one of the tokens it prints; they are made up and work nowhere else.`,
		Example: `  periscope sandbox
  SLACK_API_URL=http://127.0.0.1:8765/api/ SLACK_TOKEN=xoxa-sandbox-acme periscope info`,
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error { return opts.run(cmd.Context()) },
	}
	cmd.Flags().StringVar(&opts.addr, "addr", "127.0.0.1:8765", "listen on `HOST:PORT` of this machine; port 0 is any free one")
	registerResources(cmd, &opts.resources)
	cmd.Flags().BoolVar(&opts.json, "json", false, "print one JSON object on one line, once it listens")
	return cmd
}

func (o *sandboxOptions) run(ctx context.Context) error {
	if err := checkResources(o.resources); err != nil {
		return err
	}
	if err := checkLoopback(o.addr); err != nil {
		return err
	}
	slack, err := emulate(o.addr, o.resources, sandbox.Options{})
	if err != nil {
		return err
	}
	defer slack.close()
	if err := o.announce(slack.apiURL(), cast()); err != nil {
		return fmt.Errorf("saying where the sandbox listens: %w", err)
	}
	return slack.wait(ctx)
}

func (o *sandboxOptions) announce(apiURL string, world sandbox.World) error {
	doc, err := sandboxDocumentOf(apiURL, world)
	if err != nil {
		return err
	}
	if o.json {
		enc := json.NewEncoder(o.env.Out) // ends the line, which is how a script knows it is whole
		enc.SetEscapeHTML(false)
		return enc.Encode(doc)
	}
	return doc.print(o.env.Out)
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

// sandboxDocument is what sandbox --json prints. Its tokens are made up, and
// the only ones that Periscope ever prints.
type sandboxDocument struct {
	Schema string                `json:"schema"` // "periscope.sandbox/v1"
	APIURL string                `json:"api_url"`
	Teams  []sandboxTeamDocument `json:"teams"`
}

type sandboxTeamDocument struct {
	ID     model.TeamID           `json:"id"`
	Name   string                 `json:"name"`
	Tokens []sandboxTokenDocument `json:"tokens"`
}

type sandboxTokenDocument struct {
	Kind  catalog.TokenKind `json:"kind"`
	Token string            `json:"token"`
}

func sandboxDocumentOf(apiURL string, world sandbox.World) (sandboxDocument, error) {
	doc := sandboxDocument{Schema: "periscope.sandbox/v1", APIURL: apiURL, Teams: []sandboxTeamDocument{}}
	for _, t := range world.Teams {
		team := sandboxTeamDocument{ID: t.ID, Name: slackapi.Clean(t.Name), Tokens: []sandboxTokenDocument{}}
		for _, in := range t.Installs {
			token, err := model.ParseToken(in.Token)
			if err != nil {
				return sandboxDocument{}, fmt.Errorf("the sandbox's token for %s: %w", t.ID, err)
			}
			team.Tokens = append(team.Tokens, sandboxTokenDocument{token.Kind(), token.Reveal()})
		}
		doc.Teams = append(doc.Teams, team)
	}
	return doc, nil
}

func (doc sandboxDocument) print(out io.Writer) error {
	var page bytes.Buffer
	fmt.Fprintf(&page, "An emulated Slack listens until ctrl+c. In another terminal:\n\n")
	fmt.Fprintf(&page, "  export SLACK_API_URL=%s\n", doc.APIURL)
	fmt.Fprintf(&page, "  export SLACK_TOKEN=%s\n\n", doc.Teams[0].Tokens[0].Token)
	fmt.Fprintf(&page, "All tokens, made up and of no use elsewhere:\n\n")
	table := tabwriter.NewWriter(&page, 0, 0, 2, ' ', 0)
	for _, team := range doc.Teams {
		for _, t := range team.Tokens {
			fmt.Fprintf(table, "  %s\t%s\t%s\t%s\n", t.Token, t.Kind, team.ID, team.Name)
		}
	}
	_ = table.Flush() // into memory
	_, err := page.WriteTo(out)
	return err
}
