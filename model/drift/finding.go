package drift

import (
	"fmt"

	"periscope/model"
	"periscope/model/catalog"
)

// FindingKind is a sort of finding of [Drift]. The names are stable: people write them
// on command lines, and reports carry them.
type FindingKind string

const (
	FindingMissing        FindingKind = "missing"         // a call without its scope
	FindingRefused        FindingKind = "refused"         // Slack refuses the manifest, or the call whatever scopes there are
	FindingUndeclared     FindingKind = "undeclared"      // granted, not declared
	FindingNotInstalled   FindingKind = "not-installed"   // declared, not granted
	FindingUnused         FindingKind = "unused"          // held, and nothing needs it
	FindingPerhapsUnused  FindingKind = "perhaps-unused"  // held, and nothing that was found needs it
	FindingPerhapsMissing FindingKind = "perhaps-missing" // Slack does not say whether what is held is enough
	FindingRetired        FindingKind = "retired"         // Slack retired it, or advises against it
	FindingStale          FindingKind = "stale-allowance" // an allowance that silences nothing
)

// FindingKinds lists all sorts, the worst first, each with a sentence about it.
var FindingKinds = []struct {
	Kind  FindingKind
	About string
}{
	{FindingMissing, "A call in the code needs a scope that is not granted, or not declared."},
	{FindingRefused, "Slack refuses this manifest or this call, whatever the token holds."},
	{FindingNotInstalled, "The manifest declares a scope that the token was not granted."},
	{FindingUndeclared, "The token was granted a scope that the manifest does not declare."},
	{FindingUnused, "A scope is held, and neither the code nor the manifest needs it."},
	{FindingPerhapsMissing, "A call may need a scope: Slack does not say whether what is held is enough."},
	{FindingPerhapsUnused, "A scope is held, and nothing that was found needs it."},
	{FindingRetired, "Slack has retired a method or scope, or advises against it."},
	{FindingStale, "An allowance silences nothing any more."},
}

// FailingByDefault are the sorts that are drift unless people say otherwise.
var FailingByDefault = []FindingKind{FindingMissing, FindingRefused, FindingNotInstalled, FindingUndeclared, FindingUnused}

// Finding is one thing that a comparison found, at one place.
type Finding struct {
	Kind    FindingKind
	Scope   catalog.Scope // empty: no scope is the matter
	Method  string        // empty: no call is the matter
	File    string        // empty: no file is the matter
	Line    int           // 1-based; 0: not known
	Column  int           // 1-based; 0: not known
	Message string        // one sentence, without full stop
	// Allowed is why the finding is silenced; empty: it is not.
	Allowed *Allowance
}

// Allowance silences findings about a scope that is held: that it is unused, perhaps
// unused, or not declared. A call without its scope stays a finding: it fails.
type Allowance struct {
	Scope  catalog.Scope
	Reason string // clean; may be empty
	File   string // where it is written; empty: on the command line
	Line   int
}

// silences reports whether a finding is one that an allowance of its scope silences.
func silences(k FindingKind) bool {
	return k == FindingUnused || k == FindingPerhapsUnused || k == FindingUndeclared
}

// Findings lists what a comparison found, by kind, the worst first, and after that what
// of the allowances is stale. declared is the manifest that was compared, nil if there
// was none.
func (d Drift) Findings(declared *Manifest, allowed []Allowance) []Finding {
	l := findingList{drift: d, declared: declared}
	for _, n := range d.Missing {
		l.addCalls(FindingMissing, n)
	}
	l.addManifest()
	for _, c := range d.Impossible {
		for _, at := range c.CallSites {
			l.add(Finding{Kind: FindingRefused, Method: c.Method, File: at.File, Line: at.Line, Message: c.Method + ": " + c.Why})
		}
	}
	for _, s := range d.NotInstalled {
		l.addScope(FindingNotInstalled, s, " is declared in the manifest, and was not granted: install the app again")
	}
	for _, s := range d.Undeclared {
		l.addScope(FindingUndeclared, s, " is granted, and the manifest does not declare it: a fresh install would lack it")
	}
	held := "declared"
	if d.KnowsGranted {
		held = "granted"
	}
	for _, s := range d.Unused {
		l.addScope(FindingUnused, s, " is "+held+", and nothing in the code or the manifest needs it")
	}
	for _, n := range d.Doubtful {
		l.addCalls(FindingPerhapsMissing, n)
	}
	for _, p := range d.PerhapsUnused {
		l.addScope(FindingPerhapsUnused, p.Scope, " is "+held+", and no call was found that needs it"+p.why())
	}
	l.addRetired()
	return l.allow(allowed)
}

// why is what keeps a scope from being unused, as the end of a sentence.
func (p PerhapsUnused) why() string {
	switch {
	case p.Doubt.Why != "":
		return fmt.Sprintf("; but %s:%d %s", p.Doubt.File, p.Doubt.Line, p.Doubt.Why)
	case p.OtherUse != "":
		return "; it may be there for " + p.OtherUse
	}
	return ""
}

