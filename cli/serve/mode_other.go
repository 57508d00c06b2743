//go:build !unix

package serve

// checkMode passes every file: who can read one does not show in its mode here.
func checkMode(string) error { return nil }
