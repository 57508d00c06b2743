package ui

import "time"

// activityEntry is one call, or one message from Slack.
type activityEntry struct {
	at    time.Time
	what  string
	word  string
	wrong string // why it was refused or failed; empty when it was not
	raw   string // the message itself
}

// mostActivity is how many entries the activity view remembers.
const mostActivity = 500

// activityLog is what was said to Slack and by it, the oldest first.
type activityLog struct{ entries []activityEntry }

// add remembers an entry, and forgets the oldest when there are too many.
func (l *activityLog) add(e activityEntry) {
	l.entries = append(l.entries, e)
	if len(l.entries) > mostActivity {
		l.entries = l.entries[len(l.entries)-mostActivity:]
	}
}
