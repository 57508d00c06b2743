package record

import (
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"periscope/model/catalog"
)

// Observer records calls as they pass. What it is shown it neither changes nor holds up.
type Observer struct {
	Recording *Recording
	Now       func() time.Time
	// OnCall is told of each call when it has ended; nil: nobody is. It is called from the
	// goroutines of the calls, and must not wait.
	OnCall func(Entry)
}

// Exchange is one call on its way to Slack and back.
type Exchange struct {
	observer *Observer
	began    time.Time
	request  *request
	reply    *reply
	once     sync.Once
}

// Begin observes a call of a method. The body of the request is to be written to
// [Exchange.Request] as it passes.
func (o *Observer) Begin(method string, r *http.Request) *Exchange {
	x := &Exchange{observer: o, began: o.Now(), request: newRequest(method, r)}
	x.reply = newReply(o.Recording.learn)
	return x
}

// RequestBody takes what passes of the body of the request. Write never fails.
func (x *Exchange) RequestBody() *RequestBody { return &RequestBody{x.request} }

// RequestBody reads the body of a request as it passes.
type RequestBody struct{ request *request }

func (b *RequestBody) Write(p []byte) (int, error) { return b.request.Write(p) }

// End is to be called when no more of it comes.
func (b *RequestBody) End() { b.request.end() }

// ReplyHeader reads the beginning of the reply.
func (x *Exchange) ReplyHeader(status int, h http.Header) {
	x.reply.header(status, h)
	if x.request.method == Webhook && status == http.StatusOK { // which is answered in plain words
		x.reply.outcome = "ok"
	}
}

// Write reads a piece of the body of the reply. It never fails.
func (x *Exchange) Write(p []byte) (int, error) { return x.reply.Write(p) }

// Asked is what is known of the call before it is answered, once all of its request has
// passed.
func (x *Exchange) Asked() Entry {
	x.request.end()
	return x.key().entry(tally{count: 1, first: x.began, last: x.began})
}

// End records the call; by says who answered it, if it was not Slack.
func (x *Exchange) End(by AnsweredBy) {
	x.once.Do(func() {
		x.request.end()
		x.reply.finish()
		x.learnOpened()
		now := x.observer.Now()
		k := x.key()
		k.answeredBy = by
		took := now.Sub(x.began)
		t := tally{1, x.reply.retryAfter, now, now, took, took}
		x.observer.Recording.add(k, t)
		if x.observer.OnCall != nil {
			x.observer.OnCall(k.entry(t))
		}
	})
}

// learnOpened learns what conversations.open opened: its reply has the id alone.
func (x *Exchange) learnOpened() {
	q, r := x.request, x.reply
	q.mu.Lock()
	users := q.users
	q.mu.Unlock()
	if q.method != "conversations.open" || r.outcome != "ok" || r.object == "" || users == 0 {
		return
	}
	told := conversation{kind: catalog.MPIM}
	if users == 1 {
		told.kind = catalog.IM
	}
	x.observer.Recording.learn(r.object, told)
}

// key is what of the call decides.
func (x *Exchange) key() key {
	q, r := x.request, x.reply
	q.mu.Lock()
	defer q.mu.Unlock()
	k := key{
		method: q.method, token: Fingerprint(q.token), kind: kindOf(q.token),
		outcome: r.outcome, status: r.status, needed: r.needed, provided: r.provided,
		scopes: r.scopes, scopesSent: r.scopesSent, accepted: r.accepted,
	}
	slices.Sort(q.names)
	k.arguments = strings.Join(q.names, ",")
	k.emails = r.emails && (q.method == "users.info" || q.method == "users.list")
	k.types = join(q.conversationTypes())
	known := x.observer.Recording.conversation(q.channel)
	switch {
	case q.method == "conversations.open" && q.channel == "":
		k.users = q.users
	case k.types == "" && typeDecides(q.method):
		if k.types = string(known.kind); k.types == "" {
			k.conversation = q.channel
		}
	case reachesUnjoined(q.method):
		if known.kind == catalog.Channel {
			k.membership = known.membership
		} else if known.kind != "" {
			k.membership = Member // only public channels are open to those who have not joined
		}
	}
	return k
}

// typeDecides reports whether the type of the conversation decides which scope a method
// takes.
func typeDecides(method string) bool {
	return strings.HasPrefix(method, "conversations.") && method != "conversations.join"
}

// reachesUnjoined reports whether a method needs another scope in public channels that the
// app is not in.
func reachesUnjoined(method string) bool {
	m, _ := catalog.LookupMethod(method)
	return slices.ContainsFunc(m.ArgumentScopes(catalog.Bot), func(a catalog.ArgumentScope) bool {
		return a.Scope == "chat:write.public"
	})
}
