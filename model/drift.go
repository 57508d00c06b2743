package model

import (
	"cmp"
	"slices"
	"strings"

	"periscope/model/catalog"
)

// Declared are the scopes that an app's manifest asks for, under
// oauth_config.scopes. The user who installs the app may decline optional ones.
type Declared struct {
	Bot, User                 []catalog.Scope
	BotOptional, UserOptional []catalog.Scope
}

// For returns what the manifest declares for tokens of a kind. It is nothing for
// kinds other than bot and user.
func (d Declared) For(kind catalog.TokenKind) (required, optional []catalog.Scope) {
	switch kind {
	case catalog.Bot:
		return d.Bot, d.BotOptional
	case catalog.UserToken:
		return d.User, d.UserOptional
	}
	return nil, nil
}

// Use is one place in source code that calls a Web API method.
type Use struct {
	Method string
	File   string
	Line   int // 1-based
}

// Lack is one method that the code calls and that needs scopes that are not granted.
type Lack struct {
	Method string
	Scopes []catalog.Scope // the smallest change known to help: one where one of several is enough
	Rule   catalog.Rule
	Uses   []Use // where it is called, by file and line
	// Kind is the kind of token that Scopes are for.
	Kind catalog.TokenKind
	// Declared: the manifest asks for them already, so that installing the app again is enough.
	Declared bool
}

// Idle is one scope that the app holds and that no method in its code needs, but
// that may have another use: that no code needs it proves nothing.
type Idle struct {
	Scope catalog.Scope
	// Serves completes "It may be there for ...". It is empty for scopes that no
	// known method needs and that have no known use.
	Serves string
}

// Drift is the difference between three accounts of one app: what its manifest
// declares, what its token was granted, and what its code needs. It is about
// tokens of one kind. Lists of scopes and of methods are sorted.
type Drift struct {
	Kind catalog.TokenKind
	// Which accounts there are. One that is missing differs from none.
	KnowsDeclared, KnowsGranted, KnowsNeeded bool

	Declared []catalog.Scope // in the manifest, those that may be declined left out
	Optional []catalog.Scope // in the manifest, and may be declined at install
	Granted  []catalog.Scope
	Needed   []catalog.Scope // every scope that Slack lists for a method that the code calls

	NotInstalled []catalog.Scope // declared and not granted: the app must be installed again
	Undeclared   []catalog.Scope // granted and not declared: a fresh install would lack them
	// Missing are calls that fail because scopes are not granted, or, without a
	// token, not declared.
	Missing []Lack
	// Unused are scopes that are granted, or, without a token, declared, and that are
	// known to open methods and nothing else. The code calls none of those methods.
	Unused []catalog.Scope

	// What follows is no drift: a person has to judge it.

	Idle      []Idle // granted, not needed by the code, but perhaps of another use
	Doubtful  []Lack // some of the scopes are granted, and Slack does not say whether that is enough
	Elsewhere []Lack // calls for which the app needs a token of another kind: see its Kind
}

// Empty reports whether nothing differs.
func (d Drift) Empty() bool {
	return len(d.NotInstalled)+len(d.Undeclared)+len(d.Missing)+len(d.Unused) == 0
}

// FindDrift compares what is declared, granted and needed for tokens of one kind.
// What is not known is nil: declared without a manifest, held without a token,
// uses without code. If Slack did not say which scopes the token holds, it counts
// as not known what was granted.
func FindDrift(kind catalog.TokenKind, declared *Declared, held *Permissions, uses []Use) Drift {
	d := Drift{
		Kind:          kind,
		KnowsDeclared: declared != nil,
		KnowsGranted:  held != nil && !held.ScopesUntold,
		KnowsNeeded:   uses != nil,
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
		d.NotInstalled = minus(d.Declared, d.Granted)
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
func (d *Drift) compareCalls(declared *Declared, uses []Use) {
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
func byMethod(uses []Use) []Lack {
	uses = slices.Clone(uses)
	slices.SortFunc(uses, func(a, b Use) int {
		return cmp.Or(strings.Compare(a.Method, b.Method), strings.Compare(a.File, b.File), a.Line-b.Line)
	})
	var calls []Lack
	for u := range slices.Values(slices.Compact(uses)) {
		if last := len(calls) - 1; last >= 0 && calls[last].Method == u.Method {
			calls[last].Uses = append(calls[last].Uses, u)
			continue
		}
		calls = append(calls, Lack{Method: u.Method, Uses: []Use{u}})
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
func (d *Drift) judgeCall(call Lack, m catalog.Method, need catalog.Need, has []catalog.Scope, declared *Declared) {
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
	case granted == Unknown:
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
func declaredForOther(m catalog.Method, kind catalog.TokenKind, declared *Declared) bool {
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
func (d *Drift) addForOtherKind(call Lack, m catalog.Method) {
	for _, kind := range [...]catalog.TokenKind{
		catalog.Bot, catalog.UserToken, catalog.AppLevel, catalog.Configuration, catalog.Workspace,
	} {
		need, ok := m.Need(kind)
		if !ok || kind == d.Kind || need.Rule == catalog.NoScope {
			continue
		}
		call.Kind, call.Rule = kind, need.Rule
		_, call.Scopes = judge(need, among(nil))
		d.Elsewhere = append(d.Elsewhere, call)
		return
	}
}

// findUnused sorts the scopes that are held and that no call needs: those that only
// open methods are unused, the others may have another use.
func (d *Drift) findUnused(has []catalog.Scope) {
	for _, s := range minus(has, d.Needed) {
		serves, ok := s.Serves()
		if !ok && len(catalog.Unlocks(s, d.Kind)) > 0 {
			d.Unused = append(d.Unused, s)
			continue
		}
		d.Idle = append(d.Idle, Idle{Scope: s, Serves: serves})
	}
	slices.Sort(d.Unused)
	slices.SortFunc(d.Idle, func(a, b Idle) int { return strings.Compare(string(a.Scope), string(b.Scope)) })
}
