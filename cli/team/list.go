package team

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"periscope/cli/console"
	"periscope/cli/token"
	"periscope/keystore"
)

type listOptions struct {
	env   *console.Environment
	store *token.StoreFlag
	json  bool
}

func newListCommand(env *console.Environment, store *token.StoreFlag) *cobra.Command {
	opts := &listOptions{env: env, store: store}
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List the stored teams",
		Long: `List the stored teams. This reads the list of teams only; it asks neither for a
passphrase nor the keyring nor Slack.`,
		Args: console.NoArguments,
		RunE: func(*cobra.Command, []string) error { return opts.run() },
	}
	console.RegisterJSON(cmd, &opts.json)
	return cmd
}

// teamsDocument is what team list --json prints.
type teamsDocument struct {
	Schema string               `json:"schema"` // "periscope.teams/v1"
	Teams  []storedTeamDocument `json:"teams"`
}

type storedTeamDocument struct {
	Key     string             `json:"key"`
	Team    token.TeamDocument `json:"team"`
	Token   token.Document     `json:"token"`
	AddedAt time.Time          `json:"added_at"` // RFC 3339, UTC
	// APIURL is the server that the token belongs to; empty for Slack's own.
	APIURL string `json:"api_url"`
	// Store is where the token is kept.
	Store keystore.Backend `json:"store"`
	// Rotates: the token runs out and is stored with what renews it.
	Rotates   bool       `json:"rotates"`
	ExpiresAt *time.Time `json:"expires_at"` // RFC 3339, UTC; null: it lasts, or it is not known
	// Signs: the app's signing secret is stored beside the token.
	Signs bool `json:"signs"`
}

func (o *listOptions) run() error {
	store, err := o.store.Open(o.env)
	if err != nil {
		return err
	}
	entries, err := store.List()
	if err != nil {
		return err
	}
	switch {
	case o.json:
		return console.WriteJSON(o.env.Out, teamsDocumentOf(entries))
	case len(entries) == 0 && store.Only() != "":
		console.Note(o.env, "no teams are stored in the %s", store.Only())
		return nil
	case len(entries) == 0:
		console.Note(o.env, "no teams are stored; store one with `periscope team add`")
		return nil
	}
	return printTeams(o.env.Out, entries, o.env.Now())
}

func teamsDocumentOf(entries []keystore.Entry) teamsDocument {
	doc := teamsDocument{Schema: "periscope.teams/v1", Teams: []storedTeamDocument{}}
	for _, e := range entries {
		doc.Teams = append(doc.Teams, storedTeamDocument{
			Key:     e.Key,
			Team:    token.TeamDocument{ID: e.TeamID, Name: e.TeamName, URL: e.URL},
			Token:   token.Document{Kind: e.Kind, Redacted: e.Redacted},
			AddedAt: e.AddedAt.UTC(),
			APIURL:  e.APIURL,
			Store:   e.Backend,

			Rotates: e.Rotates, ExpiresAt: knownTime(e.ExpiresAt), Signs: e.HasSigningSecret,
		})
	}
	return doc
}

// printTeams writes one line for each team, with the time that tokens have left if
// any runs out. Names come last, because their width on a terminal is not known.
func printTeams(out io.Writer, entries []keystore.Entry, now time.Time) error {
	var page bytes.Buffer
	table := tabwriter.NewWriter(&page, 0, 0, 2, ' ', 0)
	heading, left := "", func(keystore.Entry) string { return "" }
	if slices.ContainsFunc(entries, func(e keystore.Entry) bool { return e.Rotates }) {
		heading, left = "LEFT\t", func(e keystore.Entry) string { return token.TimeLeft(e, now) + "\t" }
	}
	fmt.Fprintln(table, "KEY\tTOKEN\tSTORE\tADDED\t"+heading+"TEAM\tNAME")
	for _, e := range entries {
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%s%s\t%s\n",
			e.Key, e.Redacted, e.Backend, e.AddedAt.Format(time.DateOnly), left(e), e.TeamID, e.TeamName)
	}
	_ = table.Flush() // into memory
	_, err := page.WriteTo(out)
	return err
}

// knownTime is a time for JSON: null if it is not known.
func knownTime(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	utc := t.UTC()
	return &utc
}
