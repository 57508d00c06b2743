package cli

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"periscope/cli/console"
	"periscope/cli/token"
	"periscope/keystore"
	"periscope/model"
	"periscope/model/catalog"
	"periscope/model/order"
)

type diffOptions struct {
	env    *console.Environment
	tokens token.Flags
	json   bool
}

func newDiffCommand(env *console.Environment) *cobra.Command {
	opts := &diffOptions{env: env}
	cmd := &cobra.Command{
		Use:   "diff BEFORE [AFTER]",
		Short: "Print what a token gained and lost, or how two differ",
		Long: `Print the scopes and resources that lie between two sets of permissions. Each
side is the key of a stored team, which is read from Slack now, or a file that
"periscope info --json" was saved to; - is standard input. A team's key comes
before a file of the same name, which ./NAME names.

With a file alone, it is compared with its team now: with the token of --team,
--token-stdin or SLACK_TOKEN, else with the stored one of that team.

Lines that start with + are in AFTER only, those with - in BEFORE only. The exit
status is 0 when nothing differs and 1 when something does. It is 3 when Slack did
not say which scopes a token holds and nothing else differs.

Where the reading of a side broke off, what it lacks is not called lost or gained. If
nothing else differs, the exit status is 3 or 4 then, as for periscope info.`,
		Example: `  periscope info --team acme/bot --json > before.json
  periscope diff before.json
  periscope diff acme/bot umbrella/bot
  periscope diff --json before.json after.json`,
		Args:              oneOrTwoSides,
		ValidArgsFunction: completeSides(env),
		RunE:              func(cmd *cobra.Command, args []string) error { return opts.run(cmd.Context(), args) },
	}
	opts.tokens.Register(cmd, env)
	token.RegisterAutoRefresh(cmd, &opts.tokens.AutoRefresh)
	console.RegisterJSON(cmd, &opts.json)
	return cmd
}

func oneOrTwoSides(cmd *cobra.Command, args []string) error {
	switch {
	case len(args) == 0 || len(args) > 2:
		return console.CommandLineError(cmd.CommandPath()+" compares two sides",
			"Name two teams or files, or one file to compare with its team now.")
	case len(args) == 2 && args[0] == "-" && args[1] == "-":
		return console.CommandLineError("both sides are standard input", "Name a file for one of them.")
	}
	return nil
}

