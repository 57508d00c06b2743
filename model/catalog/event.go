package catalog

import (
	_ "embed"
	"slices"
	"sync"
)

// EventsAsOf is the date of the documentation that the records of events are from.
const EventsAsOf = "2026-08-20"

// Event is the catalogue's record of one event of the Events API that a manifest can
// subscribe to.
type Event struct {
	Name string `json:"event"` // "message.im"
	// Scopes are those that Slack's page lists, sorted. Where there are several, each
	// opens the event for conversations of its own type.
	Scopes []Scope `json:"scopes,omitempty"`
	// Rule is [NoScope], [OneScope] or [AnyOf].
	Rule Rule `json:"rule"`
	// RTM: the event came over the Real Time Messaging API as well.
	RTM bool `json:"rtm,omitempty"`
}

// Need returns what a token of a kind must hold to get the event. Of several scopes it
// names those that tokens of the kind can hold.
func (e Event) Need(kind TokenKind) Need {
	n := Need{Kind: kind, Rule: e.Rule, AsOf: EventsAsOf}
	for _, s := range e.Scopes {
		if entry, ok := Lookup(s); ok && entry.Offered(kind) {
			n.Scopes = append(n.Scopes, s)
		}
	}
	if len(n.Scopes) == 0 { // admin scopes, asked for with a bot: Slack's list stays
		n.Scopes = e.Scopes
	}
	if n.Rule == AnyOf && len(n.Scopes) == 1 {
		n.Rule = OneScope
	}
	return n
}

// OpenedBy returns the scopes of which a token of a kind needs one to be told of the event. For
// workspace tokens these are also the scopes that took the place of older ones.
func (e Event) OpenedBy(kind TokenKind) []Scope {
	if kind != Workspace {
		return e.Scopes
	}
	all := slices.Clone(e.Scopes)
	for _, s := range e.Scopes {
		if entry, ok := Lookup(s); ok && entry.Replaced != nil {
			all = append(all, entry.Replaced.By...)
		}
	}
	return all
}

// LookupEvent finds the record of an event by its exact name.
func LookupEvent(name string) (Event, bool) {
	ix := loadEvents()
	i, ok := ix.at[name]
	if !ok {
		return Event{}, false
	}
	return ix.all[i], true
}

// Events returns all records, sorted by name. The slice is shared: do not change it.
func Events() []Event { return loadEvents().all }

// EventsOpenedBy returns the names of the events that a scope opens, sorted.
func EventsOpenedBy(s Scope) []string { return loadEvents().opened[s] }

//go:embed data/events.json
var eventsJSON []byte

var loadEvents = sync.OnceValue(parseEvents)

type eventIndex struct {
	all    []Event // sorted by name
	at     map[string]int
	opened map[Scope][]string
}

func parseEvents() *eventIndex {
	ix := &eventIndex{opened: map[Scope][]string{}}
	mustParse("events.json", eventsJSON, &ix.all)
	ix.at = make(map[string]int, len(ix.all))
	for i, e := range ix.all {
		ix.at[e.Name] = i
		for _, s := range e.Scopes {
			ix.opened[s] = append(ix.opened[s], e.Name)
		}
	}
	return ix
}
