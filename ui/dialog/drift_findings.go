package dialog

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"periscope/model/catalog"
	"periscope/model/drift"
	"periscope/model/leastprivilege"
	"periscope/ui/describe"
	"periscope/ui/draw"
)

// line is a finding as one line of text.
func (f finding) line() string {
	return strings.TrimSpace(strings.Join([]string{f.text, f.note, f.detail}, "  "))
}

// finding is one row of the dialog.
type finding struct {
	group    string
	advice   string // what to do about all of the group
	text     string
	note     string
	scopes   []catalog.Scope // what picking the row picks
	detail   string          // below the row while it is selected
	url      string          // Slack's page about it; may be empty
	severity severity
}

// findings are all rows, worst first.
func (d *Drift) findings() []finding {
	if !d.loaded || d.err != nil {
		return nil
	}
	held, unused, fail, spare := "held", "Held", "fail", "Only revoking the token takes a scope away."
	if !d.drift.KnowsGranted {
		held, unused, fail, spare = "declared", "Declared", "would fail", "Take them out of the manifest."
	}
	all := slices.Concat(
		lacks("Needed, and missing", "These calls "+fail+" with missing_scope. Pick, compose and install.", d.drift.Missing),
		impossible(d.drift.Impossible), d.inManifest())
	for i := range all {
		all[i].severity = failing
	}
	bad := len(all)
	all = append(all, loose("Declared, and not installed",
		"In the manifest, not in the token: install the app again.", d.notInstalled(), true)...)
	all = append(all, loose("Granted, and not declared",
		"A fresh install from this manifest would lack them: declare them, or let them go.", d.drift.Undeclared, false)...)
	all = append(all, loose(unused+", and used by no call that was found",
		"The app could do without. "+spare, d.drift.Unused, false)...)
	for i := range all[bad:] {
		all[bad+i].severity = wasteful
	}
	return slices.Concat(all,
		lacks("Perhaps missing", "Some of the scopes are "+held+", and Slack does not say whether that is enough.", d.drift.Doubtful),
		retired(d.drift.Drift),
		lacks("Declined", "Optional scopes were not granted, and the code goes on without them.", d.drift.Declined),
		forOtherTokens(d.drift.ForOtherToken), idle(d.drift.PerhapsUnused), untraced(d.drift.Drift), recorded(d.drift.Recorded))
}

// notInstalled are the declared scopes that the token lacks, but for those that a call
// needs: they are listed with the call.
func (d *Drift) notInstalled() []catalog.Scope {
	return slices.DeleteFunc(slices.Clone(d.drift.NotInstalled), func(s catalog.Scope) bool {
		return slices.ContainsFunc(d.drift.Missing, func(m drift.UnmetNeed) bool { return slices.Contains(m.Scopes, s) })
	})
}

// impossible are calls that no token of the app can make.
func impossible(calls []drift.ImpossibleCall) []finding {
	var rows []finding
	for _, c := range calls {
		rows = append(rows, finding{
			group: "No token can make these calls", advice: "They fail whatever scopes there are.",
			text: c.Method, detail: "It " + c.Why + ".  " + placesOf(c.CallSites),
		})
	}
	return rows
}

// inManifest is what is wrong with the manifest by itself.
func (d *Drift) inManifest() []finding {
	var rows []finding
	for _, m := range d.drift.Manifest {
		f := finding{
			group: "Wrong in the manifest", advice: "Slack refuses the manifest, or what is in it does nothing.",
			text: cmp.Or(m.Feature, string(m.For)), note: describe.JoinScopes(m.Scopes), detail: m.Sentence() + ".",
		}
		if m.Line > 0 {
			f.detail = fmt.Sprintf("Line %d: %s", m.Line, f.detail)
		}
		if m.Kind == d.drift.Kind {
			f.scopes = m.Scopes
		}
		rows = append(rows, f)
	}
	return rows
}

// retired is what Slack retired, or advises against.
func retired(d drift.Drift) []finding {
	const group, advice = "Retired by Slack, or on its way", "No drift by itself; sooner or later it stops to work."
	var rows []finding
	for _, c := range d.RetiredCalls {
		rows = append(rows, finding{
			group: group, advice: advice, text: c.Method, note: c.Retirement.On,
			detail: "It is " + c.Retirement.Sentence() + ".  " + placesOf(c.CallSites),
		})
	}
	for _, s := range d.RetiredScopes {
		rows = append(rows, finding{
			group: group, advice: advice, text: string(s.Scope), note: s.Retirement.On,
			detail: "The scope is " + s.Retirement.Sentence() + ".",
		})
	}
	return rows
}

