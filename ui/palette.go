package ui

import (
	"cmp"
	"maps"
	"slices"
	"sync"

	tea "charm.land/bubbletea/v2"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/model/order"
	"periscope/process"
	"periscope/ui/describe"
	"periscope/ui/dialog"
	"periscope/ui/find"
	"periscope/ui/state"
)

// mostFound is how many entries of the palette are shown.
const mostFound = 100

// candidate is something that the palette can find.
type candidate struct {
	text  string // what it is called
	words string // what else it is found by
	dim   bool   // it can do nothing now
	entry func() dialog.Entry
}

// lesser is what is taken from the score of a match in the words beside a name, and from that
// of a key that does nothing now: half of what a letter counts.
const lesser = 8

// score is how well a candidate fits.
func (c candidate) score(by func([]byte) (int, bool)) (score int, ok bool) {
	score, ok = by([]byte(c.text))
	if c.words != "" {
		if all, found := by([]byte(c.text + " " + c.words)); found && (!ok || all-lesser > score) {
			score, ok = all-lesser, true
		}
	}
	if c.dim {
		score -= lesser
	}
	return score, ok
}

// paletteIndex is all that the palette can find. Its search runs beside the program: it holds
// nothing that changes but the directory, which it locks.
type paletteIndex struct {
	fixed []candidate // what keys do, teams, scopes, methods, events, resource types
	keys  int         // how many of them are keys: they come first
	dir   *state.Directory
	types []typePlaces
	jump  func(dialog.Jump) dialog.Run
}

// typePlaces are the places in the directory of the resources of one type that are no part
// of the list that Slack sends.
type typePlaces struct {
	kind   catalog.ResourceType
	listed bool // the list that Slack sends is part of it
	places []int32
	extra  []model.ResourceID // those without a place
}

func openPalette(e *explorer) tea.Cmd {
	index := e.paletteIndex()
	return e.open(dialog.NewPalette(index.search))
}

// paletteIndex collects what can be found. Why keys do nothing is asked now, as it is while
// the palette is open.
func (e *explorer) paletteIndex() *paletteIndex {
	x := &paletteIndex{jump: func(to dialog.Jump) dialog.Run { return func() tea.Cmd { return e.jump(to) } }}
	for _, a := range e.actions {
		if a.hidden() {
			continue
		}
		entry := dialog.Entry{Text: a.does(e), Kind: a.Help().Key, Why: a.why(e), Run: func() tea.Cmd { return a.run(e) }}
		if entry.Text == "" || a.why(e) != "" {
			entry.Text = a.Help().Desc
		}
		x.fixed = append(x.fixed, candidate{
			entry.Text, a.Help().Desc + " " + a.words(), entry.Why != "", func() dialog.Entry { return entry },
		})
	}
	x.keys = len(x.fixed)
	order.Stable(x.fixed, func(a, b candidate) int { return blockedLast(a.entry(), b.entry()) })
	for _, s := range e.teams.Sessions {
		x.add(s.Name(), "", "team", string(s.Kind())+" token", func() tea.Cmd { return e.goToTeam(s) })
	}
	s := e.teams.Selected()
	if s == nil {
		return x
	}
	for _, scope := range catalog.Scopes() {
		note := describe.Meaning(scope.Scope)
		x.add(string(scope.Scope), "", "scope", note, x.jump(dialog.Jump{Scope: scope.Scope}))
	}
	for _, m := range catalog.Methods() {
		x.add(m.Name, "", "method", "can I call it?", func() tea.Cmd { return e.open(dialog.NewAnswer(s, m.Name)) })
	}
	for _, event := range catalog.Events() {
		x.add(event.Name, "", "event", "do I get it?", func() tea.Cmd { return e.open(dialog.NewAnswer(s, event.Name)) })
	}
	x.addResources(s)
	return x
}

// blockedLast orders what can be done before what cannot.
func blockedLast(a, b dialog.Entry) int {
	switch {
	case a.Why == "" && b.Why != "":
		return -1
	case a.Why != "" && b.Why == "":
		return 1
	}
	return 0
}

func (x *paletteIndex) add(text, words, kind, note string, run dialog.Run) {
	x.fixed = append(x.fixed, candidate{text, words, false, func() dialog.Entry {
		return dialog.Entry{Text: text, Kind: kind, Note: note, Run: run}
	}})
}

// addResources collects the resource types of a team, and where its resources are.
func (x *paletteIndex) addResources(s *state.Session) {
	if s.Phase != state.Read {
		return
	}
	x.dir = s.Dir
	x.add("everything", "", "all types", "all scopes that the token holds or can ask for", x.jump(dialog.Jump{}))
	for _, kind := range s.Permissions.Types() {
		x.add(string(kind), kind.Conversations(), "type", kind.Meaning(), x.jump(dialog.Jump{On: model.Resource{Type: kind}}))
		x.types = append(x.types, placesOf(s, kind))
	}
}

// placesOf finds where the resources of one type are.
func placesOf(s *state.Session, kind catalog.ResourceType) typePlaces {
	at := typePlaces{kind: kind}
	seen, explicit := map[model.ResourceID]bool{}, map[int32]bool{}
	for _, g := range s.Permissions.On(kind) {
		at.listed = at.listed || g.Resources.Wildcard
		for _, id := range slices.Concat(g.Resources.IDs, g.Resources.Excluded) {
			if place, ok := s.Dir.Place(id); ok {
				explicit[place] = true
			} else if !seen[id] {
				seen[id] = true
				at.extra = append(at.extra, id)
			}
		}
	}
	if at.listed && len(explicit) > 0 {
		for _, place := range s.Dir.Listed(kind) {
			delete(explicit, place)
		}
	}
	at.places = slices.Sorted(maps.Keys(explicit))
	return at
}

