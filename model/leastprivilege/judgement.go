package leastprivilege

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/model/drift"
	"periscope/model/order"
)

// Status is what the calls say of a scope.
type Status string

const (
	Used          Status = "used"           // a call needed it, and no other would have done
	OneOf         Status = "one of"         // a call used it or one of its alternatives
	Perhaps       Status = "perhaps"        // a call may have used it
	Missing       Status = "missing"        // a call was refused for it
	Kept          Status = "kept"           // no call used it, and the manifest's own parts do
	PerhapsUnused Status = "perhaps unused" // no call used it, and it has another use than calls
	Unused        Status = "unused"         // no call used it
)

// Statuses lists all, in the order in which reports show them.
var Statuses = []Status{Missing, Used, OneOf, Perhaps, Kept, PerhapsUnused, Unused}

// ScopeUse is what was seen of one scope.
type ScopeUse struct {
	Scope  catalog.Scope
	Status Status
	Held   model.Answer // by a token of the kind
	Least  bool         // it is in the smallest set
	Count  int          // calls that used it, or may have; of a missing one, those that were refused
	Last   time.Time    // of them; zero if there is none
	// Methods are those of the calls, the most frequent first.
	Methods []MethodCount
	// Alternatives are the scopes of which one was enough, this one left out.
	Alternatives []catalog.Scope
	Why          string        // how we know: a clause without a full stop; may be empty
	Basis        catalog.Basis // of it
}

// MethodCount is how often a method was called.
type MethodCount struct {
	Method string
	Count  int
}

// Judgement is what the calls of an app with tokens of one kind say.
type Judgement struct {
	Kind  catalog.TokenKind
	Calls int // all of them, those without an answer included
	// Scopes has one for each scope that was used, refused or held; see [Statuses] for the
	// order.
	Scopes []ScopeUse
	// Least is the smallest set with which Slack would have done all that it did, sorted.
	// Of equal sets it is the one whose scopes open less.
	Least []catalog.Scope
	// Exact: no smaller set would do, as far as the calls tell. If not, it may have up to
	// 1 + ln n times the scopes of the smallest, where n is the number of calls to choose for.
	Exact bool
	// Careful are scopes that calls may have used besides: to be kept until another run
	// tells. They are held, or it is not known what is held.
	Careful []catalog.Scope
	// UnknownMethods are those that were called, and of which Slack does not say what tokens
	// of the kind need.
	UnknownMethods []MethodCount
	HeldKnown      bool
}

// Of judges the calls with tokens of a kind. manifest may be nil: what its parts need is
// kept.
func Of(kind catalog.TokenKind, calls []Call, manifest *drift.Manifest) Judgement {
	j := &judge{Judgement: Judgement{Kind: kind, Exact: true}, uses: map[catalog.Scope]*ScopeUse{}}
	for _, c := range calls {
		switch {
		case c.Kind == kind && c.Method != Webhook:
			j.add(c)
		case c.Method == Webhook && kind == catalog.Bot: // its URL was given with the bot's scopes
			j.addWebhook(c)
		}
	}
	j.choose()
	j.addPartners()
	j.addHeld(manifest)
	return j.result()
}

// Kinds are the kinds of token that calls were made with and that hold scopes, bots first.
func Kinds(calls []Call) []catalog.TokenKind {
	var kinds []catalog.TokenKind
	for _, kind := range []catalog.TokenKind{catalog.Bot, catalog.UserToken, catalog.Workspace} {
		if slices.ContainsFunc(calls, func(c Call) bool { return c.Kind == kind || c.Method == Webhook && kind == catalog.Bot }) {
			kinds = append(kinds, kind)
		}
	}
	return kinds
}

type judge struct {
	Judgement
	uses    map[catalog.Scope]*ScopeUse
	choices []choice
	held    []catalog.Scope
}

// choice is calls for which one of several scopes was enough.
type choice struct {
	scopes []catalog.Scope // narrowest first
	call   Call
	basis  catalog.Basis
}

func (j *judge) add(c Call) {
	j.Calls += c.Count
	if c.HeldKnown {
		j.HeldKnown = true
		j.held = model.Union(j.held, c.Held)
	}
	switch c.verdict() {
	case refused:
		j.addRefused(c)
	case used:
		j.addUsed(c)
	case tried:
		j.addTried(c)
	case untold:
	}
}

// note adds a call to what is known of a scope. The stronger status stays, with its reason.
func (j *judge) note(s catalog.Scope, c Call, status Status, why string, basis catalog.Basis) *ScopeUse {
	u := j.uses[s]
	if u == nil {
		u = &ScopeUse{Scope: s, Status: status, Why: why, Basis: basis}
		j.uses[s] = u
	}
	if rank(status) < rank(u.Status) {
		u.Status, u.Why, u.Basis = status, why, basis
		u.Count, u.Methods, u.Last = 0, nil, time.Time{} // the calls of the weaker status do not count for it
	}
	if status != u.Status {
		return u
	}
	if u.Why == "" {
		u.Why = why
	}
	u.Count += c.Count
	if c.Last.After(u.Last) {
		u.Last = c.Last
	}
	u.Methods = count(u.Methods, c)
	return u
}

