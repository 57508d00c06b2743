package state

import (
	"context"
	"testing"

	"periscope/model"
	"periscope/model/catalog"
)

func channels(scopes ...catalog.Scope) model.Permissions {
	return model.NewPermissions([]model.Grant{{
		Type: catalog.Channel, Scopes: scopes, Resources: model.ResourceSet{Wildcard: true},
	}})
}

// TestReadingAgain keeps what is known until the new reading is whole.
func TestReadingAgain(t *testing.T) {
	t.Parallel()
	s := NewSession(Team{Key: "acme"})
	first := s.Begin(t.Context())
	s.Receive(channels("chat:write"))
	s.Complete()
	if s.Phase != Read || !s.Permissions.Holds("chat:write", catalog.Channel) || s.Earlier != nil {
		t.Fatalf("after the first reading: phase %d, %v", s.Phase, s.Permissions)
	}
	s.Begin(t.Context())
	if context.Cause(first) == nil {
		t.Error("a new reading does not end the one before")
	}
	edition := s.Edition
	s.Receive(channels())
	if !s.Permissions.Holds("chat:write", catalog.Channel) || s.Edition != edition {
		t.Error("a part of a new reading takes the place of what is known")
	}
	s.Receive(channels("chat:write", "pins:write"))
	s.Complete()
	if got := s.Change("pins:write", model.Resource{Type: catalog.Channel}); got != "new" {
		t.Errorf("the new scope is %q", got)
	}
	if s.Earlier == nil || s.Edition == edition {
		t.Error("the earlier reading is forgotten")
	}
}

// TestEventsAreComparedWithTheReading shows what events changed since, and applies
// none before anything is known.
func TestEventsAreComparedWithTheReading(t *testing.T) {
	t.Parallel()
	s := NewSession(Team{Key: "acme"})
	granted := model.ScopeGranted{Scopes: []catalog.Scope{"pins:write"}}
	s.Apply(granted)
	if s.Edition != 0 || s.Phase != Unread {
		t.Error("an event was applied to permissions that are not known")
	}
	s.Begin(t.Context())
	s.Receive(channels("chat:write"))
	s.Complete()
	s.Apply(granted)
	if got := s.Change("pins:write", model.Resource{Type: catalog.Channel}); got != "new" {
		t.Errorf("the granted scope is %q", got)
	}
	if got := s.Change("chat:write", model.Resource{Type: catalog.Channel}); got != "" {
		t.Errorf("the scope that was there is %q", got)
	}
}
