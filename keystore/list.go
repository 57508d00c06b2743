package keystore

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"time"
)

// list is where a [Store] has its list of teams. A change holds the lock from
// reading to writing; reading alone needs none.
type list interface {
	lock(ctx context.Context) (unlock func(), err error)
	read() (index, error)
	write(index) error
}

// listFile is a list on disk.
type listFile struct {
	path     string
	disk     disk
	patience time.Duration
}

func newListFile(dir string) *listFile {
	return &listFile{filepath.Join(dir, "teams.json"), osDisk{}, lockPatience}
}

func (l *listFile) lock(ctx context.Context) (func(), error) {
	unlock, err := lockBeside(ctx, l.path, l.patience)
	if err != nil && ctx.Err() == nil && !errors.Is(err, ErrBusy) {
		err = &IndexError{l.path, err}
	}
	return unlock, err
}

// read reads the list. No file is an empty list; anything that cannot be
// understood in full is an error, because writing it back would lose it.
func (l *listFile) read() (index, error) {
	data, err := os.ReadFile(l.path)
	if errors.Is(err, fs.ErrNotExist) {
		return index{Version: indexVersion}, nil
	}
	if err != nil {
		return index{}, &IndexError{l.path, err}
	}
	ix, err := parseIndex(data)
	if err != nil {
		return index{}, &IndexError{l.path, &unreadableError{err}}
	}
	return ix, nil
}

func (l *listFile) write(ix index) error {
	data, err := ix.encode()
	if err == nil {
		err = replaceFile(l.disk, l.path, data)
	}
	if err != nil {
		return &IndexError{l.path, err}
	}
	return nil
}

// listInMemory is a list that ends with the process.
type listInMemory struct {
	turn sync.Mutex // held during a change
	mu   sync.Mutex // guards ix
	ix   index
}

func (l *listInMemory) lock(context.Context) (func(), error) {
	l.turn.Lock()
	return l.turn.Unlock, nil
}

func (l *listInMemory) read() (index, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.ix.clone(), nil
}

func (l *listInMemory) write(ix index) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.ix = ix.clone()
	return nil
}
