package cli

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"periscope/cli/console"
	"periscope/model/catalog"
	"periscope/model/drift"
)

// print writes the drift as text, one paragraph for each sort.
func (a driftReport) print(out io.Writer) error {
	var page bytes.Buffer
	fmt.Fprintln(&page, a.verdict())
	held, unused, fail := "held", "Held", "these calls fail"
	if !a.KnowsGranted {
		held, unused, fail = "declared", "Declared", "these calls would fail"
	}
	perhaps := "Perhaps: some scopes are " + held + ", and Slack does not say whether they are enough."
	if a.GrantedInPart {
		fmt.Fprintf(&page, "Incomplete: %s.\n", a.missing)
		perhaps = "Perhaps: the scopes may be in what was not read, or Slack does not say whether those held are enough."
	}
	allowed, stale := a.allowedLines()
	for _, part := range []struct {
		heading string
		lines   []string
	}{
		{"Wrong with the manifest itself, whatever the token holds.", a.manifestLines()},
		{"Declared in the manifest, not granted: install the app again.", a.scopeLines(a.NotInstalled)},
		{"Granted, not declared in the manifest: a fresh install would lack it.", a.scopeLines(a.Undeclared)},
		{a.calledIn() + " without the scope: " + fail + ".", a.callLines(a.Missing)},
		{a.calledIn() + ", and no token of the app can call it.", a.impossibleLines()},
		{unused + ", and no call was found that needs it.", a.scopeLines(a.Unused)},
		{perhaps, a.callLines(a.Doubtful)},
		{"Perhaps unused: no call was found that needs it, and the place beside it leaves that open.", a.doubtLines()},
		{"Retired by Slack, or on its way.", a.retiredLines()},
		{"Declined: optional scopes, and the code goes on without them.", a.callLines(a.Declined)},
		{"Not judged: calls for another kind of token.", a.callLines(a.ForOtherToken)},
		{"Not judged: " + held + ", and of use without calls.", a.idleLines()},
		{"Scope unknown: Slack does not say which one these parts of the manifest take.", a.unknownLines()},
		{"Not traced: these may call any method.", a.untracedLines()},
		{"Used in the recording.", a.recorded.usedLines()},
		{"In the recording, and not found in the code.", a.recorded.notInCode()},
		{"In the code, and not in the recording.", a.recorded.notRecorded()},
		{"Allowed.", allowed},
		{"Allowed, and nothing to allow any more: take it out.", stale},
	} {
		paragraph(&page, part.heading, part.lines)
	}
	if a.installURL != "" {
		paragraph(&page, "Install the app again at", []string{a.installURL})
	}
	if a.searched {
		fmt.Fprintf(&page, "\nSearched %s and found %s.%s\n",
			count(a.code.Files, "file"), count(len(a.code.Uses), "call"), a.code.SkippedInWords())
	}
	if a.recorded != nil {
		fmt.Fprintf(&page, "\n%s\n", a.recorded.inWords())
	}
	_, err := page.WriteTo(out)
	return err
}

// calledIn says where the calls were found.
func (a driftReport) calledIn() string {
	switch {
	case a.recorded == nil:
		return "Called in the code"
	case !a.searched:
		return "Called in the recording"
	}
	return "Called in the code or the recording"
}

