package cli

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"periscope/cli/console"
	"periscope/cli/project"
	"periscope/model"
	"periscope/model/catalog"
)

// driftDocument is what drift --json prints. No array in it is ever null. What
// Idle, Doubtful and Elsewhere hold is for people to judge, and is no drift.
type driftDocument struct {
	Schema   string            `json:"schema"` // "periscope.drift/v1"
	Drift    bool              `json:"drift"`
	Kind     catalog.TokenKind `json:"kind"`
	Compared []string          `json:"compared"` // which of "manifest", "token" and "code" were at hand

	Declared []declaredDocument `json:"declared"`
	Granted  []scopeDocument    `json:"granted"`
	Needed   []scopeDocument    `json:"needed"` // all that Slack lists for the methods that are called

	NotInstalled []scopeDocument `json:"not_installed"` // declared, not granted
	Undeclared   []scopeDocument `json:"undeclared"`    // granted, not declared
	Missing      []callDocument  `json:"missing"`       // once for each scope and place in the code
	Unused       []scopeDocument `json:"unused"`

	Idle      []idleDocument `json:"idle"`
	Doubtful  []callDocument `json:"doubtful"`
	Elsewhere []callDocument `json:"elsewhere"` // for tokens of another kind

	Calls      int            `json:"calls"` // that were found
	Files      int            `json:"files"` // that were searched
	Skipped    []project.Skip `json:"skipped"`
	InstallURL string         `json:"install_url"` // empty: nothing lacks, or the client id is not known
}

type scopeDocument struct {
	Scope catalog.Scope     `json:"scope"`
	Kind  catalog.TokenKind `json:"kind"`
}

type declaredDocument struct {
	scopeDocument
	Optional bool `json:"optional"` // may be declined at install
}

type idleDocument struct {
	scopeDocument
	Serves string `json:"serves"` // what it may be there for, if known
}

// callDocument is one scope that a call lacks, at one place.
type callDocument struct {
	scopeDocument
	Method   string       `json:"method"`
	File     string       `json:"file"`
	Line     int          `json:"line"`
	Rule     catalog.Rule `json:"rule"`
	Declared bool         `json:"declared"` // the manifest asks for it: installing again is enough
}

func (a audit) document() driftDocument {
	doc := driftDocument{
		Schema: "periscope.drift/v1", Drift: !a.Empty(), Kind: a.Kind, Compared: a.compared(),
		Declared: []declaredDocument{}, Granted: a.scopes(a.Granted), Needed: a.scopes(a.Needed),
		NotInstalled: a.scopes(a.NotInstalled), Undeclared: a.scopes(a.Undeclared),
		Missing: callDocuments(a.Missing), Unused: a.scopes(a.Unused),
		Idle: []idleDocument{}, Doubtful: callDocuments(a.Doubtful), Elsewhere: callDocuments(a.Elsewhere),
		Calls: len(a.code.Uses), Files: a.code.Files, Skipped: console.NotNull(a.code.Skipped), InstallURL: a.installURL,
	}
	for _, s := range a.scopes(a.Declared) {
		doc.Declared = append(doc.Declared, declaredDocument{s, false})
	}
	for _, s := range a.scopes(a.Optional) {
		doc.Declared = append(doc.Declared, declaredDocument{s, true})
	}
	for _, i := range a.Idle {
		doc.Idle = append(doc.Idle, idleDocument{scopeDocument{i.Scope, a.Kind}, i.Serves})
	}
	return doc
}

// compared names the sides that were at hand.
func (a audit) compared() []string {
	sides := []string{}
	for _, side := range []struct {
		known bool
		name  string
	}{{a.KnowsDeclared, "manifest"}, {a.KnowsGranted, "token"}, {a.KnowsNeeded, "code"}} {
		if side.known {
			sides = append(sides, side.name)
		}
	}
	return sides
}

func (a audit) scopes(scopes []catalog.Scope) []scopeDocument {
	docs := []scopeDocument{}
	for _, s := range scopes {
		docs = append(docs, scopeDocument{s, a.Kind})
	}
	return docs
}

func callDocuments(lacks []model.Lack) []callDocument {
	docs := []callDocument{}
	for _, l := range lacks {
		scopes := l.Scopes
		if len(scopes) == 0 {
			scopes = []catalog.Scope{""} // the kind of token is what it lacks
		}
		for _, use := range l.Uses {
			for _, s := range scopes {
				docs = append(docs, callDocument{scopeDocument{s, l.Kind}, l.Method, use.File, use.Line, l.Rule, l.Declared})
			}
		}
	}
	return docs
}

