package cli

import (
	"context"
	"fmt"
	"time"

	"periscope/cli/console"
	"periscope/cli/project"
	"periscope/model/catalog"
	"periscope/model/drift"
	"periscope/model/leastprivilege"
	"periscope/slackapi/record"
)

// driftRecording is what an app was recorded to call, as drift compares it.
type driftRecording struct {
	file        string
	entries     []record.Entry
	calls       int // all of them
	first, last time.Time
	judged      leastprivilege.RecordingJudgement // for the kind of token that is compared
}

// readRecording reads the recording; nil if none was named.
func (o *driftOptions) readRecording(ctx context.Context) (*driftRecording, error) {
	if o.recorded == "" {
		return nil, nil //nolint:nilnil // there is none, which is no error
	}
	entries, err := project.ReadRecording(ctx, o.env, o.recorded)
	if err != nil {
		return nil, err
	}
	r := &driftRecording{file: console.InputName(o.recorded), entries: entries}
	for _, e := range entries {
		r.calls += e.Count
	}
	r.first, r.last = record.Span(entries)
	return r, nil
}

// kind is the kind of token that was recorded: bot, unless there are users' alone.
func (r *driftRecording) kind() catalog.TokenKind {
	kinds := leastprivilege.Kinds(project.RecordedCalls(r.entries))
	if len(kinds) == 1 {
		return kinds[0]
	}
	return catalog.Bot
}

// join adds what was recorded with tokens of a kind to what the code calls.
func (r *driftRecording) join(code *drift.Code, kind catalog.TokenKind) (*drift.Code, *driftRecording) {
	if r == nil {
		return code, nil
	}
	joined := *r
	code, joined.judged = leastprivilege.CompareWithCode(code, r.file, project.RecordedCalls(r.entries), kind)
	return code, &joined
}

// usedLines has a line for each scope that was used: how often, by what, and when last.
func (r *driftRecording) usedLines() []string {
	if r == nil {
		return nil
	}
	var lines []string
	for _, u := range r.judged.Scopes {
		if len(u.Methods) == 0 || u.Status == leastprivilege.Missing {
			continue
		}
		line := fmt.Sprintf("%s, %s, last %s", u.Scope, count(u.Count, "time"), u.Last.UTC().Format("2006-01-02 15:04"))
		if u.Status != leastprivilege.Used {
			line += " (" + string(u.Status) + ")"
		}
		lines = append(lines, line)
	}
	return lines
}

func (r *driftRecording) notInCode() []string {
	if r == nil {
		return nil
	}
	return r.judged.NotInCode
}

func (r *driftRecording) notRecorded() []string {
	if r == nil {
		return nil
	}
	return r.judged.NotRecorded
}

func (r *driftRecording) inWords() string {
	methods := map[string]bool{}
	for _, e := range r.entries {
		methods[e.Method] = true
	}
	return fmt.Sprintf("Recorded %s of %s, %s to %s.", count(r.calls, "call"), count(len(methods), "method"),
		r.first.UTC().Format("2006-01-02"), r.last.UTC().Format("2006-01-02"))
}

// recordedDocument is what a recording says, as drift --json prints it.
type recordedDocument struct {
	Calls      int                     `json:"calls"`
	First      string                  `json:"first"` // RFC 3339; empty without a recording
	Last       string                  `json:"last"`
	Scopes     []recordedScopeDocument `json:"scopes"`       // used by tokens of the kind, or refused
	OnlyHere   []string                `json:"not_in_code"`  // methods that the code was not found to call
	OnlyInCode []string                `json:"not_recorded"` // methods of the code that were not called
}

type recordedScopeDocument struct {
	scopeDocument
	Status leastprivilege.Status `json:"status"`
	Count  int                   `json:"count"`
	Last   string                `json:"last"`
}

func (r *driftRecording) document() recordedDocument {
	doc := recordedDocument{Scopes: []recordedScopeDocument{}, OnlyHere: []string{}, OnlyInCode: []string{}}
	if r == nil {
		return doc
	}
	doc.Calls, doc.First, doc.Last = r.calls, r.first.UTC().Format(time.RFC3339), r.last.UTC().Format(time.RFC3339)
	doc.OnlyHere, doc.OnlyInCode = console.JSONArray(r.judged.NotInCode), console.JSONArray(r.judged.NotRecorded)
	for _, u := range r.judged.Scopes {
		if len(u.Methods) > 0 {
			doc.Scopes = append(doc.Scopes, recordedScopeDocument{
				scopeDocument{u.Scope, r.judged.Kind}, u.Status, u.Count, u.Last.UTC().Format(time.RFC3339),
			})
		}
	}
	return doc
}
