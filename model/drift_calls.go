package model

import (
	"cmp"
	"slices"
	"strings"

	"periscope/model/catalog"
)

// weigh finds out what the code lacks and what it does not use.
func (d *Drift) weigh(declared *Declared, uses []Use) {
	has, known := d.has()
	for _, call := range byMethod(uses) {
		m, _ := catalog.LookupMethod(call.Method)
		need, callable := m.Need(d.Kind)
		if !callable {
			d.addElsewhere(call, m)
			continue
		}
		d.Needed = union(d.Needed, need.Scopes)
		if known {
			d.judge(call, m, need, has, declared)
		}
	}
	slices.Sort(d.Needed)
	if known {
		d.findUnused(has)
	}
}

// byMethod gathers the uses of each method, in order.
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

// has are the scopes that calls can count on: those granted, or, without a
// token, those declared.
func (d *Drift) has() (scopes []catalog.Scope, known bool) {
	if d.KnowsGranted {
		return d.Granted, true
	}
	return union(d.Declared, d.Optional), d.KnowsDeclared
}

// judge records what a call lacks, if anything. A call that fails with this
// token, while the manifest asks for what it needs for the other kind and not
// for this, is taken to be made with the other.
func (d *Drift) judge(call Lack, m catalog.Method, need catalog.Need, has []catalog.Scope, declared *Declared) {
	granted, missing := judge(need, in(has))
	if granted == Yes {
		return
	}
	call.Kind, call.Rule, call.Scopes = d.Kind, need.Rule, missing
	if asked := union(d.Declared, d.Optional); d.KnowsGranted {
		if enough, _ := judge(need, in(asked)); enough == Yes {
			call.Declared = true
			call.Scopes = declaredPart(need, asked, has)
		}
	}
	switch {
	case granted == Unknown:
		d.Doubtful = append(d.Doubtful, call)
	case !call.Declared && declaredForOther(m, d.Kind, declared):
		d.addElsewhere(call, m)
	default:
		d.Missing = append(d.Missing, call)
	}
}

func in(scopes []catalog.Scope) func(catalog.Scope) bool {
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
		return []catalog.Scope{fittest(part, need.Kind)}
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
	enough, _ := judge(need, in(union(required, optional)))
	return enough == Yes
}

// addElsewhere records a call for which another kind of token is needed. Calls
// that need no token or no scope, and those of which Slack says nothing, are left out.
func (d *Drift) addElsewhere(call Lack, m catalog.Method) {
	for _, kind := range [...]catalog.TokenKind{
		catalog.Bot, catalog.UserToken, catalog.AppLevel, catalog.Configuration, catalog.Workspace,
	} {
		need, ok := m.Need(kind)
		if !ok || kind == d.Kind || need.Rule == catalog.NoScope {
			continue
		}
		call.Kind, call.Rule = kind, need.Rule
		_, call.Scopes = judge(need, in(nil))
		d.Elsewhere = append(d.Elsewhere, call)
		return
	}
}

// findUnused sorts out what is held and not called for: what is of use for
// nothing but methods is unused, of the rest nobody can tell.
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
