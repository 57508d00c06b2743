package keystore

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"periscope/model"
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
	s, _ := fileStore(t, t.TempDir(), osDisk{})
	wantFaults(t, s)
	add(t, s, acme, "xoxb-sandbox-acme")
	wantFaults(t, s)
}

func TestTokenWithoutATeam(t *testing.T) {
	dir, tokens := t.TempDir(), Memory()
	s := New(dir, inKeyring(tokens))
	add(t, s, acme, "xoxb-sandbox-acme")
	if err := os.Remove(listPath(s)); err != nil {
		t.Fatal(err)
	}
	stray := Fault{Code: FaultNotListed, Key: "acme/bot", Store: PlaceKeyring}
	wantFaults(t, s, stray)

	token, err := s.StrayToken(t.Context(), stray)
	if err != nil || token.Reveal() != "xoxb-sandbox-acme" {
		t.Fatalf("StrayToken: %v, %v", token, err)
	}
	entry, err := s.Adopt(t.Context(), stray, Addition{Team: acme, Credential: Credential{Token: token}, At: noon})
	if err != nil || entry.Key != "acme/bot" || entry.TeamName != "Acme HQ" || entry.Redacted != "xoxb-…acme" || entry.Store != PlaceKeyring {
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
	tokens := Memory()
	s := New(t.TempDir(), inKeyring(tokens))
	if err := tokens.Set(t.Context(), "old/bot", tokenOnly(t, "xoxb-sandbox-old1")); err != nil {
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
	dir := t.TempDir()
	add(t, New(dir, inKeyring(Memory())), acme, "xoxb-sandbox-acme")
	s := New(dir, inKeyring(Memory()))
	wantFaults(t, s, Fault{Code: FaultNoToken, Key: "acme/bot", Store: PlaceKeyring})
	if err := s.Remove(t.Context(), "acme/bot"); err != nil {
		t.Error(err)
	}
	wantFaults(t, s)
}

func TestUnfinishedChange(t *testing.T) {
	dir, tokens := t.TempDir(), Memory()
	untilDeath(t, func() {
		_, _, _ = New(dir, inKeyring(mortal{tokens, never, dieAt("set")})).Add(t.Context(),
			Addition{Team: acme, Credential: tokenOnly(t, "xoxb-sandbox-lost"), Store: PlaceKeyring, At: noon})
	})
	s := New(dir, inKeyring(tokens))
	wantFaults(t, s, Fault{Code: FaultUnfinished, Key: "acme/bot", Store: PlaceKeyring})
	if err := s.Settle(t.Context()); err != nil {
		t.Error(err)
	}
	wantFaults(t, s)
	if got := accounts(tokens); len(got) != 0 {
		t.Errorf("left in the keyring: %v", got)
	}
}

func TestUnreadableListIsKeptAside(t *testing.T) {
	dir := t.TempDir()
	s := New(dir, inKeyring(Memory()))
	var kept []string
	for range 3 { // in the same second
		if err := os.WriteFile(listPath(s), []byte("{oh no"), 0o600); err != nil {
			t.Fatal(err)
		}
		wantFaults(t, s, Fault{Code: FaultUnreadable})
		aside, err := s.KeepAside(t.Context(), noon)
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
	if aside, err := s.KeepAside(t.Context(), noon); aside != "" || err != nil {
		t.Errorf("a list that can be read was moved to %q, %v", aside, err)
	}
	if got := keys(t, s); len(got) != 1 {
		t.Errorf("keys %v", got)
	}
}

func TestPlacesThatCannotBeAsked(t *testing.T) {
	dir := t.TempDir()
	add(t, New(dir, inKeyring(Memory())), acme, "xoxb-sandbox-acme")
	unchecked := Fault{Code: FaultUnchecked, Store: PlaceKeyring}
	for _, failure := range []error{ErrLocked, ErrTimeout, ErrNoKeyring} {
		away := newKeyring(stub(func() (string, error) { return "", failure }), keyringTimeout, 0)
		wantFaults(t, New(dir, inKeyring(away)), unchecked)
	}
	if faults := examined(t, New(t.TempDir(), inKeyring(newKeyring(stub(func() (string, error) { return "", ErrNoKeyring }), keyringTimeout, 0)))); len(faults) != 0 {
		t.Errorf("a keyring that nobody needs is missed: %v", faults)
	}
	sealed := t.TempDir()
	s, file := fileStore(t, sealed, osDisk{})
	if _, _, err := s.Add(t.Context(), Addition{Team: acme, Credential: tokenOnly(t, "xoxb-sandbox-acme"), Store: PlaceFile}); err != nil {
		t.Fatal(err)
	}
	file.Lock()
	wantFaults(t, s, Fault{Code: FaultUnchecked, Store: PlaceFile})
	// A keyring that cannot list what it holds is still asked for what it should hold.
	mute := newKeyring(unlistable{Memory()}, keyringTimeout, 0)
	wantFaults(t, New(dir, inKeyring(mute)), unchecked, Fault{Code: FaultNoToken, Key: "acme/bot", Store: PlaceKeyring})
}

// unlistable is a backend that holds nothing and cannot say so.
type unlistable struct{ *InMemory }

func (unlistable) Get(_, _ string) (string, error) { return "", ErrNotFound }
func (unlistable) Set(_, _, _ string) error        { return nil }
func (unlistable) Delete(_, _ string) error        { return ErrNotFound }
func (unlistable) List(string) ([]string, error)   { return nil, ErrNotListable }

func TestReadOnlyStoreChangesNothing(t *testing.T) {
	dir, tokens := t.TempDir(), Memory()
	whole := New(dir, inKeyring(tokens))
	add(t, whole, acme, "xoxb-sandbox-acme")
	s := whole.ReadOnly()
	_, _, added := s.Add(t.Context(), Addition{Team: clash, Credential: tokenOnly(t, "xoxb-sandbox-next"), Store: PlaceKeyring})
	_, adopted := s.Adopt(t.Context(), Fault{Key: "x/bot", Store: PlaceKeyring}, Addition{Credential: tokenOnly(t, "xoxb-sandbox-next")})
	_, aside := s.KeepAside(t.Context(), noon)
	for _, err := range []error{added, adopted, aside, s.Remove(t.Context(), "acme/bot"), s.Settle(t.Context()), s.Discard(t.Context(), Fault{})} {
		if !errors.Is(err, ErrReadOnly) {
			t.Errorf("got %v, want ErrReadOnly", err)
		}
	}
	if token, err := s.Token(t.Context(), "acme/bot"); err != nil || token.IsZero() {
		t.Errorf("Token: %v, %v", token, err)
	}
	wantFaults(t, s)
}

func TestStoreInMemory(t *testing.T) {
	s := NewInMemory()
	entry, _, err := s.Add(t.Context(), Addition{Team: acme, Credential: tokenOnly(t, "xoxb-sandbox-acme"), Store: PlaceMemory, At: noon})
	if err != nil || entry.Store != PlaceMemory {
		t.Fatalf("Add: %+v, %v", entry, err)
	}
	if token, err := s.Token(t.Context(), entry.Key); err != nil || token.Reveal() != "xoxb-sandbox-acme" {
		t.Errorf("Token: %v, %v", token, err)
	}
	wantFaults(t, s)
	if _, _, err := s.Add(t.Context(), Addition{Team: acme, Credential: tokenOnly(t, "xoxp-sandbox-acme"), Store: PlaceKeyring}); err == nil {
		t.Error("a store in memory put a token elsewhere")
	}
	if err := s.Remove(t.Context(), entry.Key); err != nil || len(keys(t, s)) != 0 {
		t.Errorf("Remove: %v", err)
	}
}

func TestOnePlaceAtATime(t *testing.T) {
	s, _ := fileStore(t, t.TempDir(), osDisk{})
	add(t, s, acme, "xoxb-sandbox-acme")
	if _, _, err := s.Add(t.Context(), Addition{Team: acme, Credential: tokenOnly(t, "xoxp-sandbox-acme"), Store: PlaceFile}); err != nil {
		t.Fatal(err)
	}
	in := s.Only(PlaceFile)
	if got := keys(t, in); !slices.Equal(got, []string{"acme/user"}) {
		t.Errorf("in the file: %v", got)
	}
	var unknown *UnknownTeamError
	if err := in.Remove(t.Context(), "acme/bot"); !errors.As(err, &unknown) || unknown.Only != PlaceFile {
		t.Errorf("Remove of a team that is elsewhere: %v", err)
	}
	if got := keys(t, s); !slices.Equal(got, []string{"acme/bot", "acme/user"}) {
		t.Errorf("in all places: %v", got)
	}
}

func TestReplacingMovesAToken(t *testing.T) {
	s, file := fileStore(t, t.TempDir(), osDisk{})
	add(t, s, acme, "xoxb-sandbox-old1")
	entry, replaced, err := s.Add(t.Context(), Addition{Team: acme, Credential: tokenOnly(t, "xoxb-sandbox-new1"), Store: PlaceFile, Replace: true})
	if err != nil || !replaced || entry.Store != PlaceFile || entry.Key != "acme/bot" {
		t.Errorf("Add: %+v, %v, %v", entry, replaced, err)
	}
	if got, err := file.Accounts(t.Context()); err != nil || !slices.Equal(got, []string{"acme/bot"}) {
		t.Errorf("in the file: %v, %v", got, err)
	}
	wantFaults(t, s) // among which an old token in the keyring would be
}

func TestNames(t *testing.T) {
	s := New(t.TempDir(), inKeyring(Memory()))
	put := func(secret, name string, replace bool) (Entry, error) {
		entry, _, err := s.Add(t.Context(), Addition{
			Team: acme, Credential: tokenOnly(t, secret), Name: name, Store: PlaceKeyring, At: noon, Replace: replace,
		})
		return entry, err
	}
	for _, step := range []struct {
		secret, name string
		replace      bool
		key          string // empty: an ExistsError
	}{
		{"xoxb-sandbox-aaaa", "deploy", false, "acme/deploy"},
		{"xoxb-sandbox-bbbb", "", false, ""}, // is it the same bot? nobody said
		{"xoxb-sandbox-bbbb", "", true, "acme/deploy"},
		{"xoxb-sandbox-cccc", "bot", false, "acme/bot"},
		{"xoxb-sandbox-dddd", "deploy", false, ""},
		{"xoxb-sandbox-dddd", "", true, "acme/bot"}, // the one that goes by its kind
		{"xoxp-sandbox-eeee", "bot", false, ""},     // a name of another kind
		{"xoxp-sandbox-eeee", "", false, "acme/user"},
	} {
		entry, err := put(step.secret, step.name, step.replace)
		var exists *ExistsError
		if entry.Key != step.key && step.key != "" || (step.key == "") != errors.As(err, &exists) {
			t.Errorf("%+v: %q, %v", step, entry.Key, err)
		}
	}
	if name, err := s.FreeName(Addition{Team: acme, Credential: tokenOnly(t, "xoxb-sandbox-ffff")}); name != "bot-2" || err != nil {
		t.Errorf("FreeName: %q, %v", name, err)
	}
	if err := s.Remove(t.Context(), "acme/bot"); err != nil {
		t.Fatal(err)
	}
	if _, err := put("xoxb-sandbox-gggg", "second", false); err != nil {
		t.Fatal(err)
	}
	var exists *ExistsError
	if _, err := put("xoxb-sandbox-hhhh", "", true); !errors.As(err, &exists) || len(exists.Entries) != 2 {
		t.Errorf("replacing one of two: %v, want an ExistsError about both", err)
	}
	for _, bad := range []string{"a/b", "a b", "ä", "-", "../x", "x\n"} {
		var name *NameError
		if _, err := put("xoxb-sandbox-iiii", bad, false); bad != "-" && !errors.As(err, &name) {
			t.Errorf("name %q: %v, want a NameError", bad, err)
		}
	}
	renamed := model.Team{ID: acme.ID, Name: "Acme", URL: "https://renamed.slack.com/"}
	if entry := add(t, s, renamed, "xoxa-sandbox-acme"); entry.Key != "acme/workspace" {
		t.Errorf("a team that is known as acme became %q", entry.Key)
	}
}