// rank sorts statuses by strength: what was used is used, whatever else is true of it.
func rank(s Status) int {
	return slices.Index([]Status{Used, OneOf, Perhaps, Missing, Kept, PerhapsUnused, Unused}, s)
}

func count(all []MethodCount, c Call) []MethodCount {
	if i := slices.IndexFunc(all, func(m MethodCount) bool { return m.Method == c.Method }); i >= 0 {
		all[i].Count += c.Count
		return all
	}
	return append(all, MethodCount{c.Method, c.Count})
}

func (j *judge) addUsed(c Call) {
	need, callable := c.need()
	if _, known := catalog.LookupMethod(c.Method); !known || !callable {
		j.UnknownMethods = count(j.UnknownMethods, c)
		return
	}
	j.addNeed(c, need)
	sure, perhaps := c.argumentNeeds()
	for _, a := range sure {
		switch {
		case c.holds(a.Scope):
			j.note(a.Scope, c, Used, "for "+a.For, a.Basis)
		case !slices.Contains(c.Held, "bot"): // the bots of classic apps need none
			j.note(a.Scope, c, Missing, "for "+a.For+": Slack went on without", a.Basis)
		}
	}
	for _, a := range perhaps {
		if c.holds(a.Scope) && c.HeldKnown {
			j.note(a.Scope, c, Perhaps, "for "+a.For+", which no call shows", a.Basis)
		}
	}
}

func (j *judge) addWebhook(c Call) {
	j.Calls += c.Count
	if c.verdict() == used {
		j.note("incoming-webhook", c, Used, "", catalog.Documented)
	}
}

// addNeed adds what a call that Slack did used of its need.
func (j *judge) addNeed(c Call, need catalog.Need) {
	held := c.heldOf(need.Scopes)
	basis := catalog.Documented
	switch {
	case len(need.Scopes) == 0:
	case need.Rule == catalog.RuleUnknown:
		for _, s := range held {
			j.note(s, c, Used, "Slack does not say whether one of several is enough", catalog.Undocumented)
		}
	case need.Rule != catalog.AnyOf:
		for _, s := range held {
			j.note(s, c, Used, "", basis)
		}
	case len(held) == 1:
		why := ""
		if len(need.Scopes) > 1 {
			why = "the token held no other that opens the method"
		}
		j.note(held[0], c, Used, why, basis)
	default:
		j.choices = append(j.choices, choice{model.NarrowestFirst(held, c.Kind), c, basis})
	}
}

// addTried adds what a call perhaps used that Slack refused for another reason than a scope.
func (j *judge) addTried(c Call) {
	need, callable := c.need()
	if !callable || len(need.Scopes) == 0 {
		return
	}
	why := "Slack answered " + c.Outcome + ", which it may do to a call that has its scope"
	scopes := c.heldOf(need.Scopes)
	if need.Rule == catalog.AnyOf {
		scopes = model.NarrowestFirst(scopes, c.Kind)[:1]
	}
	for _, s := range scopes {
		if c.holds(s) {
			j.note(s, c, Perhaps, why, catalog.Inferred)
		}
	}
	sure, _ := c.argumentNeeds()
	for _, a := range sure {
		if c.holds(a.Scope) {
			j.note(a.Scope, c, Perhaps, why, catalog.Inferred)
		}
	}
}

func (j *judge) addRefused(c Call) {
	add, alternatives, basis := model.ScopeRemedy(model.Refusal{
		Method: c.Method, Code: c.Outcome, Needed: c.narrowed(), Provided: c.Held, ProvidedKnown: c.HeldKnown,
		DirectMessage: slices.Contains(c.Types, catalog.IM),
	}, c.Kind)
	why := "Slack refused"
	if c.Withheld {
		why = "the enforced set does not have it"
	}
	for _, s := range add {
		u := j.note(s, c, Missing, why, basis)
		u.Alternatives = model.Union(u.Alternatives, model.Minus(alternatives, []catalog.Scope{s}))
	}
}

// narrowed are the scopes that Slack named, of those about the conversation's own type
// where some are.
func (c Call) narrowed() []catalog.Scope {
	need, ok := c.need()
	if !ok {
		return c.Needed
	}
	var both []catalog.Scope
	for _, s := range need.Scopes {
		if len(c.Needed) == 0 || slices.Contains(c.Needed, s) {
			both = append(both, s)
		}
	}
	if len(both) == 0 {
		return c.Needed
	}
	return both
}

