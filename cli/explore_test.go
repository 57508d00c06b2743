package cli

import (
	"context"
	"errors"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"periscope/cli/console"
	"periscope/cli/explore"
	"periscope/keystore"
	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi"
	"periscope/slackapi/sandbox/world"
	"periscope/ui"
)

// names are the names of the teams that an explorer is shown, or their keys.
func names(from ui.Source) []string {
	var names []string
	for _, team := range from.Teams() {
		if team.Name == "" {
			team.Name = team.Key
		}
		names = append(names, team.Name)
	}
	return names
}

func TestRootWithoutTeamsSaysWhatToDo(t *testing.T) {
	t.Parallel()
	p := newPlace(t).onTerminal()
	p.run(t, "").want(t, console.StatusDone, "periscope demo", "periscope team add")
}

func TestExplorersNeedATerminal(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{{}, {"demo"}} {
		newPlace(t).run(t, "", args...).want(t, console.StatusUsage, "needs a terminal", "periscope info --json")
		p := newPlace(t)
		p.InTerminal = true // but the output is piped
		p.run(t, "", args...).want(t, console.StatusUsage, "needs a terminal")
	}
}

func TestRootShowsStoredTeams(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		variable string
		args     []string
		want     []string
	}{
		"in the order they were added":  {"", nil, []string{"Acme HQ", "Fresh Install"}},
		"the chosen one first":          {"", []string{"--team", "fresh-install/workspace"}, []string{"Fresh Install", "Acme HQ"}},
		"the variable's before them":    {"xoxa-sandbox-hostile", nil, []string{"SLACK_TOKEN", "Acme HQ", "Fresh Install"}},
		"the chosen one before even it": {"xoxa-sandbox-hostile", []string{"--team", "fresh-install/workspace"}, []string{"Fresh Install", "SLACK_TOKEN", "Acme HQ"}},
	} {
		t.Run(name, func(t *testing.T) {
			p := newPlace(t).withSandbox(t, world.Demo(1))
			for _, token := range []string{"xoxa-sandbox-acme", "xoxa-sandbox-fresh"} {
				p.run(t, token, "team", "add", "--token-stdin").want(t, console.StatusDone)
			}
			p.onTerminal().vars["SLACK_TOKEN"] = test.variable
			p.explore = func(_ context.Context, from ui.Source, opts ui.Options) error {
				if diff := cmp.Diff(test.want, names(from)); diff != "" {
					t.Errorf("teams (-want +got):\n%s", diff)
				}
				if opts.Mode != "sandbox" {
					t.Errorf("the mode is %q", opts.Mode)
				}
				return nil
			}
			p.run(t, "", test.args...).want(t, console.StatusDone)
			if p.secrets.asked != 0 {
				t.Errorf("the keyring was asked %d times before the first screen", p.secrets.asked)
			}
		})
	}
}

func TestRootRefuses(t *testing.T) {
	t.Parallel()
	p := newPlace(t).onTerminal()
	p.run(t, "", "--team", "nobody/bot").want(t, console.StatusUsage, "no stored team")
	p.vars["SLACK_TOKEN"] = "hunter2"
	p.run(t, "").want(t, console.StatusRefused, "SLACK_TOKEN: this is not a Slack token")
}

// TestDemoReadsOverHTTP plays the explorer: it reads every team of the demo.
func TestDemoReadsOverHTTP(t *testing.T) {
	t.Parallel()
	world := world.Demo(200)
	p := newPlace(t).onTerminal()
	p.explore = func(ctx context.Context, from ui.Source, opts ui.Options) error {
		if opts.Mode != "sandbox" {
			t.Errorf("the mode is %q", opts.Mode)
		}
		from.OnWait(func(w ui.Wait) { t.Errorf("had to wait for %s", w.Method) })
		for i, team := range from.Teams() {
			readTeam(ctx, t, from, team, world.Teams[i])
		}
		return nil
	}
	p.run(t, "", "demo", "--resources", "200").want(t, console.StatusDone)
}