// untraced are what may use any scope: calls whose method is not known, and parts of the
// manifest of which Slack does not say which scope they take.
func untraced(d drift.Drift) []finding {
	const group, advice = "Not traced", "These may use any scope, so that none is known to be unused."
	var rows []finding
	for _, u := range d.Untraced {
		rows = append(rows, finding{
			group: group, advice: advice, text: u.Text, detail: fmt.Sprintf("%s:%d: %s.", u.File, u.Line, u.Kind.Meaning()),
		})
	}
	for _, p := range d.UnknownParts {
		rows = append(rows, finding{
			group: group, advice: advice, text: p.What(),
			detail: fmt.Sprintf("Line %d of the manifest: Slack does not say which scope it takes.", p.Line),
		})
	}
	return rows
}

// lacks are methods that the code calls and the token may not.
func lacks(group, advice string, lacking []drift.UnmetNeed) []finding {
	var rows []finding
	for _, l := range lacking {
		f := finding{
			group: group, advice: advice, text: l.Method, note: describe.JoinScopes(l.Scopes), scopes: l.Scopes, detail: usesOf(l),
			url: describe.MethodURL(catalog.Method{Name: l.Method}),
		}
		if len(l.AnyOf) > 1 && !l.Declared || l.For != "" {
			f.detail += "  It needs " + l.NeedsInWords() + "."
		}
		if l.Declared {
			f.detail += "  The manifest declares it already: installing again is enough."
		}
		rows = append(rows, f)
	}
	return rows
}

// forOtherTokens are calls that are for another kind of token.
func forOtherTokens(calls []drift.UnmetNeed) []finding {
	var rows []finding
	for _, l := range calls {
		rows = append(rows, finding{
			group: "For another token", advice: "No fault of this token: these calls are for a token of another kind.",
			text: l.Method, note: string(l.Kind) + " token", detail: usesOf(l),
		})
	}
	return rows
}

// idle are scopes that may be there for something else than calls.
func idle(scopes []drift.PerhapsUnused) []finding {
	var rows []finding
	for _, i := range scopes {
		f := finding{
			group: "Perhaps unused", advice: "No call was found that uses them, which proves nothing.",
			text: string(i.Scope), detail: "Nothing is known that it would be there for.",
		}
		switch _, known := catalog.Lookup(i.Scope); {
		case i.Doubt != (drift.Doubt{}):
			f.detail = fmt.Sprintf("%s:%d: %s.", i.Doubt.File, i.Doubt.Line, i.Doubt.Why)
		case !known:
			f.detail = "Slack's documentation has no scope of this name."
		case i.OtherUse != "":
			f.detail = "It may be there for " + i.OtherUse + "."
		}
		rows = append(rows, f)
	}
	return rows
}

// recorded is what a recording tells: which scopes were used, and where it and the code
// know of different methods.
func recorded(r *leastprivilege.RecordingJudgement) []finding {
	if r == nil {
		return nil
	}
	var rows []finding
	for _, u := range r.Scopes {
		if !describe.WasUsed(u) {
			continue
		}
		rows = append(rows, finding{
			group: "Used in the recording", advice: "What the app called while it was watched.",
			text: string(u.Scope), note: describe.TimesUsed(u), detail: describe.RecordedUse(u) + ".", url: describe.ScopeURL(u.Scope),
		})
	}
	for _, list := range []struct {
		group, advice string
		methods       []string
	}{
		{"Recorded, and not found in the code", "The app calls them, and the code does not show where.", r.NotInCode},
		{"In the code, and not recorded", "No call was seen: the recording says nothing of what they need.", r.NotRecorded},
	} {
		for _, m := range list.methods {
			rows = append(rows, finding{group: list.group, advice: list.advice, text: m, url: describe.MethodURL(catalog.Method{Name: m})})
		}
	}
	return rows
}

// loose are scopes by themselves.
func loose(group, advice string, scopes []catalog.Scope, pick bool) []finding {
	var rows []finding
	for _, s := range scopes {
		f := finding{group: group, advice: advice, text: string(s), detail: describe.Meaning(s), url: describe.ScopeURL(s)}
		if _, known := catalog.Lookup(s); !known {
			f.detail = "Slack's documentation has no scope of this name."
		}
		if pick {
			f.scopes = []catalog.Scope{s}
		}
		rows = append(rows, f)
	}
	return rows
}

// usesOf says where a method is called.
func usesOf(l drift.UnmetNeed) string { return placesOf(l.CallSites) }

func placesOf(calls []drift.CallSite) string {
	const most = 6
	var places []string
	for _, u := range calls[:min(len(calls), most)] {
		places = append(places, u.Place())
	}
	if more := len(calls) - most; more > 0 {
		places = append(places, fmt.Sprintf("and %s more", draw.Thousands(more)))
	}
	return "called at " + strings.Join(places, "  ")
}

// severity is how bad a group of findings is.
type severity int

const (
	harmless severity = iota // or not known to be of harm
	wasteful                 // nothing fails
	failing                  // calls fail, or Slack refuses the manifest
)

func (s severity) style(st draw.Styles) draw.Style {
	return [...]draw.Style{harmless: st.Dim, wasteful: st.Warn, failing: st.Bad}[s]
}
