package cli

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"periscope/cli/console"
	"periscope/model"
	"periscope/model/catalog"
)

// needsDocument is what needs --json prints. No array in it is ever null.
type needsDocument struct {
	Schema  string           `json:"schema"` // "periscope.needs/v1"
	Methods []neededDocument `json:"methods"`
}

type neededDocument struct {
	Method   string            `json:"method"`
	Kind     catalog.TokenKind `json:"kind"`
	Callable bool              `json:"callable"` // tokens of the kind may call it at all
	// AnyOf: one is enough. AllOf: each is required. Both are empty where Slack
	// does not say which it is: the scopes are in Listed in any case.
	AnyOf   []catalog.Scope `json:"any_of"`
	AllOf   []catalog.Scope `json:"all_of"`
	Listed  []catalog.Scope `json:"listed"`
	Rule    catalog.Rule    `json:"rule"`
	Granted *bool           `json:"granted"` // null: not known
	// Missing is the smallest change known to help, and Change the same in words.
	Missing []catalog.Scope `json:"missing"`
	Change  string          `json:"change"`
	Where   []reachDocument `json:"where"`
	Closed  []shutDocument  `json:"closed"` // types where it would not work, and the scope that opens each
	Basis   catalog.Basis   `json:"basis"`
	AsOf    string          `json:"as_of"` // YYYY-MM-DD; empty where there is no documentation
}

type reachDocument struct {
	Type      catalog.ResourceType `json:"type"`
	Scope     catalog.Scope        `json:"scope"`
	Resources resourcesDocument    `json:"resources"`
	Unjoined  bool                 `json:"unjoined"` // public channels too that nobody added the app to
	// Unseen is the scope that would list the resources, where the token cannot:
	// which they are is unknown then. Else it is empty.
	Unseen catalog.Scope `json:"unseen"`
}

func (a answers) document() needsDocument {
	doc := needsDocument{"periscope.needs/v1", []neededDocument{}}
	lists := a.listedBy()
	for _, n := range a.needed {
		d := neededDocument{
			Method: n.Method, Kind: n.Kind, Callable: n.Callable,
			AnyOf: console.NotNull(n.AnyOf), AllOf: console.NotNull(n.AllOf), Listed: console.NotNull(n.Listed), Rule: n.Rule,
			Granted: truth(n.Granted), Missing: console.NotNull(n.Missing), Change: change(n),
			Where: []reachDocument{}, Closed: shutDocuments(n.Closed), Basis: n.Basis, AsOf: n.AsOf,
		}
		for _, r := range n.Where {
			d.Where = append(d.Where, reachDocument{r.Type, r.Scope, documentOfSet(r.Resources), r.Unjoined, lists[r.Type]})
		}
		doc.Methods = append(doc.Methods, d)
	}
	return doc
}

// truth is an answer in JSON, where not to know is null.
func truth(a model.Answer) *bool {
	if a == model.Unknown {
		return nil
	}
	yes := a == model.Yes
	return &yes
}

func shutDocuments(closed []model.Shut) []shutDocument {
	docs := []shutDocument{}
	for _, s := range closed {
		docs = append(docs, shutDocument{s.Type, s.Scope})
	}
	return docs
}

// change says what to do so that the method can be called; empty when nothing is
// known to be missing.
func change(n model.Needed) string {
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
			row(table, "works in", a.reachInWords(n.Where)...)
			row(table, "not in", shutInWords(n.Closed)...)
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

// row writes lines under one name; none where there is nothing to say.
func row(table io.Writer, name string, said ...string) {
	for _, line := range said {
		if line != "" {
			fmt.Fprintf(table, "  %s\t%s\n", name, line)
			name = ""
		}
	}
}

func needInWords(n model.Needed) string {
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

func (a answers) grantedInWords(n model.Needed) string {
	switch {
	case a.held.ScopesUntold && n.Granted == model.Unknown:
		return "unknown: Slack did not say which scopes the token holds"
	case n.Granted == model.Unknown:
		return "unknown: some of the scopes are held, and Slack does not say whether they are enough"
	}
	return string(n.Granted)
}

func (a answers) reachInWords(where []model.Reach) []string {
	var all []string
	lists := a.listedBy()
	for _, r := range where {
		in := whereKnown(r.Resources, lists[r.Type])
		if r.Unjoined {
			in = "all public ones"
		}
		all = append(all, fmt.Sprintf("%s (%s) with %s", r.Type, in, r.Scope))
	}
	return all
}

// listedBy are the scopes that would list what the token at hand cannot.
func (a answers) listedBy() map[catalog.ResourceType]catalog.Scope {
	if a.held == nil {
		return nil
	}
	return listedBy(unseenBy(a.held))
}

// shutInWords has a line for each scope that would open what is closed. Of what
// is no conversation the missing scope says enough.
func shutInWords(closed []model.Shut) []string {
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

func basisInWords(n model.Needed) string {
	return strings.TrimSuffix(string(n.Basis)+", as of "+n.AsOf, ", as of ")
}
