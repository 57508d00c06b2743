package cli

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"

	"periscope/cli/console"
	"periscope/model"
	"periscope/model/catalog"
	"periscope/model/drift"
)

// change says what makes the method callable; empty if no scope is known to be
// missing.
func change(n model.MethodAccess) string {
	if len(n.Missing) == 0 {
		return ""
	}
	scopes := console.Join(n.Missing)
	if i := slices.IndexFunc(n.Missing, func(s catalog.Scope) bool { return !model.Requestable(s, n.Kind) }); i >= 0 {
		return fmt.Sprintf("No install grants %s: only tokens of old apps hold it.", n.Missing[i])
	}
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
		row(table, "needs", needInWords(n)...)
		if a.held != nil && n.Callable {
			row(table, "granted", a.grantedInWords(n))
			row(table, "change", change(n))
			row(table, "works in", a.reachInWords(n.Reachable)...)
			row(table, "not in", closedInWords(n.Unreachable)...)
		}
		writeMethod(table, n)
		row(table, "basis", basisInWords(n))
		_ = table.Flush() // into memory
	}
	for i, n := range a.events {
		if i > 0 || len(a.needed) > 0 {
			fmt.Fprintln(&page)
		}
		a.printEvent(&page, n)
	}
	_, err := page.WriteTo(out)
	return err
}

// writeMethod writes what is known of a method besides its scopes.
func writeMethod(table io.Writer, n model.MethodAccess) {
	m, _ := catalog.LookupMethod(n.Method)
	var besides []string
	for _, s := range m.ArgumentScopes(n.Kind) {
		besides = append(besides, fmt.Sprintf("%s for %s", s.Scope, s.For))
	}
	row(table, "besides", besides...)
	row(table, "tokens", strings.Replace(console.Join(m.Kinds()), string(catalog.Workspace), "workspace (retired)", 1))
	row(table, "call", callInWords(m))
	row(table, "limit", limitInWords(m))
	if r, ok := m.Retirement(); ok {
		row(table, "slack", r.Sentence())
	}
}

// callInWords is how a method is called.
func callInWords(m catalog.Method) string {
	if m.Verb == "" {
		return ""
	}
	return m.Verb + ", " + strings.Join(contentTypes(m), " or ")
}

// perMinute are how many calls a minute the tiers allow at least.
var perMinute = map[int]int{1: 1, 2: 20, 3: 50, 4: 100}

// limitInWords is the rate limit of a method, for each app and team.
func limitInWords(m catalog.Method) string {
	switch {
	case m.Verb == "":
		return ""
	case m.Tier == 0:
		return "of its own, or not known"
	}
	return fmt.Sprintf("Tier %d, at least %d a minute", m.Tier, perMinute[m.Tier])
}

func (a answers) printEvent(page *bytes.Buffer, n model.MethodAccess) {
	fmt.Fprintf(page, "%s, event for %s\n", n.Method, tokenOf(n.Kind))
	table := tabwriter.NewWriter(page, 0, 0, 2, ' ', 0)
	switch {
	case !n.Callable:
		row(table, "needs", eventOutOfReach(n))
	default:
		row(table, "needs", needInWords(n)...)
	}
	if a.held != nil && n.Callable {
		row(table, "granted", a.grantedInWords(n))
		row(table, "change", change(n))
	}
	row(table, "basis", basisInWords(n))
	_ = table.Flush() // into memory
}

// eventOutOfReach says why tokens of a kind do not get an event.
func eventOutOfReach(n model.MethodAccess) string {
	return console.Join(n.Listed) + ", which " + string(n.Kind) + " tokens cannot hold"
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

// needInWords has a line for each of several scopes of which one is enough.
func needInWords(n model.MethodAccess) []string {
	if n.Callable && n.Rule == catalog.AnyOf {
		choices := drift.Choices(n.AnyOf)
		for i, c := range choices {
			choices[i] = "or " + c
		}
		choices[0] = "any of " + strings.TrimPrefix(choices[0], "or ")
		return choices
	}
	return []string{oneNeedInWords(n)}
}

func oneNeedInWords(n model.MethodAccess) string {
	switch {
	case !n.Callable && n.Kind == catalog.UnknownKind:
		return "Slack does not say: it takes no token, or the method was never described"
	case !n.Callable:
		return otherKinds(n.Method) + ": " + string(n.Kind) + " tokens may not call it"
	case n.Rule == catalog.NoScope:
		return "no scope"
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
