package ui

import (
	"fmt"
	"strings"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/ui/describe"
	"periscope/ui/draw"
)

// finding is one row of the audit.
type finding struct {
	group  string
	advice string // what to do about all of the group
	text   string
	note   string
	scopes []catalog.Scope // what picking the row picks
	detail string          // below the row while it is selected
}

// findings are all rows of an audit, worst first.
func (d *audit) findings() []finding {
	if !d.loaded || d.err != nil {
		return nil
	}
	held, unused, fail, spare := "held", "Held", "fail", "Only revoking the token takes a scope away."
	if !d.drift.KnowsGranted {
		held, unused, fail, spare = "declared", "Declared", "would fail", "Take them out of the manifest."
	}
	all := lacks("Needed, and missing", "These calls "+fail+" with missing_scope. Pick, compose and install.", d.drift.Missing)
	all = append(all, loose("Declared, and not installed",
		"In the manifest, not in the token: install the app again.", d.drift.NotInstalled, true)...)
	all = append(all, loose("Granted, and not declared",
		"A fresh install from this manifest would lack them: declare them, or let them go.", d.drift.Undeclared, false)...)
	all = append(all, loose(unused+", and used by no call that was found",
		"The app could do without. "+spare, d.drift.Unused, false)...)
	all = append(all, lacks("Perhaps missing",
		"Some of the scopes are "+held+", and Slack does not say whether that is enough.", d.drift.Doubtful)...)
	all = append(all, elsewhere(d.drift.Elsewhere)...)
	return append(all, idle(d.drift.Idle)...)
}

// Selected is the finding under the cursor, or the zero value.
func (d *audit) Selected() finding {
	all := d.findings()
	if d.cursor >= len(all) {
		return finding{}
	}
	return all[d.cursor]
}

// lacks are methods that the code calls and the token may not.
func lacks(group, advice string, lacking []model.Lack) []finding {
	var rows []finding
	for _, l := range lacking {
		f := finding{group: group, advice: advice, text: l.Method, note: describe.JoinScopes(l.Scopes), scopes: l.Scopes, detail: usesOf(l)}
		if l.Declared {
			f.detail += "  The manifest declares it already: installing again is enough."
		}
		rows = append(rows, f)
	}
	return rows
}

// elsewhere are calls that are for another kind of token.
func elsewhere(calls []model.Lack) []finding {
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
func idle(scopes []model.Idle) []finding {
	var rows []finding
	for _, i := range scopes {
		f := finding{
			group: "Perhaps unused", advice: "No call was found that uses them, which proves nothing.",
			text: string(i.Scope), detail: "Nothing is known that it would be there for.",
		}
		switch _, known := catalog.Lookup(i.Scope); {
		case !known:
			f.detail = "Slack's documentation has no scope of this name."
		case i.Serves != "":
			f.detail = "It may be there for " + i.Serves + "."
		}
		rows = append(rows, f)
	}
	return rows
}

// loose are scopes by themselves.
func loose(group, advice string, scopes []catalog.Scope, pick bool) []finding {
	var rows []finding
	for _, s := range scopes {
		f := finding{group: group, advice: advice, text: string(s), detail: describe.Meaning(s)}
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
func usesOf(l model.Lack) string {
	const most = 6
	var places []string
	for _, u := range l.Uses[:min(len(l.Uses), most)] {
		places = append(places, fmt.Sprintf("%s:%d", u.File, u.Line))
	}
	if more := len(l.Uses) - most; more > 0 {
		places = append(places, fmt.Sprintf("and %s more", draw.Thousands(more)))
	}
	return "called at " + strings.Join(places, "  ")
}
