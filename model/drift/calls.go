package drift

import (
	"cmp"
	"slices"
	"strings"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/model/order"
)

// compareCalls finds the scopes that the calls of the code lack, and the calls that no
// scope helps.
func (d *Drift) compareCalls(declared *Manifest, calls []CallSite) {
	has, known := d.heldScopes()
	for _, call := range byMethod(calls) {
		m, _ := catalog.LookupMethod(call.Method)
		if d.Kind != catalog.Workspace && d.findRetired(call, m, has, known) {
			continue
		}
		for _, part := range d.byNeed(call, m) {
			d.compareCall(part, m, has, known, declared)
		}
		d.compareArguments(call, m, has, known)
	}
	slices.Sort(d.Needed)
}

// byMethod gathers the calls of each method, sorted.
func byMethod(calls []CallSite) []UnmetNeed {
	calls = slices.Clone(calls)
	order.Stable(calls, func(a, b CallSite) int {
		return cmp.Or(strings.Compare(a.Method, b.Method), strings.Compare(a.File, b.File), a.Line-b.Line)
	})
	var all []UnmetNeed
	for c := range slices.Values(slices.CompactFunc(calls, CallSite.Equal)) {
		if last := len(all) - 1; last >= 0 && all[last].Method == c.Method {
			all[last].CallSites = append(all[last].CallSites, c)
			continue
		}
		all = append(all, UnmetNeed{Method: c.Method, CallSites: []CallSite{c}})
	}
	return all
}

// neededCall is calls of one method that need the same.
type neededCall struct {
	UnmetNeed
	need     catalog.Need
	callable bool // by tokens of the kind
}

// byNeed sorts the calls of one method by what they need.
func (d *Drift) byNeed(call UnmetNeed, m catalog.Method) []neededCall {
	var parts []neededCall
	for _, c := range call.CallSites {
		need, callable := c.NeedOf(m, d.Kind)
		at := slices.IndexFunc(parts, func(p neededCall) bool { return needKey(p.need) == needKey(need) })
		if at < 0 {
			at = len(parts)
			parts = append(parts, neededCall{UnmetNeed{Method: call.Method}, need, callable})
		}
		parts[at].CallSites = append(parts[at].CallSites, c)
	}
	return parts
}

func (d *Drift) compareCall(part neededCall, m catalog.Method, has []catalog.Scope, known bool, declared *Manifest) {
	if !part.callable {
		d.addForOtherKind(part.UnmetNeed, m)
		return
	}
	listed, _ := m.Need(d.Kind)
	practice, _ := m.NeedInPractice(d.Kind)
	d.Needed = model.Union(d.Needed, part.need.Scopes)
	d.Needed = model.Union(d.Needed, model.Minus(listed.Scopes, practice.Scopes)) // Slack's page names them
	if known {
		d.judgeCall(part.UnmetNeed, m, part.need, has, declared)
	}
}

// judgeCall records the scopes that a call lacks, if any. If the manifest asks for
// what the call needs for the other one of bot and user token, and not for this
// one, the call is taken to be made with the other.
func (d *Drift) judgeCall(call UnmetNeed, m catalog.Method, need catalog.Need, has []catalog.Scope, declared *Manifest) {
	granted, missing := model.Judge(need, among(has))
	if granted == model.Yes {
		return
	}
	call.Kind, call.Rule, call.Scopes = d.Kind, need.Rule, missing
	if need.Rule == catalog.AnyOf {
		call.AnyOf = model.NarrowestFirst(need.Scopes, d.Kind)
	}
	if asked := model.Union(d.Declared, d.Optional); d.KnowsGranted {
		if enough, _ := model.Judge(need, among(asked)); enough == model.Yes {
			call.Declared = true
			call.Scopes = declaredPart(need, asked, has)
		}
	}
	switch {
	case granted == model.Unknown || d.GrantedInPart:
		d.Doubtful = append(d.Doubtful, call)
	case !call.Declared && declaredForOther(m, d.Kind, declared):
		d.addForOtherKind(call, m)
	default:
		d.addMissing(call)
	}
}

// addMissing records calls that fail. Those that the code expects to fail, for want of an
// optional scope that was declined, are no drift.
func (d *Drift) addMissing(call UnmetNeed) {
	if call.Declared && len(model.Minus(call.Scopes, d.Optional)) == 0 {
		caught, fails := call, call
		caught.CallSites, fails.CallSites = nil, nil
		for _, c := range call.CallSites {
			if c.Caught {
				caught.CallSites = append(caught.CallSites, c)
			} else {
				fails.CallSites = append(fails.CallSites, c)
			}
		}
		if len(caught.CallSites) > 0 {
			d.Declined = append(d.Declined, caught)
		}
		if call = fails; len(fails.CallSites) == 0 {
			return
		}
	}
	d.Missing = append(d.Missing, call)
}

