package watch

import (
	"time"

	"periscope/cli/console"
	"periscope/model"
	"periscope/model/catalog"
	"periscope/model/leastprivilege"
	"periscope/slackapi/record"
)

// document is what watch --json prints. No array in it is ever null.
type document struct {
	Schema     string    `json:"schema"` // "periscope.watch/v1"
	Command    []string  `json:"command"`
	ExitStatus int       `json:"exit_status"` // the command's
	Began      time.Time `json:"began"`
	Ended      time.Time `json:"ended"`
	Upstream   string    `json:"upstream"`
	Calls      int       `json:"calls"`         // of this run
	Earlier    int       `json:"calls_earlier"` // of earlier runs in the file
	// Unseen: there was no call, so that nothing is said of any scope.
	Unseen   bool             `json:"unseen"`
	Tokens   []tokenDocument  `json:"tokens"` // one for each kind that holds scopes
	Methods  []methodDocument `json:"methods"`
	Enforced []setDocument    `json:"enforced"` // empty: nothing was
	Unsure   []countDocument  `json:"unsure"`   // passed, though nothing tells whether the enforced set allows it
	Notes    []string         `json:"notes"`
}

type tokenDocument struct {
	Kind         catalog.TokenKind `json:"kind"`
	Fingerprints []string          `json:"fingerprints"`
	Calls        int               `json:"calls"`
	HeldKnown    bool              `json:"held_known"` // a reply said which scopes the token holds
	Least        []catalog.Scope   `json:"least"`      // the smallest set
	Exact        bool              `json:"exact"`
	Careful      []catalog.Scope   `json:"careful"` // perhaps used: to be kept until another run tells
	Missing      []catalog.Scope   `json:"missing"`
	Unused       []catalog.Scope   `json:"unused"`
	Scopes       []scopeDocument   `json:"scopes"`
	Unknown      []countDocument   `json:"unknown_methods"`
}

type scopeDocument struct {
	Scope        catalog.Scope         `json:"scope"`
	Status       leastprivilege.Status `json:"status"`
	Held         model.Answer          `json:"held"`
	Least        bool                  `json:"least"`
	Count        int                   `json:"count"`
	Last         *time.Time            `json:"last"` // null: no call
	Methods      []countDocument       `json:"methods"`
	Alternatives []catalog.Scope       `json:"alternatives"`
	Why          string                `json:"why"`
	Basis        catalog.Basis         `json:"basis"`
}

type countDocument struct {
	Method string `json:"method"`
	Count  int    `json:"count"`
}

type methodDocument struct {
	Method     string            `json:"method"`
	Kind       catalog.TokenKind `json:"kind"` // empty: without a token
	Outcome    string            `json:"outcome"`
	AnsweredBy record.AnsweredBy `json:"answered_by"` // empty: Slack
	Count      int               `json:"count"`
	MeanMS     float64           `json:"mean_ms"`
	MaxMS      float64           `json:"max_ms"`
}

type setDocument struct {
	Kind   catalog.TokenKind `json:"kind"`
	Scopes []catalog.Scope   `json:"scopes"`
}

func (r *result) document() document {
	doc := document{
		Schema: "periscope.watch/v1", Command: console.JSONArray(r.command), ExitStatus: r.status,
		Began: r.began.UTC(), Ended: r.ended.UTC(), Upstream: r.upstream, Calls: r.calls, Earlier: r.earlier, Unseen: r.unseen(),
		Tokens: []tokenDocument{}, Methods: []methodDocument{}, Enforced: []setDocument{}, Unsure: counts(r.unsure),
		Notes: console.JSONArray(r.notes),
	}
	for _, j := range r.judgements {
		doc.Tokens = append(doc.Tokens, newTokenDocument(j, r.all))
	}
	for _, m := range r.methods() {
		doc.Methods = append(doc.Methods, methodDocument{
			m.method, m.kind, m.outcome, m.answeredBy, m.count, roundMS(m.total / float64(m.count)), m.longest,
		})
	}
	for _, kind := range enforcedKinds {
		if set, ok := r.enforced[kind]; ok {
			doc.Enforced = append(doc.Enforced, setDocument{kind, console.JSONArray(set)})
		}
	}
	return doc
}

func roundMS(ms float64) float64 { return float64(int(ms*1000+0.5)) / 1000 }

func newTokenDocument(j leastprivilege.Judgement, all []record.Entry) tokenDocument {
	doc := tokenDocument{
		Kind: j.Kind, Fingerprints: console.JSONArray(record.Tokens(all, j.Kind)), Calls: j.Calls, HeldKnown: j.HeldKnown,
		Least: console.JSONArray(j.Least), Exact: j.Exact, Careful: console.JSONArray(j.Careful),
		Missing: console.JSONArray(j.With(leastprivilege.Missing)), Unused: console.JSONArray(j.With(leastprivilege.Unused)),
		Scopes: []scopeDocument{}, Unknown: counts(j.UnknownMethods),
	}
	for _, u := range j.Scopes {
		d := scopeDocument{
			Scope: u.Scope, Status: u.Status, Held: u.Held, Least: u.Least, Count: u.Count, Methods: counts(u.Methods),
			Alternatives: console.JSONArray(u.Alternatives), Why: u.Why, Basis: u.Basis,
		}
		if !u.Last.IsZero() {
			last := u.Last.UTC()
			d.Last = &last
		}
		doc.Scopes = append(doc.Scopes, d)
	}
	return doc
}

func counts(methods []leastprivilege.MethodCount) []countDocument {
	docs := []countDocument{}
	for _, m := range methods {
		docs = append(docs, countDocument(m))
	}
	return docs
}
