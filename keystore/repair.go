package keystore

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"periscope/model"
	"slices"
	"time"
)

// FaultCode says in which way list and tokens do not fit together. It is
// stable, for scripts.
type FaultCode string

// The ways in which list and tokens may not fit together.
const (
	// FaultUnreadable: the list cannot be understood; no other fault can be told.
	FaultUnreadable FaultCode = "unreadable_list"
	// FaultUnfinished: a change that its process did not live to finish.
	FaultUnfinished FaultCode = "unfinished"
	// FaultNoToken: a team is listed, and there is no token for it.
	FaultNoToken FaultCode = "no_token"
	// FaultNotListed: there is a token, and no team is listed for it.
	FaultNotListed FaultCode = "not_listed"
	// FaultUnchecked: a place that could not be asked.
	FaultUnchecked FaultCode = "not_checked"
)

// Fault is one thing in a store that does not fit. Key may come from a keyring
// that others write to: it is not safe to print as it is.
type Fault struct {
	Code  FaultCode
	Key   string // empty where Code is not about one token
	Store Place  // empty for the list
	Err   error  // why; may be nil
}

// Examine compares the list with the tokens in every place that is seen, and
// changes nothing. Places that cannot be asked are faults themselves; an error
// is a list that could not even be read as a file.
func (s *Store) Examine(ctx context.Context) ([]Fault, error) {
	ix, err := s.list.read()
	if is[*unreadableError](err) {
		return []Fault{{Code: FaultUnreadable, Err: err}}, nil
	}
	if err != nil {
		return nil, err
	}
	var faults []Fault
	for _, place := range Places() {
		if secrets := s.places[place]; secrets != nil && (s.only == "" || s.only == place) {
			faults = append(faults, examineBackend(ctx, ix.inBackend(place), place, secrets)...)
		}
	}
	return faults, ctx.Err()
}

// inBackend is the part of the list that is about one place.
func (ix teamList) inBackend(place Place) teamList {
	ix = ix.clone()
	ix.Teams = slices.DeleteFunc(ix.Teams, func(e Entry) bool { return e.Store != place })
	ix.Unfinished = slices.DeleteFunc(ix.Unfinished, func(u secretRef) bool { return u.Store != place })
	return ix
}

// examineBackend compares one place with the part of the list that is about it.
func examineBackend(ctx context.Context, ix teamList, place Place, secrets Secrets) []Fault {
	var faults []Fault
	for _, u := range ix.Unfinished {
		faults = append(faults, Fault{FaultUnfinished, u.Key, place, nil})
	}
	accounts, err := secrets.Accounts(ctx)
	switch {
	case errors.Is(err, ErrNoKeyring) && len(ix.Teams)+len(ix.Unfinished) == 0:
		return nil // there is none, and nobody relies on one
	case errors.Is(err, ErrNotListable):
		faults = append(faults, Fault{FaultUnchecked, "", place, err})
	case err != nil:
		return append(faults, Fault{FaultUnchecked, "", place, err})
	}
	for _, e := range ix.Teams {
		switch _, err := secrets.Get(ctx, e.Key); {
		case err == nil, slices.Contains(ix.Unfinished, e.ref()): // the latter is reported above
		case errors.Is(err, ErrNotFound), errors.Is(err, ErrNotAToken):
			faults = append(faults, Fault{FaultNoToken, e.Key, place, err})
		default:
			return append(faults, Fault{FaultUnchecked, "", place, err})
		}
	}
	for _, account := range accounts {
		if ix.findKey(account) < 0 && !slices.Contains(ix.Unfinished, secretRef{account, place}) {
			faults = append(faults, Fault{FaultNotListed, account, place, nil})
		}
	}
	return faults
}

// StrayToken is the token of a [FaultNotListed], for Slack to say whose it is.
func (s *Store) StrayToken(ctx context.Context, f Fault) (model.Token, error) {
	secrets, err := s.secrets(f.Store)
	if err != nil {
		return model.Token{}, err
	}
	c, err := secrets.Get(ctx, f.Key)
	return c.Token, err
}

// Settle finishes the changes that processes did not live to finish. What a
// place does not let it settle stays a [FaultUnfinished].
func (s *Store) Settle(ctx context.Context) error {
	return s.change(ctx, func(ix *teamList) error {
		s.finishAll(ctx, ix)
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
	return entry, s.change(ctx, func(ix *teamList) error {
		if at := ix.findKey(f.Key); at >= 0 {
			return &ExistsError{ix.Teams[at : at+1]}
		}
		ix.begin(entry.ref()) // which has what the list is to show of the token
		ix.Teams = append(ix.Teams, entry)
		s.finishAll(ctx, ix)
		return s.list.write(*ix)
	})
}

// Discard removes the token of a [FaultNotListed]. One that has been listed
// meanwhile stays.
func (s *Store) Discard(ctx context.Context, f Fault) error {
	return s.change(ctx, func(ix *teamList) error {
		if at := ix.findKey(f.Key); at >= 0 && ix.Teams[at].Store == f.Store {
			return &ExistsError{ix.Teams[at : at+1]}
		}
		return s.forget(ctx, secretRef{f.Key, f.Store})
	})
}
