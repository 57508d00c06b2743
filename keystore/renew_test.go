package keystore

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"
)

// rotatingStore is a store on disk with one token that runs out, as a new
// process would open it each time.
func rotatingStore(t *testing.T) (open func(Secrets) *Store, place *InMemory) {
	t.Helper()
	dir, place := t.TempDir(), Memory()
	open = func(in Secrets) *Store { return New(dir, inKeyring(in)) }
	c := rotating(t, "old1")
	entry, _, err := open(place).Add(t.Context(), Addition{Team: acme, Credential: c, Store: PlaceKeyring, At: noon})
	if err != nil {
		t.Fatal(err)
	}
	if entry.Key != "acme/workspace" || !entry.Rotates || !entry.ExpiresAt.Equal(c.ExpiresAt) {
		t.Errorf("entry %+v", entry)
	}
	return open, place
}

// seller sells a new credential for the old one, once.
type seller struct {
	t    *testing.T
	sold atomic.Int32
}

func (s *seller) sell(_ context.Context, old Credential) (Credential, error) {
	if s.sold.Add(1) > 1 || old.Token != rotating(s.t, "old1").Token || old.Renewal != rotating(s.t, "old1").Renewal {
		return Credential{}, errors.New("invalid_token")
	}
	return rotating(s.t, "new1"), nil
}

func TestRenewStoresBeforeItReturns(t *testing.T) {
	open, place := rotatingStore(t)
	slack := seller{t: t}
	renewed, err := open(place).Renew(t.Context(), "acme/workspace", rotating(t, "old1").Token, slack.sell)
	if err != nil || renewed != rotating(t, "new1") {
		t.Fatalf("Renew: %+v, %v", renewed, err)
	}
	wantStored(t, open(place), "new1")
}

// wantStored checks that list and place agree on a credential, and nothing is left to mend.
func wantStored(t *testing.T, s *Store, name string) {
	t.Helper()
	want := rotating(t, name)
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
	open, place := rotatingStore(t)
	slack := seller{t: t}
	stale := rotating(t, "old1").Token
	var racers sync.WaitGroup
	for range 8 {
		racers.Go(func() {
			renewed, err := open(place).Renew(t.Context(), "acme/workspace", stale, slack.sell)
			if err != nil || renewed != rotating(t, "new1") {
				t.Errorf("Renew: %+v, %v", renewed, err)
			}
		})
	}
	racers.Wait()
	if slack.sold.Load() != 1 {
		t.Errorf("bought %d times", slack.sold.Load())
	}
	wantStored(t, open(place), "new1")
}

func TestAPlaceThatCannotBeWrittenCostsNoRefreshToken(t *testing.T) {
	open, place := rotatingStore(t)
	slack := seller{t: t}
	locked := flaky{place, func(Credential) bool { return true }}
	_, err := open(locked).Renew(t.Context(), "acme/workspace", rotating(t, "old1").Token, slack.sell)
	if !errors.Is(err, ErrLocked) || slack.sold.Load() != 0 {
		t.Errorf("%v after %d exchanges, want ErrLocked after none", err, slack.sold.Load())
	}
	if _, err := open(place).Renew(t.Context(), "acme/workspace", rotating(t, "old1").Token, slack.sell); err != nil {
		t.Errorf("Renew, later: %v", err)
	}
	wantStored(t, open(place), "new1")
}

func TestANewPairIsWrittenThreeTimes(t *testing.T) {
	for failures, lost := range []bool{false, false, false, true} {
		open, place := rotatingStore(t)
		slack := seller{t: t}
		busy := flaky{place, func(c Credential) bool {
			fail := c == rotating(t, "new1") && failures > 0
			if fail {
				failures--
			}
			return fail
		}}
		_, err := open(busy).Renew(t.Context(), "acme/workspace", rotating(t, "old1").Token, slack.sell)
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
	open, place := rotatingStore(t)
	refusal := errors.New("invalid_token")
	_, err := open(place).Renew(t.Context(), "acme/workspace", rotating(t, "old1").Token,
		func(context.Context, Credential) (Credential, error) { return Credential{}, refusal })
	if !errors.Is(err, refusal) {
		t.Errorf("Renew: %v", err)
	}
	wantStored(t, open(place), "old1")
}

func TestRenewalsThatCannotBe(t *testing.T) {
	open, place := rotatingStore(t)
	s := open(place)
	add(t, s, clash, "xoxb-sandbox-last")
	slack := seller{t: t}
	renew := func(s *Store, key string) error {
		_, err := s.Renew(t.Context(), key, sandboxToken(t, "xoxb-sandbox-last"), slack.sell)
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
	if slack.sold.Load() != 0 {
		t.Error("a refresh token was spent")
	}
}

func TestRenewGoesOnOnceItHasBegun(t *testing.T) {
	open, place := rotatingStore(t)
	ctx, cancel := context.WithCancel(t.Context())
	_, err := open(place).Renew(ctx, "acme/workspace", rotating(t, "old1").Token,
		func(ctx context.Context, _ Credential) (Credential, error) {
			cancel()
			return rotating(t, "new1"), ctx.Err()
		})
	if err != nil {
		t.Errorf("Renew: %v", err)
	}
	wantStored(t, open(place), "new1")
}

// TestTokensOfTodayAreRenewed: each kind keeps what it is renewed with, and
// another kind does not take its place.
func TestTokensOfTodayAreRenewed(t *testing.T) {
	for name, c := range map[string]struct{ old, bought, other Credential }{
		"bot": {
			pairOf(t, "xoxe.xoxb-sandbox-old1", "xoxe-sandbox-old1", "sandbox-client-id", ""),
			pairOf(t, "xoxe.xoxb-sandbox-new1", "xoxe-sandbox-new1", "sandbox-client-id", ""),
			pairOf(t, "xoxe.xoxp-sandbox-new1", "xoxe-sandbox-new1", "sandbox-client-id", ""),
		},
		"user": {
			pairOf(t, "xoxe.xoxp-sandbox-old1", "xoxe-sandbox-old1", "sandbox-client-id", "sandbox-client-secret"),
			pairOf(t, "xoxe.xoxp-sandbox-new1", "xoxe-sandbox-new1", "sandbox-client-id", "sandbox-client-secret"),
			pairOf(t, "xoxe.xoxp-sandbox-new1", "xoxe-sandbox-new1", "", ""),
		},
		"configuration": {
			pairOf(t, "xoxe.xoxp-sandbox-old1", "xoxe-sandbox-old1", "", ""),
			pairOf(t, "xoxe.xoxp-sandbox-new1", "xoxe-sandbox-new1", "", ""),
			pairOf(t, "xoxa-sandbox-new1", "", "", ""),
		},
	} {
		t.Run(name, func(t *testing.T) {
			renew := func(bought Credential) (Credential, error) {
				s := New(t.TempDir(), inKeyring(Memory()))
				entry, _, err := s.Add(t.Context(), Addition{Team: acme, Credential: c.old, Store: PlaceKeyring, At: noon})
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
