package state

import (
	"time"

	"periscope/model"
)

// Event is an event that an app is told of, with its id and time.
type Event struct {
	model.Event
	App  *Installation
	ID   string
	Time time.Time
}