// hit is something that fits, and how well.
type hit struct {
	score, rank, size int
	kind              catalog.ResourceType // of a resource
	at                int32                // its place in the directory, or, with a kind of "", in fixed
	id                model.ResourceID     // of one without a place
}

// before orders hits: the best first, and of equals what is shorter, then as they come.
func (h hit) before(other hit) int {
	return cmp.Or(cmp.Compare(other.score, h.score), cmp.Compare(h.size, other.size), cmp.Compare(h.rank, other.rank))
}

// best keeps the best hits, and counts all.
type best struct {
	hits  []hit
	total int
	worst int // a score below cannot be among the best
}

func (b *best) add(h hit) {
	b.total++
	if h.score < b.worst {
		return
	}
	if b.hits = append(b.hits, h); len(b.hits) >= 4*mostFound {
		b.trim()
	}
}

func (b *best) trim() {
	order.Stable(b.hits, hit.before)
	if len(b.hits) > mostFound {
		b.hits = b.hits[:mostFound]
		b.worst = b.hits[mostFound-1].score
	}
}

// search finds what fits what was typed. Where nothing was, keys do.
func (x *paletteIndex) search(typed string) dialog.Matches {
	q := find.Fuzzy(typed)
	if q.Empty() {
		var m dialog.Matches
		for _, c := range x.fixed[:x.keys] {
			m.Entries = append(m.Entries, c.entry())
		}
		m.Total = len(m.Entries)
		return m
	}
	found := best{}
	scorer := find.NewScorer(q)
	for i, c := range x.fixed {
		if score, ok := c.score(scorer.Score); ok {
			found.add(hit{score: score, rank: 1, size: len(c.text), at: int32(i)})
		}
	}
	for _, part := range x.searchResources(q) {
		found.total += part.total
		found.hits = append(found.hits, part.hits...)
	}
	m := dialog.Matches{Total: found.total}
	if x.dir != nil {
		x.dir.RLock()
		defer x.dir.RUnlock()
	}
	for i, h := range found.hits {
		if h.kind == "" {
			found.hits[i].score, _ = x.fixed[h.at].score(scorer.Exactly)
			continue
		}
		found.hits[i].score, _ = scorer.Exactly([]byte(x.text(h)))
	}
	found.trim()
	for _, h := range found.hits {
		m.Entries = append(m.Entries, x.entry(h))
	}
	return m
}

// workers is how many parts of a long list are searched side by side.
const workers = 4

// searchResources searches the resources, in parts.
func (x *paletteIndex) searchResources(q find.Query) []best {
	if x.dir == nil {
		return nil
	}
	x.dir.RLock()
	defer x.dir.RUnlock()
	parts := make([]best, workers)
	var all sync.WaitGroup
	for w := range workers {
		all.Add(1)
		process.Go(func() {
			defer all.Done()
			x.searchPart(&parts[w], q, w)
		})
	}
	all.Wait()
	return parts
}

// searchPart searches the w-th part of the resources.
func (x *paletteIndex) searchPart(found *best, q find.Query, w int) {
	scorer := find.NewScorer(q)
	for _, t := range x.types {
		lists := [][]int32{t.places}
		if t.listed {
			lists = append(lists, x.dir.Listed(t.kind))
		}
		for _, list := range lists {
			found.search(scorer, x.dir, t.kind, list[len(list)*w/workers:len(list)*(w+1)/workers])
		}
		for i, id := range t.extra {
			if score, ok := scorer.Score([]byte(id)); ok && i%workers == w {
				found.add(hit{score: score, rank: 2, size: len(id), kind: t.kind, id: id})
			}
		}
	}
	found.trim()
}

// search searches resources of one type.
func (b *best) search(scorer *find.Scorer, dir *state.Directory, kind catalog.ResourceType, places []int32) {
	var text []byte // used again for each
	for _, at := range places {
		text = append(text[:0], dir.Text(at)...)
		if score, ok := scorer.Score(text); ok {
			b.add(hit{score: score, rank: 2, size: len(text), kind: kind, at: at})
		}
	}
}

// text is what was matched of a resource.
func (x *paletteIndex) text(h hit) string {
	if h.id != "" {
		return string(h.id)
	}
	return x.dir.Text(h.at)
}

// entry is what a hit stands for.
func (x *paletteIndex) entry(h hit) dialog.Entry {
	if h.kind == "" {
		return x.fixed[h.at].entry()
	}
	r := model.Resource{Type: h.kind, ID: h.id}
	if h.id == "" {
		r = x.dir.Resource(h.kind, h.at)
	}
	note := ""
	if describe.Label(r) != string(r.ID) {
		note = string(r.ID)
	}
	return dialog.Entry{
		Text: describe.Label(r), Kind: string(r.Type), Note: note, Run: x.jump(dialog.Jump{On: model.Resource{Type: r.Type, ID: r.ID}}),
	}
}

// goToTeam selects a team.
func (e *explorer) goToTeam(s *state.Session) tea.Cmd {
	e.teams.Filter.Clear()
	e.teams.Refilter()
	e.teams.Select(s)
	e.focus = onTeams
	return e.teamChanged()
}
