package cli

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"periscope/cli/console"
	"periscope/cli/token"
	"periscope/model"
	"periscope/model/catalog"
	"periscope/model/order"
	"periscope/slackapi"
)

type infoOptions struct {
	env    *console.Environment
	tokens token.Flags
	format console.FormatFlag
	all    bool // every stored token
}

func newInfoCommand(env *console.Environment) *cobra.Command {
	opts := &infoOptions{env: env}
	cmd := &cobra.Command{
		Use:   "info",
		Short: "Print what a token may do, and where",
		Long: `Print the permissions of one token: for each type of resource, its scopes and
the resources that they hold on.

The token comes from --token-stdin, from SLACK_TOKEN, from the stored team that
--team names, or from the only stored team. Naming it twice is an error. A stored
token that runs out is renewed first with --auto-refresh.

Where the reading breaks off, what was read is printed together with what is missing,
and the exit status is 3 if Slack refused, or 4 if it could not be reached.

With --all it prints one line for each stored token: its state, when it runs out, its
scopes. SLACK_TOKEN is left out. A token that cannot be read does not stop the others;
the exit status is 3 if Slack refused any or its store stayed shut, or 4 if Slack could
not be reached for any.`,
		Example: `  periscope info --team acme/workspace
  pass slack/acme | periscope info --token-stdin --json
  periscope info --all
  periscope info --team acme/bot --format markdown >>"$GITHUB_STEP_SUMMARY"`,
		Args: console.NoArguments,
		RunE: func(cmd *cobra.Command, _ []string) error { return opts.run(cmd) },
	}
	opts.tokens.Register(cmd, env)
	token.RegisterAutoRefresh(cmd, &opts.tokens.AutoRefresh)
	opts.format.Register(cmd, console.TextFormat, console.JSONFormat, console.MarkdownFormat)
	cmd.Flags().BoolVar(&opts.all, "all", false, "print the state, the end and the scopes of every stored token")
	return cmd
}

func (o *infoOptions) run(cmd *cobra.Command) error {
	format, err := o.format.Format(cmd)
	if err != nil {
		return err
	}
	if o.all {
		return o.runAll(cmd, format)
	}
	ctx := cmd.Context()
	token, err := o.tokens.Find(ctx, o.env)
	if err != nil {
		return err
	}
	info, err := readInfo(ctx, o.env, token)
	if err != nil {
		return err
	}
	switch format {
	case console.JSONFormat:
		err = console.WriteJSON(o.env.Out, info.document())
	case console.MarkdownFormat:
		err = info.markdown(o.env.Out)
	default:
		err = info.print(o.env.Out)
	}
	if err == nil && info.missing != nil {
		info.missing.Note(o.env)
		return console.AlreadyReportedError{Status: info.missing.Status()}
	}
	return err
}

// readInfo asks Slack which team a token is of, and what it may do. That only a part of
// the permissions could be read is no error, but stands in what is missing.
func readInfo(ctx context.Context, env *console.Environment, tok token.Selection) (tokenInfo, error) {
	if err := slackapi.CheckKind(tok.Kind); err != nil {
		return tokenInfo{}, err
	}
	client, err := tok.Client(env)
	if err != nil {
		return tokenInfo{}, err
	}
	identity, err := client.AuthTest(ctx)
	if err != nil {
		return tokenInfo{}, err
	}
	permissions, err := token.ReadPermissions(ctx, client)
	missing := token.MissingFrom(permissions, err)
	if err != nil && missing == nil {
		return tokenInfo{}, err
	}
	return tokenInfo{identity.Team, token.KindOf(&permissions), tok.String(), env.Now(), permissions, missing}, nil
}

// infoSchema is the schema of what info --json prints.
const infoSchema = "periscope.info/v1"

// tokenInfo is what one token may do at one moment, now or when it was saved.
type tokenInfo struct {
	team        model.Team
	kind        catalog.TokenKind // of the token
	redacted    string            // the token
	fetched     time.Time
	permissions model.Permissions
	missing     *token.MissingDocument // nil: nothing is
}

// infoDocument is what info --json prints. No array in it is ever null. Grants
// come in the order of the resource types. A type that Slack did not mention is left
// out. "user" comes once for each distinct set of scopes, because each user decides
// alone what the app may do for them.
type infoDocument struct {
	Schema    string             `json:"schema"` // "periscope.info/v1"
	Team      token.TeamDocument `json:"team"`
	Token     infoToken          `json:"token"`
	FetchedAt time.Time          `json:"fetched_at"` // RFC 3339, UTC
	Grants    []grantDocument    `json:"grants"`
	// Unseen are the types of conversation that the token may be in and cannot list.
	// Their ids are unknown, not none.
	Unseen []closedDocument `json:"unseen"`
	// Complete: everything was read. If not, Missing says what was not, and why.
	Complete bool                    `json:"complete"`
	Missing  []token.MissingDocument `json:"missing"`
}

type infoToken struct {
	token.Document
	// ScopesTold: Slack said which scopes the token holds. If not, the scopes of the
	// grants are unknown, not none.
	ScopesTold bool `json:"scopes_told"`
}

type closedDocument struct {
	Type  catalog.ResourceType `json:"type"`
	Scope catalog.Scope        `json:"scope"` // that would list them
}

func newClosedDocuments(closed []model.UnreachableType) []closedDocument {
	docs := []closedDocument{}
	for _, s := range closed {
		docs = append(docs, closedDocument{s.Type, s.Scope})
	}
	return docs
}

