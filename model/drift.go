package model

import (
	"cmp"
	"slices"
	"strings"

	"periscope/model/catalog"
)

// ManifestScopes are the scopes that an app's manifest asks for, under
// oauth_config.scopes. The user who installs the app may decline optional ones.
type ManifestScopes struct {
	Bot, User                 []catalog.Scope
	BotOptional, UserOptional []catalog.Scope
}

// For returns what the manifest declares for tokens of a kind. It is nothing for
// kinds other than bot and user.
func (d ManifestScopes) For(kind catalog.TokenKind) (required, optional []catalog.Scope) {
	switch kind {
	case catalog.Bot:
		return d.Bot, d.BotOptional
	case catalog.UserToken:
		return d.User, d.UserOptional
	}
	return nil, nil
}

// UnmetNeed is one method that the code calls and that needs scopes that are not granted.
type UnmetNeed struct {
	Method    string
	Scopes    []catalog.Scope // the smallest change known to help: one where one of several is enough
	Rule      catalog.Rule
	CallSites []CallSite // where it is called, by file and line
	// Kind is the kind of token that Scopes are for.
	Kind catalog.TokenKind
	// Declared: the manifest asks for them already, so that installing the app again is enough.
	Declared bool
}

// PerhapsUnused is one scope that the app holds and that no method in its code needs, but
// that may have another use: that no code needs it proves nothing.
type PerhapsUnused struct {
	Scope catalog.Scope
	// Serves completes "It may be there for ...". It is empty for scopes that no
	// known method needs and that have no known use.
	OtherUse string
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

	NotInstalled []catalog.Scope // declared and not granted: the app must be installed again
	Undeclared   []catalog.Scope // granted and not declared: a fresh install would lack them
	// Missing are calls that fail because scopes are not granted, or, without a
	// token, not declared.
	Missing []UnmetNeed
	// Unused are scopes that are granted, or, without a token, declared, and that are
	// known to open methods and nothing else. The code calls none of those methods.
	Unused []catalog.Scope

	// What follows is no drift: a person has to judge it.

	PerhapsUnused []PerhapsUnused // granted, not needed by the code, but perhaps of another use
	Doubtful      []UnmetNeed     // some of the scopes are granted, and Slack does not say whether that is enough
	ForOtherToken []UnmetNeed     // calls for which the app needs a token of another kind: see its Kind
}

// Empty reports whether nothing differs.
func (d Drift) Empty() bool {
	return len(d.NotInstalled)+len(d.Undeclared)+len(d.Missing)+len(d.Unused) == 0
}

// FindDrift compares what is declared, granted and needed for tokens of one kind.
// What is not known is nil: declared without a manifest, held without a token,
// uses without code. If Slack did not say which scopes the token holds, it counts
// as not known what was granted.
func FindDrift(kind catalog.TokenKind, declared *ManifestScopes, held *Permissions, uses []CallSite) Drift {
	d := Drift{
		Kind:          kind,
		KnowsDeclared: declared != nil,
		KnowsGranted:  held != nil && !held.ScopesUnknown,
		KnowsNeeded:   uses != nil,
		GrantedInPart: held != nil && !held.ScopesComplete(),
	}
	if d.KnowsDeclared {
		required, optional := declared.For(kind)
		d.Declared = slices.Sorted(slices.Values(union(required, nil)))
		d.Optional = slices.Sorted(slices.Values(minus(optional, required)))
	}
	if d.KnowsGranted {
		d.Granted = held.Scopes()
	}
	if d.KnowsDeclared && d.KnowsGranted {
		if !d.GrantedInPart {
			d.NotInstalled = minus(d.Declared, d.Granted)
		}
		d.Undeclared = minus(d.Granted, slices.Concat(d.Declared, d.Optional, addedBySlack))
	}
	if d.KnowsNeeded {
		d.compareCalls(declared, uses)
	}
	return d
}

// addedBySlack are scopes that Slack adds to user tokens by itself (seen, not documented).
var addedBySlack = []catalog.Scope{"identify"}

// compareCalls finds the scopes that the calls of the code lack, and those that no
// call uses.
func (d *Drift) compareCalls(declared *ManifestScopes, uses []CallSite) {
	has, known := d.heldScopes()
	for _, call := range byMethod(uses) {
		m, _ := catalog.LookupMethod(call.Method)
		need, callable := m.Need(d.Kind)
		if !callable {
			d.addForOtherKind(call, m)
			continue
		}
		d.Needed = union(d.Needed, need.Scopes)
		if known {
			d.judgeCall(call, m, need, has, declared)
		}
	}
	slices.Sort(d.Needed)
	if known {
		d.findUnused(has)
	}
}