// readTeam compares a team as it is read with the team of the world.
func readTeam(ctx context.Context, t *testing.T, from ui.Source, team ui.Team, want world.Team) {
	id, err := from.Identify(ctx, team.Key)
	if want.Installs[0].Revoked {
		if refused, ok := errors.AsType[*slackapi.Error](err); !ok || refused.Code != "token_revoked" {
			t.Errorf("%s: %v, want token_revoked", team.Name, err)
		}
		return
	}
	if err != nil || id.Team.ID != want.ID || id.Team.ID != team.ID || id.Team.Name != team.Name {
		t.Errorf("%s is identified as %+v, %v", team.Name, id.Team, err)
	}
	var p model.Permissions
	for p, err = range from.Permissions(ctx, team.Key) {
		if err != nil {
			t.Fatalf("%s: %v", team.Name, err)
		}
	}
	for _, g := range want.Installs[0].Grants {
		got := p.On(g.Type)
		if team.Kind != catalog.Workspace { // whose scopes come from elsewhere, and open types
			if len(got) != 1 {
				t.Errorf("%s: read %+v of type %s", team.Name, got, g.Type)
			}
			continue
		}
		if len(got) != 1 || !slices.Equal(got[0].Scopes, g.Scopes) || got[0].Resources.Wildcard != g.Resources.Wildcard {
			t.Errorf("%s: read %+v, want %+v", team.Name, got, g)
		}
	}
	for page, err := range from.Resources(ctx, team.Key, p) {
		if err != nil {
			t.Errorf("%s: %v", team.Name, err)
		}
		for _, r := range page[:min(1, len(page))] {
			got, err := from.Resource(ctx, team.Key, model.Resource{Type: r.Type, ID: r.ID})
			if err != nil || got.Name != r.Name {
				t.Errorf("%s: looked up %+v, %v, want %+v", team.Name, got, err, r)
			}
		}
		break
	}
}

func TestDemoSizes(t *testing.T) {
	t.Parallel()
	for _, n := range []string{"0", "-5", "1000001", "many", ""} {
		newPlace(t).onTerminal().run(t, "", "demo", "--resources", n).want(t, console.StatusUsage, "--resources")
	}
}

func TestSourceAsksTheKeyringOnceAndAgainAfterAFailure(t *testing.T) {
	t.Parallel()
	token, err := model.ParseToken("xoxa-sandbox-acme")
	if err != nil {
		t.Fatal(err)
	}
	asked := 0
	s := explore.NewSource([]explore.Account{{
		Team:   ui.Team{Key: "a", Kind: catalog.Workspace},
		APIURL: newSandbox(t, world.Demo(1)),
		Token: func(context.Context) (model.Token, error) {
			if asked++; asked == 1 {
				return model.Token{}, keystore.ErrKeyringLocked
			}
			return token, nil
		},
	}}, nil)
	if _, err := s.Identify(t.Context(), "a"); !errors.Is(err, keystore.ErrKeyringLocked) {
		t.Errorf("with a locked keyring: %v", err)
	}
	for range 3 {
		if _, err := s.Identify(t.Context(), "a"); err != nil {
			t.Error(err)
		}
	}
	if asked != 2 {
		t.Errorf("the keyring was asked %d times, want 2", asked)
	}
}

func TestSourceRefusesOtherTokensBeforeSending(t *testing.T) {
	t.Parallel()
	s := explore.NewSource([]explore.Account{{
		Team:   ui.Team{Key: "a", Kind: catalog.AppLevel},
		APIURL: goneURL,
		Token: func(context.Context) (model.Token, error) {
			t.Error("the keyring was asked for a token of no use")
			return model.Token{}, nil
		},
	}}, nil)
	for _, err := range s.Permissions(t.Context(), "a") {
		if code, _ := console.Classify(err); code != "wrong_token_kind" {
			t.Errorf("%v, want wrong_token_kind", err)
		}
	}
}

func TestEndedFromOutside(t *testing.T) {
	t.Parallel()
	p := newPlace(t).onTerminal()
	ctx, cancel := context.WithCancel(t.Context())
	p.explore = func(context.Context, ui.Source, ui.Options) error { cancel(); return nil }
	p.runUntil(ctx, "", "demo").want(t, console.StatusInterrupted)
}
