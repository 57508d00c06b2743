package keystore

import (
	"context"
	"errors"
	"os"
	"slices"

	"github.com/rogpeppe/go-internal/lockedfile"
)

// change runs an edit of the list while no other process runs one.
func (s *Store) change(ctx context.Context, edit func(*index) error) error {
	unlock, err := s.lock(ctx)
	if err != nil {
		return err
	}
	defer unlock()
	ix, err := readIndex(s.path())
	if err != nil {
		return err
	}
	return edit(&ix)
}

// lock waits for the changes of other processes, but not beyond the end of ctx:
// the process that holds the lock may itself be stopped.
func (s *Store) lock(ctx context.Context) (unlock func(), err error) {
	if err := os.MkdirAll(s.dir, 0o700); err != nil {
		return nil, &IndexError{s.path(), err}
	}
	type answer struct {
		unlock func()
		err    error
	}
	locked := make(chan answer, 1)
	go func() {
		unlock, err := lockedfile.MutexAt(s.path() + ".lock").Lock()
		locked <- answer{unlock, err}
	}()
	select {
	case a := <-locked:
		if a.err != nil {
			return nil, &IndexError{s.path(), a.err}
		}
		return a.unlock, nil
	case <-ctx.Done():
		go func() {
			if a := <-locked; a.err == nil {
				a.unlock()
			}
		}()
		return nil, ctx.Err()
	}
}

// mend settles the accounts that a process left unsettled when it died: a
// secret without a team is removed, and a team whose secret was being replaced
// shows the secret that it has now. What the keyring does not let us settle
// stays noted for the next time.
func (s *Store) mend(ctx context.Context, ix *index) {
	for _, account := range slices.Clone(ix.Unsettled) {
		if at := ix.findKey(account); at >= 0 {
			token, err := s.secrets.Get(ctx, account)
			if err != nil && !errors.Is(err, ErrNotFound) {
				return
			}
			if err == nil {
				ix.Teams[at].Redacted = token.String()
			}
		} else if s.forget(ctx, account) != nil {
			return
		}
		ix.settle(account)
	}
}
