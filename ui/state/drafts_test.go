package state

import (
	"fmt"
	"math/rand/v2"
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

// TestWhatCanBeUndone picks, drops, installs and empties drafts at random: it is said that there is
// something to undo when there is, and only then; what was installed is not picked again.
func TestWhatCanBeUndone(t *testing.T) {
	t.Parallel()
	scopes := []catalog.Scope{"groups:read", "pins:read", "pins:write", "chat:write"}
	random := rand.New(rand.NewPCG(13, 14))
	for range 300 {
		s := NewSession(Team{Kind: catalog.Bot})
		installed := map[catalog.Scope]bool{}
		for range 30 {
			scope := scopes[random.IntN(len(scopes))]
			switch random.IntN(6) {
			case 0:
				s.DropInstalled(model.Install{Bot: []catalog.Scope{scope}})
				installed[scope] = true
			case 1:
				s.Drafts = nil // as when a request is on its way
			case 2:
				s.PickAll(scopes[:2])
				installed["groups:read"], installed["pins:read"] = false, false
			case 3:
				s.ClearPicks()
			case 4:
				s.Pick(scope)
				installed[scope] = false
			default:
				can := s.CanUndo()
				changed, picked := s.Undo()
				if can != (len(changed) > 0) {
					t.Fatalf("it can be undone: %t, and what was undone is %v", can, changed)
				}
				for _, scope := range changed {
					if picked && installed[scope] {
						t.Fatalf("%s was installed, and is picked again", scope)
					}
				}
			}
		}
	}
}
