package state

import (
	"time"
)

// ActivityEntry is one call, or one message from Slack.
type ActivityEntry struct {
	At    time.Time
	What  string
	Word  string
	Wrong string // why it was refused or failed; empty when it was not
	Raw   string // the message itself
}

// MostActivity is how many entries the activity view remembers.
const MostActivity = 500

// ActivityLog is what was said to Slack and by it, the oldest first.
type ActivityLog struct{ Entries []ActivityEntry }

// Add remembers an entry, and forgets the oldest when there are too many.
func (l *ActivityLog) Add(e ActivityEntry) {
	l.Entries = append(l.Entries, e)
	if len(l.Entries) > MostActivity {
		l.Entries = l.Entries[len(l.Entries)-MostActivity:]
	}
}
