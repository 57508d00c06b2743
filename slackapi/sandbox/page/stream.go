package page

import (
	"encoding/json"
	"fmt"
	"net/http"
	"sync/atomic"
	"time"

	"periscope/slackapi/record"
)

// maxStreams is how many browsers are told at once of what happens.
const maxStreams = 20

// lookEvery is how often a stream looks for what is new.
const lookEvery = 200 * time.Millisecond

type streams struct{ open atomic.Int64 }

// serveStream tells of calls as they come, and that something else has changed, by
// server-sent events, until the browser leaves.
func (p *Page) serveStream(w http.ResponseWriter, r *http.Request) {
	if p.streams.open.Add(1) > maxStreams {
		p.streams.open.Add(-1)
		http.Error(w, "too many pages are open", http.StatusServiceUnavailable)
		return
	}
	defer p.streams.open.Add(-1)
	w.Header().Set("Content-Type", "text/event-stream")
	flush := http.NewResponseController(w)
	_ = flush.SetReadDeadline(time.Time{}) // a stream is as long as the browser stays
	_ = flush.SetWriteDeadline(time.Time{})
	last, seen := p.Journal.Total(), p.State.Changes()
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	_, err := fmt.Fprint(w, ": the sandbox\n\n")
	for err == nil && flush.Flush() == nil {
		select {
		case <-r.Context().Done():
			return
		case <-p.Done:
			return
		case <-tick.C:
		}
		calls := p.Journal.Since(last)
		for _, c := range calls {
			err = send(w, "call", callLine(c))
			last = c.Number
		}
		last = min(last, p.Journal.Total()) // less after a reset
		if now := p.State.Changes(); now != seen {
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

// callView is a call as a line of the page.
type callView struct {
	At        string `json:"at"`
	Method    string `json:"method"`
	Token     string `json:"token"`
	Outcome   string `json:"outcome"`
	Refused   bool   `json:"refused"`
	Arguments string `json:"arguments"`
}

func callLine(c record.Call) callView {
	v := callView{At: c.At.Format("15:04:05"), Method: clean(c.Method), Token: clean(c.Token), Outcome: clean(c.Outcome), Refused: c.Outcome != "ok"}
	if c.Fault != "" {
		v.Outcome += " (fault: " + c.Fault + ")"
	}
	if len(c.Arguments) > 0 {
		body, _ := json.Marshal(c.Arguments) // of strings: it cannot fail
		v.Arguments = clean(string(body))
	}
	return v
}
