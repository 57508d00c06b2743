//go:build unix

package serve

import (
	"fmt"
	"os"
)

// checkMode refuses a key that others can read.
func checkMode(name string) error {
	info, err := os.Stat(name)
	if err != nil {
		return err
	}
	if mode := info.Mode().Perm(); mode&0o077 != 0 {
		return fmt.Errorf("the host key %s can be read by others (mode %04o): chmod 600 %s", name, mode, name)
	}
	return nil
}
