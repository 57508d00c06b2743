package panes

import (
	"fmt"
	"testing"

	tea "charm.land/bubbletea/v2"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/ui/state"
)

// shown is the pane of a team with a wildcard, exclusions, ids, and channels that
// were listed so far.
func shown(t *testing.T, channels int) (*Resources, *state.Session) {
	t.Helper()
	s := state.NewSession(state.Team{Key: "acme"})
	s.Begin(t.Context())
	s.Receive(model.NewPermissions([]model.Grant{
		{Type: catalog.Channel, Scopes: []catalog.Scope{"chat:write"}, Resources: model.ResourceSet{Wildcard: true, Excluded: []model.ResourceID{"C00001"}}},
		{Type: catalog.Group, Scopes: []catalog.Scope{"chat:write"}, Resources: model.ResourceSet{IDs: []model.ResourceID{"G1", "G2"}}},
		{Type: catalog.IM, Scopes: []catalog.Scope{"im:read"}, Resources: model.ResourceSet{IDs: []model.ResourceID{"D1"}}},
	}))
	s.Complete()
	list(s, 0, channels)
	p := NewResources()
	p.Resize(10)
	p.Show(s)
	p.ToggleAll()
	return &p, s
}

// list adds channels to what was listed of a team.
func list(s *state.Session, from, to int) {
	var page []model.Resource
	for i := from; i < to; i++ {
		page = append(page, model.Resource{Type: catalog.Channel, ID: model.ResourceID(fmt.Sprintf("C%05d", i)), Name: fmt.Sprintf("proj-%d", i)})
	}
	s.Dir.Add(page, true)
}

// TestEveryRowCanBeFound goes through all rows: what a row shows is found there.
func TestEveryRowCanBeFound(t *testing.T) {
	t.Parallel()
	p, _ := shown(t, 40)
	if p.Rows < 44 {
		t.Fatalf("%d rows", p.Rows)
	}
	seen := map[model.ResourceID]int{}
	for row := range p.Rows {
		p.MoveTo(row)
		r, ok := p.Selected()
		if !ok {
			t.Fatalf("row %d shows nothing", row)
		}
		if r.ID != "" {
			seen[r.ID]++
		}
		p.MoveTo(0)
		p.Seek(r)
		if p.Cursor != row {
			t.Errorf("%s %s is on row %d and found on row %d", r.Type, r.ID, row, p.Cursor)
		}
	}
	for id, times := range seen {
		if times != 1 {
			t.Errorf("%s has %d rows", id, times)
		}
	}
}

// TestCursorStaysWhilePagesComeIn grows, filters and narrows a pane: the cursor
// stays on its resource as long as that has a row.
func TestCursorStaysWhilePagesComeIn(t *testing.T) {
	t.Parallel()
	p, s := shown(t, 20)
	on := model.Resource{Type: catalog.Channel, ID: "C00017", Name: "proj-17"}
	p.Seek(on)
	stays := func(when string) {
		t.Helper()
		if r, _ := p.Selected(); r.ID != on.ID {
			t.Errorf("%s the cursor is on %s %s", when, r.Type, r.ID)
		}
	}
	list(s, 20, 500)
	p.Grow()
	stays("after a page came in")
	if got := p.Count(); got != 502 { // of 500 channels one is excluded; two groups, one direct message
		t.Errorf("%d resources after a page came in, want 502", got)
	}
	p.Filter.Open()
	for _, key := range "17" {
		p.Filter.Update(tea.KeyPressMsg{Code: key, Text: string(key)})
		msg, ok := p.Search()().(FilterApplied)
		if !ok {
			t.Fatal("the filter finds nothing")
		}
		p.Apply(msg)
		stays("while the filter is typed")
	}
	if !p.Narrowed() || p.Rows >= 100 {
		t.Errorf("the filter leaves %d rows", p.Rows)
	}
	p.Filter.Clear()
	p.Search()
	stays("after the filter was cleared")
	p.Pivot = "chat:write"
	p.Show(s)
	stays("where chat:write reaches")
	p.Pivot = "im:read"
	p.Show(s)
	if r, _ := p.Selected(); r.Type != catalog.IM || p.Count() != 1 {
		t.Errorf("where im:read reaches: %d resources, the cursor on %s", p.Count(), r.Type)
	}
}
