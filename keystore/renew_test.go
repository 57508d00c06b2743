package keystore

import (
	"context"
	"errors"
	"sync"
	"testing"
)

// rotatingStore is a store on disk with one token that runs out, as a new
// process would open it each time.
func rotatingStore(t *testing.T) (open func(Secrets) *Store, place *InMemory) {
	t.Helper()
	dir, place := t.TempDir(), Memory()
	open = func(in Secrets) *Store { return New(dir, inKeyring(in)) }
	c := rotatingPair("old1")
	entry, _, err := open(place).Add(t.Context(), Addition{Team: acme, Credential: c, Backend: BackendKeyring, At: noon})
	if err != nil {
		t.Fatal(err)
	}
	if entry.Key != "acme/workspace" || !entry.Rotates || !entry.ExpiresAt.Equal(c.ExpiresAt) {
		t.Errorf("entry %+v", entry)
	}
	return open, place
}

func TestRenewStoresBeforeItReturns(t *testing.T) {
	t.Parallel()
	open, place := rotatingStore(t)
	slack := newExchangeLog(t)
	renewed, err := open(place).Renew(t.Context(), "acme/workspace", rotatingPair("old1").Token, slack.exchange)
	if err != nil || renewed != rotatingPair("new1") {
		t.Fatalf("Renew: %+v, %v", renewed, err)
	}
	wantStored(t, open(place), "new1")
}

// wantStored checks that list and place agree on a credential, and nothing is left to mend.
func wantStored(t *testing.T, s *Store, name string) {
	t.Helper()
	want := rotatingPair(name)
	if got, err := s.Credential(t.Context(), "acme/workspace"); err != nil || got != want {
		t.Errorf("stored is %+v, %v", got, err)
	}
	if entry, err := s.Find("acme/workspace"); err != nil || entry.Redacted != want.Token.String() || !entry.Rotates {
		t.Errorf("listed is %+v, %v", entry, err)
	}
	if faults, err := s.Examine(t.Context()); err != nil || len(faults) != 0 {
		t.Errorf("faults: %v, %v", faults, err)
	}
}

func TestRacingRenewalsBuyOnce(t *testing.T) {
	t.Parallel()
	open, place := rotatingStore(t)
	slack := newExchangeLog(t)
	stale := rotatingPair("old1").Token
	var racers sync.WaitGroup
	for range 8 {
		racers.Go(func() {
			renewed, err := open(place).Renew(t.Context(), "acme/workspace", stale, slack.exchange)
			if err != nil || renewed != rotatingPair("new1") {
				t.Errorf("Renew: %+v, %v", renewed, err)
			}
		})
	}
	racers.Wait()
	if slack.count() != 1 {
		t.Errorf("bought %d times", slack.count())
	}
	wantStored(t, open(place), "new1")
}

func TestAPlaceThatCannotBeWrittenCostsNoRefreshToken(t *testing.T) {
	t.Parallel()
	open, place := rotatingStore(t)
	slack := newExchangeLog(t)
	locked := failing(place, ErrKeyringLocked)
	_, err := open(locked).Renew(t.Context(), "acme/workspace", rotatingPair("old1").Token, slack.exchange)
	if !errors.Is(err, ErrKeyringLocked) || slack.count() != 0 {
		t.Errorf("%v after %d exchanges, want ErrLocked after none", err, slack.count())
	}
	if _, err := open(place).Renew(t.Context(), "acme/workspace", rotatingPair("old1").Token, slack.exchange); err != nil {
		t.Errorf("Renew, later: %v", err)
	}
	wantStored(t, open(place), "new1")
}

func TestANewPairIsWrittenThreeTimes(t *testing.T) {
	t.Parallel()
	for failures, lost := range []bool{false, false, false, true} {
		open, place := rotatingStore(t)
		slack := newExchangeLog(t)
		busy := faulty{InMemory: place, before: func(_ string, c Credential) error {
			if c == rotatingPair("new1") && failures > 0 {
				failures--
				return ErrKeyringLocked
			}
			return nil
		}}
		_, err := open(busy).Renew(t.Context(), "acme/workspace", rotatingPair("old1").Token, slack.exchange)
		if is[*LostPairError](err) != lost || lost != (err != nil) {
			t.Errorf("Renew: %v, lost %v", err, lost)
		}
		if lost {
			continue
		}
		wantStored(t, open(place), "new1")
	}
}

