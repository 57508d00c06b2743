package keystore

import (
	"errors"
	"io"
	"os"
	"path/filepath"
)

// disk is what it takes to replace a file. Tests put one in its place that is
// full, or that dies between any two steps.
type disk interface {
	create(path string) (draft, error)
	rename(from, to string) error
	remove(path string) error
	// syncDir makes a rename last through a loss of power, where the system can.
	syncDir(dir string)
}

// draft is a file that is being written.
type draft interface {
	io.WriteCloser
	Sync() error
}

// replaceFile writes a file so that at any moment the old content is there or
// the new one, whole, and readable by its owner alone. The caller keeps other
// writers away: the draft always has the same name, so that one left behind by
// a process that died is replaced by the next.
func replaceFile(d disk, path string, data []byte) error {
	next := path + ".new"
	err := write(d, next, data)
	if err == nil {
		err = d.rename(next, path)
	}
	if err != nil {
		_ = d.remove(next) // what matters is why it is of no use
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

func (osDisk) create(path string) (draft, error) {
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
		_ = d.Sync() // some systems cannot; the file is in place all the same
		_ = d.Close()
	}
}
