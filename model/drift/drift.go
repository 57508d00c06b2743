// Package drift compares what an app's manifest declares, what its token was granted and
// what its code calls. It says what fails, what can go, and how sure that is: a scope is
// called unused only where nothing is left unread that could use it. It reads nothing
// itself; manifest, token and code are handed to it.
package drift

import (
	"cmp"
	"slices"
	"strings"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/model/order"
)

// Code is what an app calls: what its source code was found to, and what was recorded
// while it ran.
type Code struct {
	Calls []CallSite
	// Used are scopes that the calls are known to use besides, by what Slack answered.
	Used []catalog.Scope
	// Untraced are the places that may call any method: while there is one, no scope is
	// known to be unused.
	Untraced []UntracedCall
	// Named are the methods that may be called besides: a scope that opens one of them is not
	// known to be unused.
	Named []NamedMethod
	// Signs are the places that may put a scope to another use than calls, in all of the
	// source code if it was Searched for them.
	Signs    []Sign
	Searched bool
}

// UnmetNeed is one method that the code calls and that needs scopes that are not granted.
type UnmetNeed struct {
	Method    string
	Scopes    []catalog.Scope // the smallest change known to help: one where one of several is enough
	AnyOf     []catalog.Scope // the scopes of which one is enough, narrowest first; empty where there is no choice
	Rule      catalog.Rule
	CallSites []CallSite // where it is called, by file and line
	// Kind is the kind of token that Scopes are for.
	Kind catalog.TokenKind
	// Declared: the manifest asks for them already, so that installing the app again is enough.
	Declared bool
	// For is what the calls need the scope for, where it is not the method itself:
	// "a name or icon of its own".
	For string
}

// PerhapsUnused is one scope that the app holds and that no method in its code needs, but
// that may have another use: that no code needs it proves nothing.
type PerhapsUnused struct {
	Scope catalog.Scope
	// OtherUse completes "It may be there for ...". It is empty for scopes that no
	// known method needs and that have no known use, and for those with a Doubt.
	OtherUse string
	// Doubt is why it is not known whether the scope is unused; zero if OtherUse is why.
	Doubt Doubt
}

// Doubt is a place that may use any scope.
type Doubt struct {
	File string
	Line int
	Why  string // completes "src/a.py:3: ...": "calls a method whose name is in a variable that is not traced"
}

// RetiredCall is a method that the code calls and that Slack retired, or advises against.
type RetiredCall struct {
	Method     string
	Retirement catalog.Retirement
	CallSites  []CallSite
}

// RetiredScope is a scope that is declared or granted and that Slack retired, or advises
// against.
type RetiredScope struct {
	Scope      catalog.Scope
	Retirement catalog.Retirement
}

// ImpossibleCall is a method that the code calls and that no token of the app may call.
type ImpossibleCall struct {
	Method    string
	Why       string // a sentence without its subject and full stop
	CallSites []CallSite
}

// Drift is the difference between three accounts of one app: what its manifest
// declares, what its token was granted, and what its code needs. It is about
// tokens of one kind. Lists of scopes and of methods are sorted.
type Drift struct {
	Kind catalog.TokenKind
	// Which accounts there are. One that is missing differs from none.
	KnowsDeclared, KnowsGranted, KnowsNeeded bool
	// GrantedInPart: not all scopes of the token could be read. What is granted is sure, and
	// what seems to be missing may be granted: it is in Doubtful, and never in Missing or
	// NotInstalled.
	GrantedInPart bool

	Declared []catalog.Scope // in the manifest, those that may be declined left out
	Optional []catalog.Scope // in the manifest, and may be declined at install
	Granted  []catalog.Scope
	Needed   []catalog.Scope // every scope that Slack lists for a method that the code calls
	Features []catalog.Scope // every scope that the manifest's own parts use

	Manifest     []ManifestFinding // what is wrong with the manifest by itself, for tokens of any kind
	NotInstalled []catalog.Scope   // declared and not granted: the app must be installed again
	Undeclared   []catalog.Scope   // granted and not declared: a fresh install would lack them
	// Missing are calls that fail because scopes are not granted, or, without a
	// token, not declared.
	Missing []UnmetNeed
	// Impossible are calls that fail whatever scopes there are.
	Impossible []ImpossibleCall
	// Unused are scopes that are granted, or, without a token, declared, and that are
	// known to open methods and nothing else. The code calls none of those methods.
	Unused []catalog.Scope

	// What follows is no drift: a person has to judge it.

	PerhapsUnused []PerhapsUnused // granted, not needed by the code, but perhaps of another use
	Doubtful      []UnmetNeed     // some of the scopes are granted, and Slack does not say whether that is enough
	ForOtherToken []UnmetNeed     // calls for which the app needs a token of another kind: see its Kind
	Declined      []UnmetNeed     // calls that go on when they fail, for want of optional scopes that were declined
	RetiredCalls  []RetiredCall
	RetiredScopes []RetiredScope
	Untraced      []UntracedCall    // places in the code that may call any method
	UnknownParts  []ManifestFeature // parts of the manifest of which Slack does not say which scopes they take
}

