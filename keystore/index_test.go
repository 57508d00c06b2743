package keystore

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// FuzzParseIndex checks that a list is understood in full or refused: what was
// read can be written and read again without a difference.
func FuzzParseIndex(f *testing.F) {
	f.Add([]byte(`{"version":1,"teams":[{"key":"acme/bot","added_at":"2026-03-04T12:00:00Z"}],"unsettled":["x"]}`))
	f.Add([]byte(`{"version":1}`))
	f.Add([]byte(`{"version":1,"teams":[{"key":"a"}]} `))
	path := filepath.Join(f.TempDir(), "teams.json")
	f.Fuzz(func(t *testing.T, data []byte) {
		first, err := parseIndex(data)
		if err != nil {
			return
		}
		if err := first.write(path); err != nil {
			t.Skip(err) // dates beyond the year 9999
		}
		written, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		second, err := parseIndex(written)
		if err != nil {
			t.Fatalf("cannot read back %s: %v", written, err)
		}
		if diff := cmp.Diff(first, second, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("changed by writing (-before +after):\n%s", diff)
		}
	})
}
