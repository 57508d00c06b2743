package page

import (
	"encoding/json"
	"fmt"
	"net/http"
	"sync/atomic"
	"time"

	"periscope/slackapi/record"
	"periscope/slackapi/sandbox/state"
)

// maxStreams is how many browsers are told at once of what happens.
const maxStreams = 20

// lookEvery is how often a stream looks for what is new.
const lookEvery = 200 * time.Millisecond

type streams struct{ open atomic.Int64 }

// serve tells of calls as they come, and that something else has changed, by
// server-sent events, until the browser leaves.
func (s *streams) serve(w http.ResponseWriter, r *http.Request, st *state.State, journal *record.Journal, done <-chan struct{}) {
	if s.open.Add(1) > maxStreams {
		s.open.Add(-1)
		http.Error(w, "too many pages are open", http.StatusServiceUnavailable)
		return
	}
	defer s.open.Add(-1)
	w.Header().Set("Content-Type", "text/event-stream")
	flush := http.NewResponseController(w)
	_ = flush.SetReadDeadline(time.Time{}) // a stream is as long as the browser stays
	_ = flush.SetWriteDeadline(time.Time{})
	last, seen := journal.Total(), st.Changes()
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	_, err := fmt.Fprint(w, ": the sandbox\n\n")
	for err == nil && flush.Flush() == nil {
		select {
		case <-r.Context().Done():
			return
		case <-done:
			return
		case <-tick.C:
		}
		calls := journal.Since(last)
		for _, c := range calls {
			err = send(w, "call", callLine(c))
			last = c.Number
		}
		last = min(last, journal.Total()) // less after a reset
		if now := st.Changes(); now != seen {
			seen = now
			err = send(w, "changed", struct{}{})
		}
	}
}

func send(w http.ResponseWriter, event string, data any) error {
	body, err := json.Marshal(data)
	if err == nil {
		_, err = fmt.Fprintf(w, "event: %s\ndata: %s\n\n", event, body)
	}
	return err
}