type findingList struct {
	drift    Drift
	declared *Manifest // nil: there is none
	all      []Finding
}

func (l *findingList) add(f Finding) { l.all = append(l.all, f) }

// addCalls adds one finding for each scope and place of a call.
func (l *findingList) addCalls(kind FindingKind, n UnmetNeed) {
	verb := "needs "
	if kind == FindingPerhapsMissing {
		verb = "may need "
	}
	message := n.Method + " " + verb + n.NeedsInWords()
	if n.Declared {
		message += ", which the manifest declares: install the app again"
	}
	for _, at := range n.CallSites {
		f := Finding{Kind: kind, Method: n.Method, File: at.File, Line: at.Line, Message: message}
		if len(n.Scopes) > 0 {
			f.Scope = n.Scopes[0]
		}
		l.add(f)
	}
}

func (l *findingList) addManifest() {
	for _, m := range l.drift.Manifest {
		f := Finding{Kind: FindingRefused, Scope: m.For, Line: m.Line, Column: m.Column, Message: m.Sentence()}
		if f.Scope == "" && len(m.Scopes) > 0 {
			f.Scope = m.Scopes[0]
		}
		if l.declared != nil {
			f.File = l.declared.File
		}
		l.add(f)
	}
}

// addScope adds a finding about a scope, where the manifest declares it. Where it does
// not, the manifest itself is the place.
func (l *findingList) addScope(kind FindingKind, s catalog.Scope, is string) {
	f := Finding{Kind: kind, Scope: s, Message: string(s) + is}
	if l.declared != nil {
		f.File, f.Line, f.Column = l.declared.File, 1, 1
		for _, optional := range []bool{true, false} {
			if p := l.declared.At(s, l.drift.Kind, optional); p.Line > 0 {
				f.Line, f.Column = p.Line, p.Column
			}
		}
	}
	l.add(f)
}

func (l *findingList) addRetired() {
	for _, r := range l.drift.RetiredCalls {
		for _, at := range r.CallSites {
			l.add(Finding{
				Kind: FindingRetired, Method: r.Method, File: at.File, Line: at.Line,
				Message: r.Method + ": " + r.Retirement.Sentence(),
			})
		}
	}
	for _, r := range l.drift.RetiredScopes {
		l.addScope(FindingRetired, r.Scope, ": "+r.Retirement.Sentence())
	}
}

// allow marks what the allowances silence, and adds those that silence nothing.
func (l *findingList) allow(allowed []Allowance) []Finding {
	for i := range allowed {
		a := &allowed[i]
		used := false
		for j := range l.all {
			if f := &l.all[j]; f.Scope == a.Scope && silences(f.Kind) {
				used = true
				if f.Allowed == nil {
					f.Allowed = a
				}
			}
		}
		if !used {
			l.add(Finding{
				Kind: FindingStale, Scope: a.Scope, File: a.File, Line: a.Line,
				Message: string(a.Scope) + " is allowed, and there is nothing to allow any more: take the allowance out",
			})
		}
	}
	return l.all
}

// WithoutAllowed is d without what the findings say is allowed.
func (d Drift) WithoutAllowed(findings []Finding) Drift {
	allowed := map[FindingKind][]catalog.Scope{}
	for _, f := range findings {
		if f.Allowed != nil {
			allowed[f.Kind] = append(allowed[f.Kind], f.Scope)
		}
	}
	d.Unused = model.Minus(d.Unused, allowed[FindingUnused])
	d.Undeclared = model.Minus(d.Undeclared, allowed[FindingUndeclared])
	var perhaps []PerhapsUnused
	for _, p := range d.PerhapsUnused {
		if !among(allowed[FindingPerhapsUnused])(p.Scope) {
			perhaps = append(perhaps, p)
		}
	}
	d.PerhapsUnused = perhaps
	return d
}

// LeastScopes is the change of a manifest's scopes after which a token of d's kind has
// what code, events and features need, and nothing that none of them does: what to add,
// and what to take away. d compares the manifest with the code, and with no token. What
// is perhaps unused, and what is allowed, stays.
func (d Drift) LeastScopes(allowed []Allowance) (add, remove []catalog.Scope) {
	for _, n := range d.Missing {
		add = model.Union(add, n.Scopes)
	}
	for _, m := range d.Manifest {
		if m.Kind == d.Kind {
			add = model.Union(add, m.Scopes)
		}
	}
	for _, s := range d.Unused {
		if !allows(allowed, s) && !among(add)(s) {
			remove = append(remove, s)
		}
	}
	return model.Minus(add, nil), model.Minus(remove, nil)
}

// allows reports whether a scope is allowed, or is the one that an allowed one needs
// beside it.
func allows(allowed []Allowance, s catalog.Scope) bool {
	for _, a := range allowed {
		if partner, ok := a.Scope.Partner(); a.Scope == s || ok && partner == s {
			return true
		}
	}
	return false
}
