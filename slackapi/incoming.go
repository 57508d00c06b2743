package slackapi

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"sync"
	"time"

	"periscope/model"
	"periscope/slackapi/text"
)

// Bounds of [Incoming].
const (
	maxDelivery = 1 << 20 // bytes of a body; Slack's own messages stay far below
	maxWaiting  = 64      // deliveries that nobody took yet
	maxRemember = 4096    // ids of deliveries that may come again
)

// Incoming is what Slack sends to an app, at one URL: slash commands,
// interactive payloads and the Events API. It is an [http.Handler].
//
// It promises that
//
//   - nothing is believed, or looked at, that was not signed with the app's
//     secret within five minutes;
//   - nothing is delivered twice: Slack's own retries of an event, and
//     somebody's of any message, are answered and dropped;
//   - every message is answered at once, whoever takes the deliveries, and
//     however slowly. When too many wait to be taken, Slack is told to try again.
//
// What it refuses, it delivers too, with the reason in Refused.
type Incoming struct {
	secret     model.SigningSecret
	now        func() time.Time
	teams      []model.TeamID
	apps       []string
	deliveries chan Delivery

	mu    sync.Mutex
	heard recent
}

// IncomingOption changes how an [Incoming] behaves.
type IncomingOption func(*Incoming)

// OnlyTeams refuses what is about no team or another team than these.
func OnlyTeams(ids ...model.TeamID) IncomingOption {
	return func(in *Incoming) { in.teams = ids }
}

// OnlyApps refuses what is for another app than these. Older kinds of messages
// do not say which app they are for; their signature does.
func OnlyApps(ids ...string) IncomingOption {
	return func(in *Incoming) { in.apps = ids }
}

// WithClock sets the clock; the default is [time.Now].
func WithClock(now func() time.Time) IncomingOption {
	return func(in *Incoming) { in.now = now }
}

// NewIncoming makes a handler for messages that are signed with secret. Whoever
// serves it must bound how long a body may take to arrive.
func NewIncoming(secret model.SigningSecret, opts ...IncomingOption) *Incoming {
	in := &Incoming{secret: secret, now: time.Now, deliveries: make(chan Delivery, maxWaiting)}
	for _, opt := range opts {
		opt(in)
	}
	return in
}

// Deliveries are the messages in the order of their arrival, to be taken by one
// or several goroutines. The channel is never closed.
func (in *Incoming) Deliveries() <-chan Delivery { return in.deliveries }

// ServeHTTP answers one message from Slack.
func (in *Incoming) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Cache-Control", "no-store")
	if r.Method != http.MethodPost {
		w.Header().Set("Allow", http.MethodPost)
		http.Error(w, "Slack's messages come by POST", http.StatusMethodNotAllowed)
		return
	}
	at := in.now()
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxDelivery))
	if err != nil {
		in.refuse(w, Delivery{At: at, What: "message", Refused: unreadable(err)}, http.StatusRequestEntityTooLarge)
		return
	}
	if wrong := verify(in.secret, r.Header, body, at); wrong != "" {
		in.refuse(w, Delivery{At: at, What: "message", Refused: wrong}, http.StatusUnauthorized)
		return
	}
	m, err := parseMessage(r.Header.Get("Content-Type"), body)
	m.delivery.At = at
	if m.id == "" { // then the same message is the one with the same signature
		m.id = r.Header.Get(signatureHeader)
	}
	if err != nil {
		m.delivery.Refused = err.Error()
		in.refuse(w, m.delivery, http.StatusBadRequest)
		return
	}
	if wrong := in.misdirected(m); wrong != "" {
		m.delivery.Refused = wrong
		in.refuse(w, m.delivery, http.StatusForbidden)
		return
	}
	in.accept(w, m)
}

func unreadable(err error) string {
	if _, ok := errors.AsType[*http.MaxBytesError](err); ok {
		return fmt.Sprintf("it is larger than %d MiB", maxDelivery>>20)
	}
	return "it was cut short"
}

// misdirected says why a message is not for us, or nothing if it is.
func (in *Incoming) misdirected(m message) string {
	d := m.delivery
	switch {
	case m.verification: // of an app's URL, which has no team
	case len(in.teams) > 0 && !slices.Contains(in.teams, d.TeamID):
		return fmt.Sprintf("it is about team %s, not about %s", text.Cut(cmp.Or(string(d.TeamID), "(none)"), text.MaxCode), in.teams[0])
	case len(in.apps) > 0 && d.AppID != "" && !slices.Contains(in.apps, d.AppID):
		return fmt.Sprintf("it is for app %s, not for %s", text.Cut(d.AppID, text.MaxCode), in.apps[0])
	}
	return ""
}

// refuse delivers a message as refused, and tells Slack not to send it again.
// Anybody can send what is refused, in any number, so it may take up no more
// than half of the room, and beyond that it is lost.
func (in *Incoming) refuse(w http.ResponseWriter, d Delivery, status int) {
	if len(in.deliveries) < maxWaiting/2 {
		in.offer(d)
	}
	w.Header().Set("X-Slack-No-Retry", "1")
	http.Error(w, "refused: "+d.Refused, status)
}

// accept delivers a message, once, and answers it.
func (in *Incoming) accept(w http.ResponseWriter, m message) {
	if !in.deliver(m) {
		http.Error(w, "busy: try again", http.StatusServiceUnavailable)
		return
	}
	m.response.write(w)
}

// deliver reports whether the message was delivered, now or before. A message
// that finds no room is not remembered, so that Slack can send it again.
func (in *Incoming) deliver(m message) bool {
	in.mu.Lock()
	defer in.mu.Unlock()
	if in.heard.has(m.id) {
		return true
	}
	if !in.offer(m.delivery) {
		return false
	}
	in.heard.add(m.id)
	return true
}

// offer queues a delivery if there is room.
func (in *Incoming) offer(d Delivery) bool {
	select {
	case in.deliveries <- d:
		return true
	default:
		return false
	}
}

// response is what a message is answered with: nothing but the status, mostly.
type response struct{ contentType, body string }

// heardCommand is shown to whoever ran a slash command, and to nobody else.
var heardCommand = response{
	"application/json",
	`{"response_type":"ephemeral","text":"Periscope heard you. If it has a request ready, Slack shows it to you now."}`,
}

func (a response) write(w http.ResponseWriter) {
	if a.contentType != "" {
		w.Header().Set("Content-Type", a.contentType)
		w.Header().Set("X-Content-Type-Options", "nosniff")
	}
	_, _ = io.WriteString(w, a.body) // whoever hung up learns nothing
}
