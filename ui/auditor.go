package ui

import (
	"context"

	"periscope/model"
)

// Auditor is a [Source] that knows what an app's manifest declares and what
// its code calls.
type Auditor interface {
	// Drift compares what is declared, granted and needed for a team's token.
	// The error is [Explained] when no manifest and no code were named.
	Drift(ctx context.Context, key string) (model.Drift, error)
}