// byMethod gathers the uses of each method, sorted.
func byMethod(uses []CallSite) []UnmetNeed {
	uses = slices.Clone(uses)
	slices.SortFunc(uses, func(a, b CallSite) int {
		return cmp.Or(strings.Compare(a.Method, b.Method), strings.Compare(a.File, b.File), a.Line-b.Line)
	})
	var calls []UnmetNeed
	for u := range slices.Values(slices.CompactFunc(uses, CallSite.Equal)) {
		if last := len(calls) - 1; last >= 0 && calls[last].Method == u.Method {
			calls[last].CallSites = append(calls[last].CallSites, u)
			continue
		}
		calls = append(calls, UnmetNeed{Method: u.Method, CallSites: []CallSite{u}})
	}
	return calls
}

// heldScopes are the scopes that calls can use: those granted, or, without a token,
// those declared.
func (d *Drift) heldScopes() (scopes []catalog.Scope, known bool) {
	if d.KnowsGranted {
		return d.Granted, true
	}
	return union(d.Declared, d.Optional), d.KnowsDeclared
}

// judgeCall records the scopes that a call lacks, if any. If the manifest asks for
// what the call needs for the other one of bot and user token, and not for this
// one, the call is taken to be made with the other.
func (d *Drift) judgeCall(call UnmetNeed, m catalog.Method, need catalog.Need, has []catalog.Scope, declared *ManifestScopes) {
	granted, missing := judge(need, among(has))
	if granted == Yes {
		return
	}
	call.Kind, call.Rule, call.Scopes = d.Kind, need.Rule, missing
	if asked := union(d.Declared, d.Optional); d.KnowsGranted {
		if enough, _ := judge(need, among(asked)); enough == Yes {
			call.Declared = true
			call.Scopes = declaredPart(need, asked, has)
		}
	}
	switch {
	case granted == Unknown || d.GrantedInPart:
		d.Doubtful = append(d.Doubtful, call)
	case !call.Declared && declaredForOther(m, d.Kind, declared):
		d.addForOtherKind(call, m)
	default:
		d.Missing = append(d.Missing, call)
	}
}

func among(scopes []catalog.Scope) func(catalog.Scope) bool {
	return func(s catalog.Scope) bool { return slices.Contains(scopes, s) }
}

// declaredPart returns what an install would add that opens the method.
func declaredPart(need catalog.Need, asked, has []catalog.Scope) []catalog.Scope {
	var part []catalog.Scope
	for _, s := range minus(need.Scopes, has) {
		if slices.Contains(asked, s) {
			part = append(part, s)
		}
	}
	if need.Rule == catalog.AnyOf {
		return []catalog.Scope{preferred(part, need.Kind)}
	}
	return part
}

// declaredForOther reports whether the manifest asks for what a method needs,
// for the other one of bot and user tokens.
func declaredForOther(m catalog.Method, kind catalog.TokenKind, declared *ManifestScopes) bool {
	other := catalog.UserToken
	if kind == catalog.UserToken {
		other = catalog.Bot
	}
	need, ok := m.Need(other)
	if !ok || declared == nil {
		return false
	}
	required, optional := declared.For(other)
	enough, _ := judge(need, among(union(required, optional)))
	return enough == Yes
}

// addForOtherKind records a call that needs another kind of token. It leaves out
// calls that need no token or no scope, and those that Slack says nothing about.
func (d *Drift) addForOtherKind(call UnmetNeed, m catalog.Method) {
	for _, kind := range [...]catalog.TokenKind{
		catalog.Bot, catalog.UserToken, catalog.AppLevel, catalog.Configuration, catalog.Workspace,
	} {
		need, ok := m.Need(kind)
		if !ok || kind == d.Kind || need.Rule == catalog.NoScope {
			continue
		}
		call.Kind, call.Rule = kind, need.Rule
		_, call.Scopes = judge(need, among(nil))
		d.ForOtherToken = append(d.ForOtherToken, call)
		return
	}
}

// findUnused sorts the scopes that are held and that no call needs: those that only
// open methods are unused, the others may have another use.
func (d *Drift) findUnused(has []catalog.Scope) {
	for _, s := range minus(has, d.Needed) {
		serves, ok := s.OtherUse()
		if !ok && len(catalog.Unlocks(s, d.Kind)) > 0 {
			d.Unused = append(d.Unused, s)
			continue
		}
		d.PerhapsUnused = append(d.PerhapsUnused, PerhapsUnused{Scope: s, OtherUse: serves})
	}
	slices.Sort(d.Unused)
	slices.SortFunc(d.PerhapsUnused, func(a, b PerhapsUnused) int { return strings.Compare(string(a.Scope), string(b.Scope)) })
}
