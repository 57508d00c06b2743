package cli

import (
	"bytes"
	"fmt"
	"io"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"periscope/keystore"
)

type teamListOptions struct {
	env   *Environment
	store *storeFlag
	json  bool
}

func newTeamListCommand(env *Environment, store *storeFlag) *cobra.Command {
	opts := &teamListOptions{env: env, store: store}
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List the stored teams",
		Long: `List the stored teams. This reads the list of teams only; it asks neither for a
passphrase nor the keyring nor Slack.`,
		Args: noArguments,
		RunE: func(*cobra.Command, []string) error { return opts.run() },
	}
	registerJSON(cmd, &opts.json)
	return cmd
}

// teamsDocument is what team list --json prints.
type teamsDocument struct {
	Schema string               `json:"schema"` // "periscope.teams/v1"
	Teams  []storedTeamDocument `json:"teams"`
}

type storedTeamDocument struct {
	Key     string        `json:"key"`
	Team    teamDocument  `json:"team"`
	Token   tokenDocument `json:"token"`
	AddedAt time.Time     `json:"added_at"` // RFC 3339, UTC
	// APIURL is the server that the token belongs to; empty for Slack's own.
	APIURL string `json:"api_url"`
	// Store is where the token is kept.
	Store keystore.Place `json:"store"`
}

func (o *teamListOptions) run() error {
	store, err := o.store.open(o.env)
	if err != nil {
		return err
	}
	entries, err := store.List()
	if err != nil {
		return err
	}
	switch {
	case o.json:
		return writeJSON(o.env.Out, teamsDocumentOf(entries))
	case len(entries) == 0 && store.only != "":
		note(o.env, "no teams are stored in the %s", store.only)
		return nil
	case len(entries) == 0:
		note(o.env, "no teams are stored; store one with `periscope team add`")
		return nil
	}
	return printTeams(o.env.Out, entries)
}

func teamsDocumentOf(entries []keystore.Entry) teamsDocument {
	doc := teamsDocument{Schema: "periscope.teams/v1", Teams: []storedTeamDocument{}}
	for _, e := range entries {
		doc.Teams = append(doc.Teams, storedTeamDocument{
			Key:     e.Key,
			Team:    teamDocument{e.TeamID, e.TeamName, e.URL},
			Token:   tokenDocument{e.Kind, e.Redacted},
			AddedAt: e.AddedAt.UTC(),
			APIURL:  e.APIURL,
			Store:   e.Store,
		})
	}
	return doc
}

// printTeams writes one line for each team. Names come last: their width on a
// terminal is anybody's guess.
func printTeams(out io.Writer, entries []keystore.Entry) error {
	var page bytes.Buffer
	table := tabwriter.NewWriter(&page, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "KEY\tTOKEN\tSTORE\tADDED\tTEAM\tNAME")
	for _, e := range entries {
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%s\t%s\n",
			e.Key, e.Redacted, e.Store, e.AddedAt.Format(time.DateOnly), e.TeamID, e.TeamName)
	}
	_ = table.Flush() // into memory
	_, err := page.WriteTo(out)
	return err
}
