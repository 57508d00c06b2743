package sandbox

// Lists are ordered by id, and a cursor names the id that the next page starts
// from, whether or not it still exists by then. So a list that changes while
// somebody pages through it still shows each id at most once, and every id that
// was there all along exactly once.

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

const (
	defaultLimit = 100
	maxLimit     = 1000
)

// entry is one line of a list.
type entry struct {
	kind catalog.ResourceType
	id   model.ResourceID
}

// run is a sorted sequence of ids of one type. Lists are merged from runs, so
// that no list has to be built, or kept, before somebody asks for a page of it.
type run struct {
	kind catalog.ResourceType
	n    int
	id   func(int) model.ResourceID
}

// merge yields the entries of all runs, by id, from start on, each id once.
func merge(runs []run, start model.ResourceID) iter.Seq[entry] {
	return func(yield func(entry) bool) {
		next := make([]int, len(runs))
		for i, r := range runs {
			next[i] = sort.Search(r.n, func(j int) bool { return r.id(j) >= start })
		}
		var last model.ResourceID
		for i := lowest(runs, next); i >= 0; i = lowest(runs, next) {
			e := entry{runs[i].kind, runs[i].id(next[i])}
			next[i]++
			if e.id != last && !yield(e) {
				return
			}
			last = e.id
		}
	}
}

// lowest returns the run whose next id comes first, or -1 when all have ended.
func lowest(runs []run, next []int) int {
	found := -1
	for i, r := range runs {
		if next[i] < r.n && (found < 0 || r.id(next[i]) < runs[found].id(next[found])) {
			found = i
		}
	}
	return found
}

// listing is one kind of list that a method pages through.
type listing struct {
	label    string // the first word of its cursors
	badLimit string // the error code for a limit that is no limit
	runs     []run
}

// page returns the entries of the page that the call asks for, and the cursor
// of the one after it, which is empty at the end. It costs what the page
// holds, not what the list holds.
func (c *call) page(l listing) ([]entry, metadata, error) {
	limit, err := c.limit(l.badLimit)
	if err != nil {
		return nil, metadata{}, err
	}
	at, err := parseCursor(l.label, c.args.Get("cursor"))
	if err != nil {
		return nil, metadata{}, err
	}
	size := at.size(limit)
	var page []entry
	for e := range merge(l.runs, at.id) {
		if len(page) == size {
			next := cursor{id: e.id, resumed: size == 0}
			return page, metadata{NextCursor: next.encode(l.label)}, nil
		}
		page = append(page, e)
	}
	return page, metadata{}, nil
}

func (c *call) limit(badLimit string) (int, error) {
	text := c.args.Get("limit")
	if text == "" || text == "0" {
		return defaultLimit, nil
	}
	limit, err := strconv.Atoi(text)
	if err != nil || limit < 0 || limit > maxLimit {
		return 0, &failure{Code: badLimit}
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
		return cursor{}, &failure{Code: "invalid_cursor"}
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
