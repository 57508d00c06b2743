package webapi

import (
	"encoding/base64"
	"hash/fnv"
	"iter"
	"sort"
	"strconv"
	"strings"

	"periscope/model"
	"periscope/model/catalog"
)

// Lists are ordered by id, and a cursor names the id that the next page starts
// from, whether or not it still exists by then. So a list that changes while
// a client pages through it still shows each id at most once, and every id that
// was there all along exactly once.

const (
	defaultLimit = 100
	maxLimit     = 999 // Slack: under 1000

	// MaxUnpaged is how long a list may be that is answered without pages. Slack asks for a limit
	// of "large teams", and does not say what that is.
	MaxUnpaged = 2000
)

// Entry is one line of a list.
type Entry struct {
	Type catalog.ResourceType
	ID   model.ResourceID
}

// SortedIDs are ids of one resource type, in order. Lists are merged from them, so
// that no list has to be built, or kept, before a client asks for a page of it.
type SortedIDs struct {
	Type catalog.ResourceType
	Len  int
	At   func(int) model.ResourceID
}

// merge yields the entries of all lists, by id, from start on, each id once.
func merge(lists []SortedIDs, start model.ResourceID) iter.Seq[Entry] {
	return func(yield func(Entry) bool) {
		next := make([]int, len(lists))
		for i, r := range lists {
			next[i] = sort.Search(r.Len, func(j int) bool { return r.At(j) >= start })
		}
		var last model.ResourceID
		for i := lowest(lists, next); i >= 0; i = lowest(lists, next) {
			e := Entry{lists[i].Type, lists[i].At(next[i])}
			next[i]++
			if e.ID != last && !yield(e) {
				return
			}
			last = e.ID
		}
	}
}

// lowest returns the list with the next id that comes first, or -1 when all have ended.
func lowest(lists []SortedIDs, next []int) int {
	found := -1
	for i, r := range lists {
		if next[i] < r.Len && (found < 0 || r.At(next[i]) < lists[found].At(next[found])) {
			found = i
		}
	}
	return found
}

// Listing is one kind of list that a method pages through.
type Listing struct {
	Label    string // the first word of its cursors
	BadLimit string // the error code for a limit that is no limit
	IDs      []SortedIDs
	Unpaged  bool // without a limit the call gets the whole list, if that is no longer than [MaxWhole]
}

// Page returns the entries of the page that the call asks for, and the cursor
// of the one after it, which is empty at the end. It costs what the page
// holds, not what the list holds.
func (c *Call) Page(l Listing) ([]Entry, Metadata, error) {
	limit, err := c.Limit(l.BadLimit)
	if err != nil {
		return nil, Metadata{}, err
	}
	at, err := parseCursor(l.Label, c.Args.Get("cursor"))
	if err != nil {
		return nil, Metadata{}, err
	}
	if asked := c.Args.Get("limit"); l.Unpaged && (asked == "" || asked == "0") {
		if l.length() > MaxUnpaged {
			return nil, Metadata{}, &SlackError{Code: "limit_required"}
		}
		limit = MaxUnpaged
	}
	size := at.size(limit)
	var page []Entry
	for e := range merge(l.IDs, at.id) {
		if len(page) == size {
			next := cursor{id: e.ID, resumed: size == 0}
			return page, Metadata{NextCursor: next.encode(l.Label)}, nil
		}
		page = append(page, e)
	}
	return page, Metadata{}, nil
}

// length is how many entries the list has at most.
func (l Listing) length() int {
	n := 0
	for _, ids := range l.IDs {
		n += ids.Len
	}
	return n
}

// Limit reads the argument "limit"; badLimit is the error code for one that is none.
func (c *Call) Limit(badLimit string) (int, error) {
	text := c.Args.Get("limit")
	if text == "" || text == "0" {
		return defaultLimit, nil
	}
	limit, err := strconv.Atoi(text)
	if err != nil || limit < 0 || limit > maxLimit {
		return 0, &SlackError{Code: badLimit}
	}
	return limit, nil
}

// cursor is a place in a list: the first id that is not yet shown.
type cursor struct {
	id      model.ResourceID // empty at the start
	resumed bool             // an empty page was served here; the next one is not
}

const resumedMark = ":resumed"

func parseCursor(label, text string) (cursor, error) {
	if text == "" {
		return cursor{}, nil
	}
	raw, err := base64.StdEncoding.DecodeString(text)
	place, ours := strings.CutPrefix(string(raw), label+":")
	id, resumed := strings.CutSuffix(place, resumedMark)
	if err != nil || !ours || id == "" {
		return cursor{}, &SlackError{Code: "invalid_cursor"}
	}
	return cursor{id: model.ResourceID(id), resumed: resumed}, nil
}

// encode writes the cursor in the form of Slack's samples, base64 of "team:C1H9RESGL".
func (c cursor) encode(label string) string {
	text := label + ":" + string(c.id)
	if c.resumed {
		text += resumedMark
	}
	return base64.StdEncoding.EncodeToString([]byte(text))
}

// size is how many entries the page that starts here holds, where there are so
// many: limit, less, or none. Slack warns of short and empty pages; here the id
// decides, so that every run of a test meets the same ones.
func (c cursor) size(limit int) int {
	if c.id == "" {
		return limit
	}
	h := fnv.New32a()
	_, _ = h.Write([]byte(c.id)) // a hash never fails to write
	switch h.Sum32() % 6 {
	case 0:
		if !c.resumed {
			return 0
		}
	case 1:
		return (limit + 1) / 2
	}
	return limit
}

// CursorAt is the cursor of a place in a list that is not one of ids.
func CursorAt(label, place string) string { return cursor{id: model.ResourceID(place)}.encode(label) }

// PlaceOf reads a cursor of [CursorAt]; the empty cursor is the beginning, an empty place.
func PlaceOf(label, text string) (string, error) {
	at, err := parseCursor(label, text)
	return string(at.id), err
}
