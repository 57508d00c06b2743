package watch

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"periscope/cli/project"
	"periscope/model/catalog"
	"periscope/model/leastprivilege"
	"periscope/model/order"
	"periscope/slackapi/record"
)

// result is what watching an app came to.
type result struct {
	command      []string
	status       int
	began, ended time.Time
	upstream     string
	calls        int // of this run
	all          []record.Entry
	earlier      int // calls of earlier runs in the file
	file         string
	judgements   []leastprivilege.Judgement
	enforced     leastprivilege.Sets
	unsure       []leastprivilege.MethodCount
	notes        []string
	around       string // what keeps calls from the proxy
	shim         bool
}

func (w *watched) result(status int) *result {
	run := w.recording.Entries()
	merged := &record.Recording{}
	merged.Merge(run)
	merged.Merge(w.earlier)
	r := &result{
		command: w.command, status: status, began: w.began, ended: w.ended, upstream: w.target.String(),
		calls: sum(run), all: merged.Entries(), earlier: sum(w.earlier), file: w.save,
		enforced: w.gate.sets, unsure: w.gate.passedUnsurely(), around: proxiesAround(w.env.Getenv), shim: !w.noShim,
	}
	w.mu.Lock()
	r.notes = slices.Clone(w.notes)
	w.mu.Unlock()
	calls := project.RecordedCalls(r.all)
	for _, kind := range leastprivilege.Kinds(calls) {
		r.judgements = append(r.judgements, leastprivilege.Of(kind, calls, w.manifest))
	}
	return r
}

func sum(entries []record.Entry) int {
	n := 0
	for _, e := range entries {
		n += e.Count
	}
	return n
}

// unseen reports whether no call was seen, so that nothing can be said.
func (r *result) unseen() bool { return len(r.all) == 0 }

// fails reports whether scopes of these kinds were found.
func (r *result) fails(kinds []string) bool {
	for _, j := range r.judgements {
		if slices.Contains(kinds, "missing") && len(j.With(leastprivilege.Missing)) > 0 ||
			slices.Contains(kinds, "unused") && len(j.With(leastprivilege.Unused)) > 0 {
			return true
		}
	}
	return false
}

// methodUse is what was seen of one method: calls with one kind of token, of one outcome.
type methodUse struct {
	method, outcome string
	kind            catalog.TokenKind
	answeredBy      record.AnsweredBy
	count           int
	total, longest  float64 // milliseconds
	last            time.Time
}

// methods joins the entries by method, kind of token and outcome, sorted.
func (r *result) methods() []methodUse {
	var all []methodUse
	for _, e := range r.all {
		i := slices.IndexFunc(all, func(m methodUse) bool {
			return m.method == e.Method && m.kind == e.Kind && m.outcome == e.Outcome && m.answeredBy == e.AnsweredBy
		})
		if i < 0 {
			i = len(all)
			all = append(all, methodUse{method: e.Method, kind: e.Kind, outcome: e.Outcome, answeredBy: e.AnsweredBy})
		}
		m := &all[i]
		m.count, m.total, m.longest = m.count+e.Count, m.total+e.TotalMS, max(m.longest, e.MaxMS)
		if e.Last.After(m.last) {
			m.last = e.Last
		}
	}
	order.Stable(all, func(a, b methodUse) int {
		return cmp.Or(strings.Compare(a.method, b.method), strings.Compare(string(a.kind), string(b.kind)),
			strings.Compare(a.outcome, b.outcome))
	})
	return all
}

// methodNames is how many different methods were called.
func (r *result) methodNames() int {
	names := map[string]bool{}
	for _, e := range r.all {
		names[e.Method] = true
	}
	return len(names)
}