type grantDocument struct {
	Type      catalog.ResourceType `json:"type"`
	Scopes    []catalog.Scope      `json:"scopes"`
	Resources resourcesDocument    `json:"resources"`
}

type resourcesDocument struct {
	IDs      []model.ResourceID `json:"ids"`
	Wildcard bool               `json:"wildcard"`
	Excluded []model.ResourceID `json:"excluded_ids"`
}

func (i tokenInfo) document() infoDocument {
	doc := infoDocument{
		Schema:    infoSchema,
		Team:      token.TeamDocument{ID: i.team.ID, Name: i.team.Name, URL: i.team.URL},
		Token:     infoToken{token.Document{Kind: i.kind, Redacted: i.redacted}, !i.permissions.ScopesUnknown},
		FetchedAt: i.fetched.UTC().Truncate(time.Second),
		Grants:    []grantDocument{},
		Unseen:    newClosedDocuments(i.permissions.UnlistedTypes()),
		Complete:  i.missing == nil,
		Missing:   i.missing.All(),
	}
	for _, g := range i.permissions.Grants {
		doc.Grants = append(doc.Grants, grantDocument{
			Type:      g.Type,
			Scopes:    console.JSONArray(g.Scopes),
			Resources: newResourcesDocument(g.Resources),
		})
	}
	return doc
}

func newResourcesDocument(set model.ResourceSet) resourcesDocument {
	return resourcesDocument{console.JSONArray(set.IDs), set.Wildcard, console.JSONArray(set.Excluded)}
}

// print writes the permissions as text: one line for each grant that holds anything,
// and for each type of conversation that cannot be listed.
func (i tokenInfo) print(out io.Writer) error {
	var page bytes.Buffer
	fmt.Fprintf(&page, "%s (%s) %s\n", i.team.Name, i.team.ID, i.team.URL)
	fmt.Fprintf(&page, "%s token %s\n\n", i.kind, i.redacted)
	if i.permissions.ScopesUnknown {
		fmt.Fprintf(&page, "Slack did not say which scopes this token holds.\n\n")
	}
	if i.missing != nil {
		fmt.Fprintf(&page, "Incomplete: %s.\n\n", i.missing)
	}
	table := tabwriter.NewWriter(&page, 0, 0, 2, ' ', 0)
	lists := listingScopes(i.permissions.UnlistedTypes())
	rows := 0
	for _, g := range i.rows() {
		if rows == 0 {
			fmt.Fprintln(table, "TYPE\tWHERE\tSCOPES")
		}
		in := whereKnown(g.Resources, lists[g.Type], i.permissions.ReadToEnd(g.Type))
		fmt.Fprintf(table, "%s\t%s\t%s\n", g.Type, in, i.scopeList(g.Scopes))
		rows++
	}
	if rows == 0 && i.missing == nil {
		fmt.Fprintln(table, "This token holds no permissions.")
	}
	_ = table.Flush() // into memory
	_, err := page.WriteTo(out)
	return err
}

// rows are the grants to show, in the order of types.
func (i tokenInfo) rows() []model.Grant {
	var rows []model.Grant
	lists := listingScopes(i.permissions.UnlistedTypes())
	for _, g := range i.permissions.Grants {
		if len(g.Scopes) > 0 || !g.Resources.Empty() || lists[g.Type] != "" || !i.permissions.ReadToEnd(g.Type) {
			rows = append(rows, g)
		}
		delete(lists, g.Type)
	}
	for t := range lists {
		rows = append(rows, model.Grant{Type: t})
	}
	order.Stable(rows, func(a, b model.Grant) int { return a.Type.Rank() - b.Type.Rank() })
	return rows
}

// listingScopes maps types of conversation that cannot be listed to the scopes that
// would list them.
func listingScopes(unseen []model.UnreachableType) map[catalog.ResourceType]catalog.Scope {
	lists := map[catalog.ResourceType]catalog.Scope{}
	for _, s := range unseen {
		lists[s.Type] = s.Scope
	}
	return lists
}

// whereKnown is where, or says which scope would list the resources, or that there may be
// more of them, because they were not read to their end.
func whereKnown(set model.ResourceSet, lists catalog.Scope, toEnd bool) string {
	switch {
	case lists != "" && set.Empty():
		return fmt.Sprintf("unknown, %s lists them", lists)
	case toEnd || set.Wildcard:
		return where(set)
	case set.Empty():
		return "unknown, not read"
	default:
		return where(set) + " and perhaps more"
	}
}

// fewIDs is how many ids are printed; more are counted.
const fewIDs = 3

// where is a resource set in words: its ids if they are few, else their number.
func where(set model.ResourceSet) string {
	switch {
	case set.Wildcard && len(set.Excluded) > 0:
		return "all but " + idList(set.Excluded)
	case set.Wildcard:
		return "all"
	case len(set.IDs) == 0:
		return "none"
	}
	return idList(set.IDs)
}

func idList(ids []model.ResourceID) string {
	if len(ids) > fewIDs {
		return fmt.Sprintf("%d ids", len(ids))
	}
	return console.Join(ids)
}

func (i tokenInfo) scopeList(scopes []catalog.Scope) string {
	switch {
	case i.permissions.ScopesUnknown:
		return "unknown"
	case len(scopes) == 0:
		return "none"
	}
	return console.Join(scopes)
}
