package install

import (
	"context"
	"errors"
	"slices"
	"testing"

	"periscope/cli/clitest"
	"periscope/cli/token"
	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/sandbox/world"
)

// testStore is a [Store] that a test looks into; a nil function does nothing.
type testStore struct {
	prepare func() error
	save    func([]token.Addition)
}

func (s testStore) Prepare(context.Context) error {
	if s.prepare == nil {
		return nil
	}
	return s.prepare()
}

func (s testStore) Save(_ context.Context, brought []token.Addition) error {
	s.save(brought)
	return nil
}

// installs are the two ways to install.
var installs = map[string]func(t *testing.T, f Flow, store Store) error{
	"bot and user tokens": func(t *testing.T, f Flow, store Store) error {
		return f.Install(t.Context(), model.Install{Bot: []catalog.Scope{"pins:read"}}, store)
	},
	"a workspace app": func(t *testing.T, f Flow, store Store) error {
		f.ClientID, f.Secret = "sandbox-client-id", clitest.ClientSecret(t, "sandbox-client-secret")
		return f.installWorkspaceApp(t.Context(), []catalog.Scope{"pins:read"}, store)
	},
}

// TestNothingIsExchangedWithoutAPlace: the store is prepared before the page opens, and
// again before the exchange. Where it fails nothing is exchanged.
func TestNothingIsExchangedWithoutAPlace(t *testing.T) {
	t.Parallel()
	noPlace := errors.New("there is no place")
	for way, install := range installs {
		for when, c := range map[string]struct {
			fails int // which preparation
			want  []string
		}{
			"at first":           {1, []string{"prepare"}},
			"since the approval": {2, []string{"prepare", "page", "prepare"}},
			"never":              {0, []string{"prepare", "page", "prepare", "save"}},
		} {
			t.Run(way+", "+when, func(t *testing.T) {
				t.Parallel()
				w := world.Demo(1)
				slack := clitest.NewSlack(t, w)
				f := newFlow(t, slack, "sandbox-bell-secret", "")
				var did []string
				prepared := 0
				show := f.Show
				f.Show = func(page ApprovalPage) error {
					did = append(did, "page")
					return show(page)
				}
				err := install(t, f, testStore{
					func() error {
						did = append(did, "prepare")
						if prepared++; prepared == c.fails {
							return noPlace
						}
						return nil
					},
					func(brought []token.Addition) {
						did = append(did, "save")
						for _, b := range brought {
							if !b.Issued {
								t.Errorf("%v is not known to be issued just now", b.Token)
							}
						}
					},
				})
				if errors.Is(err, noPlace) != (c.fails > 0) {
					t.Errorf("ends with %v", err)
				}
				if !slices.Equal(did, c.want) {
					t.Errorf("did %q, want %q", did, c.want)
				}
				exchanged := slices.ContainsFunc(slack.Called(), func(method string) bool {
					return method == "oauth.v2.access" || method == "oauth.token"
				})
				if exchanged != (c.fails == 0) {
					t.Errorf("exchanged: %v", exchanged)
				}
			})
		}
	}
}

// TestWorkspaceTokenIsStoredThoughSlackDoesNotIdentifyIt: the code is gone.
func TestWorkspaceTokenIsStoredThoughSlackDoesNotIdentifyIt(t *testing.T) {
	t.Parallel()
	slack := clitest.NewSlack(t, world.Demo(1))
	slack.Fail("auth.test")
	var got []token.Addition
	err := installs["a workspace app"](t, newFlow(t, slack, "sandbox-bell-secret", ""), testStore{save: func(brought []token.Addition) { got = brought }})
	if err != nil || len(got) != 1 {
		t.Fatalf("brings %+v, %v: the token is lost", got, err)
	}
	if add := got[0]; add.Kind != catalog.Workspace || add.Team.ID != world.Demo(1).Teams[0].ID || add.Token.IsZero() {
		t.Errorf("brings %+v", add)
	}
}
