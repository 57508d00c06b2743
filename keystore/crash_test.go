package keystore

import (
	"context"
	"errors"
	"maps"
	"slices"
	"testing"
)

// mortal is a place for tokens that can die, or fail, before or after each write.
type mortal struct {
	*InMemory
	before, after func(write string) error
}

func (m mortal) Set(ctx context.Context, account string, c Credential) error {
	return m.around("set", func() error { return m.InMemory.Set(ctx, account, c) })
}

func (m mortal) Delete(ctx context.Context, account string) error {
	return m.around("delete", func() error { return m.InMemory.Delete(ctx, account) })
}

func (m mortal) around(write string, do func() error) error {
	if err := m.before(write); err != nil {
		return err
	}
	if err := do(); err != nil {
		return err
	}
	return m.after(write)
}

type death struct{}

func never(string) error { return nil }

func dieAt(write string) func(string) error {
	return func(w string) error {
		if w == write {
			panic(death{})
		}
		return nil
	}
}

// untilDeath runs do as a process that may die in it.
func untilDeath(t *testing.T, do func()) {
	t.Helper()
	defer func() {
		if _, died := recover().(death); !died {
			t.Error("nobody died: the test tests nothing")
		}
	}()
	do()
}

func accounts(m *InMemory) []string { return slices.Sorted(maps.Keys(m.credentials)) }

func TestDeathDuringAddLeavesNothingBehindForLong(t *testing.T) {
	for _, when := range []string{"before", "after"} {
		t.Run(when+" the secret is written", func(t *testing.T) {
			dir, tokens := t.TempDir(), Memory()
			dying := mortal{tokens, never, never}
			if when == "before" {
				dying.before = dieAt("set")
			} else {
				dying.after = dieAt("set")
			}
			untilDeath(t, func() {
				_, _, _ = New(dir, inKeyring(dying)).Add(t.Context(), Addition{Team: acme, Credential: tokenOnly(t, "xoxb-sandbox-lost"), Store: PlaceKeyring, At: noon})
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
	dir, tokens := t.TempDir(), Memory()
	add(t, New(dir, inKeyring(tokens)), acme, "xoxb-sandbox-old1")
	untilDeath(t, func() {
		_, _, _ = New(dir, inKeyring(mortal{tokens, never, dieAt("set")})).Add(t.Context(),
			Addition{Team: acme, Credential: tokenOnly(t, "xoxb-sandbox-new1"), Store: PlaceKeyring, At: noon, Replace: true})
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
	for _, settle := range []string{"by removing it again", "by adding another"} {
		t.Run(settle, func(t *testing.T) {
			dir, tokens := t.TempDir(), Memory()
			add(t, New(dir, inKeyring(tokens)), acme, "xoxb-sandbox-acme")
			untilDeath(t, func() {
				_ = New(dir, inKeyring(mortal{tokens, dieAt("delete"), never})).Remove(t.Context(), "acme/bot")
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
	for _, failure := range []error{ErrNoKeyring, ErrLocked, ErrTimeout, errors.New("odd")} {
		t.Run(failure.Error(), func(t *testing.T) {
			s := New(t.TempDir(), inKeyring(mortal{Memory(), func(string) error { return failure }, never}))
			_, _, err := s.Add(t.Context(), Addition{Team: acme, Credential: tokenOnly(t, "xoxb-sandbox-acme"), Store: PlaceKeyring, At: noon})
			if !errors.Is(err, failure) {
				t.Errorf("Add: %v, want %v", err, failure)
			}
			if got := keys(t, s); len(got) != 0 {
				t.Errorf("listed without a token: %v", got)
			}
			// Only a keyring that may still wake up can have a secret we must look after.
			list, err := s.list.read()
			if noted := len(list.Unfinished) == 1; err != nil || noted != errors.Is(failure, ErrTimeout) {
				t.Errorf("unsettled: %v, %v", list.Unfinished, err)
			}
		})
	}
}

func TestRemoveOfATokenThatIsGone(t *testing.T) {
	dir := t.TempDir()
	add(t, New(dir, inKeyring(Memory())), acme, "xoxb-sandbox-acme")
	s := New(dir, inKeyring(Memory()))
	if _, err := s.Token(t.Context(), "acme/bot"); !errors.Is(err, ErrNotFound) {
		t.Errorf("Token: %v, want ErrNotFound", err)
	}
	if err := s.Remove(t.Context(), "acme/bot"); err != nil {
		t.Errorf("Remove: %v", err)
	}
}

func TestRemoveWithoutAKeyringCanBeFinishedLater(t *testing.T) {
	dir, tokens := t.TempDir(), Memory()
	add(t, New(dir, inKeyring(tokens)), acme, "xoxb-sandbox-acme")
	away := mortal{tokens, func(string) error { return ErrLocked }, never}
	if err := New(dir, inKeyring(away)).Remove(t.Context(), "acme/bot"); !errors.Is(err, ErrLocked) {
		t.Errorf("Remove: %v, want ErrLocked", err)
	}
	if err := New(dir, inKeyring(tokens)).Remove(t.Context(), "acme/bot"); err != nil {
		t.Errorf("Remove, later: %v", err)
	}
	if got := accounts(tokens); len(got) != 0 {
		t.Errorf("still in the keyring: %v", got)
	}
}
