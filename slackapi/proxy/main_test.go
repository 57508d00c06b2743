package proxy

import (
	"os"
	"testing"

	"periscope/process/leaktest"
)

func TestMain(m *testing.M) { os.Exit(leaktest.New(m).Run()) }
