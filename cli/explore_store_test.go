package cli

import (
	"context"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"periscope/cli/console"
	"periscope/cli/explore"
	"periscope/slackapi/sandbox/world"
	"periscope/ui"
)

// TestExplorerKeepsTeams plays the explorer's keys + and x: what they do is
// there for the commands, too.
func TestExplorerKeepsTeams(t *testing.T) {
	t.Parallel()
	p := newPlace(t).withSandbox(t, world.Demo(1))
	p.run(t, "xoxa-sandbox-acme", "team", "add", "--token-stdin").want(t, console.StatusDone)
	p.onTerminal().explore = func(ctx context.Context, from ui.Source, _ ui.Options) error {
		store, ok := from.(ui.TokenStore)
		if !ok {
			t.Fatal("the explorer of stored teams cannot store any")
		}
		for _, bad := range []string{"", "hunter2", "xoxa-sandbox-nobody", "xoxa-sandbox-umbrella", "xapp-sandbox-level"} {
			if _, err := store.Add(ctx, bad); err == nil {
				t.Errorf("%q was stored", bad)
			}
		}
		team, err := store.Add(ctx, " xoxa-sandbox-fresh\n")
		if err != nil {
			t.Fatal(err)
		}
		if team.Name != "Fresh Install" {
			t.Errorf("stored %+v", team)
		}
		if _, err := from.Identify(ctx, team.Key); err != nil {
			t.Errorf("the new team cannot be read: %v", err)
		}
		_, err = store.Add(ctx, "xoxa-sandbox-fresh")
		if exists, ok := errors.AsType[explore.AlreadyStoredError](err); !ok || exists.StoredTokens()[0].Key != team.Key {
			t.Errorf("adding it again: %v", err)
		}
		if _, err := store.AddBeside(ctx, "xoxa-sandbox-fresh"); err != nil {
			t.Errorf("adding it beside itself: %v", err)
		}
		if again, err := store.Replace(ctx, "xoxa-sandbox-fresh", team.Key); err != nil || again.Key != team.Key {
			t.Errorf("replacing %s: %s, %v", team.Key, again.Key, err)
		}
		if err := store.Remove(ctx, "acme-hq/workspace"); err != nil {
			t.Error(err)
		}
		if err := store.Remove(ctx, "acme-hq/workspace"); err == nil {
			t.Error("a team was removed twice")
		}
		return nil
	}
	p.run(t, "").want(t, console.StatusDone)
	p.explore = func(_ context.Context, from ui.Source, _ ui.Options) error {
		if diff := cmp.Diff([]string{"Fresh Install", "Fresh Install"}, names(from)); diff != "" {
			t.Errorf("teams afterwards (-want +got):\n%s", diff)
		}
		return nil
	}
	p.run(t, "").want(t, console.StatusDone)
}

func TestReadOnlyExplorerIsToldSo(t *testing.T) {
	t.Parallel()
	p := newPlace(t).withSandbox(t, world.Demo(1))
	p.run(t, "xoxa-sandbox-acme", "team", "add", "--token-stdin").want(t, console.StatusDone)
	p.onTerminal().explore = func(ctx context.Context, from ui.Source, opts ui.Options) error {
		if !opts.ReadOnly {
			t.Error("the explorer does not know that it is read-only")
		}
		if _, err := from.(ui.TokenStore).Add(ctx, "xoxa-sandbox-fresh"); err == nil {
			t.Error("a read-only store took a token")
		}
		return nil
	}
	p.run(t, "", "--read-only").want(t, console.StatusDone)
}
