//go:build unix

package safefile

import (
	"io/fs"
	"os"
	"syscall"
)

const (
	nonBlocking = syscall.O_NONBLOCK | syscall.O_NOCTTY
	noFollow    = syscall.O_NOFOLLOW
)

// CheckPrivate refuses a file or directory that others than its user can change: an
// [*ExposedError]. One that does not exist passes. A group that has the number of its
// user is that user's own, as many systems make them.
func CheckPrivate(name string) error {
	info, err := os.Stat(name)
	if err != nil {
		if os.IsNotExist(err) {
			return nil
		}
		return err
	}
	stat, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return nil
	}
	return checkPrivate(name, info.Mode(), stat.Uid, stat.Gid, uint32(os.Geteuid()))
}

// checkPrivate judges the mode and the owner of a file, for a process of a user.
func checkPrivate(name string, mode fs.FileMode, owner, group, user uint32) error {
	mend := "Run `chmod go-w " + name + "`, and check what is in it."
	switch perm := mode.Perm(); {
	case owner != user && owner != 0 && user != 0:
		return &ExposedError{name, "belongs to another user", "Choose another directory with PERISCOPE_CONFIG_DIR."}
	case perm&0o002 != 0:
		return &ExposedError{name, "can be changed by every user of this machine", mend}
	case perm&0o020 != 0 && group != owner:
		return &ExposedError{name, "can be changed by other users of its group", mend}
	}
	return nil
}
