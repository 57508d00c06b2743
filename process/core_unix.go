//go:build unix

package process

import "golang.org/x/sys/unix"

// limitCores limits core files of this process to nothing, as far as it may.
func limitCores() {
	var limit unix.Rlimit
	if unix.Getrlimit(unix.RLIMIT_CORE, &limit) != nil {
		return
	}
	limit.Cur = 0
	_ = unix.Setrlimit(unix.RLIMIT_CORE, &limit) // a lower limit is always allowed
}