// verdict says in one line whether there is drift, and of which sorts.
func (a driftReport) verdict() string {
	sides := a.compared()
	last := len(sides) - 1
	of := fmt.Sprintf("%s and %s of a %s token", strings.Join(sides[:last], ", "), sides[last], a.Kind)
	if a.recorded != nil && !a.KnowsDeclared && !a.KnowsGranted { // nothing is held
		return fmt.Sprintf("Of the methods in %s, the recording alone has %d, and the code alone %d.",
			of, len(a.recorded.judged.NotInCode), len(a.recorded.judged.NotRecorded))
	}
	if a.Empty() && a.GrantedInPart {
		return "No drift in what was read of " + of + "."
	}
	if a.Empty() {
		return "No drift: " + of + " agree."
	}
	var parts []string
	for _, part := range []struct {
		n    int
		what string
	}{
		{len(a.Manifest), "wrong in the manifest"},
		{len(a.NotInstalled), "not installed"},
		{len(a.Undeclared), "undeclared"},
		{len(a.callLines(a.Missing)), "missing"},
		{len(a.impossibleLines()), "impossible"},
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
func (a driftReport) callLines(lacks []drift.UnmetNeed) []string {
	var lines []string
	for _, l := range lacks {
		needs := "needs " + l.NeedsInWords()
		if l.Kind != a.Kind {
			needs = "is for " + console.WithArticle(l.Kind) + " token"
			if len(l.Scopes) > 0 {
				needs += " with " + console.Join(l.Scopes)
			}
		}
		if l.Declared {
			needs += ", which the manifest declares"
		}
		for _, use := range l.CallSites {
			lines = append(lines, fmt.Sprintf("%s: %s %s", use.Place(), l.Method, needs))
		}
	}
	return lines
}

// scopeLines has a line for each scope. If tokens of the kind cannot hold it, the line
// says why no install brings it.
func (a driftReport) scopeLines(scopes []catalog.Scope) []string {
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

func (a driftReport) idleLines() []string {
	var lines []string
	for _, i := range a.PerhapsUnused {
		if i.Doubt != (drift.Doubt{}) {
			continue
		}
		line := a.scopeLines([]catalog.Scope{i.Scope})[0]
		if i.OtherUse != "" {
			line += ", perhaps for " + i.OtherUse
		}
		lines = append(lines, line)
	}
	return lines
}

// doubtLines has a line for each scope that is perhaps unused, with the place that keeps
// it from being called so.
func (a driftReport) doubtLines() []string {
	var lines []string
	for _, i := range a.PerhapsUnused {
		if i.Doubt != (drift.Doubt{}) {
			scope := a.scopeLines([]catalog.Scope{i.Scope})[0]
			lines = append(lines, fmt.Sprintf("%s; %s:%d: %s", scope, i.Doubt.File, i.Doubt.Line, i.Doubt.Why))
		}
	}
	return lines
}

// manifestLines has a line for each mistake of the manifest, as compilers write them.
func (a driftReport) manifestLines() []string {
	var lines []string
	for _, f := range a.Manifest {
		lines = append(lines, a.inManifest(f.Position).before(f.Sentence()))
	}
	return lines
}

// before puts the place before a sentence, as far as it is known.
func (p placeDocument) before(sentence string) string {
	if p.Line == 0 {
		return sentence
	}
	return fmt.Sprintf("%s:%d:%d: %s", p.File, p.Line, p.Column, sentence)
}

func (a driftReport) impossibleLines() []string {
	var lines []string
	for _, c := range a.Impossible {
		for _, at := range c.CallSites {
			lines = append(lines, fmt.Sprintf("%s: %s %s", at.Place(), c.Method, c.Why))
		}
	}
	return lines
}

func (a driftReport) retiredLines() []string {
	var lines []string
	for _, r := range a.retiredDocuments() {
		switch {
		case r.Method != "":
			lines = append(lines, fmt.Sprintf("%s: %s: %s", drift.CallSite{File: r.File, Line: r.Line}.Place(), r.Method, r.Message))
		case r.App != "":
			lines = append(lines, r.App+": "+r.Message)
		default:
			lines = append(lines, a.whereDeclared(r.Scope).before(string(r.Scope)+": "+r.Message))
		}
	}
	return lines
}

func (a driftReport) unknownLines() []string {
	var lines []string
	for _, f := range a.UnknownParts {
		lines = append(lines, a.inManifest(f.Position).before(f.What()))
	}
	return lines
}

func (a driftReport) untracedLines() []string {
	var lines []string
	for _, u := range a.Untraced {
		lines = append(lines, fmt.Sprintf("%s:%d: %s: %s", u.File, u.Line, u.Text, u.Kind.Meaning()))
	}
	return lines
}

func count(n int, of string) string {
	if n == 1 {
		return "1 " + of
	}
	return fmt.Sprintf("%d %ss", n, of)
}
