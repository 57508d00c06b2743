// Package safefile opens files that a person, or another program, chose the name of.
//
// It promises that opening waits for nobody, whatever is behind the name, and that no
// more is read than the caller has room for. It refuses directories, devices and
// sockets; named pipes as well, but where a person named the file. Files that only the
// user may write are refused where others can write to them: see [CheckPrivate].
package safefile

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"

	"periscope/process"
)

// Read reads a regular file whole. A file of more than limit bytes is a [*TooLargeError].
func Read(name string, limit int64) ([]byte, error) {
	file, err := open(name, func(mode fs.FileMode) bool { return mode.IsRegular() })
	if err != nil {
		return nil, err
	}
	defer file.Close() //nolint:errcheck // nothing was written to it
	return readAll(file, limit)
}

// CheckRegular refuses what is no regular file.
func CheckRegular(name string) error {
	info, err := os.Stat(name)
	if err == nil && !info.Mode().IsRegular() {
		err = &KindError{kind(info.Mode())}
	}
	return err
}

// ReadInput reads what a person named: a regular file, or a pipe such as that of
// `<(command)`. It ends with ctx, however slowly the pipe or the disk answers. A pipe
// that nobody has written to is [ErrEmptyPipe].
func ReadInput(ctx context.Context, name string, limit int64) ([]byte, error) {
	file, err := open(name, func(mode fs.FileMode) bool { return mode.IsRegular() || isPipe(mode) })
	if err != nil {
		return nil, err
	}
	info, err := file.Stat()
	if err != nil {
		_ = file.Close() // nothing was written to it
		return nil, err
	}
	if info.Mode().IsRegular() && info.Size() > limit {
		_ = file.Close() // nothing was written to it
		return nil, &TooLargeError{limit}
	}
	type answer struct {
		data []byte
		err  error
	}
	done := make(chan answer, 1)
	process.Go(func() {
		data, err := readAll(file, limit)
		if err == nil && len(data) == 0 && isPipe(info.Mode()) {
			err = ErrEmptyPipe
		}
		done <- answer{data, err}
	})
	defer file.Close() //nolint:errcheck // ends the reading of a pipe
	select {
	case a := <-done:
		return a.data, a.err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func readAll(r io.Reader, limit int64) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(r, limit+1))
	if err == nil && int64(len(data)) > limit {
		return nil, &TooLargeError{limit}
	}
	return data, err
}

// Append opens a regular file to read it and to add to its end. One that does not exist is
// made, for this user alone.
func Append(name string) (*os.File, error) {
	if err := CheckRegular(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	return reopen(name, os.O_RDWR|os.O_APPEND|os.O_CREATE, fs.FileMode.IsRegular)
}

// open opens a file of a kind that is wanted. The kind is looked at before, because
// opening a device can do something, and after, because another file may have taken
// its name.
func open(name string, wanted func(fs.FileMode) bool) (*os.File, error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, err
	}
	if !wanted(info.Mode()) {
		return nil, &KindError{kind(info.Mode())}
	}
	return reopen(name, os.O_RDONLY, wanted)
}

func reopen(name string, flags int, wanted func(fs.FileMode) bool) (*os.File, error) {
	file, err := os.OpenFile(name, nonBlocking|flags, 0o600)
	if err != nil {
		return nil, err
	}
	info, err := file.Stat()
	if err == nil && !wanted(info.Mode()) {
		err = &KindError{kind(info.Mode())}
	}
	if err != nil {
		_ = file.Close() // nothing was written to it
		return nil, err
	}
	return file, nil
}

func isPipe(mode fs.FileMode) bool { return mode&fs.ModeNamedPipe != 0 }

func kind(mode fs.FileMode) string {
	switch {
	case mode.IsDir():
		return "a directory"
	case isPipe(mode):
		return "a named pipe"
	case mode&fs.ModeSocket != 0:
		return "a socket"
	case mode&fs.ModeDevice != 0:
		return "a device"
	}
	return "a special file"
}

// Dir returns the files of a directory that hold data, and its directories. Unlike those
// of [os.DirFS] its files are not followed if they turn into links, and do not block if
// they turn into pipes, while the directory is read.
func Dir(name string) fs.FS { return dir(name) }

type dir string

// Open implements [fs.FS].
func (d dir) Open(name string) (fs.File, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrInvalid}
	}
	flags := noFollow
	if name == "." { // which a person named
		flags = 0
	}
	file, err := reopen(filepath.Join(string(d), filepath.FromSlash(name)), flags, func(mode fs.FileMode) bool {
		return mode.IsRegular() || mode.IsDir()
	})
	if err != nil {
		return nil, &fs.PathError{Op: "open", Path: path.Clean(name), Err: withoutPath(err)}
	}
	return file, nil
}

// ErrEmptyPipe says that nothing was written to a pipe.
var ErrEmptyPipe = errors.New("is a pipe that nothing was written to")

// KindError says that a file is not of a kind that can be read.
type KindError struct{ Kind string }

func (e *KindError) Error() string { return "it is " + e.Kind }

// TooLargeError says that a file is larger than what it is read for.
type TooLargeError struct{ Limit int64 } // in bytes

func (e *TooLargeError) Error() string { return fmt.Sprintf("it is larger than %d MiB", e.Limit>>20) }

// withoutPath is the cause of an error of package os, without the file's name.
func withoutPath(err error) error {
	if e, ok := errors.AsType[*fs.PathError](err); ok {
		return e.Err
	}
	return err
}
