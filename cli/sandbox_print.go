package cli

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"text/tabwriter"

	"periscope/cli/demo"
	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/sandbox"
	"periscope/slackapi/sandbox/world"
	"periscope/slackapi/text"
)

// sandboxDocument is what sandbox --json prints. Its tokens are made up, and
// the only ones that Periscope ever prints.
type sandboxDocument struct {
	Schema        string                `json:"schema"` // "periscope.sandbox/v1"
	APIURL        string                `json:"api_url"`
	ControlURL    string                `json:"control_url"`
	SigningSecret string                `json:"signing_secret"`
	Teams         []sandboxTeamDocument `json:"teams"`
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

func sandboxDocumentOf(slack *demo.Emulator, world world.World) sandboxDocument {
	doc := sandboxDocument{
		Schema:        "periscope.sandbox/v1",
		APIURL:        slack.ApiURL(),
		ControlURL:    slack.ControlURL(),
		SigningSecret: sandbox.DefaultSigningSecret,
		Teams:         []sandboxTeamDocument{},
	}
	at := map[model.TeamID]int{}
	for _, t := range world.Teams {
		at[t.ID] = len(doc.Teams)
		doc.Teams = append(doc.Teams, sandboxTeamDocument{t.ID, text.Clean(t.Name), []sandboxTokenDocument{}})
	}
	for _, c := range world.Credentials() {
		team := &doc.Teams[at[c.TeamID]]
		team.Tokens = append(team.Tokens, sandboxTokenDocument{c.Kind, c.Token})
	}
	return doc
}

func (o *sandboxOptions) announce(doc sandboxDocument) error {
	if o.json {
		enc := json.NewEncoder(o.env.Out) // ends the line, which is how a script knows it is whole
		enc.SetEscapeHTML(false)
		return enc.Encode(doc)
	}
	return doc.print(o.env.Out)
}

func (doc sandboxDocument) print(out io.Writer) error {
	var page, tokens bytes.Buffer
	first := ""
	table := tabwriter.NewWriter(&tokens, 0, 0, 2, ' ', 0)
	for _, team := range doc.Teams {
		for _, t := range team.Tokens {
			if first == "" {
				first = t.Token
			}
			fmt.Fprintf(table, "  %s\t%s\t%s\t%s\n", t.Token, t.Kind, team.ID, team.Name)
		}
	}
	_ = table.Flush() // into memory
	fmt.Fprintf(&page, "An emulated Slack listens until ctrl+c. In another terminal:\n\n")
	fmt.Fprintf(&page, "  export SLACK_API_URL=%s\n", doc.APIURL)
	if first != "" {
		fmt.Fprintf(&page, "  export SLACK_TOKEN=%s\n", first)
	}
	fmt.Fprintf(&page, "  export SLACK_SIGNING_SECRET=%s\n\n", doc.SigningSecret)
	fmt.Fprintf(&page, "Scripts play Slack's side, and have it go wrong, at %s\n\n", doc.ControlURL)
	fmt.Fprintf(&page, "All tokens, made up and of no use elsewhere:\n\n%s", &tokens)
	_, err := page.WriteTo(out)
	return err
}
