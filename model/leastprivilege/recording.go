package leastprivilege

import (
	"slices"
	"time"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/model/drift"
)

// RecordingJudgement is the judgement of what an app was recorded to call with tokens of one
// kind, beside what its code was found to call.
type RecordingJudgement struct {
	Judgement
	Last        time.Time // when the last call was made; zero if there is none
	NotInCode   []string  // methods that were recorded, and that the code was not found to call; sorted
	NotRecorded []string  // methods that the code calls, and that were recorded with no token of any kind; sorted
}

// CompareWithCode judges those calls of a recording that were made with tokens of a kind, and
// returns the code with these calls added. File is the name of the recording, which is the
// place of each call. A nil code means that it is not known what the code calls; without a
// call of the kind the code that is returned is nil, too, because then nothing is known.
func CompareWithCode(code *drift.Code, file string, calls []Call, kind catalog.TokenKind) (*drift.Code, RecordingJudgement) {
	r := RecordingJudgement{Judgement: Of(kind, calls, nil)}
	both := &drift.Code{}
	if code != nil {
		*both = *code
	}
	var recorded, inCode []string // methods
	var anyKind []string
	for _, c := range both.Calls {
		inCode = append(inCode, c.Method)
	}
	if code == nil && !slices.ContainsFunc(calls, func(c Call) bool { return c.Kind == kind }) {
		return nil, r // with no call seen, no scope is unused
	}
	both.Calls = slices.Clone(both.Calls)
	for _, c := range calls {
		if c.AskedForScopes() {
			anyKind = append(anyKind, c.Method)
		}
		if c.Kind != kind {
			continue
		}
		if c.Last.After(r.Last) {
			r.Last = c.Last
		}
		if c.AskedForScopes() {
			recorded = append(recorded, c.Method)
			both.Calls = append(both.Calls, c.Site(file))
		}
	}
	for _, status := range []Status{Used, OneOf, Perhaps} {
		both.Used = model.Union(both.Used, r.With(status))
	}
	if code != nil {
		r.NotInCode = slices.Sorted(slices.Values(model.Minus(recorded, inCode)))
		r.NotRecorded = slices.Sorted(slices.Values(model.Minus(inCode, anyKind)))
	}
	return both, r
}

// Use returns what was seen of a scope; false if nothing was.
func (j Judgement) Use(s catalog.Scope) (ScopeUse, bool) {
	i := slices.IndexFunc(j.Scopes, func(u ScopeUse) bool { return u.Scope == s })
	if i < 0 {
		return ScopeUse{}, false
	}
	return j.Scopes[i], true
}
