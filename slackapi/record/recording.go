package record

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"periscope/model/catalog"
	"periscope/model/order"
)

// Bounds of a recording. An app has some dozen entries: what goes beyond is an app that
// makes up names. Its calls are counted under [Others].
const (
	maxEntries    = 20_000
	maxUnresolved = 2_000 // entries that wait for the type of their conversation
)

// Others stands for the methods of calls that a full recording no longer tells apart.
const Others = "(others)"

// Recording is what an app called, in one run or in several. It is safe for concurrent use,
// its memory does not grow with the number of calls, and its zero value is ready to use.
type Recording struct {
	mu            sync.Mutex
	entries       map[key]*tally
	unsaved       map[key]*tally // what [Recording.TakeUnsaved] has not returned yet
	unresolved    int
	calls         int
	conversations conversations
}

// add counts a call.
func (r *Recording) add(k key, t tally) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.addLocked(k, t, true)
}

func (r *Recording) addLocked(k key, t tally, unsaved bool) {
	if r.entries == nil {
		r.entries = map[key]*tally{}
	}
	if k.conversation != "" && r.entries[k] == nil {
		if r.unresolved++; r.unresolved > maxUnresolved {
			k.conversation = ""
		}
	}
	if r.entries[k] == nil && len(r.entries) >= maxEntries {
		k = key{method: Others, kind: k.kind}
	}
	r.calls += t.count
	addTo(r.entries, k, t)
	if unsaved {
		if r.unsaved == nil {
			r.unsaved = map[key]*tally{}
		}
		addTo(r.unsaved, k, t)
	}
}

func addTo(all map[key]*tally, k key, t tally) {
	if known := all[k]; known != nil {
		known.add(t)
		return
	}
	all[k] = &t
}

// Merge adds entries of another recording, as a file has them.
func (r *Recording) Merge(entries []Entry) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, e := range entries {
		r.addLocked(keyOf(e), tallyOf(e), false)
	}
}

// Calls is how many calls were recorded.
func (r *Recording) Calls() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.calls
}

// Entries returns what was recorded, sorted. The types of conversations that became known
// after a call count for the call as well.
func (r *Recording) Entries() []Entry {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.list(r.entries)
}

// TakeUnsaved returns what was recorded since the last time, for the end of a file.
func (r *Recording) TakeUnsaved() []Entry {
	r.mu.Lock()
	defer r.mu.Unlock()
	taken := r.list(r.unsaved)
	r.unsaved = nil
	return taken
}

func (r *Recording) list(of map[key]*tally) []Entry {
	resolved := make(map[key]*tally, len(of))
	for k, t := range of {
		if known := r.conversations.of(k.conversation); known.kind != "" && k.types == "" {
			k.types, k.conversation = string(known.kind), ""
		}
		addTo(resolved, k, *t)
	}
	var all []Entry
	for k, t := range resolved {
		all = append(all, k.entry(*t))
	}
	order.Stable(all, compare)
	return all
}

// compare sorts entries by method, then by all that tells them apart.
func compare(a, b Entry) int {
	return cmp.Or(
		strings.Compare(a.Method, b.Method), strings.Compare(string(a.Kind), string(b.Kind)), strings.Compare(a.Token, b.Token),
		strings.Compare(a.Outcome, b.Outcome), a.Status-b.Status, strings.Compare(string(a.AnsweredBy), string(b.AnsweredBy)),
		slices.Compare(a.Types, b.Types), strings.Compare(a.Conversation, b.Conversation), slices.Compare(a.Arguments, b.Arguments),
		a.Users-b.Users, strings.Compare(string(a.Membership), string(b.Membership)), slices.Compare(a.Scopes, b.Scopes),
		slices.Compare(a.Needed, b.Needed), a.First.Compare(b.First),
	)
}

// maxConversations bounds how many conversations are remembered.
const maxConversations = 100_000

// conversations are the conversations of which a passing reply told the type.
type conversations struct {
	known map[string]conversation
}

type conversation struct {
	kind       catalog.ResourceType // empty: replies contradict each other
	membership Membership
}

// of returns what is known of a conversation. The ids of direct messages say what they are.
func (c *conversations) of(id string) conversation {
	if known, ok := c.known[id]; ok {
		return known
	}
	if strings.HasPrefix(id, "D") {
		return conversation{kind: catalog.IM}
	}
	return conversation{}
}

func (c *conversations) learn(id string, told conversation) {
	before, known := c.known[id]
	switch {
	case known && before.kind != told.kind && told.kind != "":
		told.kind = "" // ids of two Slacks
	case known && told.kind == "":
		told.kind = before.kind
	case !known && len(c.known) >= maxConversations:
		return
	}
	if c.known == nil {
		c.known = map[string]conversation{}
	}
	told.membership = cmp.Or(told.membership, before.membership)
	c.known[id] = told
}

func (r *Recording) learn(id string, told conversation) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.conversations.learn(id, told)
}

func (r *Recording) conversation(id string) conversation {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.conversations.of(id)
}

// Tokens returns the fingerprints of the tokens of a kind, sorted.
func Tokens(entries []Entry, kind catalog.TokenKind) []string {
	found := map[string]bool{}
	for _, e := range entries {
		if e.Kind == kind && e.Token != "" {
			found[e.Token] = true
		}
	}
	return slices.Sorted(maps.Keys(found))
}

// Span is when the first of the entries began and the last one ended.
func Span(entries []Entry) (first, last time.Time) {
	for _, e := range entries {
		if first.IsZero() || e.First.Before(first) {
			first = e.First
		}
		if e.Last.After(last) {
			last = e.Last
		}
	}
	return first, last
}