// Empty reports whether nothing differs.
func (d Drift) Empty() bool {
	return len(d.NotInstalled)+len(d.Undeclared)+len(d.Missing)+len(d.Unused)+len(d.Manifest)+len(d.Impossible) == 0
}

// Find compares what is declared, granted and needed for tokens of one kind.
// What is not known is nil: declared without a manifest, held without a token, code
// without code. If Slack did not say which scopes the token holds, it counts as not
// known what was granted.
func Find(kind catalog.TokenKind, declared *Manifest, held *model.Permissions, code *Code) Drift {
	d := Drift{
		Kind:          kind,
		KnowsDeclared: declared != nil,
		KnowsGranted:  held != nil && !held.ScopesUnknown,
		KnowsNeeded:   code != nil,
		GrantedInPart: held != nil && !held.ScopesComplete(),
	}
	if d.KnowsDeclared {
		scopes, optional := declared.For(kind)
		d.Declared = sorted(model.Minus(scopes, optional))
		d.Optional = sorted(optional)
		d.Features, d.UnknownParts = declared.uses(kind)
		slices.Sort(d.Features)
		d.Manifest = declared.Findings()
	}
	if d.KnowsGranted {
		d.Granted = held.Scopes()
	}
	if d.KnowsDeclared && d.KnowsGranted {
		if !d.GrantedInPart {
			d.NotInstalled = model.Minus(d.Declared, d.Granted)
		}
		d.Undeclared = model.Minus(d.Granted, slices.Concat(d.Declared, d.Optional, addedBySlack))
	}
	if d.KnowsNeeded {
		d.Untraced = code.untracedFor(kind)
		d.compareCalls(declared, code.Calls)
		d.Needed = sorted(model.Union(d.Needed, code.Used))
		d.findUnused(declared, code)
	}
	d.findRetiredScopes()
	return d
}

// untracedFor are the untraced places that may use scopes of a kind of token: Slack's MCP
// server takes tokens of users.
func (c *Code) untracedFor(kind catalog.TokenKind) []UntracedCall {
	if kind == catalog.UserToken {
		return c.Untraced
	}
	return slices.DeleteFunc(slices.Clone(c.Untraced), func(u UntracedCall) bool { return u.Kind == UntracedMCP })
}

func sorted(scopes []catalog.Scope) []catalog.Scope {
	return slices.Sorted(slices.Values(model.Union(scopes, nil)))
}

// addedBySlack are scopes that Slack adds to user tokens by itself (seen, not documented).
var addedBySlack = []catalog.Scope{"identify"}

// heldScopes are the scopes that calls can use: those granted, or, without a token,
// those declared.
func (d *Drift) heldScopes() (scopes []catalog.Scope, known bool) {
	if d.KnowsGranted {
		return d.Granted, true
	}
	return model.Union(d.Declared, d.Optional), d.KnowsDeclared
}

// findRetiredScopes finds those of the scopes that Slack retired. Workspace apps are
// retired as a whole.
func (d *Drift) findRetiredScopes() {
	if d.Kind == catalog.Workspace {
		return
	}
	for _, s := range sorted(slices.Concat(d.Declared, d.Optional, d.Granted)) {
		if r, ok := s.Retirement(); ok {
			d.RetiredScopes = append(d.RetiredScopes, RetiredScope{s, r})
		}
	}
}

