package state

import (
	"fmt"
	"slices"
	"testing"

	"periscope/model"
	"periscope/model/catalog"
)

// TestFixesMeetWhatWasPicked moves scopes to a token that gets some already.
func TestFixesMeetWhatWasPicked(t *testing.T) {
	t.Parallel()
	s := NewSession(Team{Kind: catalog.Bot})
	joined := s.Merge([]model.Request{
		{Kind: catalog.Bot, For: model.ForBot, Scopes: []catalog.Scope{"groups:read"}},
		{Kind: catalog.Bot, For: model.ForUser, Scopes: []catalog.Scope{"search:read"}},
		{Kind: catalog.Bot, For: model.ForUser, Scopes: []catalog.Scope{"stars:read"}},
		{Kind: catalog.Bot, For: model.ForUser, Scopes: []catalog.Scope{"openid"}},     // mixes with nothing
		{Kind: catalog.Bot, For: model.ForUser, Scopes: []catalog.Scope{"users:read"}}, // which either token can get
	})
	var got []string
	for _, r := range joined {
		got = append(got, fmt.Sprint(r.For, r.Scopes))
	}
	want := []string{"bot[groups:read]", "user[search:read stars:read users:read]", "user[openid]"}
	if !slices.Equal(got, want) {
		t.Errorf("joined into %v, want %v", got, want)
	}
}

func TestPickGoesToTheTokenThatCanHoldIt(t *testing.T) {
	t.Parallel()
	s := NewSession(Team{Kind: catalog.Bot})
	s.PickAll([]catalog.Scope{"groups:read", "search:read", "groups:read"})
	if len(s.Drafts) != 2 || s.Drafts[0].For != model.ForBot || s.Drafts[1].For != model.ForUser || s.PickCount() != 2 {
		t.Fatalf("the drafts are %v", s.Drafts)
	}
	s.Pick("search:read")
	if s.PickCount() != 1 || s.Picked("search:read") {
		t.Errorf("picking twice leaves %v", s.Drafts)
	}
}

func TestKindOfNoKind(t *testing.T) {
	t.Parallel()
	if got := KindOf(model.Permissions{}); got != catalog.Workspace {
		t.Errorf("permissions of no kind are of kind %s", got)
	}
}

// TestUndoAfterTheComposer takes picks back that the composer has dropped meanwhile, and
// drops of what it has picked again: these are undone already, and the step before is.
func TestUndoAfterTheComposer(t *testing.T) {
	t.Parallel()
	s := NewSession(Team{Kind: catalog.Bot})
	s.PickAll([]catalog.Scope{"groups:read", "pins:read"})
	s.Pick("pins:write")
	s.Drafts[0].Scopes = slices.DeleteFunc(s.Drafts[0].Scopes, func(scope catalog.Scope) bool { return scope == "pins:write" })
	changed, picked := s.Undo()
	if fmt.Sprint(changed, picked) != "[groups:read pins:read] false" || s.PickCount() != 0 || s.CanUndo() {
		t.Errorf("undone %v, %v; picked are %v", changed, picked, s.Drafts)
	}
}
