package keystore

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"periscope/model"
)

// FaultCode says how list and tokens disagree. It is stable, for scripts.
type FaultCode string

// The ways in which list and tokens can disagree.
const (
	// FaultUnreadable: the content of the list is wrong, so nothing can be compared.
	FaultUnreadable FaultCode = "unreadable_list"
	// FaultUnfinished: a process died before it had finished a change.
	FaultUnfinished FaultCode = "unfinished"
	// FaultNoToken: a team is listed, and there is no token for it.
	FaultNoToken FaultCode = "no_token"
	// FaultNotListed: there is a token, and no team is listed for it.
	FaultNotListed FaultCode = "not_listed"
	// FaultUnchecked: a backend could not be read.
	FaultUnchecked FaultCode = "not_checked"
)

// Fault is one disagreement. Key may come from a keyring that other programs
// write to: it is not safe to print as it is.
type Fault struct {
	Code    FaultCode
	Key     string  // empty if Code is not about one token
	Backend Backend // empty for the list
	Err     error   // why; may be nil
}

// Examine compares the list with the tokens in every backend in view, and changes
// nothing. A backend that cannot be read is a fault. It returns an error only if
// the disk does not let it read the list.
func (s *Store) Examine(ctx context.Context) ([]Fault, error) {
	list, err := s.list.read()
	if is[*unreadableError](err) {
		return []Fault{{Code: FaultUnreadable, Err: err}}, nil
	}
	if err != nil {
		return nil, err
	}
	var faults []Fault
	for _, backend := range Backends() {
		if secrets := s.backends[backend]; secrets != nil && (s.only == "" || s.only == backend) {
			faults = append(faults, examineBackend(ctx, list.inBackend(backend), backend, secrets)...)
		}
	}
	return faults, ctx.Err()
}

// inBackend returns the part of the list that is about one backend.
func (list teamList) inBackend(backend Backend) teamList {
	list = list.clone()
	list.Teams = slices.DeleteFunc(list.Teams, func(e Entry) bool { return e.Backend != backend })
	list.Unfinished = slices.DeleteFunc(list.Unfinished, func(u secretRef) bool { return u.Backend != backend })
	return list
}

// examineBackend compares one backend with the part of the list that is about it.
func examineBackend(ctx context.Context, list teamList, backend Backend, secrets Secrets) []Fault {
	var faults []Fault
	for _, u := range list.Unfinished {
		faults = append(faults, Fault{FaultUnfinished, u.Key, backend, nil})
	}
	accounts, err := secrets.Accounts(ctx)
	switch {
	case errors.Is(err, ErrNoKeyring) && len(list.Teams)+len(list.Unfinished) == 0:
		return nil // there is no keyring, and no team needs one
	case errors.Is(err, ErrNotListable):
		faults = append(faults, Fault{FaultUnchecked, "", backend, err})
	case err != nil:
		return append(faults, Fault{FaultUnchecked, "", backend, err})
	}
	for _, e := range list.Teams {
		switch _, err := secrets.Get(ctx, e.Key); {
		case err == nil, slices.Contains(list.Unfinished, e.ref()): // reported above
		case errors.Is(err, ErrNotFound), errors.Is(err, ErrNotAToken):
			faults = append(faults, Fault{FaultNoToken, e.Key, backend, err})
		default:
			return append(faults, Fault{FaultUnchecked, "", backend, err})
		}
	}
	for _, account := range accounts {
		if list.findKey(account) < 0 && !slices.Contains(list.Unfinished, secretRef{account, backend}) {
			faults = append(faults, Fault{FaultNotListed, account, backend, nil})
		}
	}
	return faults
}

// StrayToken returns the token of a [FaultNotListed]. Slack knows its team.
func (s *Store) StrayToken(ctx context.Context, f Fault) (model.Token, error) {
	secrets, err := s.secrets(f.Backend)
	if err != nil {
		return model.Token{}, err
	}
	c, err := secrets.Get(ctx, f.Key)
	return c.Token, err
}

// FinishChanges finishes the changes that dead processes left unfinished. A change in a
// backend that cannot be read stays a [FaultUnfinished].
func (s *Store) FinishChanges(ctx context.Context) error {
	return s.change(ctx, func(list *teamList) error {
		s.finishAll(ctx, list)
		return s.list.write(*list)
	})
}

// MoveAside renames a list with wrong content, so that a new one can begin, and
// returns its new path. A list that can be read stays, and the path is empty.
func (s *Store) MoveAside(ctx context.Context, at time.Time) (string, error) {
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
		return "", err // another process repaired it, or the disk cannot be read
	}
	aside, err := freePath(l.path + ".unreadable-" + at.UTC().Format("20060102T150405Z"))
	if err == nil {
		err = l.disk.rename(l.path, aside)
	}
	if err != nil {
		return "", &TeamListError{l.path, err}
	}
	l.disk.syncDir(filepath.Dir(l.path))
	return aside, nil
}

// freePath returns the path, or the path with a number if there is a file already.
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

// Adopt lists the token of a [FaultNotListed] under the key that it has. add gives
// the rest of its entry; the backend and the name in add do not count.
func (s *Store) Adopt(ctx context.Context, f Fault, add Addition) (Entry, error) {
	if err := Storable(add.kind()); err != nil {
		return Entry{}, err
	}
	add.Backend = f.Backend
	entry := add.entry(f.Key)
	return entry, s.change(ctx, func(list *teamList) error {
		if at := list.findKey(f.Key); at >= 0 {
			return &ExistsError{list.Teams[at : at+1]}
		}
		list.begin(entry.ref()) // finishAll then reads the token, and updates the entry
		list.Teams = append(list.Teams, entry)
		s.finishAll(ctx, list)
		return s.list.write(*list)
	})
}

// Discard deletes the token of a [FaultNotListed]. If a team was listed for it
// meanwhile, it stays.
func (s *Store) Discard(ctx context.Context, f Fault) error {
	return s.change(ctx, func(list *teamList) error {
		if at := list.findKey(f.Key); at >= 0 && list.Teams[at].Backend == f.Backend {
			return &ExistsError{list.Teams[at : at+1]}
		}
		return s.deleteSecret(ctx, secretRef{f.Key, f.Backend})
	})
}
