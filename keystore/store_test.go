package keystore

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"

	"periscope/model"
)

func TestListTouchesNoKeyring(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	add(t, New(dir, inKeyring(Memory())), acme, "xoxb-sandbox-acme")
	if got := keys(t, New(dir, nil)); !slices.Equal(got, []string{"acme/bot"}) {
		t.Errorf("keys %v", got)
	}
}

func TestChangesAtTheSameTimeAllArrive(t *testing.T) {
	t.Parallel()
	dir, secrets := t.TempDir(), Memory()
	var wg sync.WaitGroup
	for i := range 12 {
		wg.Go(func() { // each with a Store of its own, as processes have
			team := model.Team{ID: model.TeamID(fmt.Sprint("T", i)), Name: "Team"}
			_, _, err := New(dir, inKeyring(secrets)).Add(t.Context(), Addition{Team: team, Credential: tokenOnly("xoxb-sandbox-acme"), Backend: BackendKeyring, At: noon})
			if err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if got := keys(t, New(dir, inKeyring(secrets))); len(got) != 12 {
		t.Errorf("12 teams were added, %d are listed: %v", len(got), got)
	}
}

func TestLockedListWaitsNoLongerThanTheCaller(t *testing.T) {
	t.Parallel()
	s := New(t.TempDir(), inKeyring(Memory()))
	unlock, err := s.list.lock(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := s.Remove(ctx, "acme/bot"); !errors.Is(err, context.Canceled) {
		t.Errorf("Remove while another process holds the list: %v", err)
	}
	unlock()
	add(t, s, acme, "xoxb-sandbox-acme") // the abandoned wait lets the lock go
}

func TestDir(t *testing.T) {
	dir, err := Dir(func(name string) string { return map[string]string{"PERISCOPE_CONFIG_DIR": "/elsewhere"}[name] })
	if err != nil || dir != "/elsewhere" {
		t.Errorf("Dir with PERISCOPE_CONFIG_DIR: %q, %v", dir, err)
	}
	t.Setenv("HOME", t.TempDir())
	dir, err = Dir(func(string) string { return "" })
	if err != nil || filepath.Base(dir) != "periscope" {
		t.Errorf("Dir: %q, %v", dir, err)
	}
}

func TestReadOnlyStoreChangesNothing(t *testing.T) {
	t.Parallel()
	dir, tokens := t.TempDir(), Memory()
	whole := New(dir, inKeyring(tokens))
	add(t, whole, acme, "xoxb-sandbox-acme")
	s := whole.ReadOnly()
	_, _, added := s.Add(t.Context(), Addition{Team: clash, Credential: tokenOnly("xoxb-sandbox-next"), Backend: BackendKeyring})
	_, adopted := s.Adopt(t.Context(), Fault{Key: "x/bot", Backend: BackendKeyring}, Addition{Credential: tokenOnly("xoxb-sandbox-next")})
	_, aside := s.MoveAside(t.Context(), noon)
	for _, err := range []error{added, adopted, aside, s.Remove(t.Context(), "acme/bot"), s.FinishChanges(t.Context()), s.Discard(t.Context(), Fault{})} {
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
	t.Parallel()
	s := NewInMemory()
	entry, _, err := s.Add(t.Context(), Addition{Team: acme, Credential: tokenOnly("xoxb-sandbox-acme"), Backend: BackendMemory, At: noon})
	if err != nil || entry.Backend != BackendMemory {
		t.Fatalf("Add: %+v, %v", entry, err)
	}
	if token, err := s.Token(t.Context(), entry.Key); err != nil || token.Reveal() != "xoxb-sandbox-acme" {
		t.Errorf("Token: %v, %v", token, err)
	}
	wantFaults(t, s)
	if _, _, err := s.Add(t.Context(), Addition{Team: acme, Credential: tokenOnly("xoxp-sandbox-acme"), Backend: BackendKeyring}); err == nil {
		t.Error("a store in memory put a token elsewhere")
	}
	if err := s.Remove(t.Context(), entry.Key); err != nil || len(keys(t, s)) != 0 {
		t.Errorf("Remove: %v", err)
	}
}

func TestOnePlaceAtATime(t *testing.T) {
	t.Parallel()
	s := openStore(t.TempDir(), osDisk{})
	add(t, s, acme, "xoxb-sandbox-acme")
	if _, _, err := s.Add(t.Context(), Addition{Team: acme, Credential: tokenOnly("xoxp-sandbox-acme"), Backend: BackendFile}); err != nil {
		t.Fatal(err)
	}
	in := s.Only(BackendFile)
	if got := keys(t, in); !slices.Equal(got, []string{"acme/user"}) {
		t.Errorf("in the file: %v", got)
	}
	var unknown *UnknownTeamError
	if err := in.Remove(t.Context(), "acme/bot"); !errors.As(err, &unknown) || unknown.Only != BackendFile {
		t.Errorf("Remove of a team that is elsewhere: %v", err)
	}
	if got := keys(t, s); !slices.Equal(got, []string{"acme/bot", "acme/user"}) {
		t.Errorf("in all places: %v", got)
	}
}

func TestDeathDuringAddLeavesNothingBehindForLong(t *testing.T) {
	t.Parallel()
	for _, when := range []string{"before", "after"} {
		t.Run(when+" the secret is written", func(t *testing.T) {
			dir, tokens := t.TempDir(), Memory()
			dying := faulty{InMemory: tokens}
			if when == "before" {
				dying.before = crashAt("set")
			} else {
				dying.after = crashAt("set")
			}
			untilCrash(t, func() {
				_, _, _ = New(dir, inKeyring(dying)).Add(t.Context(), Addition{Team: acme, Credential: tokenOnly("xoxb-sandbox-lost"), Backend: BackendKeyring, At: noon})
			})

			next := New(dir, inKeyring(tokens))
			if got := keys(t, next); len(got) != 0 {
				t.Errorf("a team without a settled token is listed: %v", got)
			}
			add(t, next, clash, "xoxb-sandbox-next") // any change settles what was left
			if got := accounts(tokens); !slices.Equal(got, keys(t, next)) {
				t.Errorf("the keyring holds %v, the list %v", got, keys(t, next))
			}
			if list, _ := next.list.read(); len(list.Unfinished) != 0 {
				t.Errorf("still unsettled: %v", list.Unfinished)
			}
		})
	}
}

func TestDeathDuringReplaceLeavesATeamThatWorks(t *testing.T) {
	t.Parallel()
	dir, tokens := t.TempDir(), Memory()
	add(t, New(dir, inKeyring(tokens)), acme, "xoxb-sandbox-old1")
	untilCrash(t, func() {
		_, _, _ = New(dir, inKeyring(faulty{InMemory: tokens, after: crashAt("set")})).Add(t.Context(),
			Addition{Team: acme, Credential: tokenOnly("xoxb-sandbox-new1"), Backend: BackendKeyring, At: noon, Replace: true})
	})
	next := New(dir, inKeyring(tokens))
	if token, err := next.Token(t.Context(), "acme/bot"); err != nil || token.Reveal() != "xoxb-sandbox-new1" {
		t.Errorf("Token: %v, %v", token, err)
	}
	add(t, next, clash, "xoxb-sandbox-next")
	if entry, err := next.Find("acme/bot"); err != nil || entry.Redacted != "xoxb-…new1" {
		t.Errorf("the list shows %q, the keyring holds xoxb-…new1 (%v)", entry.Redacted, err)
	}
}

func TestDeathDuringRemoveLeavesNothingBehindForLong(t *testing.T) {
	t.Parallel()
	for _, settle := range []string{"by removing it again", "by adding another"} {
		t.Run(settle, func(t *testing.T) {
			dir, tokens := t.TempDir(), Memory()
			add(t, New(dir, inKeyring(tokens)), acme, "xoxb-sandbox-acme")
			untilCrash(t, func() {
				_ = New(dir, inKeyring(faulty{InMemory: tokens, before: crashAt("delete")})).Remove(t.Context(), "acme/bot")
			})

			next := New(dir, inKeyring(tokens))
			if got := keys(t, next); len(got) != 0 {
				t.Errorf("listed after its removal: %v", got)
			}
			if settle == "by adding another" {
				add(t, next, clash, "xoxb-sandbox-next")
			} else if err := next.Remove(t.Context(), "acme/bot"); err != nil {
				t.Errorf("second Remove: %v", err)
			}
			if got := accounts(tokens); !slices.Equal(got, keys(t, next)) {
				t.Errorf("the keyring holds %v, the list %v", got, keys(t, next))
			}
		})
	}
}

func TestFailedAddListsNothing(t *testing.T) {
	t.Parallel()
	for _, failure := range []error{ErrNoKeyring, ErrKeyringLocked, ErrKeyringTimeout, errors.New("odd")} {
		t.Run(failure.Error(), func(t *testing.T) {
			s := New(t.TempDir(), inKeyring(failing(Memory(), failure)))
			_, _, err := s.Add(t.Context(), Addition{Team: acme, Credential: tokenOnly("xoxb-sandbox-acme"), Backend: BackendKeyring, At: noon})
			if !errors.Is(err, failure) {
				t.Errorf("Add: %v, want %v", err, failure)
			}
			if got := keys(t, s); len(got) != 0 {
				t.Errorf("listed without a token: %v", got)
			}
			// Only a keyring that may still wake up can have a secret we must look after.
			list, err := s.list.read()
			if noted := len(list.Unfinished) == 1; err != nil || noted != errors.Is(failure, ErrKeyringTimeout) {
				t.Errorf("unsettled: %v, %v", list.Unfinished, err)
			}
		})
	}
}

func TestRemoveWithoutAKeyringCanBeFinishedLater(t *testing.T) {
	t.Parallel()
	dir, tokens := t.TempDir(), Memory()
	add(t, New(dir, inKeyring(tokens)), acme, "xoxb-sandbox-acme")
	away := failing(tokens, ErrKeyringLocked)
	if err := New(dir, inKeyring(away)).Remove(t.Context(), "acme/bot"); !errors.Is(err, ErrKeyringLocked) {
		t.Errorf("Remove: %v, want ErrLocked", err)
	}
	if err := New(dir, inKeyring(tokens)).Remove(t.Context(), "acme/bot"); err != nil {
		t.Errorf("Remove, later: %v", err)
	}
	if got := accounts(tokens); len(got) != 0 {
		t.Errorf("still in the keyring: %v", got)
	}
}

// TestGivingUpOnASlowKeyringLeavesANote: the secret may still be written after
// the caller has gone.
func TestGivingUpOnASlowKeyringLeavesANote(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	slow := faulty{InMemory: Memory(), before: func(string, Credential) error {
		cancel()
		return ctx.Err()
	}}
	s := New(t.TempDir(), inKeyring(slow))
	_, _, err := s.Add(ctx, Addition{Team: acme, Credential: tokenOnly("xoxb-sandbox-acme"), Backend: BackendKeyring, At: noon})
	if list, _ := s.list.read(); !errors.Is(err, context.Canceled) || len(list.Unfinished) != 1 {
		t.Errorf("Add: %v, unfinished: %v", err, list.Unfinished)
	}
}

// unfinish has processes die before they write the secrets of two teams.
func unfinish(t *testing.T, dir string, place *InMemory, teams ...model.Team) {
	t.Helper()
	for _, team := range teams {
		list := must(New(dir, nil).list.read())
		list.begin(secretRef{string(team.ID) + "/bot", BackendKeyring})
		if err := New(dir, nil).list.write(list); err != nil {
			t.Fatal(err)
		}
		place.credentials[string(team.ID)+"/bot"] = tokenOnly("xoxb-sandbox-left")
	}
}

func TestBackendThatFailsIsAskedOnce(t *testing.T) {
	t.Parallel()
	dir, place, calls := t.TempDir(), Memory(), 0
	unfinish(t, dir, place, acme, clash)
	locked := faulty{InMemory: place, before: func(string, Credential) error { calls++; return ErrKeyringLocked }}
	if err := New(dir, inKeyring(locked)).FinishChanges(t.Context()); err != nil || calls != 1 {
		t.Errorf("Settle: %v, after %d calls", err, calls)
	}
	if err := New(dir, inKeyring(place)).FinishChanges(t.Context()); err != nil || len(place.credentials) != 0 {
		t.Errorf("Settle, later: %v, left are %v", err, accounts(place))
	}
}

// TestUnfinishedReplacementOfATokenThatIsGone: there is nothing to finish, and
// the team says so when it is opened.
func TestUnfinishedReplacementOfATokenThatIsGone(t *testing.T) {
	t.Parallel()
	dir, place := t.TempDir(), Memory()
	s := New(dir, inKeyring(place))
	add(t, s, acme, "xoxb-sandbox-acme")
	untilCrash(t, func() {
		_, _, _ = New(dir, inKeyring(faulty{InMemory: place, before: crashAt("set")})).Add(t.Context(),
			Addition{Team: acme, Credential: tokenOnly("xoxb-sandbox-new1"), Backend: BackendKeyring, At: noon, Replace: true})
	})
	delete(place.credentials, "acme/bot")
	if err := s.FinishChanges(t.Context()); err != nil {
		t.Error(err)
	}
	wantFaults(t, s, Fault{Code: FaultNoToken, Key: "acme/bot", Backend: BackendKeyring})
}

func TestBusyListIsNoDamagedList(t *testing.T) {
	t.Parallel()
	dir, err := os.MkdirTemp("", "periscope") //nolint:usetesting // what was given up may still open the lock, and t.TempDir would fail
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(dir) //nolint:errcheck // see above
	s := New(dir, inKeyring(Memory()))
	unlock, err := s.list.lock(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer unlock()
	s.list.(*listFile).lockTimeout = 1
	if err := s.FinishChanges(t.Context()); !errors.Is(err, ErrBusy) || is[*TeamListError](err) {
		t.Errorf("Settle while another process holds the list: %v, want ErrBusy", err)
	}
}
