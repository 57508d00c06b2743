package token

import (
	"fmt"
	"slices"

	"periscope/cli/console"
	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/text"
)

// MissingDocument is what was not read of a token's permissions because
// the reading broke off.
type MissingDocument struct {
	Types    []catalog.ResourceType `json:"types"` // not read to their end
	Code     string                 `json:"code"`  // as in periscope.error/v1
	Message  string                 `json:"message"`
	NextStep string                 `json:"next_step"`
}

// MissingFrom is what permissions lack whose reading ended with an error; nil if they
// are complete.
func MissingFrom(p model.Permissions, err error) *MissingDocument {
	if err == nil || p.Complete() {
		return nil
	}
	f := console.Describe(err)
	return &MissingDocument{
		p.Unread, f.Code, console.AsMessage(f.Message), console.AsMessage(f.Next),
	}
}

// Status is the exit status of a command that printed what was read all the same: that of
// a refusal, or that of a Slack that was not reached.
func (m *MissingDocument) Status() int {
	if slices.Contains([]string{"unreachable", "rate_limited", "not_slack"}, m.Code) {
		return console.StatusUnreachable
	}
	return console.StatusRefused
}

// String says what is missing, as messages are written.
func (m *MissingDocument) String() string {
	return fmt.Sprintf("not all of type %s was read: %s", console.Join(m.Types), m.Message)
}

// Note says on standard error what is missing and what to do about it; nothing, if m is nil.
func (m *MissingDocument) Note(env *console.Environment) {
	if m == nil {
		return
	}
	console.Note(env, "%s", m)
	if m.NextStep != "" {
		fmt.Fprintln(env.Err, m.NextStep)
	}
}

// All is the array of what is missing: it has one entry, or, for nil, none.
func (m *MissingDocument) All() []MissingDocument {
	if m == nil {
		return []MissingDocument{}
	}
	return []MissingDocument{*m}
}

// Cleaned is m as it may be shown where it comes from a file.
func (m MissingDocument) Cleaned() *MissingDocument {
	clean := MissingDocument{Code: text.Clean(m.Code), Message: text.Clean(m.Message), NextStep: text.Clean(m.NextStep)}
	for _, t := range m.Types {
		clean.Types = append(clean.Types, catalog.ResourceType(text.Clean(string(t))))
	}
	return &clean
}
