// Package incoming receives what Slack sends to an app, at one URL: slash commands,
// interactive payloads and the Events API.
//
// It promises that
//
//   - nothing is believed, or looked at, that was not signed with the app's
//     secret within five minutes, and no body is read whose headers show that
//     it was not;
//   - strangers, who can send anything in any number, are told of once in ten
//     seconds for each reason, with the number of their messages;
//   - nothing is delivered twice: Slack's own retries of an event, and copies of
//     any message, whatever the headers beside its signature say, are answered and dropped;
//   - every message is answered at once, however slowly the deliveries are taken.
//     When too many wait to be taken, Slack is asked to try again;
//   - all text in a delivery is clean, and its raw form holds no secrets.
//
// It opens no port: the server around it does, and bounds how long a body may take and
// how many come at once.
package incoming

import (
	"cmp"
	"crypto/sha256"
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

// Bounds of [Handler].
const (
	maxDelivery = 1 << 20 // bytes of a body; Slack's own messages stay far below
	maxWaiting  = 64      // deliveries that were not taken yet
	maxRemember = 8192    // ids and signatures of deliveries that may come again

	strangersInterval = 10 * time.Second // between two deliveries of what anybody could have sent
)

// Handler answers Slack's messages, as an [http.Handler], and passes them on as
// deliveries. What it refuses, it delivers too, with the reason in Refused.
type Handler struct {
	secret     model.SigningSecret
	now        func() time.Time
	teams      []model.TeamID
	apps       []string
	deliveries chan Delivery

	mu        sync.Mutex
	seen      recentIDs
	strangers map[string]strangers // by the kind of the reason, of which there are few
}

// strangers counts messages that anybody could have sent and that were refused for one
// reason.
type strangers struct {
	deliveredAt time.Time // the last one that was delivered
	since       int       // refused and not delivered since then
}

// Option changes how an [Handler] behaves.
type Option func(*Handler)

// OnlyTeams refuses what is about no team or another team than these.
func OnlyTeams(ids ...model.TeamID) Option {
	return func(in *Handler) { in.teams = ids }
}

// OnlyApps refuses what is for another app than these. Older kinds of messages
// do not say which app they are for; their signature does.
func OnlyApps(ids ...string) Option {
	return func(in *Handler) { in.apps = ids }
}

// WithClock sets the clock; the default is [time.Now].
func WithClock(now func() time.Time) Option {
	return func(in *Handler) { in.now = now }
}

// New makes a handler for messages that are signed with secret. The server
// around it must bound how long a body may take to arrive, and how many come at once.
func New(secret model.SigningSecret, opts ...Option) *Handler {
	in := &Handler{secret: secret, now: time.Now, deliveries: make(chan Delivery, maxWaiting), strangers: map[string]strangers{}}
	for _, opt := range opts {
		opt(in)
	}
	return in
}

// Deliveries are the messages in the order of their arrival, to be taken by one
// or several goroutines. The channel is never closed.
func (in *Handler) Deliveries() <-chan Delivery { return in.deliveries }

// ServeHTTP answers one message from Slack.
func (in *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Cache-Control", "no-store")
	if r.Method != http.MethodPost {
		w.Header().Set("Allow", http.MethodPost)
		http.Error(w, "Slack's messages come by POST", http.StatusMethodNotAllowed)
		return
	}
	at := in.now()
	if wrong := checkHeaders(in.secret, r.Header, at); wrong != (reason{}) {
		in.refuseStranger(w, at, wrong, http.StatusUnauthorized)
		return
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxDelivery))
	if err != nil {
		in.refuseStranger(w, at, unreadable(err), http.StatusRequestEntityTooLarge)
		return
	}
	if wrong := checkSignature(in.secret, r.Header, body); wrong != (reason{}) {
		in.refuseStranger(w, at, wrong, http.StatusUnauthorized)
		return
	}
	m, err := parseMessage(r.Header.Get("Content-Type"), body)
	m.delivery.At = at
	m.signature = r.Header.Get(signatureHeader)
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

func unreadable(err error) reason {
	if _, ok := errors.AsType[*http.MaxBytesError](err); ok {
		return reason{kind: fmt.Sprintf("it is larger than %d MiB", maxDelivery>>20)}
	}
	return reason{kind: "it was cut short"}
}

// misdirected says why a message is not for us, or nothing if it is.
func (in *Handler) misdirected(m message) string {
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

// refuse delivers a signed message as refused, and tells Slack not to send it again. It
// may take up no more than half of the room, and beyond that it is lost.
func (in *Handler) refuse(w http.ResponseWriter, d Delivery, status int) {
	if len(in.deliveries) < maxWaiting/2 {
		in.offer(d)
	}
	answerRefusal(w, d.Refused, status)
}

// refuseStranger refuses what was not signed. The connection ends, so that the server
// does not read the body to find the next message behind it.
func (in *Handler) refuseStranger(w http.ResponseWriter, at time.Time, why reason, status int) {
	w.Header().Set("Connection", "close")
	if more, told := in.tellOfStranger(at, why.kind); told && len(in.deliveries) < maxWaiting/2 {
		in.offer(Delivery{At: at, What: "message", Refused: why.String(), More: more})
	}
	answerRefusal(w, why.String(), status)
}

// answerRefusal says why a message is refused, and that it is not to come again.
func answerRefusal(w http.ResponseWriter, why string, status int) {
	w.Header().Set("X-Slack-No-Retry", "1")
	http.Error(w, "refused: "+why, status)
}

// tellOfStranger reports whether to deliver a refused message of a stranger, and how
// many were refused for the same reason and not delivered since the last one.
func (in *Handler) tellOfStranger(at time.Time, kind string) (more int, told bool) {
	in.mu.Lock()
	defer in.mu.Unlock()
	s, before := in.strangers[kind]
	if before && at.Sub(s.deliveredAt).Abs() < strangersInterval {
		in.strangers[kind] = strangers{s.deliveredAt, s.since + 1}
		return 0, false
	}
	in.strangers[kind] = strangers{deliveredAt: at}
	return s.since, true
}

// Untold returns how many messages were refused and not delivered, since the last one
// that was.
func (in *Handler) Untold() int {
	in.mu.Lock()
	defer in.mu.Unlock()
	n := 0
	for _, s := range in.strangers {
		n += s.since
	}
	return n
}

// accept delivers a message, once, and answers it.
func (in *Handler) accept(w http.ResponseWriter, m message) {
	if !in.deliver(m) {
		http.Error(w, "busy: try again", http.StatusServiceUnavailable)
		return
	}
	m.response.write(w)
}

// deliver reports whether the message was delivered, now or before. A message
// that finds no room is not remembered, so that Slack can send it again.
func (in *Handler) deliver(m message) bool {
	in.mu.Lock()
	defer in.mu.Unlock()
	if in.seen.has(m.signature) {
		return true
	}
	again := m.id != "" && in.seen.has(m.id)
	if !again && !in.offer(m.delivery) {
		return false
	}
	in.seen.add(m.signature)
	if !again && m.id != "" {
		in.seen.add(m.id)
	}
	return true
}

// offer queues a delivery if there is room.
func (in *Handler) offer(d Delivery) bool {
	select {
	case in.deliveries <- d:
		return true
	default:
		return false
	}
}

// recentIDs remembers the ids that were added last, up to [maxRemember]. It keeps
// their hashes, so that long ids take no more memory than short ones. Its zero
// value is ready to use.
type recentIDs struct {
	seen map[[sha256.Size]byte]bool
	ring [][sha256.Size]byte // in the order of their coming, from next around
	next int
}

func (r *recentIDs) has(id string) bool { return r.seen[sha256.Sum256([]byte(id))] }

// add remembers an id that it does not have.
func (r *recentIDs) add(id string) {
	if r.seen == nil {
		r.seen = map[[sha256.Size]byte]bool{}
	}
	hash := sha256.Sum256([]byte(id))
	r.seen[hash] = true
	if len(r.ring) < maxRemember {
		r.ring = append(r.ring, hash)
		return
	}
	delete(r.seen, r.ring[r.next])
	r.ring[r.next] = hash
	r.next = (r.next + 1) % maxRemember
}