// compareArguments finds the scopes that calls lack for their arguments. The bots of
// classic apps need none.
func (d *Drift) compareArguments(call UnmetNeed, m catalog.Method, has []catalog.Scope, known bool) {
	if _, callable := m.Need(d.Kind); !callable {
		return
	}
	for _, a := range m.ArgumentScopes(d.Kind) {
		l := UnmetNeed{Method: call.Method, Kind: d.Kind, Rule: catalog.OneScope, Scopes: []catalog.Scope{a.Scope}, For: a.For}
		for _, c := range call.CallSites {
			if a.NeededBy(c.Arguments) {
				l.CallSites = append(l.CallSites, c)
			}
		}
		if len(l.CallSites) == 0 {
			continue
		}
		d.Needed = model.Union(d.Needed, l.Scopes)
		if known && !among(has)(a.Scope) && !among(has)("bot") {
			l.Declared = d.KnowsGranted && among(model.Union(d.Declared, d.Optional))(a.Scope)
			if d.GrantedInPart {
				d.Doubtful = append(d.Doubtful, l)
				continue
			}
			d.addMissing(l)
		}
	}
}

// findRetired records calls of methods that Slack retired, and those that no token of the
// app can make. It reports whether the calls fail whatever the token holds: there is
// nothing to say about their scopes then.
func (d *Drift) findRetired(call UnmetNeed, m catalog.Method, has []catalog.Scope, known bool) bool {
	r, retired := m.Retirement()
	need, _ := m.Need(d.Kind)
	if why := d.whyImpossible(m, has, known); why != "" {
		d.Impossible = append(d.Impossible, ImpossibleCall{call.Method, why, call.CallSites})
		return true
	}
	if !retired {
		return false
	}
	d.RetiredCalls = append(d.RetiredCalls, RetiredCall{call.Method, r, call.CallSites})
	if r.Gone() {
		d.Needed = model.Union(d.Needed, need.Scopes) // they were asked for this call
	}
	return r.Gone()
}

// whyImpossible is why no token of an app of bot and user tokens may call a method; empty
// if one may.
func (d *Drift) whyImpossible(m catalog.Method, has []catalog.Scope, known bool) string {
	kinds := m.Kinds()
	switch {
	case len(kinds) == 1 && kinds[0] == catalog.Workspace && d.Kind.IsBotOrUser():
		retired, _ := catalog.Workspace.AppRetirement()
		return "is for workspace tokens, which Slack retired on " + retired.On + ": no token may call it"
	case strings.HasPrefix(m.Name, "rtm.") && d.Kind == catalog.Bot && known && !among(has)("bot"):
		return "is for the bots of classic apps: Slack answers not_allowed_token_type to bots with scopes of their own. " +
			"Use Socket Mode or the Events API"
	}
	return ""
}

func among(scopes []catalog.Scope) func(catalog.Scope) bool {
	return func(s catalog.Scope) bool { return slices.Contains(scopes, s) }
}

// declaredPart returns what an install would add that opens the method.
func declaredPart(need catalog.Need, asked, has []catalog.Scope) []catalog.Scope {
	var part []catalog.Scope
	for _, s := range model.Minus(need.Scopes, has) {
		if slices.Contains(asked, s) {
			part = append(part, s)
		}
	}
	if need.Rule == catalog.AnyOf {
		return []catalog.Scope{model.Preferred(part, need.Kind)}
	}
	return part
}

// declaredForOther reports whether the manifest asks for what a method needs,
// for the other one of bot and user tokens.
func declaredForOther(m catalog.Method, kind catalog.TokenKind, declared *Manifest) bool {
	other := catalog.UserToken
	if kind == catalog.UserToken {
		other = catalog.Bot
	}
	need, ok := m.NeedInPractice(other)
	if !ok || declared == nil {
		return false
	}
	scopes, optional := declared.For(other)
	enough, _ := model.Judge(need, among(model.Union(scopes, optional)))
	return enough == model.Yes
}

// addForOtherKind records a call that needs another kind of token. It leaves out
// calls that need no token or no scope, and those that Slack says nothing about.
func (d *Drift) addForOtherKind(call UnmetNeed, m catalog.Method) {
	for _, kind := range [...]catalog.TokenKind{
		catalog.Bot, catalog.UserToken, catalog.AppLevel, catalog.Configuration, catalog.Workspace,
	} {
		need, ok := m.NeedInPractice(kind)
		if len(call.CallSites) > 0 {
			need, ok = call.CallSites[0].NeedOf(m, kind)
		}
		if !ok || kind == d.Kind || need.Rule == catalog.NoScope {
			continue
		}
		call.Kind, call.Rule, call.AnyOf, call.Declared = kind, need.Rule, nil, false
		_, call.Scopes = model.Judge(need, among(nil))
		d.ForOtherToken = append(d.ForOtherToken, call)
		return
	}
}
