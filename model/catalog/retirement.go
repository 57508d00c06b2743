package catalog

import (
	_ "embed"
	"strings"
	"sync"
)

// RetirementState is what Slack did to a method, a scope or a kind of app.
type RetirementState string

const (
	Retired         RetirementState = "retired"           // it no longer works
	Changed         RetirementState = "changed"           // it works as something else
	Deprecated      RetirementState = "deprecated"        // it works, and Slack advises against it
	PartDeprecated  RetirementState = "partly deprecated" // Slack advises against some uses of it
	WithoutEffect   RetirementState = "without effect"    // it answers and does nothing
	ClassicAppsOnly RetirementState = "classic apps only" // it works for apps from before 2020
	LegacyState     RetirementState = "legacy"            // it works, and new apps use something else
	Closed          RetirementState = "closed"            // what exists goes on, and there is nothing new
)

// Retirement is the catalogue's record of something that Slack has retired, or that it
// advises against. One of Method, Scope and App says what.
type Retirement struct {
	Method string          `json:"method,omitempty"` // a name, or the beginning of names and an asterisk: "channels.*"
	Scope  Scope           `json:"scope,omitempty"`
	App    string          `json:"app,omitempty"` // a kind of app, in words: "classic apps"
	State  RetirementState `json:"state"`
	// On is the day of it, YYYY-MM-DD, or the month where Slack named no day; empty
	// where we know neither.
	On string `json:"on,omitempty"`
	// Closed is the day from which new apps could not use it; empty where there was none.
	Closed string `json:"closed,omitempty"`
	// Instead is what apps use in its place, in words; empty where Slack names nothing.
	Instead string `json:"instead,omitempty"`
	Note    string `json:"note,omitempty"`    // completes a sentence about it
	Answers string `json:"answers,omitempty"` // the error that Slack answers now, where it is known
	Source  string `json:"source"`            // where Slack says so
}

// Retirement returns what Slack did to the method, if it retired it or advises against it.
func (m Method) Retirement() (Retirement, bool) {
	return retirementOf(func(r Retirement) bool { return r.Method != "" && matches(r.Method, m.Name) })
}

// Retirement returns what Slack did to the scope, if it retired it or advises against it.
func (s Scope) Retirement() (Retirement, bool) {
	return retirementOf(func(r Retirement) bool { return r.Scope != "" && r.Scope == s })
}

// AppRetirement returns what Slack did to the kind of app that has tokens of kind k. It
// knows workspace apps only: bot and user tokens are of apps old and new.
func (k TokenKind) AppRetirement() (Retirement, bool) {
	if k != Workspace && k != WorkspaceRefresh {
		return Retirement{}, false
	}
	return retirementOf(func(r Retirement) bool { return r.App == "workspace apps" })
}

// Sentence says what was done and what to use instead, without a full stop: "retired on
// 2021-02-24; use the conversations.* method of the same name".
func (r Retirement) Sentence() string {
	var b strings.Builder
	b.WriteString(stateWords[r.State])
	switch {
	case r.On == "":
	case len(r.On) == len("2006-01-02"):
		b.WriteString(" on " + r.On)
	default:
		b.WriteString(" in " + r.On)
	}
	if r.Note != "" {
		b.WriteString(": " + r.Note)
	}
	if r.Answers != "" {
		b.WriteString(" (Slack answers " + r.Answers + ")")
	}
	if r.Instead != "" {
		b.WriteString("; use " + r.Instead)
	}
	return b.String()
}

var stateWords = map[RetirementState]string{
	Retired:         "retired",
	Changed:         "changed",
	Deprecated:      "deprecated",
	PartDeprecated:  "partly deprecated",
	WithoutEffect:   "deprecated, and it does nothing",
	ClassicAppsOnly: "for classic apps only, of which there are no new ones since 2024-06-04",
	LegacyState:     "legacy",
	Closed:          "closed to new apps",
}

// Gone reports whether it works no more.
func (r Retirement) Gone() bool { return r.State == Retired }

// matches reports whether a name fits a pattern of [Retirement.Method].
func matches(pattern, name string) bool {
	if family, ok := strings.CutSuffix(pattern, "*"); ok {
		return strings.HasPrefix(name, family)
	}
	return name == pattern
}

func retirementOf(is func(Retirement) bool) (Retirement, bool) {
	for _, r := range Retirements() {
		if is(r) {
			return r, true
		}
	}
	return Retirement{}, false
}

// Retirements returns all records. The slice is shared: do not change it.
func Retirements() []Retirement { return loadRetirements() }

//go:embed data/retirements.json
var retirementsJSON []byte

var loadRetirements = sync.OnceValue(func() []Retirement {
	var all []Retirement
	mustParse("retirements.json", retirementsJSON, &all)
	return all
})
