package plain

import (
	"fmt"
	"slices"
	"strings"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/model/drift"
	"periscope/model/leastprivilege"
	"periscope/ui"
	"periscope/ui/describe"
	"periscope/ui/state"
)

// needs says whether the token may call a method or gets an event, where, and what would
// change that.
func (c *conversation) needs(name string) {
	s := c.session
	var held *model.Permissions
	if s.Phase == state.Read {
		held = &s.Permissions
	}
	var access model.MethodAccess
	if event, ok := model.FindEvent(name); ok {
		access, name = model.AccessToEvent(event, s.Kind(), held), event.Name
	} else {
		method, err := model.FindMethod(name)
		if err != nil {
			c.say("%v.", err)
			return
		}
		access, name = model.AccessTo(method, s.Kind(), held), method.Name
		if r, ok := method.Retirement(); ok {
			c.say("Slack: %s", r.Sentence())
		}
	}
	c.say("%s, with the %s token of %s: %s.", name, s.Kind(), s.Name(), access.Granted)
	switch {
	case !access.Callable:
		c.say("Slack does not open it to %s tokens.", s.Kind())
	case access.Rule == catalog.NoScope:
		c.say("It needs no scope.")
	case len(access.AnyOf) > 1:
		c.say("It takes any one of %s.", scopes(access.AnyOf))
	default:
		c.say("It takes %s.", scopes(access.Listed))
	}
	for _, r := range access.Reachable {
		c.say("It works on %s: %s, by %s.", describe.TypeInWords(r.Type), describe.MethodReach(s.Permissions, r), r.Scope)
	}
	var offers []choice
	if len(access.Missing) > 0 {
		offers = append(offers, c.offerPick(access.Missing, "to call it"))
	}
	for _, shut := range access.Unreachable {
		offers = append(offers, c.offerPick([]catalog.Scope{shut.Scope}, "to call it on "+describe.TypeInWords(shut.Type)))
	}
	c.say("Basis: %s.", describe.BasisWords[access.Basis])
	if len(offers) > 0 && !c.opts.ReadOnly {
		c.say("What would change that:")
		c.offer(offers)
	}
}

func (c *conversation) offerPick(all []catalog.Scope, what string) choice {
	return choice{text: "pick " + scopes(all) + " " + what, do: func() { c.pick(scopes(all)) }}
}

// drift says where manifest, token and code disagree.
func (c *conversation) drift() {
	source, _ := c.source.(ui.DriftSource)
	d, err := source.Drift(c.ctx, c.session.Team.Key)
	if err != nil {
		c.fail(err)
		return
	}
	if d.Empty() {
		c.say("No drift: what there is to compare agrees.")
		c.sayRecorded(d.Recorded)
		return
	}
	for _, m := range d.Missing {
		c.say("Missing: %s needs %s. %s", m.Method, m.NeedsInWords(), places(m.CallSites))
	}
	for _, i := range d.Impossible {
		c.say("No token can call %s: it %s. %s", i.Method, i.Why, places(i.CallSites))
	}
	for _, m := range d.Manifest {
		c.say("Wrong in the manifest, line %d: %s.", m.Line, m.Sentence())
	}
	for _, group := range []struct {
		says string
		of   []catalog.Scope
	}{
		{"Declared, and not installed: %s.", d.NotInstalled},
		{"Granted, and not declared: %s.", d.Undeclared},
		{"Used by no call that was found: %s.", d.Unused},
	} {
		if len(group.of) > 0 {
			c.say(group.says, scopes(group.of))
		}
	}
	for _, m := range d.Doubtful {
		c.say("Perhaps missing: %s needs %s. %s", m.Method, m.NeedsInWords(), places(m.CallSites))
	}
	for _, p := range d.PerhapsUnused {
		c.say("Perhaps unused: %s.", p.Scope)
	}
	for _, u := range d.Untraced {
		c.say("Not traced: %s:%d: %s.", u.File, u.Line, u.Kind.Meaning())
	}
	for _, r := range d.RetiredCalls {
		c.say("Retired: %s is %s. %s", r.Method, r.Retirement.Sentence(), places(r.CallSites))
	}
	for _, r := range d.RetiredScopes {
		c.say("Retired: the scope %s is %s.", r.Scope, r.Retirement.Sentence())
	}
	c.sayRecorded(d.Recorded)
	var missing []catalog.Scope
	for _, m := range d.Missing {
		missing = append(missing, m.Scopes...)
	}
	missing = append(missing, d.NotInstalled...)
	slices.Sort(missing)
	if missing = slices.Compact(missing); len(missing) > 0 && !c.opts.ReadOnly {
		c.offer([]choice{c.offerPick(missing, "to end that")})
	}
}

// sayRecorded says what a recording tells, if there is one.
func (c *conversation) sayRecorded(r *leastprivilege.RecordingJudgement) {
	if r == nil {
		return
	}
	for _, u := range r.Scopes {
		if describe.WasUsed(u) {
			c.say("Recorded: %s, %s.", u.Scope, describe.RecordedUse(u))
		}
	}
	if len(r.NotInCode) > 0 {
		c.say("Recorded, and not found in the code: %s.", strings.Join(r.NotInCode, ", "))
	}
	if len(r.NotRecorded) > 0 {
		c.say("In the code, and not recorded: %s.", strings.Join(r.NotRecorded, ", "))
	}
}

func places(calls []drift.CallSite) string {
	const most = 6
	var all []string
	for _, call := range calls[:min(len(calls), most)] {
		all = append(all, call.Place())
	}
	if more := len(calls) - most; more > 0 {
		all = append(all, fmt.Sprintf("and %d more", more))
	}
	return "Called at " + strings.Join(all, ", ") + "."
}

// explain says what an error of an app means.
func (c *conversation) explain(text string) {
	explainer, _ := c.source.(ui.Explainer)
	var held *model.Permissions
	if c.session != nil && c.session.Phase == state.Read {
		held = &c.session.Permissions
	}
	found := explainer.Explain(text, held)
	if len(found) == 0 {
		c.say("That tells of no refusal of Slack's.")
	}
	for _, d := range found {
		c.say("%s.", describe.RefusalTitle(d.Refusal))
		c.tell(describe.Diagnosis(d))
	}
}
