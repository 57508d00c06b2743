package state

import (
	"time"

	"periscope/model"
)

// ExecutionStatus is how far an execution is.
type ExecutionStatus string

// A function runs until its app says how it went.
const (
	Running   ExecutionStatus = "running"
	Completed ExecutionStatus = "completed"
	Failed    ExecutionStatus = "failed"
)

// Execution is one run of an app's function by a workflow. The app was told by function_executed.
type Execution struct {
	ID         string          `json:"id"`
	Team       model.TeamID    `json:"team"`
	App        string          `json:"app"`
	CallbackID string          `json:"callback_id"`
	Inputs     map[string]any  `json:"inputs"`
	Status     ExecutionStatus `json:"status"`
	Outputs    map[string]any  `json:"outputs,omitempty"` // of one that is completed
	Error      string          `json:"error,omitempty"`   // of one that failed, in the app's words
	StartedAt  time.Time       `json:"started_at"`

	bot     string // the token of the app's bot
	revoked bool   // the token of the execution works no more
}

// functionTokenLife is how long the token of an execution works, unless the app completes it before.
// Slack: fifteen minutes.
const functionTokenLife = 15 * time.Minute

// executions are the last ones, by id and by token. An execution is replaced and never changed, so that
// readers need no lock.
type executions struct {
	byID    map[string]*Execution
	byToken map[string]string // ids
	tokens  bounded[string]   // in the order of their executions
}

const maxExecutions = 1000

func newExecutions() *executions {
	es := &executions{byID: map[string]*Execution{}, byToken: map[string]string{}}
	es.tokens = bounded[string]{most: maxExecutions, dropped: func(token string) {
		delete(es.byID, es.byToken[token])
		delete(es.byToken, token)
	}}
	return es
}

// install returns the installation that the token of an execution opens: the bot's, until the token ends.
func (es *executions) install(token string, installs map[string]*Installation) (*Installation, bool) {
	e := es.byID[es.byToken[token]]
	if e == nil || installs[e.bot] == nil {
		return nil, false
	}
	in := *installs[e.bot]
	install := *in.Install
	install.Token, install.ExpiresAt = token, e.StartedAt.Add(functionTokenLife).Unix()
	install.Revoked = install.Revoked || e.revoked
	in.Install = &install
	return &in, true
}

// revoke ends the token of an execution; false if there is no such token.
func (es *executions) revoke(token string) bool {
	e := es.byID[es.byToken[token]]
	if e == nil || e.revoked {
		return false
	}
	ended := *e
	ended.revoked = true
	es.byID[e.ID] = &ended
	return true
}
