package keystore

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"filippo.io/age"
)

// workFactor is the logarithm of the work that goes into every guess at a
// passphrase: here 128 MiB and a third of a second. One more, as age has it by
// itself, takes a second and more memory than small containers have.
const workFactor = 17

// minPassphrase is what a new file accepts, in bytes.
const minPassphrase = 8

// File is a [Secrets] in a file that is encrypted with a passphrase, which
// [File.Unlock] has to give before anything is read or written.
//
// Each write replaces the whole file in one step, after reading it again: other
// processes may have written to it. One that cannot be opened is not replaced.
type File struct {
	path        string
	workFactor  int
	disk        disk
	lockTimeout time.Duration

	mu         sync.Mutex
	passphrase *string // nil: locked. A pointer, so that printing a File does not print it.
	ciphertext []byte  // the file as it was when last opened
	tokens     map[string]Credential
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
	f.passphrase, f.ciphertext = &passphrase, nil
	err := f.load()
	if err == nil && f.ciphertext == nil && len(passphrase) < minPassphrase {
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
	f.passphrase, f.ciphertext, f.tokens = nil, nil, nil
}

// load brings tokens up to date with the file. Opening it again takes work only
// if somebody has written to it. Callers hold mu.
func (f *File) load() error {
	sealed, err := os.ReadFile(f.path)
	switch {
	case errors.Is(err, fs.ErrNotExist): // which no passphrase is needed to know
		f.ciphertext, f.tokens = nil, nil
		return nil
	case err != nil:
		return &FileError{f.path, err}
	case f.passphrase == nil:
		return ErrSealed
	case f.ciphertext != nil && bytes.Equal(sealed, f.ciphertext):
		return nil
	}
	tokens, err := decrypt(sealed, *f.passphrase)
	if errors.Is(err, ErrWrongPassphrase) {
		return err
	}
	if err != nil {
		return &FileError{f.path, err}
	}
	f.ciphertext, f.tokens = sealed, tokens
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
	unlock, err := lockBeside(ctx, f.path, f.lockTimeout)
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
	sealed, err := encrypt(tokens, *f.passphrase, f.workFactor)
	if err == nil {
		err = replaceFile(f.disk, f.path, sealed)
	}
	if err != nil {
		return &FileError{f.path, err}
	}
	f.ciphertext, f.tokens = sealed, tokens
	return nil
}

// EncryptedFile is the file of a configuration directory. It may not exist yet.
func EncryptedFile(dir string) *File {
	return &File{path: filepath.Join(dir, "tokens.age"), workFactor: workFactor, disk: osDisk{}, lockTimeout: lockTimeout}
}

// contentsVersion is the layout of what is inside the encrypted file.
const contentsVersion = 1

// maxWorkFactor bounds the work that a file can ask for before it is known to be
// ours: 1 GiB of memory, and seconds. age writes 18 of its own accord.
const maxWorkFactor = 20

// contents is what is inside the encrypted file: tokens by account name.
type contents struct {
	Version int               `json:"version"`
	Tokens  map[string]string `json:"tokens"`
}

// encrypt encrypts tokens with a passphrase. What it returns can also be opened
// with the age command.
func encrypt(tokens map[string]Credential, passphrase string, workFactor int) ([]byte, error) {
	recipient, err := age.NewScryptRecipient(passphrase)
	if err != nil {
		return nil, err
	}
	recipient.SetWorkFactor(workFactor)
	inside := contents{contentsVersion, map[string]string{}}
	for account, c := range tokens {
		inside.Tokens[account] = c.reveal()
	}
	plain, err := json.Marshal(inside)
	if err != nil {
		return nil, err
	}
	var sealed bytes.Buffer
	w, err := age.Encrypt(&sealed, recipient)
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(plain); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil { // which writes the end
		return nil, err
	}
	return sealed.Bytes(), nil
}

// decrypt decrypts what seal returned, or fails with [ErrWrongPassphrase] or an
// error that says what is wrong with the file. No error repeats its content.
func decrypt(sealed []byte, passphrase string) (map[string]Credential, error) {
	identity, err := age.NewScryptIdentity(passphrase)
	if err != nil {
		return nil, ErrWrongPassphrase // the empty one
	}
	identity.SetMaxWorkFactor(maxWorkFactor)
	r, err := age.Decrypt(bytes.NewReader(sealed), identity)
	if errors.Is(err, age.ErrIncorrectIdentity) {
		return nil, ErrWrongPassphrase
	}
	if err != nil {
		return nil, &unreadableError{fmt.Errorf("damaged or cut short: %w", err)}
	}
	plain, err := io.ReadAll(r)
	if err != nil {
		return nil, &unreadableError{fmt.Errorf("damaged or cut short: %w", err)}
	}
	tokens, err := parseContents(plain)
	if err != nil {
		return nil, &unreadableError{err}
	}
	return tokens, nil
}

func parseContents(plain []byte) (map[string]Credential, error) {
	var inside contents
	if json.Unmarshal(plain, &inside) != nil { // whose errors quote what they found
		return nil, errors.New("what is inside is not a list of tokens")
	}
	if inside.Version != contentsVersion {
		return nil, fmt.Errorf("written in version %d of its layout; this program knows version %d", inside.Version, contentsVersion)
	}
	tokens := map[string]Credential{}
	for account, secret := range inside.Tokens {
		c, err := parseCredential(secret)
		if err != nil {
			return nil, fmt.Errorf("what it holds for %q is not a token", account)
		}
		tokens[account] = c
	}
	return tokens, nil
}

// FileError says that the encrypted file cannot be read or written.
type FileError struct {
	Path string
	Err  error
}

func (e *FileError) Error() string {
	return "the encrypted file, " + e.Path + ": " + withoutPath(e.Err).Error()
}

// Unwrap returns the cause.
func (e *FileError) Unwrap() error { return e.Err }

// Sentence says what happened.
func (e *FileError) Sentence() string { return sentence(e) }

// NextStep says what the user can do about the file.
func (e *FileError) NextStep() string {
	return diskNextStep(e.Err, "Put it back from a backup, or move it away and add its teams again: Periscope leaves it as it is.")
}

// Code names the error, for scripts.
func (e *FileError) Code() string { return "token_file" }
