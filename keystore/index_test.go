package keystore

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// FuzzParseIndex checks that a list is understood in full or refused: what was
// read can be written and read again without a difference.
func FuzzParseIndex(f *testing.F) {
	f.Add([]byte(`{"version":1,"teams":[{"key":"acme/bot","store":"file","added_at":"2026-03-04T12:00:00Z","app_id":"A1","signs":true}]}`))
	f.Add([]byte(`{"version":1,"teams":[{"key":"acme/bot","store":"file"}],"unfinished":[{"key":"x","store":"keyring"}]}`))
	f.Add([]byte(`{"version":1}`))
	f.Add([]byte(`{"version":2,"teams":[]}`))
	f.Add([]byte(`{"version":1,"teams":[{"key":"a"}]} `))
	f.Fuzz(func(t *testing.T, data []byte) {
		first, err := parseTeamList(data)
		if err != nil {
			return
		}
		written, err := first.encode()
		if err != nil {
			t.Skip(err) // dates beyond the year 9999
		}
		second, err := parseTeamList(written)
		if err != nil {
			t.Fatalf("cannot read back %s: %v", written, err)
		}
		if diff := cmp.Diff(first, second, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("changed by writing (-before +after):\n%s", diff)
		}
	})
}
