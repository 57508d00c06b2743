package keystore

import (
	"context"
	"os"
	"path/filepath"
	"time"

	"github.com/rogpeppe/go-internal/lockedfile"
)

// lockPatience is how long a change waits for those of other processes. Each
// takes a second at most, unless its process was stopped.
const lockPatience = 10 * time.Second

// lockBeside keeps other processes away from a file, with a lock file next to
// it. It waits no longer than its patience, which ends in [ErrBusy], or than ctx.
func lockBeside(ctx context.Context, path string, patience time.Duration) (unlock func(), err error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeoutCause(ctx, patience, ErrBusy)
	defer cancel()
	type answer struct {
		unlock func()
		err    error
	}
	locked := make(chan answer, 1)
	go func() {
		unlock, err := lockedfile.MutexAt(path + ".lock").Lock()
		locked <- answer{unlock, err}
	}()
	select {
	case a := <-locked:
		return a.unlock, a.err
	case <-ctx.Done():
		go func() { // the lock may still come, and must not stay
			if a := <-locked; a.err == nil {
				a.unlock()
			}
		}()
		return nil, context.Cause(ctx)
	}
}
