package keystore

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"
)

// workFactor is the logarithm of the work that goes into every guess at a
// passphrase: here 128 MiB and a third of a second. One more, as age has it by
// itself, takes a second and more memory than small containers have.
const workFactor = 17

// shortestPassphrase is what a new file accepts, in bytes.
const shortestPassphrase = 8

// File is a [Secrets] in a file that is encrypted with a passphrase, which
// [File.Unlock] has to give before anything is read or written.
//
// Each write replaces the whole file in one step, after reading it again: other
// processes may have written to it. One that cannot be opened is not replaced.
type File struct {
	path       string
	workFactor int
	disk       disk
	patience   time.Duration

	mu         sync.Mutex
	passphrase *string // nil: locked. A pointer, so that printing a File does not print it.
	sealed     []byte  // the file as it was when last opened
	tokens     map[string]Credential
}

// EncryptedFile is the file of a configuration directory. It may not exist yet.
func EncryptedFile(dir string) *File {
	return &File{path: filepath.Join(dir, "tokens.age"), workFactor: workFactor, disk: osDisk{}, patience: lockPatience}
}

// SetWorkFactor changes the work that goes into a guess, as a power of two. The
// tests of other packages have no time for the real one.
func (f *File) SetWorkFactor(logN int) { f.workFactor = logN }

// Path is where the file is, or will be.
func (f *File) Path() string { return f.path }

// Exists reports whether there is a file, and so whether [File.Unlock] opens
// one or chooses the passphrase of a new one.
func (f *File) Exists() (bool, error) {
	_, err := os.Lstat(f.path)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, &FileError{f.path, err}
	}
	return true, nil
}

// Unlocked reports whether the passphrase is known.
func (f *File) Unlocked() bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.passphrase != nil
}

// Unlock opens the file with its passphrase, which stays in memory until
// [File.Lock]. Where there is no file, the first token makes one with this
// passphrase, unless it is an [ErrShortPassphrase]. Otherwise it fails with
// [ErrWrongPassphrase] or a [*FileError].
func (f *File) Unlock(passphrase string) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	before := f.passphrase
	f.passphrase, f.sealed = &passphrase, nil
	err := f.load()
	if err == nil && f.sealed == nil && len(passphrase) < shortestPassphrase {
		err = ErrShortPassphrase
	}
	if err != nil {
		f.passphrase = before
	}
	return err
}

// Lock forgets the passphrase, and the tokens that it opened.
func (f *File) Lock() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.passphrase, f.sealed, f.tokens = nil, nil, nil
}

// load brings tokens up to date with the file. Opening it again takes work only
// if somebody has written to it. Callers hold mu.
func (f *File) load() error {
	sealed, err := os.ReadFile(f.path)
	switch {
	case errors.Is(err, fs.ErrNotExist): // which no passphrase is needed to know
		f.sealed, f.tokens = nil, nil
		return nil
	case err != nil:
		return &FileError{f.path, err}
	case f.passphrase == nil:
		return ErrSealed
	case f.sealed != nil && bytes.Equal(sealed, f.sealed):
		return nil
	}
	tokens, err := unseal(sealed, *f.passphrase)
	if errors.Is(err, ErrWrongPassphrase) {
		return err
	}
	if err != nil {
		return &FileError{f.path, err}
	}
	f.sealed, f.tokens = sealed, tokens
	return nil
}

// Get returns the credential of an account, or [ErrNotFound].
func (f *File) Get(ctx context.Context, account string) (Credential, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return Credential{}, err
	}
	if err := f.load(); err != nil {
		return Credential{}, err
	}
	c, ok := f.tokens[account]
	if !ok {
		return Credential{}, ErrNotFound
	}
	return c, nil
}

// Accounts are the names of all accounts, sorted.
func (f *File) Accounts(ctx context.Context) ([]string, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if err := f.load(); err != nil {
		return nil, err
	}
	return slices.Sorted(maps.Keys(f.tokens)), nil
}

// Set writes the credential of an account, in place of any other.
func (f *File) Set(ctx context.Context, account string, c Credential) error {
	return f.rewrite(ctx, func(tokens map[string]Credential) error {
		tokens[account] = c
		return nil
	})
}

// Delete removes the credential of an account, or returns [ErrNotFound].
func (f *File) Delete(ctx context.Context, account string) error {
	return f.rewrite(ctx, func(tokens map[string]Credential) error {
		if _, ok := tokens[account]; !ok {
			return ErrNotFound
		}
		delete(tokens, account)
		return nil
	})
}

// rewrite replaces the file by one with other tokens, while no other process does.
func (f *File) rewrite(ctx context.Context, edit func(map[string]Credential) error) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	unlock, err := lockBeside(ctx, f.path, f.patience)
	switch {
	case err == nil:
		defer unlock()
	case ctx.Err() != nil, errors.Is(err, ErrBusy):
		return err
	default:
		return &FileError{f.path, err}
	}
	if err := f.load(); err != nil {
		return err
	}
	tokens := maps.Clone(f.tokens)
	if tokens == nil {
		tokens = map[string]Credential{}
	}
	if err := edit(tokens); err != nil {
		return err
	}
	if f.passphrase == nil {
		return ErrSealed
	}
	sealed, err := seal(tokens, *f.passphrase, f.workFactor)
	if err == nil {
		err = replaceFile(f.disk, f.path, sealed)
	}
	if err != nil {
		return &FileError{f.path, err}
	}
	f.sealed, f.tokens = sealed, tokens
	return nil
}
