package process

import "golang.org/x/sys/unix"

// ForbidCores keeps the system from writing the memory of this process, in which tokens
// are, to a core file, and other processes of the user from reading it. If the process
// cannot be made unreadable its core files are limited to nothing instead; the programs
// that it starts would inherit such a limit, and they may want core files.
func ForbidCores() {
	if unix.Prctl(unix.PR_SET_DUMPABLE, 0, 0, 0, 0) != nil {
		limitCores()
	}
}
