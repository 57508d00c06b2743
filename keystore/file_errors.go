package keystore

import (
	"errors"
	"io/fs"
	"syscall"
)

// What can go wrong between a person and the encrypted file.
var (
	ErrWrongPassphrase error = &KeyringError{
		"wrong_passphrase",
		"this passphrase does not open the encrypted file",
		"Try again: the file is as it was.",
	}
	ErrSealed error = &KeyringError{
		"file_locked",
		"the encrypted file needs its passphrase",
		"Unlock the file with its passphrase.",
	}
	ErrShortPassphrase error = &KeyringError{
		"short_passphrase",
		"this passphrase is too short to protect anything",
		"Use eight characters or more; a few words that do not belong together are best.",
	}
)

// IndexError says that the list of teams cannot be read or written.
type IndexError struct {
	Path string
	Err  error
}

func (e *IndexError) Error() string {
	return "the list of teams, " + e.Path + ": " + bare(e.Err).Error()
}

// Unwrap returns the cause.
func (e *IndexError) Unwrap() error { return e.Err }

// Sentence says what happened.
func (e *IndexError) Sentence() string { return sentence(e) }

// NextStep says what the user can do about the file.
func (e *IndexError) NextStep() string {
	return diskStep(e.Err, "Mend the file, or keep it aside and begin a new one: nothing else touches it.")
}

// Code names the error, for scripts.
func (e *IndexError) Code() string { return "team_list" }

// Unreadable reports whether the list was read and cannot be understood, so that
// [Store.KeepAside] helps. Otherwise the disk is the cause.
func (e *IndexError) Unreadable() bool { return is[*unreadableError](e.Err) }

// FileError says that the encrypted file cannot be read or written.
type FileError struct {
	Path string
	Err  error
}

func (e *FileError) Error() string {
	return "the encrypted file, " + e.Path + ": " + bare(e.Err).Error()
}

// Unwrap returns the cause.
func (e *FileError) Unwrap() error { return e.Err }

// Sentence says what happened.
func (e *FileError) Sentence() string { return sentence(e) }

// NextStep says what the user can do about the file.
func (e *FileError) NextStep() string {
	return diskStep(e.Err, "Put it back from a backup, or move it away and add its teams again: Periscope leaves it as it is.")
}

// Code names the error, for scripts.
func (e *FileError) Code() string { return "token_file" }

// unreadableError says that a file's content cannot be understood, as opposed
// to a disk that does not let us at it.
type unreadableError struct{ error }

func (e *unreadableError) Unwrap() error { return e.error }

// bare is the cause without the path, which has been said.
func bare(err error) error {
	if e, ok := errors.AsType[*fs.PathError](err); ok {
		return e.Err
	}
	return err
}

// diskStep is what to do about a file: something about the disk, if that is
// the cause.
func diskStep(err error, otherwise string) string {
	switch {
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		return "Free some space on the disk and try again: what was stored is still there."
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		return "Make its directory writable, or choose another with PERISCOPE_CONFIG_DIR: what was stored is still there."
	}
	return otherwise
}
