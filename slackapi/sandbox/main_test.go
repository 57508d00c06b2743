package sandbox

import (
	"os"
	"testing"

	"periscope/process/leaktest"
)

// TestMain fails where the tests leave goroutines or files behind.
func TestMain(m *testing.M) { os.Exit(leaktest.New(m).Run()) }
