package ui

import (
	"context"
	"iter"
	"time"

	"periscope/model"
	"periscope/ui/state"
)

// Source is where the explorer reads from. Package cli implements it over HTTP;
// tests implement it from memory. Its methods are called from many goroutines,
// never from the one that draws.
//
// An error may say in plain words what happened and what to do next by
// implementing [Explained]; other errors are shown as they are.
type Source interface {
	// Teams lists the teams without asking the network.
	Teams() []Team
	// Identify asks Slack whose token the team's is.
	Identify(ctx context.Context, key string) (model.Identity, error)
	// Permissions reads what the token may do. It yields at once what one round
	// trip tells, then again, more complete each time; the last value is whole.
	Permissions(ctx context.Context, key string) iter.Seq2[model.Permissions, error]
	// Resources lists, page by page, the resources that the token may see with
	// their names. It yields nothing where the token may not list them.
	Resources(ctx context.Context, key string, p model.Permissions) iter.Seq2[[]model.Resource, error]
	// Resource looks one resource up; want holds its type and id.
	Resource(ctx context.Context, key string, want model.Resource) (model.Resource, error)
	// OnWait registers who hears that Slack asked for a pause. It is called once, before any reading.
	OnWait(func(Wait))
}

// Wait is a pause that Slack asked for.
type Wait struct {
	Key    string // of the team
	Method string
	Until  time.Time
}

// Explained is an error that can speak to a person. It may also have a method
// Word() string, which names the state that the team is in, in at most seven
// letters: "revoked".
type Explained interface {
	error
	Sentence() string // what happened: one sentence
	NextStep() string // what to do about it: one sentence
}

// Team is a team that the explorer can open, as known before anything was fetched.
type Team = state.Team