// completeSides completes the keys of stored teams, and names of files.
func completeSides(env *console.Environment) cobra.CompletionFunc {
	keys := token.CompleteKeys(env)
	return func(cmd *cobra.Command, args []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
		if len(args) > 1 {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		found, _ := keys(cmd, nil, typed)
		return found, cobra.ShellCompDirectiveDefault
	}
}

// side is one of the two sets of permissions that are compared.
type side struct {
	name string // a team's key, a file, or "now"; cleaned
	info tokenInfo
}

func (o *diffOptions) run(ctx context.Context, args []string) error {
	before, after, err := o.sides(ctx, args)
	if err != nil {
		return err
	}
	c := compare(before, after)
	if o.json {
		err = console.WriteJSON(o.env.Out, c.document())
	} else {
		err = c.print(o.env.Out)
	}
	if err == nil {
		c.noteMissing(o.env)
	}
	switch missing := c.missing(); {
	case err != nil:
		return err
	case !c.difference.Empty():
		return console.AlreadyReportedError{Status: console.StatusNo}
	case missing != nil:
		return console.AlreadyReportedError{Status: missing.Status()}
	case c.difference.ScopesUnknown:
		console.Note(o.env, "nothing else differs, and Slack did not say which scopes the token holds")
		return console.AlreadyReportedError{Status: console.StatusRefused}
	}
	return nil
}

func (o *diffOptions) sides(ctx context.Context, args []string) (before, after side, err error) {
	if len(args) == 1 {
		return o.fileAndNow(ctx, args[0])
	}
	if o.tokens.Stdin || o.tokens.Team != "" {
		return side{}, side{}, console.CommandLineError("both sides are named, and a token as well",
			"Name two sides, or one file together with --team or --token-stdin.")
	}
	done, err := o.tokens.KeepOpen(ctx, o.env, args...)
	if err != nil {
		return side{}, side{}, err
	}
	defer done()
	if before, err = o.side(ctx, args[0]); err == nil {
		after, err = o.side(ctx, args[1])
	}
	return before, after, err
}

// side reads the permissions of a stored team or, if no team has that key, of a file.
func (o *diffOptions) side(ctx context.Context, name string) (side, error) {
	if name == "-" {
		return o.file(ctx, name)
	}
	unlisted := o.findTeam(name)
	if unlisted == nil {
		return o.storedSide(ctx, name)
	}
	if _, err := os.Stat(name); err == nil || strings.HasPrefix(name, ".") {
		return o.file(ctx, name)
	}
	if console.IsType[*keystore.UnknownTeamError](unlisted) {
		return side{}, console.CommandLineError(fmt.Sprintf("no stored team and no file is called %q", console.InputName(name)),
			"List the teams with `periscope team list`, or save a file with `periscope info --json > FILE`.")
	}
	return side{}, unlisted
}

// findTeam returns nil if a team is stored under a key.
func (o *diffOptions) findTeam(key string) error {
	store, err := o.tokens.Store.Open(o.env)
	if err != nil {
		return err
	}
	_, err = store.Find(key)
	return err
}

func (o *diffOptions) file(ctx context.Context, name string) (side, error) {
	data, err := console.ReadInput(ctx, o.env, name)
	if err != nil {
		return side{}, err
	}
	info, err := parseSnapshot(name, data)
	return side{console.InputName(name), info}, err
}

func (o *diffOptions) storedSide(ctx context.Context, key string) (side, error) {
	flags := o.tokens
	flags.Team = key
	token, err := flags.FindStored(ctx, o.env)
	if err != nil {
		return side{}, err
	}
	info, err := readInfo(ctx, o.env, token)
	return side{key, info}, err
}

// fileAndNow reads a file, and the permissions that its team has now.
func (o *diffOptions) fileAndNow(ctx context.Context, name string) (before, after side, err error) {
	if name == "-" && o.tokens.Stdin {
		return side{}, side{}, console.CommandLineError("both the file and the token are to be read from standard input", "Name a file.")
	}
	if o.findTeam(name) == nil {
		return side{}, side{}, console.CommandLineError("there is nothing to compare "+name+" with",
			"Name another team or a saved file as well.")
	}
	if before, err = o.file(ctx, name); err != nil {
		return side{}, side{}, err
	}
	if !o.tokens.Given(o.env) {
		key, err := o.keyOf(before)
		if err != nil {
			return side{}, side{}, err
		}
		after, err = o.storedSide(ctx, key)
		return before, after, err
	}
	token, err := o.tokens.Find(ctx, o.env)
	if err != nil {
		return side{}, side{}, err
	}
	info, err := readInfo(ctx, o.env, token)
	return before, side{"now", info}, err
}

// keyOf finds the stored token that has the team and the kind of a file.
func (o *diffOptions) keyOf(saved side) (string, error) {
	store, err := o.tokens.Store.Open(o.env)
	if err != nil {
		return "", err
	}
	entries, err := store.List()
	if err != nil {
		return "", err
	}
	var keys []string
	for _, e := range entries {
		if e.TeamID == saved.info.team.ID && e.Kind == saved.info.kind {
			keys = append(keys, e.Key)
		}
	}
	token := fmt.Sprintf("%s token of %s (%s)", saved.info.kind, saved.info.team.Name, saved.info.team.ID)
	switch len(keys) {
	case 0:
		return "", console.CommandLineError(fmt.Sprintf("%s is of a %s, and none is stored", saved.name, token),
			"Choose a token with --team, --token-stdin or SLACK_TOKEN, or name a second file.")
	case 1:
		return keys[0], nil
	}
	return "", console.CommandLineError(fmt.Sprintf("%s is of a %s, and several are stored", saved.name, token),
		"Choose one with --team: "+strings.Join(keys, ", ")+".")
}

// comparison is the difference between two sides.
type comparison struct {
	before, after side
	difference    model.Difference
	gaps          []gap
}

// missing is what one of the sides lacks because its reading broke off; nil: nothing.
func (c comparison) missing() *token.MissingDocument {
	return cmp.Or(c.after.info.missing, c.before.info.missing)
}

// noteMissing says which sides are incomplete, and why.
func (c comparison) noteMissing(env *console.Environment) {
	for _, s := range []side{c.before, c.after} {
		if s.info.missing != nil {
			console.Note(env, "%s is incomplete: %s", s.name, s.info.missing)
		}
	}
}

// gap is something that cannot be compared, because one side does not know it.
type gap struct {
	Type   catalog.ResourceType `json:"type"` // empty: all types
	What   string               `json:"what"` // "scopes" or "ids"
	Reason string               `json:"reason"`
}

// compare finds the difference in what both sides know. What only one side knows
// is a gap, and no difference.
func compare(before, after side) comparison {
	c := comparison{before: before, after: after}
	b, a := before.info.permissions, after.info.permissions
	if who := tokensThat(b.ScopesUnknown, a.ScopesUnknown); who != "" {
		c.gaps = append(c.gaps, gap{"", "scopes", "Slack did not tell those of " + who})
	}
	hidden, hides := listingScopes(before.info.permissions.UnlistedTypes()), listingScopes(after.info.permissions.UnlistedTypes())
	for _, t := range catalog.ResourceTypes {
		if who := tokensThat(hidden[t] != "", hides[t] != ""); who != "" {
			c.gaps = append(c.gaps, gap{t, "ids", fmt.Sprintf("they are unknown to %s without %s", who, cmp.Or(hidden[t], hides[t]))})
			b, a = without(b, t), without(a, t)
		}
	}
	for _, t := range union(b.Unread, a.Unread) {
		which := sidesThat(!b.ReadToEnd(t), !a.ReadToEnd(t))
		c.gaps = append(c.gaps, gap{t, "ids", "the reading of " + which + " broke off, and what it lacks may be there"})
	}
	c.difference = model.Diff(b, a)
	return c
}

// union is all types of both lists, each once.
func union(a, b []catalog.ResourceType) []catalog.ResourceType {
	all := slices.Concat(a, b)
	order.Stable(all, func(x, y catalog.ResourceType) int { return x.Rank() - y.Rank() })
	return slices.Compact(all)
}

// sidesThat names the sides that meet a condition; empty: neither does.
func sidesThat(before, after bool) string {
	switch {
	case before && after:
		return "both"
	case before:
		return "BEFORE"
	case after:
		return "AFTER"
	}
	return ""
}

// tokensThat names the sides whose tokens meet a condition; empty: neither does.
func tokensThat(before, after bool) string {
	switch which := sidesThat(before, after); which {
	case "":
		return ""
	case "both":
		return "both tokens"
	default:
		return "the token of " + which
	}
}

// without returns p without the resources of a type.
func without(p model.Permissions, t catalog.ResourceType) model.Permissions {
	p.Grants = slices.Clone(p.Grants)
	for i, g := range p.Grants {
		if g.Type == t {
			p.Grants[i].Resources = model.ResourceSet{}
		}
	}
	return p
}

func (c comparison) sameTeam() bool { return c.before.info.team.ID == c.after.info.team.ID }

// diffDocument is what diff --json prints. No array in it is ever null.
type diffDocument struct {
	Schema   string       `json:"schema"` // "periscope.diff/v1"
	Same     bool         `json:"same"`   // nothing that can be compared differs
	SameTeam bool         `json:"same_team"`
	Before   sideDocument `json:"before"`
	After    sideDocument `json:"after"`
	// Types are the types of resource with a change. Users stand apart.
	Types []typeChangeDocument `json:"types"`
	Users []userChangeDocument `json:"users"`
	// NotCompared is what only one side knows.
	NotCompared []gap `json:"not_compared"`
}

type sideDocument struct {
	Name      string             `json:"name"` // a key, a file, or "now"
	Team      token.TeamDocument `json:"team"`
	Token     infoToken          `json:"token"`
	FetchedAt time.Time          `json:"fetched_at"` // RFC 3339, UTC
	// Complete: everything was read. If not, Missing says what was not, and why.
	Complete bool                    `json:"complete"`
	Missing  []token.MissingDocument `json:"missing"`
}

type typeChangeDocument struct {
	Type     catalog.ResourceType             `json:"type"`
	Scopes   changeDocument[catalog.Scope]    `json:"scopes"`
	IDs      changeDocument[model.ResourceID] `json:"ids"`
	Wildcard string                           `json:"wildcard"` // "gained", "lost" or empty
	// Excluded are the exceptions from the wildcard: one gained is a resource lost.
	Excluded changeDocument[model.ResourceID] `json:"excluded_ids"`
}

type userChangeDocument struct {
	ID     model.ResourceID              `json:"id"`
	Scopes changeDocument[catalog.Scope] `json:"scopes"`
}

type changeDocument[T any] struct {
	Gained []T `json:"gained"`
	Lost   []T `json:"lost"`
}

func newChangeDocument[T comparable](c model.Change[T]) changeDocument[T] {
	return changeDocument[T]{console.JSONArray(c.Gained), console.JSONArray(c.Lost)}
}

func (c comparison) document() diffDocument {
	doc := diffDocument{
		Schema: "periscope.diff/v1", Same: c.difference.Empty(), SameTeam: c.sameTeam(),
		Before: c.before.document(), After: c.after.document(),
		Types: []typeChangeDocument{}, Users: []userChangeDocument{}, NotCompared: console.JSONArray(c.gaps),
	}
	for _, t := range c.difference.Types {
		doc.Types = append(doc.Types, typeChangeDocument{
			t.Type, newChangeDocument(t.Scopes), newChangeDocument(t.IDs), wildcardChange(t), newChangeDocument(t.Excluded),
		})
	}
	for _, u := range c.difference.Users {
		doc.Users = append(doc.Users, userChangeDocument{u.User, newChangeDocument(u.Scopes)})
	}
	return doc
}

func (s side) document() sideDocument {
	info := s.info.document()
	return sideDocument{s.name, info.Team, info.Token, info.FetchedAt, info.Complete, info.Missing}
}

func wildcardChange(t model.TypeChange) string {
	switch {
	case t.WildcardGained:
		return "gained"
	case t.WildcardLost:
		return "lost"
	}
	return ""
}

// print writes the two sides, and one line for each thing that only one of them has.
func (c comparison) print(out io.Writer) error {
	var page bytes.Buffer
	fmt.Fprintf(&page, "--- %s\n+++ %s\n", c.before.heading(), c.after.heading())
	if !c.sameTeam() {
		fmt.Fprintln(&page, "These are two teams, whose resources are never the same.")
	}
	table := tabwriter.NewWriter(&page, 0, 0, 2, ' ', 0)
	for _, t := range c.difference.Types {
		writeChange(table, string(t.Type), "scope", t.Scopes)
		writeChange(table, string(t.Type), "resource", t.IDs)
		if t.WildcardGained {
			fmt.Fprintf(table, "+ %s\tresource\tall\n", t.Type)
		} else if t.WildcardLost {
			fmt.Fprintf(table, "- %s\tresource\tall\n", t.Type)
		}
		writeChange(table, string(t.Type), "exception", t.Excluded)
	}
	for _, u := range c.difference.Users {
		writeChange(table, "user "+string(u.User), "scope", u.Scopes)
	}
	_ = table.Flush() // into memory
	if c.difference.Empty() && c.missing() != nil {
		fmt.Fprintln(&page, "Nothing differs in what was read.")
	} else if c.difference.Empty() {
		fmt.Fprintln(&page, "Nothing differs.")
	}
	for _, g := range c.gaps {
		fmt.Fprintf(&page, "Not compared: %s\n", g)
	}
	_, err := page.WriteTo(out)
	return err
}

func (g gap) String() string {
	if g.Type == "" {
		return fmt.Sprintf("%s, because %s.", g.What, g.Reason)
	}
	return fmt.Sprintf("resources of type %s, because %s.", g.Type, g.Reason)
}

func (s side) heading() string {
	incomplete := ""
	if s.info.missing != nil {
		incomplete = ", incomplete"
	}
	i := s.info
	return fmt.Sprintf("%s (%s), %s token %s, %s, %s%s",
		i.team.Name, i.team.ID, i.kind, i.redacted, i.fetched.UTC().Format("2006-01-02 15:04 MST"), s.name, incomplete)
}

func writeChange[S ~string](table io.Writer, of, what string, c model.Change[S]) {
	for _, gained := range c.Gained {
		fmt.Fprintf(table, "+ %s\t%s\t%s\n", of, what, gained)
	}
	for _, lost := range c.Lost {
		fmt.Fprintf(table, "- %s\t%s\t%s\n", of, what, lost)
	}
}