// findUnused sorts the scopes that are held and that neither a call nor a part of the
// manifest needs: those that only open methods, or none for such a token, are unused, the
// others may have another use. While a call or a part may use any scope, none is known to be unused.
func (d *Drift) findUnused(declared *Manifest, code *Code) {
	has, known := d.heldScopes()
	if !known {
		return
	}
	used := model.Union(d.Needed, d.Features)
	for _, s := range used {
		if partner, ok := s.Partner(); ok && among(has)(s) {
			used = model.Union(used, []catalog.Scope{partner})
		}
	}
	for _, s := range model.Minus(has, used) {
		use, doubt := d.otherUse(s, declared, code), cmp.Or(d.doubt(s, declared), d.namedDoubt(s, code.Named))
		switch opens := len(catalog.Unlocks(s, d.Kind)) > 0 || use.absent; {
		case use.found:
			d.Needed = model.Union(d.Needed, []catalog.Scope{s})
		case !use.possible && !opens && d.opensForOthersOnly(s):
			d.Unused = append(d.Unused, s) // whatever the code calls
		case use.possible || !opens:
			d.PerhapsUnused = append(d.PerhapsUnused, use.perhaps(s))
		case doubt != (Doubt{}):
			d.PerhapsUnused = append(d.PerhapsUnused, PerhapsUnused{Scope: s, Doubt: doubt})
		default:
			d.Unused = append(d.Unused, s)
		}
	}
	slices.Sort(d.Needed)
	d.keepPartners()
	slices.Sort(d.Unused)
	order.Stable(d.PerhapsUnused, func(a, b PerhapsUnused) int { return strings.Compare(string(a.Scope), string(b.Scope)) })
}

// namedDoubt is the first place that names a method which a scope opens; zero if there is none.
func (d *Drift) namedDoubt(s catalog.Scope, named []NamedMethod) Doubt {
	opened := catalog.Unlocks(s, d.Kind)
	i := slices.IndexFunc(named, func(n NamedMethod) bool {
		return slices.Contains(opened, n.Method)
	})
	if i < 0 {
		return Doubt{}
	}
	return Doubt{named[i].File, named[i].Line, named[i].why()}
}

// opensForOthersOnly reports whether a scope opens methods for tokens of the other kind
// alone, bot or user, and the code calls none of them: bots may ask for reminders:write,
// and may call no method with it.
func (d *Drift) opensForOthersOnly(s catalog.Scope) bool {
	if slices.ContainsFunc(d.ForOtherToken, func(n UnmetNeed) bool { return slices.Contains(n.Scopes, s) }) {
		return false // it was meant for these calls
	}
	switch d.Kind {
	case catalog.Bot:
		return len(catalog.Unlocks(s, catalog.UserToken)) > 0
	case catalog.UserToken:
		return len(catalog.Unlocks(s, catalog.Bot)) > 0
	}
	return false
}

// keepPartners moves to the scopes that are perhaps unused those that one of them needs
// beside it.
func (d *Drift) keepPartners() {
	for _, p := range slices.Clone(d.PerhapsUnused) {
		partner, ok := p.Scope.Partner()
		if i := slices.Index(d.Unused, partner); ok && i >= 0 {
			d.Unused = slices.Delete(d.Unused, i, i+1)
			d.PerhapsUnused = append(d.PerhapsUnused, PerhapsUnused{
				Scope: partner, OtherUse: string(p.Scope) + ", which needs it beside it", Doubt: p.Doubt,
			})
		}
	}
}

// doubt is the first place that may use a scope; zero if there is none.
func (d *Drift) doubt(s catalog.Scope, declared *Manifest) Doubt {
	if len(d.Untraced) > 0 {
		u := d.Untraced[0]
		return Doubt{u.File, u.Line, "may call any method: " + u.Kind.Meaning()}
	}
	for _, p := range d.UnknownParts {
		if !p.isEvent() || mayOpen(s, p.Name) {
			return Doubt{cmp.Or(declared.File, "manifest"), p.Line, "Slack does not say which scope the " + p.What() + " takes"}
		}
	}
	return Doubt{}
}

// mayOpen reports whether a scope may open an event of which Slack's page of the event does not
// say which scope it takes: the page of the scope did say so; or that of no scope did, and the
// scope is for events.
func mayOpen(s catalog.Scope, event string) bool {
	isFor := func(e catalog.Entry) bool {
		return slices.Contains(e.Events, event) || slices.Contains(catalog.EventsPerhapsOpenedBy(e.Scope), event)
	}
	if slices.ContainsFunc(catalog.Scopes(), isFor) {
		e, known := catalog.Lookup(s)
		return known && isFor(e)
	}
	return len(catalog.EventsOpenedBy(s)) > 0 || len(catalog.EventsPerhapsOpenedBy(s)) > 0
}
