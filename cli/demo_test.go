package cli

import (
	"context"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"periscope/cli/console"
	"periscope/cli/demo"
	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/sandbox/world"
	"periscope/slackapi/text"
	"periscope/ui"
)

// inDemo runs a test inside the demo, in place of the explorer.
func inDemo(t *testing.T, play func(ctx context.Context, s *demo.Source)) {
	t.Helper()
	p := newPlace(t).onTerminal()
	p.explore = func(ctx context.Context, from ui.Source, _ ui.Options) error {
		s, ok := from.(*demo.Source)
		if !ok {
			t.Fatalf("the demo's source is a %T", from)
		}
		play(ctx, s)
		return nil
	}
	p.run(t, "", "demo", "--resources", "1").want(t, console.StatusDone)
}

// keyOf is the key of the demo's team with a name.
func keyOf(t *testing.T, s *demo.Source, name string) string {
	t.Helper()
	for _, team := range s.Teams() {
		if team.Name == name {
			return team.Key
		}
	}
	t.Fatalf("the demo has no team %s", name)
	return ""
}

// lastOf reads permissions to the end.
func lastOf(ctx context.Context, t *testing.T, s ui.Source, key string) model.Permissions {
	t.Helper()
	var whole model.Permissions
	for p, err := range s.Permissions(ctx, key) {
		if err != nil {
			t.Fatal(err)
		}
		whole = p
	}
	return whole
}

func TestDemoShowsOneTokenOfEachTeam(t *testing.T) {
	t.Parallel()
	var want []string
	for _, team := range world.Demo(1).Teams {
		want = append(want, text.Clean(team.Name))
	}
	inDemo(t, func(_ context.Context, s *demo.Source) {
		if diff := cmp.Diff(want, names(s)); diff != "" {
			t.Errorf("teams (-want +got):\n%s", diff)
		}
		var kinds []catalog.TokenKind
		for _, team := range s.Teams() {
			kinds = append(kinds, team.Kind)
		}
		wantKinds := []catalog.TokenKind{
			catalog.Workspace, catalog.Workspace, catalog.Workspace, catalog.Workspace, catalog.Bot, catalog.UserToken,
		}
		if !slices.Equal(kinds, wantKinds) {
			t.Errorf("kinds %v, want %v", kinds, wantKinds)
		}
	})
}

func TestDemoInstallsAgain(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		team   string
		asks   model.Install
		scope  catalog.Scope
		on     catalog.ResourceType
		opened bool // conversations of the type come into sight
	}{
		"a bot":  {"Lighthouse", model.Install{Bot: []catalog.Scope{"groups:read"}}, "groups:read", catalog.Group, true},
		"a user": {"Greenhouse", model.Install{User: []catalog.Scope{"search:read"}}, "search:read", catalog.Team, false},
	} {
		t.Run(name, func(t *testing.T) {
			inDemo(t, func(ctx context.Context, s *demo.Source) {
				key := keyOf(t, s, c.team)
				before := lastOf(ctx, t, s, key)
				if slices.Contains(before.Scopes(), c.scope) {
					t.Fatalf("%s is held already", c.scope)
				}
				if _, err := s.Identify(ctx, key); err != nil {
					t.Fatal(err)
				}
				if err := s.Install(ctx, key, c.asks); err != nil {
					t.Fatal(err)
				}
				after := lastOf(ctx, t, s, key)
				for _, scope := range append(before.Scopes(), c.scope) {
					if !slices.Contains(after.Scopes(), scope) {
						t.Errorf("%s is not held after the install", scope)
					}
				}
				if c.opened && after.On(c.on)[0].Resources.Empty() {
					t.Errorf("no resources of type %s after the install", c.on)
				}
				if got := len(s.Teams()); got != len(world.Demo(1).Teams) {
					t.Errorf("%d teams after the install", got)
				}
			})
		})
	}
}

func TestDemoInstallsBotAndUserTokens(t *testing.T) {
	t.Parallel()
	inDemo(t, func(ctx context.Context, s *demo.Source) {
		before := s.Teams()
		both := model.Install{Bot: []catalog.Scope{"groups:read"}, User: []catalog.Scope{"channels:read"}}
		for range 2 {
			if err := s.Install(ctx, keyOf(t, s, "Lighthouse"), both); err != nil {
				t.Fatal(err)
			}
		}
		after := s.Teams()
		if len(after) != len(before)+1 {
			t.Fatalf("%d teams were %d", len(after), len(before))
		}
		person := after[len(after)-1]
		if got := lastOf(ctx, t, s, person.Key); person.Kind != catalog.UserToken || !slices.Contains(got.Scopes(), "channels:read") {
			t.Errorf("%+v may %v", person, got.Scopes())
		}
	})
}

