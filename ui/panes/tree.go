package panes

import (
	"slices"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/ui/find"
	"periscope/ui/state"
)

// tree is the content of the Resources pane: the resource types, and below
// each its resources. Rows are computed when they are drawn, never stored.
type tree struct {
	everything bool // the first row stands for all types together, while nothing narrows the tree
	sections   []section
	found      []found // what the filter left of each section; nil without a filter
}

// section is one resource type with the set that a token holds on it.
type section struct {
	kind     catalog.ResourceType
	set      model.ResourceSet
	fixed    map[model.ResourceID]bool // with a wildcard: the ids that set names, covered or excluded
	listed   []int32                   // places in the directory of what the wildcard covers
	seen     int                       // how many of the directory's list were considered for listed
	expanded bool
}

// found is what a filter left of a section.
type found struct {
	header   bool
	children []int32
}

// ref names a row: a section, and a child of it, or -1 for its header; [everything] is
// that of the first row.
type ref struct{ section, child int }

// everything is the row above the sections.
var everything = ref{-1, -1}

// newTree shows what permissions cover: all of it, or, with a pivot, only
// where that scope reaches. Where it reaches among types that cannot be listed is
// not known.
func newTree(p model.Permissions, pivot catalog.Scope, closed map[catalog.ResourceType]catalog.Scope, dir *state.Directory) tree {
	t := tree{everything: pivot == ""}
	for _, kind := range p.Types() {
		s := section{kind: kind}
		unknown := false
		for _, g := range p.On(kind) {
			if pivot == "" || g.Holds(pivot) {
				unknown = closed[kind] != ""
				s.set.IDs = append(s.set.IDs, g.Resources.IDs...)
				s.set.Excluded = append(s.set.Excluded, g.Resources.Excluded...)
				s.set.Wildcard = s.set.Wildcard || g.Resources.Wildcard
			}
		}
		if pivot != "" && s.set.Empty() && !unknown {
			continue
		}
		s.set.IDs, s.set.Excluded = dir.ByName(s.set.IDs), dir.ByName(s.set.Excluded)
		if s.set.Wildcard {
			s.fixed = map[model.ResourceID]bool{}
			for _, id := range slices.Concat(s.set.IDs, s.set.Excluded) {
				s.fixed[id] = true
			}
		}
		s.extend(dir)
		t.sections = append(t.sections, s)
	}
	return t
}

// snapshot is a copy that another goroutine may search while t goes on growing.
func (t *tree) snapshot() tree { return tree{sections: slices.Clone(t.sections)} }

// extend takes in what the directory has listed since the last call.
func (s *section) extend(dir *state.Directory) {
	if !s.set.Wildcard {
		return
	}
	all := dir.Listed(s.kind)
	for _, at := range all[s.seen:] {
		id := dir.ID(at)
		if !s.fixed[id] {
			s.listed = append(s.listed, at)
		}
	}
	s.seen = len(all)
}

func (t *tree) extend(dir *state.Directory) {
	for i := range t.sections {
		t.sections[i].extend(dir)
	}
}

// size is the number of children. Exclusions come first, so that they are
// seen without scrolling, then ids, then what the wildcard covers: lists only ever grow
// at the end, so a child keeps its place while pages come in.
func (s *section) size() int { return len(s.set.IDs) + len(s.listed) + len(s.set.Excluded) }

// child returns the i-th child and whether it is excluded.
func (s *section) child(i int, dir *state.Directory) (r model.Resource, excluded bool) {
	if at := i - len(s.set.Excluded) - len(s.set.IDs); at >= 0 {
		return dir.Resource(s.kind, s.listed[at]), false
	}
	r, _ = dir.Find(s.kind, s.idAt(i, dir))
	return r, i < len(s.set.Excluded)
}

func (s *section) idAt(i int, dir *state.Directory) model.ResourceID {
	if i < len(s.set.Excluded) {
		return s.set.Excluded[i]
	}
	i -= len(s.set.Excluded)
	if i < len(s.set.IDs) {
		return s.set.IDs[i]
	}
	return dir.ID(s.listed[i-len(s.set.IDs)])
}

// shown is how many rows section i has, and whether its header is one of them.
func (t *tree) shown(i int) (header bool, children int) {
	if t.found != nil {
		f := t.found[i]
		return f.header || len(f.children) > 0, len(f.children)
	}
	if t.sections[i].expanded {
		return true, t.sections[i].size()
	}
	return true, 0
}

// lead is how many rows stand above the sections.
func (t *tree) lead() int {
	if t.everything && t.found == nil {
		return 1
	}
	return 0
}

// rows is how many rows there are in all.
func (t *tree) rows() int {
	n := t.lead()
	for i := range t.sections {
		header, children := t.shown(i)
		if header {
			n += 1 + children
		}
	}
	return n
}

// at names the row at a position.
func (t *tree) at(row int) (ref, bool) {
	if row -= t.lead(); row < 0 {
		return everything, true
	}
	for i := range t.sections {
		header, children := t.shown(i)
		switch {
		case !header:
			continue
		case row == 0:
			return ref{i, -1}, true
		case row <= children:
			child := row - 1
			if t.found != nil {
				child = int(t.found[i].children[child])
			}
			return ref{i, child}, true
		}
		row -= 1 + children
	}
	return ref{}, false
}

// find returns the row of a type's header (id empty) or of a resource. When the
// resource has no row, its header's is next best.
func (t *tree) find(kind catalog.ResourceType, id model.ResourceID, dir *state.Directory) (row int, ok bool) {
	if row = t.lead(); kind == "" {
		return 0, row > 0
	}
	for i := range t.sections {
		header, children := t.shown(i)
		if !header {
			continue
		}
		if t.sections[i].kind != kind {
			row += 1 + children
			continue
		}
		if id == "" {
			return row, true
		}
		for c := range children {
			child := c
			if t.found != nil {
				child = int(t.found[i].children[c])
			}
			if t.sections[i].idAt(child, dir) == id {
				return row + 1 + c, true
			}
		}
		return row, true
	}
	return 0, false
}

// search runs a filter over a [tree.snapshot]. It may run beside the goroutine
// that draws, which only ever appends to the slices that it reads.
func (t tree) search(q find.Query, dir *state.Directory) []found {
	dir.RLock()
	defer dir.RUnlock()
	scorer, results := find.NewScorer(q), make([]found, len(t.sections))
	for i := range t.sections {
		results[i] = t.sections[i].search(scorer, dir)
	}
	return results
}

// search asks one scorer about every child: one for each would be most of what a key allocates.
func (s *section) search(scorer *find.Scorer, dir *state.Directory) found {
	_, header := scorer.Score([]byte(s.kind))
	f := found{header: header, children: make([]int32, 0, s.size())}
	var text []byte // used again for each child
	for i := range s.size() {
		text = append(text[:0], s.textAt(i, dir)...)
		if _, ok := scorer.Score(text); ok {
			f.children = append(f.children, int32(i))
		}
	}
	return f
}

// textAt is what the filter reads of a child: its name and id.
func (s *section) textAt(i int, dir *state.Directory) string {
	if at := i - len(s.set.Excluded) - len(s.set.IDs); at >= 0 {
		return dir.Text(s.listed[at])
	}
	id := s.idAt(i, dir)
	if at, ok := dir.Place(id); ok {
		return dir.Text(at)
	}
	return string(id)
}
