package state

import (
	"time"

	"periscope/model"
)

// Event is what happened to an app, with what Slack adds to it.
type Event struct {
	model.Event
	App  *Installation
	ID   string
	Time time.Time
}