func TestRefusedRenewalKeepsWhatIsStored(t *testing.T) {
	t.Parallel()
	open, place := rotatingStore(t)
	refusal := errors.New("invalid_token")
	_, err := open(place).Renew(t.Context(), "acme/workspace", rotatingPair("old1").Token,
		func(context.Context, Credential) (Credential, error) { return Credential{}, refusal })
	if !errors.Is(err, refusal) {
		t.Errorf("Renew: %v", err)
	}
	wantStored(t, open(place), "old1")
}

func TestRenewalsThatCannotBe(t *testing.T) {
	t.Parallel()
	open, place := rotatingStore(t)
	s := open(place)
	add(t, s, clash, "xoxb-sandbox-last")
	slack := newExchangeLog(t)
	renew := func(s *Store, key string) error {
		_, err := s.Renew(t.Context(), key, sandboxToken("xoxb-sandbox-last"), slack.exchange)
		return err
	}
	if err := renew(s, "T0CLASH/bot"); !errors.Is(err, ErrNoRefreshToken) {
		t.Errorf("a token that lasts: %v", err)
	}
	if err := renew(s, "acme/other"); !is[*UnknownTeamError](err) {
		t.Errorf("an unknown team: %v", err)
	}
	if err := renew(s.ReadOnly(), "acme/workspace"); !errors.Is(err, ErrReadOnly) {
		t.Errorf("read-only: %v", err)
	}
	if slack.count() != 0 {
		t.Error("a refresh token was spent")
	}
}

func TestRenewGoesOnOnceItHasBegun(t *testing.T) {
	t.Parallel()
	open, place := rotatingStore(t)
	ctx, cancel := context.WithCancel(t.Context())
	_, err := open(place).Renew(ctx, "acme/workspace", rotatingPair("old1").Token,
		func(ctx context.Context, _ Credential) (Credential, error) {
			cancel()
			return rotatingPair("new1"), ctx.Err()
		})
	if err != nil {
		t.Errorf("Renew: %v", err)
	}
	wantStored(t, open(place), "new1")
}

// TestTokensOfTodayAreRenewed: each kind keeps what it is renewed with, and
// another kind does not take its place.
func TestTokensOfTodayAreRenewed(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ old, bought, other Credential }{
		"bot": {
			pairOf("xoxe.xoxb-sandbox-old1", "xoxe-sandbox-old1", "sandbox-client-id", ""),
			pairOf("xoxe.xoxb-sandbox-new1", "xoxe-sandbox-new1", "sandbox-client-id", ""),
			pairOf("xoxe.xoxp-sandbox-new1", "xoxe-sandbox-new1", "sandbox-client-id", ""),
		},
		"user": {
			pairOf("xoxe.xoxp-sandbox-old1", "xoxe-sandbox-old1", "sandbox-client-id", "sandbox-client-secret"),
			pairOf("xoxe.xoxp-sandbox-new1", "xoxe-sandbox-new1", "sandbox-client-id", "sandbox-client-secret"),
			pairOf("xoxe.xoxp-sandbox-new1", "xoxe-sandbox-new1", "", ""),
		},
		"configuration": {
			pairOf("xoxe.xoxp-sandbox-old1", "xoxe-sandbox-old1", "", ""),
			pairOf("xoxe.xoxp-sandbox-new1", "xoxe-sandbox-new1", "", ""),
			pairOf("xoxa-sandbox-new1", "", "", ""),
		},
	} {
		t.Run(name, func(t *testing.T) {
			renew := func(bought Credential) (Credential, error) {
				s := New(t.TempDir(), inKeyring(Memory()))
				entry, _, err := s.Add(t.Context(), Addition{Team: acme, Credential: c.old, Backend: BackendKeyring, At: noon})
				if err != nil {
					t.Fatal(err)
				}
				_, err = s.Renew(t.Context(), entry.Key, c.old.Token, func(_ context.Context, old Credential) (Credential, error) {
					if string(old.Kind()) != name {
						t.Errorf("the exchange is asked for a %s token", old.Kind())
					}
					return bought, nil
				})
				stored, _ := s.Credential(t.Context(), entry.Key)
				return stored, err
			}
			if stored, err := renew(c.bought); err != nil || stored != c.bought {
				t.Errorf("stored is %+v, %v", stored, err)
			}
			if stored, err := renew(c.other); !is[*LostPairError](err) || stored != c.old {
				t.Errorf("with a token of another kind stored is %+v, %v", stored, err)
			}
		})
	}
}
