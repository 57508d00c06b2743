//go:build unix && !linux

package process

// ForbidCores keeps the system from writing the memory of this process, in which tokens
// are, to a core file.
func ForbidCores() { limitCores() }
