package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"periscope/cli/console"
	"periscope/cli/token"
	"periscope/model"
	"periscope/model/catalog"
)

type needsOptions struct {
	env    *console.Environment
	tokens token.Flags
	kind   token.KindFlag
	json   bool
}

func newNeedsCommand(env *console.Environment) *cobra.Command {
	opts := &needsOptions{env: env}
	cmd := &cobra.Command{
		Use:   "needs METHOD...",
		Short: "Which scopes do Web API methods need, and does a token have them?",
		Long: `Print which scopes Web API methods need, for each kind of token that may call
them or for the one of --kind. Methods are written as in Slack's documentation, as
in the code of an SDK, or as the URL of their page.

With a token, named by --team, --token-stdin or SLACK_TOKEN, it says whether the
token has the scopes, in which conversations the method would work, and what to
change if not. Without one, nothing is sent.

The exit status is 1 when a method cannot be called: the token lacks a scope, or
is of a kind that the method is not for. Where Slack does not say whether what the
token holds is enough, the answer is "unknown", and the exit status 0.`,
		Example: `  periscope needs conversations.history
  periscope needs --kind bot chat_postMessage client.reactions.add
  periscope needs --team acme/bot --json https://docs.slack.dev/reference/methods/pins.add`,
		Args:              requireMethods,
		ValidArgsFunction: completeMethods,
		RunE:              func(cmd *cobra.Command, args []string) error { return opts.run(cmd.Context(), args) },
	}
	opts.kind.Register(cmd, "answer for tokens of this `KIND`: bot, user or workspace")
	opts.tokens.Register(cmd, env)
	token.RegisterAutoRefresh(cmd, &opts.tokens.AutoRefresh)
	console.RegisterJSON(cmd, &opts.json)
	return cmd
}

func requireMethods(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return console.CommandLineError(cmd.CommandPath()+" needs the methods to look up",
			"Name them, as in `"+cmd.CommandPath()+" conversations.history`.")
	}
	return nil
}

// completeMethods completes the names of methods.
func completeMethods(_ *cobra.Command, args []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
	var names []cobra.Completion
	for _, m := range catalog.Methods() {
		if !slices.Contains(args, m.Name) {
			names = append(names, m.Name)
		}
	}
	return names, cobra.ShellCompDirectiveNoFileComp
}

func (o *needsOptions) run(ctx context.Context, args []string) error {
	methods, err := findMethods(args)
	if err != nil {
		return err
	}
	if _, err := o.kind.Kind(); err != nil {
		return err
	}
	held, err := o.tokens.GrantedPermissions(ctx, o.env)
	if err != nil {
		return err
	}
	kind, err := o.kind.Matching(token.KindOf(held))
	if err != nil {
		return err
	}
	token.NoteUnknownScopes(o.env, held)
	n := answersTo(methods, kind, held)
	if o.json {
		err = console.WriteJSON(o.env.Out, n.document())
	} else {
		err = n.print(o.env.Out)
	}
	if err == nil && n.refused() {
		return console.AlreadyReportedError{Status: console.StatusNo}
	}
	return err
}

// findMethods finds the methods that were typed, each once.
func findMethods(typed []string) ([]catalog.Method, error) {
	var methods []catalog.Method
	for _, name := range typed {
		m, err := model.FindMethod(name)
		if unknown, ok := errors.AsType[*model.UnknownMethodError](err); ok {
			return nil, unknownMethod(unknown)
		}
		if err != nil {
			return nil, err
		}
		if !slices.ContainsFunc(methods, func(known catalog.Method) bool { return known.Name == m.Name }) {
			methods = append(methods, m)
		}
	}
	return methods, nil
}

func unknownMethod(err *model.UnknownMethodError) error {
	next := "Slack lists all methods at https://docs.slack.dev/reference/methods."
	if len(err.Near) > 0 {
		next = "Did you mean " + strings.Join(err.Near, " or ") + "?"
	}
	return &console.Failure{
		Code: "unknown_method", Status: console.StatusUsage,
		Message: "no Web API method is named " + err.Typed, Next: next,
	}
}

// answers are what methods need, and whether a token has it.
type answers struct {
	needed []model.MethodAccess
	held   *model.Permissions // nil: there is no token
}