// print writes what drifted, one paragraph for each way in which it did.
func (a audit) print(out io.Writer) error {
	var page bytes.Buffer
	fmt.Fprintln(&page, a.verdict())
	held, unused, fail := "held", "Held", "these calls fail"
	if !a.KnowsGranted {
		held, unused, fail = "declared", "Declared", "these calls would fail"
	}
	for _, part := range []struct {
		heading string
		lines   []string
	}{
		{"Declared in the manifest, not granted: install the app again.", a.scopeLines(a.NotInstalled)},
		{"Granted, not declared in the manifest: a fresh install would lack it.", a.scopeLines(a.Undeclared)},
		{"Called in the code without the scope: " + fail + ".", a.callLines(a.Missing)},
		{unused + ", and no call was found that needs it.", a.scopeLines(a.Unused)},
		{"Perhaps: some scopes are " + held + ", and Slack does not say whether they are enough.", a.callLines(a.Doubtful)},
		{"Not judged: calls for another kind of token.", a.callLines(a.Elsewhere)},
		{"Not judged: " + held + ", and of use without calls.", a.idleLines()},
	} {
		paragraph(&page, part.heading, part.lines)
	}
	if a.installURL != "" {
		paragraph(&page, "Install the app again at", []string{a.installURL})
	}
	if a.KnowsNeeded {
		fmt.Fprintf(&page, "\nSearched %s and found %s.%s\n",
			count(a.code.Files, "file"), count(len(a.code.Uses), "call"), skippedInWords(a.code.Skipped))
	}
	_, err := page.WriteTo(out)
	return err
}

// verdict says in a line whether there is drift, and in what.
func (a audit) verdict() string {
	sides := a.compared()
	last := len(sides) - 1
	of := fmt.Sprintf("%s and %s of a %s token", strings.Join(sides[:last], ", "), sides[last], a.Kind)
	if a.Empty() {
		return "No drift: " + of + " agree."
	}
	var parts []string
	for _, part := range []struct {
		n    int
		what string
	}{
		{len(a.NotInstalled), "not installed"},
		{len(a.Undeclared), "undeclared"},
		{len(a.callLines(a.Missing)), "missing"},
		{len(a.Unused), "unused"},
	} {
		if part.n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", part.n, part.what))
		}
	}
	return fmt.Sprintf("Drift between %s: %s.", of, strings.Join(parts, ", "))
}

func paragraph(page *bytes.Buffer, heading string, lines []string) {
	if len(lines) == 0 {
		return
	}
	fmt.Fprintf(page, "\n%s\n", heading)
	for _, line := range lines {
		fmt.Fprintf(page, "  %s\n", line)
	}
}

// callLines has a line for each place in the code, as compilers write them.
func (a audit) callLines(lacks []model.Lack) []string {
	var lines []string
	for _, l := range lacks {
		needs := "needs " + console.Join(l.Scopes)
		if l.Kind != a.Kind {
			needs = "is for " + console.WithArticle(l.Kind) + " token"
			if len(l.Scopes) > 0 {
				needs += " with " + console.Join(l.Scopes)
			}
		}
		if l.Declared {
			needs += ", which the manifest declares"
		}
		for _, use := range l.Uses {
			lines = append(lines, fmt.Sprintf("%s:%d: %s %s", use.File, use.Line, l.Method, needs))
		}
	}
	return lines
}

// scopeLines has a line for each scope, and says of those that tokens of the
// kind cannot hold why no install brings them.
func (a audit) scopeLines(scopes []catalog.Scope) []string {
	var lines []string
	for _, s := range scopes {
		line := string(s)
		switch entry, known := catalog.Lookup(s); {
		case !known:
			line += ", a name that Slack's documentation does not have"
		case !entry.Offered(a.Kind):
			line += ", which " + string(a.Kind) + " tokens cannot hold"
		}
		lines = append(lines, line)
	}
	return lines
}

func (a audit) idleLines() []string {
	var lines []string
	for _, i := range a.Idle {
		line := a.scopeLines([]catalog.Scope{i.Scope})[0]
		if i.Serves != "" {
			line += ", perhaps for " + i.Serves
		}
		lines = append(lines, line)
	}
	return lines
}

func skippedInWords(skipped []project.Skip) string {
	if len(skipped) == 0 {
		return ""
	}
	var parts []string
	for _, s := range skipped {
		parts = append(parts, fmt.Sprintf("%d %s (%s)", s.Count, s.Reason, firstOf(s)))
	}
	return " Skipped: " + strings.Join(parts, ", ") + "."
}

func firstOf(s project.Skip) string {
	if s.Count == 1 {
		return s.First
	}
	return s.First + ", …"
}

func count(n int, of string) string {
	if n == 1 {
		return "1 " + of
	}
	return fmt.Sprintf("%d %ss", n, of)
}
