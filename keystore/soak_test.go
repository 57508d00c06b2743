package keystore

import (
	"context"
	"fmt"
	"testing"

	"periscope/process/leaktest"
)

// TestSoak renews a token as often as years would: neither memory nor files grow.
func TestSoak(t *testing.T) {
	dir := t.TempDir()
	s := New(dir, map[Backend]Secrets{BackendKeyring: Memory()})
	last := rotatingPair("old1")
	if _, _, err := s.Add(t.Context(), Addition{Team: acme, Credential: last, Backend: BackendKeyring, At: noon}); err != nil {
		t.Fatal(err)
	}
	leaktest.CheckFlat(t, "refreshes", leaktest.Soak(10_000), func(i int) {
		next := rotatingPair(fmt.Sprint("new", i))
		got, err := s.Renew(t.Context(), "acme/workspace", last.Token, func(context.Context, Credential) (Credential, error) { return next, nil })
		if err != nil || got != next {
			t.Fatalf("refresh %d: %+v, %v", i, got, err)
		}
		last = next
	})
	if faults, err := s.Examine(t.Context()); err != nil || len(faults) != 0 {
		t.Errorf("not in order: %v, %v", faults, err)
	}
}
