package keystore

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// Settle finishes the changes that processes did not live to finish. What a
// place does not let it settle stays a [FaultUnfinished].
func (s *Store) Settle(ctx context.Context) error {
	return s.change(ctx, func(ix *index) error {
		s.mend(ctx, ix)
		return s.list.write(*ix)
	})
}

// KeepAside moves a list that cannot be understood out of the way, so that a
// new one can begin, and returns where it is now. A list that can be read stays.
func (s *Store) KeepAside(ctx context.Context, at time.Time) (string, error) {
	l, onDisk := s.list.(*listFile)
	if !onDisk {
		return "", errors.New("this list is not on disk")
	}
	if s.readOnly {
		return "", ErrReadOnly
	}
	unlock, err := l.lock(ctx)
	if err != nil {
		return "", err
	}
	defer unlock()
	if _, err := l.read(); !is[*unreadableError](err) {
		return "", err // somebody mended it meanwhile, or nobody can
	}
	aside, err := freePath(l.path + ".unreadable-" + at.UTC().Format("20060102T150405Z"))
	if err == nil {
		err = l.disk.rename(l.path, aside)
	}
	if err != nil {
		return "", &IndexError{l.path, err}
	}
	l.disk.syncDir(filepath.Dir(l.path))
	return aside, nil
}

// freePath is a path at which there is nothing yet.
func freePath(path string) (string, error) {
	free := path
	for n := 2; ; n++ {
		_, err := os.Lstat(free)
		if errors.Is(err, fs.ErrNotExist) {
			return free, nil
		}
		if err != nil {
			return "", err
		}
		free = fmt.Sprintf("%s-%d", path, n)
	}
}

// Adopt lists the token of a [FaultNotListed] under the key that it is stored
// by. add says whose it is; where to keep it and its name are settled already.
func (s *Store) Adopt(ctx context.Context, f Fault, add Addition) (Entry, error) {
	if err := Storable(add.kind()); err != nil {
		return Entry{}, err
	}
	add.Store = f.Store
	entry := add.entry(f.Key)
	return entry, s.change(ctx, func(ix *index) error {
		if at := ix.findKey(f.Key); at >= 0 {
			return &ExistsError{ix.Teams[at : at+1]}
		}
		ix.unsettle(entry.slot()) // which has what the list is to show of the token
		ix.Teams = append(ix.Teams, entry)
		s.mend(ctx, ix)
		return s.list.write(*ix)
	})
}

// Discard removes the token of a [FaultNotListed]. One that has been listed
// meanwhile stays.
func (s *Store) Discard(ctx context.Context, f Fault) error {
	return s.change(ctx, func(ix *index) error {
		if at := ix.findKey(f.Key); at >= 0 && ix.Teams[at].Store == f.Store {
			return &ExistsError{ix.Teams[at : at+1]}
		}
		return s.forget(ctx, slot{f.Key, f.Store})
	})
}
