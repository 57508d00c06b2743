package cli

import (
	"context"
	"testing"
	"time"

	"periscope/cli/console"
	"periscope/cli/explore"
	"periscope/cli/token"
	"periscope/model"
	"periscope/ui"
)

// refresher is what the explorer finds in a source whose tokens can be renewed.
type refresher interface {
	Expires(key string) (at time.Time, known bool)
	Refresh(ctx context.Context, key string) error
}

func TestExplorerRenewsTokens(t *testing.T) {
	t.Parallel()
	const key = "fresh-install/workspace"
	for _, auto := range []bool{true, false} {
		r := newRotation(t)
		p := newPlace(t).withRotation(r).onTerminal()
		p.InTerminal = false
		p.run(t, r.pair, "team", "add", "--rotating", "--token-stdin").want(t, console.StatusDone)
		p.run(t, "", "team", "refresh", key).want(t, console.StatusDone)
		p.InTerminal = true
		p.explore = func(ctx context.Context, from ui.Source, _ ui.Options) error {
			renewing := from.(refresher)
			identify := func() error {
				_, err := from.Identify(ctx, key)
				return err
			}
			if err := identify(); err != nil {
				t.Errorf("a token with time left: %v", err)
			}
			end, known := renewing.Expires(key)
			if left := end.Sub(r.now()); !known || left < 59*time.Minute || left > time.Hour {
				t.Errorf("it expires in %v, known %v", left, known)
			}
			r.Wait(10 * time.Minute)
			p.run(t, "", "team", "refresh", key).want(t, console.StatusDone) // by another process
			r.Wait(55 * time.Minute)
			if err := identify(); err != nil {
				t.Errorf("a token that another process renewed: %v", err)
			}
			r.Wait(2 * time.Hour)
			if err := identify(); auto != (err == nil) || !auto && !console.IsType[*token.ExpiredError](err) {
				t.Errorf("a token that ran out, renewing by itself %v: %v", auto, err)
			}
			if err := renewing.Refresh(ctx, key); err != nil {
				t.Errorf("Refresh: %v", err)
			}
			if err := identify(); err != nil {
				t.Errorf("a renewed token: %v", err)
			}
			return nil
		}
		args := map[bool][]string{true: {"--auto-refresh"}, false: {}}[auto]
		p.run(t, "", args...).want(t, console.StatusDone)
		if n, want := r.exchanges.Load(), map[bool]int32{true: 4, false: 3}[auto]; n != want {
			t.Errorf("%d exchanges, want %d", n, want)
		}
	}
}

func TestExplorerDoesNotRenewWhatLasts(t *testing.T) {
	t.Parallel()
	s := explore.NewSource([]explore.Account{explore.AccountOf("a", model.Token{}, "http://127.0.0.1:1/")}, nil)
	if _, known := s.Expires("a"); known {
		t.Error("a token that lasts has an end")
	}
	if err := s.Refresh(t.Context(), "a"); !console.IsType[*console.Error](err) {
		t.Errorf("Refresh: %v", err)
	}
}
