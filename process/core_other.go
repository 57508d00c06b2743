//go:build !unix

package process

// ForbidCores does nothing: this system writes no core files by itself.
func ForbidCores() {}
