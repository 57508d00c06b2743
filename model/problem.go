package model

import (
	"fmt"
	"slices"

	"periscope/model/catalog"
)

// ProblemCode names what is wrong with a request. The first two are Slack's
// own codes, the rest are ours.
type ProblemCode string

const (
	CodeInvalidScope   ProblemCode = "invalid_scope"   // a name that does not exist, or not for the kind of app
	CodeMixedScope     ProblemCode = "mixed_scope"     // scopes of families that do not mix
	CodeWrongAudience  ProblemCode = "wrong_audience"  // one that only the other audience can grant or hold
	CodeNoScopes       ProblemCode = "no_scopes"       // nothing is asked for
	CodeUnclearType    ProblemCode = "unclear_type"    // a scope of unclear type that may not mix with the others
	CodeSuperseded     ProblemCode = "superseded"      // Slack told apps to ask for another scope
	CodeAlreadyGranted ProblemCode = "already_granted" // held already: nothing to ask
	CodePartnerMissing ProblemCode = "partner_missing" // Slack grants a scope only along with another that is not asked for
	CodeDuplicate      ProblemCode = "duplicate"       // named more than once
)

// Severity says what a problem does to a request.
type Severity string

const (
	Refused Severity = "refused" // Slack answers with an error, and asks no user
	Advice  Severity = "advice"  // the request goes through, but could be better
)

// Problem is one thing that is wrong with a request, and what could be done.
type Problem struct {
	Code ProblemCode
	// Refusal is the error with which Slack answers the request: invalid_scope,
	// mixed_scope or no_scopes. It is empty when the problem does not keep Slack from asking.
	Refusal string
	Scopes  []catalog.Scope // those concerned, each once, in the order of the request
	Message string          // in plain words, for a person
	Basis   catalog.Basis   // how sure we are of it
	Fixes   []Fix           // the best one first; each can be given to [Request.Apply]
}

// Severity says whether Slack refuses the request for this problem.
func (p Problem) Severity() Severity {
	if p.Refusal != "" {
		return Refused
	}
	return Advice
}

// FixKind is what a fix does.
type FixKind string

const (
	FixCorrect FixKind = "correct" // put a real name in the place of a wrong one
	FixReplace FixKind = "replace" // put what superseded a scope in its place
	FixMove    FixKind = "move"    // ask the other audience: a user rather than the team, or the reverse
	FixDrop    FixKind = "drop"    // do not ask for it
	FixAdd     FixKind = "add"     // ask for another scope besides
	FixOnce    FixKind = "once"    // name each scope once
	FixSplit   FixKind = "split"   // ask in several requests
)

// Fix is a change to a request that solves a problem of it.
type Fix struct {
	Kind   FixKind
	Label  string          // what it does, as a person would be offered it: "drop users:read"
	Scopes []catalog.Scope // those it takes away, moves or leaves once; unused by [FixSplit]
	With   []catalog.Scope // what takes their place, for [FixCorrect] and [FixReplace], or is added, for [FixAdd]
	// To is the audience that is asked for With, or for the scopes that are moved.
	// If it is empty, [FixMove] asks the other audience, and every other fix the
	// request's own.
	To Audience
}

func drop(scopes []catalog.Scope) Fix {
	return Fix{Kind: FixDrop, Label: "drop " + Enumerate(scopes, "and"), Scopes: scopes}
}

// findDuplicates returns at most one problem: scopes that are named more than once.
func findDuplicates(r Request) []Problem {
	named := map[catalog.Scope]int{}
	for _, s := range r.Scopes {
		named[s]++
	}
	twice := slices.DeleteFunc(r.distinct(), func(s catalog.Scope) bool { return named[s] == 1 })
	if len(twice) == 0 {
		return nil
	}
	names := Enumerate(twice, "and")
	return []Problem{{
		Code:    CodeDuplicate,
		Scopes:  twice,
		Message: fmt.Sprintf("%s %s named more than once; once is enough.", names, number(twice, "is", "are")),
		Basis:   catalog.Undocumented,
		Fixes:   []Fix{{Kind: FixOnce, Label: "name " + names + " once", Scopes: twice}},
	}}
}