// choose decides which of the scopes are taken where one of several was enough.
func (j *judge) choose() {
	var open []choice
	for _, c := range j.choices {
		if !slices.ContainsFunc(c.scopes, func(s catalog.Scope) bool { u := j.uses[s]; return u != nil && u.Status == Used }) {
			open = append(open, c)
			continue
		}
		for _, s := range c.scopes { // one that is used anyway would have done
			if u := j.uses[s]; u != nil && u.Status == Used {
				j.note(s, c.call, Used, "", c.basis)
				break
			}
		}
	}
	for s, u := range j.uses {
		if u.Status == Used {
			j.Least = append(j.Least, s)
		}
	}
	groups := make([][]catalog.Scope, len(open))
	for i, c := range open {
		groups[i] = c.scopes
	}
	chosen, exact := SmallestCover(groups, func(a, b catalog.Scope) int { return narrower(a, b, j.Kind) })
	j.Exact = exact
	j.Least = append(j.Least, chosen...)
	for _, c := range open {
		for _, s := range c.scopes {
			why := "one of " + model.Enumerate(c.scopes, "or")
			if c.call.Conversation != "" {
				why += fmt.Sprintf("; what %s is, no reply told", c.call.Conversation)
			}
			u := j.note(s, c.call, OneOf, why, c.basis)
			u.Alternatives = model.Union(u.Alternatives, model.Minus(c.scopes, []catalog.Scope{s}))
		}
	}
}

// narrower compares scopes of which one is enough by how little they open.
func narrower(a, b catalog.Scope, kind catalog.TokenKind) int {
	if a == b {
		return 0
	}
	if model.NarrowestFirst([]catalog.Scope{b, a}, kind)[0] == a {
		if model.NarrowestFirst([]catalog.Scope{a, b}, kind)[0] == a {
			return -1
		}
		return strings.Compare(string(a), string(b)) // they open as much
	}
	return 1
}

// addPartners adds the scopes that Slack grants only together with one that is used.
func (j *judge) addPartners() {
	for s, u := range j.uses {
		partner, ok := s.Partner()
		if !ok || u.Status == Missing || j.uses[partner] != nil && j.uses[partner].Status == Used {
			continue
		}
		p := j.note(partner, Call{}, u.Status, "Slack grants "+string(s)+" only together with it", catalog.Documented)
		p.Methods = nil
		if slices.Contains(j.Least, s) && !slices.Contains(j.Least, partner) {
			j.Least = append(j.Least, partner)
		}
	}
}

// addHeld sorts what is held and no call used.
func (j *judge) addHeld(manifest *drift.Manifest) {
	var features []catalog.Scope
	if manifest != nil {
		features = drift.UsedByManifest(*manifest, j.Kind)
	}
	for _, s := range model.Union(j.held, features) {
		if j.uses[s] != nil || s == "identify" {
			continue
		}
		u := &ScopeUse{Scope: s, Status: Unused, Basis: catalog.Documented}
		what, other := s.OtherUse()
		if other && manifest != nil && s.OtherUseIsEvents() && !manifest.Workflows && !manifest.MayUse(s) {
			other = false // the manifest says which events there are
		}
		switch {
		case slices.Contains(features, s):
			u.Status, u.Why = Kept, "events or features of the manifest use it"
		case other:
			u.Status, u.Why, u.Basis = PerhapsUnused, "it may be there for "+what, catalog.Inferred
		case len(catalog.Unlocks(s, j.Kind)) == 0:
			u.Status, u.Why, u.Basis = PerhapsUnused, "no method is known that needs it", catalog.Inferred
		}
		j.uses[s] = u
	}
}

func (j *judge) result() Judgement {
	for _, u := range j.uses {
		u.Held = model.Unknown
		if j.HeldKnown {
			u.Held = model.No
			if slices.Contains(j.held, u.Scope) {
				u.Held = model.Yes
			}
		}
		u.Least = slices.Contains(j.Least, u.Scope)
		if u.Status == Perhaps && !u.Least {
			j.Careful = append(j.Careful, u.Scope)
		}
		order.Stable(u.Methods, func(a, b MethodCount) int { return cmp.Or(b.Count-a.Count, strings.Compare(a.Method, b.Method)) })
		j.Scopes = append(j.Scopes, *u)
	}
	order.Stable(j.Scopes, func(a, b ScopeUse) int {
		return cmp.Or(slices.Index(Statuses, a.Status)-slices.Index(Statuses, b.Status), strings.Compare(string(a.Scope), string(b.Scope)))
	})
	slices.Sort(j.Least)
	slices.Sort(j.Careful)
	return j.Judgement
}

// With returns the scopes of a status, sorted.
func (j Judgement) With(status Status) []catalog.Scope {
	var scopes []catalog.Scope
	for _, u := range j.Scopes {
		if u.Status == status {
			scopes = append(scopes, u.Scope)
		}
	}
	return scopes
}
