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
	"strconv"
	"strings"
	"sync"
	"time"

	"filippo.io/age"

	"periscope/keystore/safefile"
)

// workFactor is the work of one guess at a passphrase, as a power of two: here
// 128 MiB and a third of a second. age's default is one more, which takes a second
// and more memory than small containers have.
const workFactor = 17

// minPassphrase is the shortest passphrase of a new file, in bytes.
const minPassphrase = 8

// File is a [Secrets] in a file that is encrypted with a passphrase. Reading and
// writing need the passphrase, which [File.Unlock] takes.
//
// Each write reads the file again, because other processes may have written to
// it, and replaces it in one step. A file that cannot be opened is not replaced.
type File struct {
	path        string
	workFactor  int
	disk        disk
	lockTimeout time.Duration

	mu         sync.Mutex
	passphrase *string // nil: locked. A pointer, so that printing a File does not print it.
	ciphertext []byte  // the file as it was when it was last opened
	plaintext  map[string]Credential
}

// EncryptedFile returns the file of a configuration directory. It need not exist yet.
func EncryptedFile(dir string) *File {
	return &File{path: filepath.Join(dir, "tokens.age"), workFactor: workFactor, disk: osDisk{}, lockTimeout: lockTimeout}
}

// SetWorkFactor changes the work of one guess, as a power of two. Tests of other
// packages have no time for the default.
func (f *File) SetWorkFactor(logN int) { f.workFactor = logN }

// Path returns where the file is, or will be.
func (f *File) Path() string { return f.path }

// Exists reports whether there is a file. If there is none, [File.Unlock] chooses
// the passphrase of a new one. A link that leads nowhere is none.
func (f *File) Exists() (bool, error) {
	_, err := os.Stat(f.path)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err == nil && is[*safefile.KindError](safefile.CheckRegular(f.path)) { // before a passphrase is asked for
		_, err = readPrivate(f.path)
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
// [File.Lock]. If there is no file, the first Set makes one with this passphrase.
// The error is [ErrWrongPassphrase], a [*FileError] or, for a new file,
// [ErrShortPassphrase].
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

// Lock forgets the passphrase and the decrypted tokens.
func (f *File) Lock() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.passphrase, f.ciphertext, f.plaintext = nil, nil, nil
}

// load brings plaintext up to date with the file. It decrypts the file only if
// another process has written to it. Callers hold mu.
func (f *File) load() error {
	ciphertext, err := readPrivate(f.path)
	switch {
	case errors.Is(err, fs.ErrNotExist): // no passphrase is needed to know that
		f.ciphertext, f.plaintext = nil, nil
		return nil
	case err != nil:
		return &FileError{f.path, err}
	case f.passphrase == nil:
		return ErrFileLocked
	case f.ciphertext != nil && bytes.Equal(ciphertext, f.ciphertext):
		return nil
	}
	plaintext, err := decrypt(ciphertext, *f.passphrase)
	if errors.Is(err, ErrWrongPassphrase) {
		return err
	}
	if err != nil {
		return &FileError{f.path, err}
	}
	f.ciphertext, f.plaintext = ciphertext, plaintext
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
	c, ok := f.plaintext[account]
	if !ok {
		return Credential{}, ErrNotFound
	}
	return c, nil
}

// Accounts returns the names of all accounts, sorted.
func (f *File) Accounts(ctx context.Context) ([]string, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if err := f.load(); err != nil {
		return nil, err
	}
	return slices.Sorted(maps.Keys(f.plaintext)), nil
}

// Set writes the credential of an account, in place of any other.
func (f *File) Set(ctx context.Context, account string, c Credential) error {
	return f.rewrite(ctx, func(plaintext map[string]Credential) error {
		plaintext[account] = c
		return nil
	})
}

// Delete deletes the credential of an account, or returns [ErrNotFound].
func (f *File) Delete(ctx context.Context, account string) error {
	return f.rewrite(ctx, func(plaintext map[string]Credential) error {
		if _, ok := plaintext[account]; !ok {
			return ErrNotFound
		}
		delete(plaintext, account)
		return nil
	})
}

// rewrite edits the tokens and replaces the file, while no other process does.
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
	plaintext := maps.Clone(f.plaintext)
	if plaintext == nil {
		plaintext = map[string]Credential{}
	}
	if err := edit(plaintext); err != nil {
		return err
	}
	if f.passphrase == nil {
		return ErrFileLocked
	}
	ciphertext, err := encrypt(plaintext, *f.passphrase, f.workFactor)
	if err == nil {
		err = replaceFile(f.disk, f.path, ciphertext)
	}
	if err != nil {
		return &FileError{f.path, err}
	}
	f.ciphertext, f.plaintext = ciphertext, plaintext
	return nil
}

// contentsVersion is the layout of the decrypted content.
const contentsVersion = 1

// maxWorkFactor bounds the work that a file can demand before it is known to be ours.
// It is age's default, for a file that the age command wrote: 256 MiB of memory, and less
// than a second for a try.
const maxWorkFactor = 18

// contents is the decrypted content: tokens by account name.
type contents struct {
	Version int               `json:"version"`
	Tokens  map[string]string `json:"tokens"`
}

// encrypt encrypts tokens with a passphrase. The age command can decrypt the result.
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
	var ciphertext bytes.Buffer
	w, err := age.Encrypt(&ciphertext, recipient)
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(plain); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil { // writes the last chunk
		return nil, err
	}
	return ciphertext.Bytes(), nil
}

// decrypt decrypts what encrypt returned. The error is [ErrWrongPassphrase], or
// says what is wrong with the file. No error repeats its content.
func decrypt(ciphertext []byte, passphrase string) (map[string]Credential, error) {
	identity, err := age.NewScryptIdentity(passphrase)
	if err != nil {
		return nil, ErrWrongPassphrase // the empty one
	}
	identity.SetMaxWorkFactor(maxWorkFactor)
	if demandedWork(ciphertext) > maxWorkFactor {
		return nil, &unreadableError{errors.New("it demands more work for a passphrase than Periscope or the age command does by itself")}
	}
	r, err := age.Decrypt(bytes.NewReader(ciphertext), identity)
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

// demandedWork is the work of one try, as a power of two, that the header of a file
// demands; zero if it does not say.
func demandedWork(ciphertext []byte) int {
	_, rest, _ := bytes.Cut(ciphertext, []byte("\n-> scrypt ")) // and then a salt and the number
	line, _, _ := bytes.Cut(rest, []byte("\n"))
	_, number, _ := strings.Cut(string(line), " ")
	n, _ := strconv.Atoi(number) // age refuses what is no number
	return n
}

func parseContents(plain []byte) (map[string]Credential, error) {
	var inside contents
	if json.Unmarshal(plain, &inside) != nil { // its error would quote the content
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
