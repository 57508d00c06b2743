package keystore

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// FuzzParseIndex checks that a list is understood in full or refused: what was
// read can be written and read again without a difference.
func FuzzParseIndex(f *testing.F) {
	f.Add([]byte(`{"version":3,"teams":[{"key":"acme/bot","store":"file","added_at":"2026-03-04T12:00:00Z","app_id":"A1","signs":true}]}`))
	f.Add([]byte(`{"version":2,"teams":[{"key":"acme/bot","store":"file"}],"unsettled":[{"key":"x","store":"keyring"}]}`))
	f.Add([]byte(`{"version":1}`))
	f.Add([]byte(`{"version":1,"teams":[{"key":"a"}]} `))
	f.Fuzz(func(t *testing.T, data []byte) {
		first, err := parseIndex(data)
		if err != nil {
			return
		}
		written, err := first.encode()
		if err != nil {
			t.Skip(err) // dates beyond the year 9999
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

func TestSecondLayoutIsRead(t *testing.T) {
	got, err := parseIndex([]byte(`{"version":2,"teams":[{"key":"acme/bot","store":"file","rotates":true}],"unsettled":[{"key":"acme/user","store":"file"}]}`))
	want := index{
		Version:   indexVersion,
		Teams:     []Entry{{Key: "acme/bot", Store: PlaceFile, Rotates: true}},
		Unsettled: []slot{{"acme/user", PlaceFile}},
	}
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
}

func TestFirstLayoutIsRead(t *testing.T) {
	got, err := parseIndex([]byte(`{"version":1,"teams":[{"key":"acme/bot","team_id":"T1"}],"unsettled":["acme/user"]}`))
	want := index{
		Version:   indexVersion,
		Teams:     []Entry{{Key: "acme/bot", Store: PlaceKeyring, TeamID: "T1"}},
		Unsettled: []slot{{"acme/user", PlaceKeyring}},
	}
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
	if _, err := parseIndex([]byte(`{"version":1,"teams":[],"colour":"red"}`)); err == nil {
		t.Error("a list of the first layout with a field it never had was read")
	}
}
