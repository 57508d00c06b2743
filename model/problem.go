package model

import "periscope/model/catalog"

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
	CodeDuplicate      ProblemCode = "duplicate"       // named more than once
)

// Severity says what a problem does to a request.
type Severity string

const (
	Refused Severity = "refused" // Slack answers with an error, and nobody is asked
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
