package keystore

import (
	"context"
	"errors"
	"slices"
)

// change runs an edit of the list while no other process runs one.
func (s *Store) change(ctx context.Context, edit func(*index) error) error {
	if s.readOnly {
		return ErrReadOnly
	}
	unlock, err := s.list.lock(ctx)
	if err != nil {
		return err
	}
	defer unlock()
	ix, err := s.list.read()
	if err != nil {
		return err
	}
	return edit(&ix)
}

// mend settles the slots that a process left unsettled when it died: a secret
// without a team is removed, and a team whose secret was being replaced shows
// the secret that it has now. A place that does not let us settle one is asked
// for no other, and the notes stay for the next time.
func (s *Store) mend(ctx context.Context, ix *index) {
	silent := map[Place]bool{}
	for _, where := range slices.Clone(ix.Unsettled) {
		if silent[where.Store] {
			continue
		}
		if err := s.settle(ctx, ix, where); err != nil {
			silent[where.Store] = true
			continue
		}
		ix.settle(where)
	}
}

// settle makes list and secret of one slot agree again.
func (s *Store) settle(ctx context.Context, ix *index, where slot) error {
	at := ix.findKey(where.Key)
	if at < 0 || ix.Teams[at].Store != where.Store {
		return s.forget(ctx, where)
	}
	secrets, err := s.secrets(where.Store)
	if err != nil {
		return err
	}
	c, err := secrets.Get(ctx, where.Key)
	if err == nil {
		ix.Teams[at].show(c)
	}
	if errors.Is(err, ErrNotFound) {
		return nil // nothing to show; the team says so when it is opened
	}
	return err
}