// answersTo answers for tokens of a kind or, if it is empty, for each kind that may
// call a method.
func answersTo(methods []catalog.Method, kind catalog.TokenKind, held *model.Permissions) answers {
	a := answers{held: held}
	for _, m := range methods {
		for _, k := range kindsFor(m, kind) {
			a.needed = append(a.needed, model.AccessTo(m, k, held))
		}
	}
	return a
}

// kindsFor are the kinds to answer for. For a method whose tokens are not known there
// is one answer, for an unknown kind.
func kindsFor(m catalog.Method, kind catalog.TokenKind) []catalog.TokenKind {
	if kind != "" {
		return []catalog.TokenKind{kind}
	}
	if kinds := m.Kinds(); len(kinds) > 0 {
		return kinds
	}
	return []catalog.TokenKind{catalog.UnknownKind}
}

// refused reports whether one of the methods cannot be called.
func (a answers) refused() bool {
	return slices.ContainsFunc(a.needed, func(n model.MethodAccess) bool { return n.Granted == model.No })
}

// needsDocument is what needs --json prints. No array in it is ever null.
type needsDocument struct {
	Schema  string           `json:"schema"` // "periscope.needs/v1"
	Methods []neededDocument `json:"methods"`
}

type neededDocument struct {
	Method   string            `json:"method"`
	Kind     catalog.TokenKind `json:"kind"`
	Callable bool              `json:"callable"` // tokens of the kind may call it at all
	// AnyOf: one is enough. AllOf: each is required. Both are empty where Slack does
	// not say which of the two it is. Listed has the scopes in any case.
	AnyOf   []catalog.Scope `json:"any_of"`
	AllOf   []catalog.Scope `json:"all_of"`
	Listed  []catalog.Scope `json:"listed"`
	Rule    catalog.Rule    `json:"rule"`
	Granted *bool           `json:"granted"` // null: not known
	// Missing is the smallest change known to help, and Change the same in words.
	Missing []catalog.Scope  `json:"missing"`
	Change  string           `json:"change"`
	Where   []reachDocument  `json:"where"`
	Closed  []closedDocument `json:"closed"` // types where it would not work, and the scope that opens each
	Basis   catalog.Basis    `json:"basis"`
	AsOf    string           `json:"as_of"` // YYYY-MM-DD; empty where there is no documentation
}

type reachDocument struct {
	Type      catalog.ResourceType `json:"type"`
	Scope     catalog.Scope        `json:"scope"`
	Resources resourcesDocument    `json:"resources"`
	Unjoined  bool                 `json:"unjoined"` // also public channels that the app was not added to
	// Unseen is the scope that would list the resources, if the token cannot, so that
	// they are unknown. Else it is empty.
	Unseen catalog.Scope `json:"unseen"`
}

func (a answers) document() needsDocument {
	doc := needsDocument{"periscope.needs/v1", []neededDocument{}}
	lists := a.listingScopes()
	for _, n := range a.needed {
		d := neededDocument{
			Method: n.Method, Kind: n.Kind, Callable: n.Callable,
			AnyOf: console.JSONArray(n.AnyOf), AllOf: console.JSONArray(n.AllOf), Listed: console.JSONArray(n.Listed), Rule: n.Rule,
			Granted: answerInJSON(n.Granted), Missing: console.JSONArray(n.Missing), Change: change(n),
			Where: []reachDocument{}, Closed: newClosedDocuments(n.Unreachable), Basis: n.Basis, AsOf: n.AsOf,
		}
		for _, r := range n.Reachable {
			d.Where = append(d.Where, reachDocument{r.Type, r.Scope, newResourcesDocument(r.Resources), r.Unjoined, lists[r.Type]})
		}
		doc.Methods = append(doc.Methods, d)
	}
	return doc
}

// answerInJSON is an answer in JSON; [model.Unknown] is null.
func answerInJSON(a model.Answer) *bool {
	if a == model.Unknown {
		return nil
	}
	yes := a == model.Yes
	return &yes
}

// change says what makes the method callable; empty if no scope is known to be
// missing.
func change(n model.MethodAccess) string {
	if len(n.Missing) == 0 {
		return ""
	}
	scopes := console.Join(n.Missing)
	switch n.Kind {
	case catalog.Bot:
		return fmt.Sprintf("Add %s to the app's bot scopes (oauth_config.scopes.bot) and install the app again.", scopes)
	case catalog.UserToken:
		return fmt.Sprintf("Add %s to the app's user scopes (oauth_config.scopes.user) and install the app again.", scopes)
	}
	return fmt.Sprintf("Ask for %s with periscope request.", scopes)
}

