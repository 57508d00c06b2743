package keystore

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func examined(t *testing.T, s *Store) []Fault {
	t.Helper()
	faults, err := s.Examine(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return faults
}

func wantFaults(t *testing.T, s *Store, want ...Fault) {
	t.Helper()
	if diff := cmp.Diff(want, examined(t, s), cmpopts.IgnoreFields(Fault{}, "Err"), cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("faults (-want +got):\n%s", diff)
	}
}

func TestNothingIsWrong(t *testing.T) {
	t.Parallel()
	s := openStore(t.TempDir(), osDisk{})
	wantFaults(t, s)
	add(t, s, acme, "xoxb-sandbox-acme")
	wantFaults(t, s)
}

func TestTokenWithoutATeam(t *testing.T) {
	t.Parallel()
	dir, tokens := t.TempDir(), Memory()
	s := New(dir, inKeyring(tokens))
	add(t, s, acme, "xoxb-sandbox-acme")
	if err := os.Remove(listPath(s)); err != nil {
		t.Fatal(err)
	}
	stray := Fault{Code: FaultNotListed, Key: "acme/bot", Backend: BackendKeyring}
	wantFaults(t, s, stray)

	token, err := s.StrayToken(t.Context(), stray)
	if err != nil || token.Reveal() != "xoxb-sandbox-acme" {
		t.Fatalf("StrayToken: %v, %v", token, err)
	}
	entry, err := s.Adopt(t.Context(), stray, Addition{Team: acme, Credential: Credential{Token: token}, At: noon})
	if err != nil || entry.Key != "acme/bot" || entry.TeamName != "Acme HQ" || entry.Redacted != "xoxb-…acme" || entry.Backend != BackendKeyring {
		t.Errorf("Adopt: %+v, %v", entry, err)
	}
	wantFaults(t, s)
	var exists *ExistsError
	if _, err := s.Adopt(t.Context(), stray, Addition{Team: acme, Credential: Credential{Token: token}, At: noon}); !errors.As(err, &exists) {
		t.Errorf("second Adopt: %v, want an ExistsError", err)
	}
	if err := s.Discard(t.Context(), stray); !errors.As(err, &exists) {
		t.Errorf("Discard of a listed token: %v, want an ExistsError", err)
	}
	if _, err := s.Token(t.Context(), "acme/bot"); err != nil {
		t.Errorf("the token is gone: %v", err)
	}
}

func TestStrayTokenIsDiscarded(t *testing.T) {
	t.Parallel()
	tokens := Memory()
	s := New(t.TempDir(), inKeyring(tokens))
	if err := tokens.Set(t.Context(), "old/bot", tokenOnly("xoxb-sandbox-old1")); err != nil {
		t.Fatal(err)
	}
	for _, fault := range examined(t, s) {
		if err := s.Discard(t.Context(), fault); err != nil {
			t.Error(err)
		}
	}
	if got := accounts(tokens); len(got) != 0 {
		t.Errorf("still there: %v", got)
	}
}

func TestTeamWithoutAToken(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	add(t, New(dir, inKeyring(Memory())), acme, "xoxb-sandbox-acme")
	s := New(dir, inKeyring(Memory()))
	wantFaults(t, s, Fault{Code: FaultNoToken, Key: "acme/bot", Backend: BackendKeyring})
	if err := s.Remove(t.Context(), "acme/bot"); err != nil {
		t.Error(err)
	}
	wantFaults(t, s)
}

func TestUnfinishedChange(t *testing.T) {
	t.Parallel()
	dir, tokens := t.TempDir(), Memory()
	untilCrash(t, func() {
		_, _, _ = New(dir, inKeyring(faulty{InMemory: tokens, after: crashAt("set")})).Add(t.Context(),
			Addition{Team: acme, Credential: tokenOnly("xoxb-sandbox-lost"), Backend: BackendKeyring, At: noon})
	})
	s := New(dir, inKeyring(tokens))
	wantFaults(t, s, Fault{Code: FaultUnfinished, Key: "acme/bot", Backend: BackendKeyring})
	if err := s.FinishChanges(t.Context()); err != nil {
		t.Error(err)
	}
	wantFaults(t, s)
	if got := accounts(tokens); len(got) != 0 {
		t.Errorf("left in the keyring: %v", got)
	}
}

func TestUnreadableListIsKeptAside(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := New(dir, inKeyring(Memory()))
	var kept []string
	for range 3 { // in the same second
		if err := os.WriteFile(listPath(s), []byte("{oh no"), 0o600); err != nil {
			t.Fatal(err)
		}
		wantFaults(t, s, Fault{Code: FaultUnreadable})
		aside, err := s.MoveAside(t.Context(), noon)
		if err != nil {
			t.Fatal(err)
		}
		kept = append(kept, filepath.Base(aside))
		if data, _ := os.ReadFile(aside); string(data) != "{oh no" {
			t.Errorf("%s holds %q", aside, data)
		}
		wantFaults(t, s)
	}
	want := []string{"teams.json.unreadable-20260304T120000Z", "teams.json.unreadable-20260304T120000Z-2", "teams.json.unreadable-20260304T120000Z-3"}
	if !slices.Equal(kept, want) {
		t.Errorf("kept as %v, want %v", kept, want)
	}
	add(t, s, acme, "xoxb-sandbox-acme")
	if aside, err := s.MoveAside(t.Context(), noon); aside != "" || err != nil {
		t.Errorf("a list that can be read was moved to %q, %v", aside, err)
	}
	if got := keys(t, s); len(got) != 1 {
		t.Errorf("keys %v", got)
	}
}

func TestPlacesThatCannotBeAsked(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	add(t, New(dir, inKeyring(Memory())), acme, "xoxb-sandbox-acme")
	unchecked := Fault{Code: FaultUnchecked, Backend: BackendKeyring}
	for _, failure := range []error{ErrKeyringLocked, ErrKeyringTimeout, ErrNoKeyring} {
		away := newKeyring(stub(func() (string, error) { return "", failure }), keyringTimeout, 0)
		wantFaults(t, New(dir, inKeyring(away)), unchecked)
	}
	if faults := examined(t, New(t.TempDir(), inKeyring(newKeyring(stub(func() (string, error) { return "", ErrNoKeyring }), keyringTimeout, 0)))); len(faults) != 0 {
		t.Errorf("a keyring that no team needs is a fault: %v", faults)
	}
	sealed := t.TempDir()
	s := openStore(sealed, osDisk{})
	file := fileOf(s)
	if _, _, err := s.Add(t.Context(), Addition{Team: acme, Credential: tokenOnly("xoxb-sandbox-acme"), Backend: BackendFile}); err != nil {
		t.Fatal(err)
	}
	file.Lock()
	wantFaults(t, s, Fault{Code: FaultUnchecked, Backend: BackendFile})
	// A keyring that cannot list what it holds is still asked for what it should hold.
	mute := newKeyring(unlistable{}, keyringTimeout, 0)
	wantFaults(t, New(dir, inKeyring(mute)), unchecked, Fault{Code: FaultNoToken, Key: "acme/bot", Backend: BackendKeyring})
}

func TestStrayBesideATeamInAnotherBackend(t *testing.T) {
	t.Parallel()
	s := openStore(t.TempDir(), osDisk{})
	if _, _, err := s.Add(t.Context(), Addition{Team: acme, Credential: tokenOnly("xoxb-sandbox-file"), Backend: BackendFile}); err != nil {
		t.Fatal(err)
	}
	if err := s.backends[BackendKeyring].Set(t.Context(), "acme/bot", tokenOnly("xoxb-sandbox-ring")); err != nil {
		t.Fatal(err)
	}
	stray := Fault{Code: FaultNotListed, Key: "acme/bot", Backend: BackendKeyring}
	wantFaults(t, s, stray)
	wantFaults(t, s.Only(BackendFile)) // which does not look into the keyring
	if err := s.Discard(t.Context(), stray); err != nil {
		t.Errorf("Discard: %v", err)
	}
	wantFaults(t, s)
	if token, err := s.Token(t.Context(), "acme/bot"); err != nil || token.Reveal() != "xoxb-sandbox-file" {
		t.Errorf("the token of the team is %v, %v", token, err)
	}
}

func TestStrayThatIsNotStoredIsNotAdopted(t *testing.T) {
	t.Parallel()
	place := Memory()
	s := New(t.TempDir(), inKeyring(place))
	place.credentials["acme/app"] = tokenOnly("xapp-sandbox-acme")
	stray := Fault{Code: FaultNotListed, Key: "acme/app", Backend: BackendKeyring}
	if _, err := s.Adopt(t.Context(), stray, Addition{Team: acme, Credential: place.credentials["acme/app"], At: noon}); !is[*KindError](err) {
		t.Errorf("Adopt: %v, want a KindError", err)
	}
	wantFaults(t, s, stray)
}

func TestGarbageIsNoToken(t *testing.T) {
	t.Parallel()
	ring := unlocked{}
	s := New(t.TempDir(), inKeyring(newKeyring(ring, keyringTimeout, 0)))
	add(t, s, acme, "xoxb-sandbox-acme")
	ring["acme/bot"] = "hunter2"
	wantFaults(t, s, Fault{Code: FaultNoToken, Key: "acme/bot", Backend: BackendKeyring})
}