func TestDemoInstallThatIsRefused(t *testing.T) {
	t.Parallel()
	inDemo(t, func(ctx context.Context, s *demo.Source) {
		err := s.Install(ctx, keyOf(t, s, "Lighthouse"), model.Install{Bot: []catalog.Scope{"search:read"}})
		if f := console.Describe(err); f.Code != "not_installed" || !strings.Contains(f.Message, "invalid_scope") {
			t.Errorf("%v", err)
		}
	})
}

func TestDemoInstallPage(t *testing.T) {
	t.Parallel()
	inDemo(t, func(_ context.Context, s *demo.Source) {
		page, err := s.InstallPage(keyOf(t, s, "Lighthouse"), model.Install{Bot: []catalog.Scope{"pins:read"}, User: []catalog.Scope{"search:read"}})
		if err != nil {
			t.Fatal(err)
		}
		u, err := url.Parse(page)
		if err != nil || u.Path != "/oauth/v2/authorize" {
			t.Fatalf("%s, %v", page, err)
		}
		query := u.Query()
		if query.Get("client_id") == "" || query.Get("scope") != "pins:read" || query.Get("user_scope") != "search:read" {
			t.Errorf("the page is %s", page)
		}
	})
}

func TestDemoTriesManifests(t *testing.T) {
	t.Parallel()
	inDemo(t, func(ctx context.Context, s *demo.Source) {
		for _, team := range []string{"Lighthouse", "Greenhouse"} {
			flaws, err := s.TryManifest(ctx, keyOf(t, s, team), model.Install{Bot: []catalog.Scope{"groups:read"}})
			if err != nil || len(flaws) > 0 {
				t.Errorf("%s: flaws %q, %v", team, flaws, err)
			}
			flaws, err = s.TryManifest(ctx, keyOf(t, s, team), model.Install{Bot: []catalog.Scope{"search:read"}})
			if err != nil || len(flaws) != 1 || !strings.Contains(flaws[0], "/oauth_config/scopes/bot/") {
				t.Errorf("%s: flaws %q, %v; want one, with its place", team, flaws, err)
			}
		}
		if _, err := s.TryManifest(ctx, keyOf(t, s, "Acme HQ"), model.Install{}); err != nil {
			t.Errorf("Acme HQ: %v", err)
		}
	})
}

// TestDemoDrifts: the sample shows one of everything that can be wrong.
func TestDemoDrifts(t *testing.T) {
	t.Parallel()
	type lacks map[string][]catalog.Scope // by method
	for team, want := range map[string]struct {
		notInstalled, undeclared, unused []catalog.Scope
		missing                          lacks
		elsewhere                        []string // methods
	}{
		"Lighthouse": {
			notInstalled: []catalog.Scope{"files:write", "reactions:read"},
			undeclared:   []catalog.Scope{"reactions:write"},
			unused:       []catalog.Scope{"im:read", "reactions:write"},
			missing: lacks{
				"files.completeUploadExternal": {"files:write"}, "files.getUploadURLExternal": {"files:write"},
				"pins.add": {"pins:write"}, "reactions.get": {"reactions:read"},
			},
			elsewhere: []string{"search.messages"},
		},
		"Greenhouse": {
			notInstalled: []catalog.Scope{"search:read"},
			undeclared:   []catalog.Scope{"channels:history", "chat:write"},
			unused:       []catalog.Scope{"im:read", "mpim:read"},
			missing:      lacks{"pins.add": {"pins:write"}, "search.messages": {"search:read"}},
			elsewhere:    []string{"files.completeUploadExternal", "files.getUploadURLExternal", "reactions.get"},
		},
	} {
		inDemo(t, func(ctx context.Context, s *demo.Source) {
			d, err := s.Drift(ctx, keyOf(t, s, team))
			if err != nil {
				t.Fatal(err)
			}
			missing, elsewhere := lacks{}, []string{}
			for _, l := range d.Missing {
				missing[l.Method] = l.Scopes
				if !strings.HasPrefix(l.CallSites[0].File, "deploy-bell/") || l.CallSites[0].Line == 0 {
					t.Errorf("%s is used at %+v", l.Method, l.CallSites[0])
				}
			}
			for _, l := range d.ForOtherToken {
				elsewhere = append(elsewhere, l.Method)
			}
			for what, diff := range map[string]string{
				"not installed": cmp.Diff(want.notInstalled, d.NotInstalled),
				"undeclared":    cmp.Diff(want.undeclared, d.Undeclared),
				"unused":        cmp.Diff(want.unused, d.Unused, cmpopts.EquateEmpty()),
				"missing":       cmp.Diff(want.missing, missing),
				"elsewhere":     cmp.Diff(want.elsewhere, elsewhere),
			} {
				if diff != "" {
					t.Errorf("%s: %s (-want +got):\n%s", team, what, diff)
				}
			}
		})
	}
}