// print writes a paragraph for each method and kind of token.
func (a answers) print(out io.Writer) error {
	var page bytes.Buffer
	for i, n := range a.needed {
		if i > 0 {
			fmt.Fprintln(&page)
		}
		fmt.Fprintf(&page, "%s, %s\n", n.Method, tokenOf(n.Kind))
		table := tabwriter.NewWriter(&page, 0, 0, 2, ' ', 0)
		row(table, "needs", needInWords(n))
		if a.held != nil && n.Callable {
			row(table, "granted", a.grantedInWords(n))
			row(table, "change", change(n))
			row(table, "works in", a.reachInWords(n.Reachable)...)
			row(table, "not in", closedInWords(n.Unreachable)...)
		}
		row(table, "basis", basisInWords(n))
		_ = table.Flush() // into memory
	}
	_, err := page.WriteTo(out)
	return err
}

func tokenOf(kind catalog.TokenKind) string {
	if kind == catalog.UnknownKind {
		return "any token"
	}
	return string(kind) + " token"
}

// row writes lines under one name. It leaves out empty ones.
func row(table io.Writer, name string, lines ...string) {
	for _, line := range lines {
		if line != "" {
			fmt.Fprintf(table, "  %s\t%s\n", name, line)
			name = ""
		}
	}
}

func needInWords(n model.MethodAccess) string {
	switch {
	case !n.Callable && n.Kind == catalog.UnknownKind:
		return "Slack does not say: it takes no token, or the method was never described"
	case !n.Callable:
		return otherKinds(n.Method) + ": " + string(n.Kind) + " tokens may not call it"
	case n.Rule == catalog.NoScope:
		return "no scope"
	case n.Rule == catalog.AnyOf:
		return "any of " + console.Join(n.AnyOf)
	case n.Rule == catalog.RuleUnknown:
		return console.Join(n.Listed) + " (Slack does not say whether one is enough)"
	}
	return console.Join(n.AllOf)
}

// otherKinds are the kinds of token that may call a method.
func otherKinds(method string) string {
	m, _ := catalog.LookupMethod(method)
	var kinds []string
	for _, need := range m.Needs {
		kinds = append(kinds, console.WithArticle(need.Kind))
	}
	if len(kinds) == 0 {
		return "no token"
	}
	return strings.Join(kinds, " or ") + " token"
}

func (a answers) grantedInWords(n model.MethodAccess) string {
	switch {
	case a.held.ScopesUnknown && n.Granted == model.Unknown:
		return "unknown: Slack did not say which scopes the token holds"
	case n.Granted == model.Unknown:
		return "unknown: some of the scopes are held, and Slack does not say whether they are enough"
	}
	return string(n.Granted)
}

func (a answers) reachInWords(where []model.ReachableType) []string {
	var all []string
	lists := a.listingScopes()
	for _, r := range where {
		in := whereKnown(r.Resources, lists[r.Type], a.held == nil || a.held.ReadToEnd(r.Type))
		if r.Unjoined {
			in = "all public ones"
		}
		all = append(all, fmt.Sprintf("%s (%s) with %s", r.Type, in, r.Scope))
	}
	return all
}

// listingScopes are the scopes that would list what the token cannot.
func (a answers) listingScopes() map[catalog.ResourceType]catalog.Scope {
	if a.held == nil {
		return nil
	}
	return listingScopes(a.held.UnlistedTypes())
}

// closedInWords has a line for each scope that would make the method work in more
// types of conversation.
func closedInWords(closed []model.UnreachableType) []string {
	types := map[catalog.Scope][]string{}
	var scopes []catalog.Scope
	for _, s := range closed {
		if !s.Type.Conversation() {
			continue
		}
		if types[s.Scope] == nil {
			scopes = append(scopes, s.Scope)
		}
		types[s.Scope] = append(types[s.Scope], string(s.Type))
	}
	var all []string
	for _, s := range scopes {
		all = append(all, fmt.Sprintf("%s, which %s would open", strings.Join(types[s], ", "), s))
	}
	return all
}

func basisInWords(n model.MethodAccess) string {
	return strings.TrimSuffix(string(n.Basis)+", as of "+n.AsOf, ", as of ")
}
