package keystore

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"time"

	"github.com/rogpeppe/go-internal/lockedfile"

	"periscope/keystore/safefile"
	"periscope/process"
)

// disk has the steps of replacing a file. Tests use one that is full, or that
// kills the process between two steps.
type disk interface {
	create(path string) (tempFile, error)
	rename(from, to string) error
	remove(path string) error
	// syncDir makes a rename survive a loss of power, where the system can.
	syncDir(dir string)
}

// tempFile is the new file before it has its name.
type tempFile interface {
	io.WriteCloser
	Sync() error
}

// replaceFile replaces the content of a file. At any moment the file has all of
// the old content or all of the new, and only its owner can read it. The caller
// keeps other writers away: the temporary file always has the same name, so the
// next write replaces one that a dead process left.
func replaceFile(d disk, path string, data []byte) error {
	next := path + ".new"
	err := write(d, next, data)
	if err == nil {
		err = d.rename(next, path)
	}
	if err != nil {
		_ = d.remove(next) // the first error matters
		return err
	}
	d.syncDir(filepath.Dir(path))
	return nil
}

func write(d disk, path string, data []byte) error {
	f, err := d.create(path)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err == nil {
		err = f.Sync()
	}
	return errors.Join(err, f.Close())
}

// osDisk is the disk of this machine.
type osDisk struct{}

func (osDisk) create(path string) (tempFile, error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, err
	}
	if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, err
	}
	return os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
}

func (osDisk) rename(from, to string) error { return os.Rename(from, to) }
func (osDisk) remove(path string) error     { return os.Remove(path) }

func (osDisk) syncDir(dir string) {
	if d, err := os.Open(dir); err == nil {
		_ = d.Sync() // some systems cannot; the file has its name already
		_ = d.Close()
	}
}

// lockTimeout is how long a change waits for the changes of other processes. Each
// takes a second at most, unless its process was stopped.
const lockTimeout = 10 * time.Second

// lockBeside keeps other processes away from a file, with a lock file beside it, in a
// directory that only the user can change. It waits until the timeout, which is
// [ErrBusy], or the end of ctx.
func lockBeside(ctx context.Context, path string, timeout time.Duration) (unlock func(), err error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, err
	}
	if err := safefile.CheckPrivate(filepath.Dir(path)); err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeoutCause(ctx, timeout, ErrBusy)
	defer cancel()
	type answer struct {
		unlock func()
		err    error
	}
	locked := make(chan answer, 1)
	process.Go(func() {
		unlock, err := lockFile(path + ".lock")
		locked <- answer{unlock, err}
	})
	select {
	case a := <-locked:
		return a.unlock, a.err
	case <-ctx.Done():
		process.Go(func() { // the lock may still come, and must be released
			if a := <-locked; a.err == nil {
				a.unlock()
			}
		})
		return nil, context.Cause(ctx)
	}
}

// lockFile locks a file that only its owner can open, whatever the umask: who can open
// a lock can hold it, and keep its owner from every change.
func lockFile(path string) (unlock func(), err error) {
	if err := safefile.CheckRegular(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	f, err := lockedfile.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	_ = f.Chmod(0o600)                   // fails where files have no modes
	return func() { _ = f.Close() }, nil // which releases the lock, whatever it returns
}

// maxFile bounds the list of teams and the encrypted file, in bytes: thousands of teams.
const maxFile = 16 << 20

// readPrivate reads a file that only the user can change, in a directory that only the
// user can change.
func readPrivate(path string) ([]byte, error) {
	if err := safefile.CheckPrivate(filepath.Dir(path)); err != nil {
		return nil, err
	}
	err := safefile.CheckRegular(path)
	if err == nil {
		err = safefile.CheckPrivate(path)
	}
	var data []byte
	if err == nil {
		data, err = safefile.Read(path, maxFile)
	}
	if is[*safefile.KindError](err) || is[*safefile.TooLargeError](err) {
		err = &unreadableError{err}
	}
	return data, err
}

// unreadableError says that the content of a file is wrong, as opposed to a disk
// that cannot be read.
type unreadableError struct{ error }

func (e *unreadableError) Unwrap() error { return e.error }

// withoutPath returns the cause of an error that names a path. The message names
// the path already.
func withoutPath(err error) error {
	if e, ok := errors.AsType[*fs.PathError](err); ok {
		return e.Err
	}
	return err
}

// diskNextStep says what to do about the disk if the disk is the cause, and
// otherwise what the caller says.
func diskNextStep(err error, otherwise string) string {
	if e, ok := errors.AsType[*safefile.ExposedError](err); ok {
		return e.NextStep()
	}
	switch {
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		return "Free some space on the disk and try again: what was stored is still there."
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		return "Make its directory writable, or choose another with PERISCOPE_CONFIG_DIR: what was stored is still there."
	}
	return otherwise
}
