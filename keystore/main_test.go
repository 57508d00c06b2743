//go:build unix

package keystore

import (
	"os"
	"testing"
)

// runAs names what the test binary does when a test starts it again.
const runAs = "KEYSTORE_TEST_RUN_AS"

// TestMain lets the test binary be another process that changes a store.
func TestMain(m *testing.M) {
	switch os.Getenv(runAs) {
	case "change":
		os.Exit(changeAndDie(os.Args[1:]))
	case "renew":
		os.Exit(renewAndDie(os.Args[1:]))
	case "renew in service":
		os.Exit(renewInService(os.Args[1:]))
	case "add":
		os.Exit(addMany(os.Args[1:]))
	default:
		os.Exit(m.Run())
	}
}
