package explore

import (
	"context"
	"errors"
	"slices"
	"testing"

	"periscope/cli/clitest"
	"periscope/cli/console"
	"periscope/cli/token"
	"periscope/keystore"
	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi"
	"periscope/slackapi/sandbox/world"
	"periscope/ui"
)

// newTeams is a source with the workspace token of Acme HQ.
func newTeams(t *testing.T) stored {
	t.Helper()
	return newStored(t, clitest.NewSlack(t, world.Demo(1)), keystore.Credential{Token: clitest.Token(t, "xoxa-sandbox-acme")}, StoredOptions{})
}

// TestAddStoresWhatSlackSaid: the prefix of a configuration token is that of a user's.
func TestAddStoresWhatSlackSaid(t *testing.T) {
	t.Parallel()
	s := newTeams(t)
	for pasted, want := range map[string]keystore.Entry{
		"xoxe.xoxp-sandbox-lighthouse": {Key: "lighthouse/configuration", Kind: catalog.Configuration, TeamName: "Lighthouse", AppID: "A0DEPLOYBELL"},
		"xoxb-sandbox-lighthouse":      {Key: "lighthouse/bot", Kind: catalog.Bot, TeamName: "Lighthouse", AppID: "A0DEPLOYBELL"},
		"xoxp-sandbox-greenhouse":      {Key: "greenhouse/user", Kind: catalog.UserToken, TeamName: "Greenhouse", AppID: "A0DEPLOYBELL"},
	} {
		team, err := s.Add(t.Context(), " "+pasted+"\n")
		if err != nil {
			t.Fatal(err)
		}
		if team.Key != want.Key || team.Kind != want.Kind || team.Name != want.TeamName {
			t.Errorf("shows %+v, want %+v", team, want)
		}
		e, err := s.store.Find(want.Key)
		if err != nil || e.Kind != want.Kind || e.AppID != want.AppID || e.APIURL != s.APIURL || !e.AddedAt.Equal(clitest.Noon.Truncate(1e9)) {
			t.Errorf("stored %+v, %v, want %+v", e, err, want)
		}
		if a := s.Account(want.Key); a.AppID != want.AppID {
			t.Errorf("the account is of app %q", a.AppID)
		}
	}
	if said := s.env.Printed(); said != "" {
		t.Errorf("printed %q over the explorer's screen", said)
	}
}

// TestAddAThirdOfAKind: with two stored, the third is stored all the same.
func TestAddAThirdOfAKind(t *testing.T) {
	t.Parallel()
	const pasted = "xoxb-sandbox-lighthouse"
	two := []string{"acme-hq/workspace", "lighthouse/bot", "lighthouse/bot-2"}
	for name, c := range map[string]struct {
		add  func(ctx context.Context, s stored) (ui.Team, error)
		key  string
		keys []string
	}{
		"beside them": {
			func(ctx context.Context, s stored) (ui.Team, error) { return s.AddBeside(ctx, pasted) },
			"lighthouse/bot-3", append(slices.Clone(two), "lighthouse/bot-3"),
		},
		"in the place of the second": {
			func(ctx context.Context, s stored) (ui.Team, error) {
				return s.Replace(ctx, pasted, "lighthouse/bot-2")
			},
			"lighthouse/bot-2", two,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newTeams(t)
			for _, add := range []func(context.Context, string) (ui.Team, error){s.Add, s.AddBeside} {
				if _, err := add(t.Context(), pasted); err != nil {
					t.Fatal(err)
				}
			}
			_, err := s.Add(t.Context(), pasted)
			exists, ok := errors.AsType[interface { // as the dialog asks
				error
				StoredTokens() []ui.StoredToken
			}](err)
			if want := []ui.StoredToken{
				{Key: "lighthouse/bot", About: "xoxb-…ouse, added on 2026-03-04"}, {Key: "lighthouse/bot-2", About: "xoxb-…ouse, added on 2026-03-04"},
			}; !ok || !slices.Equal(exists.StoredTokens(), want) {
				t.Fatalf("the third, without a choice: %v", err)
			}
			team, err := c.add(t.Context(), s)
			if err != nil || team.Key != c.key {
				t.Errorf("added %+v, %v", team, err)
			}
			if got := s.keys(t); !slices.Equal(got, c.keys) {
				t.Errorf("stored %q, want %q", got, c.keys)
			}
			var shown []string
			for _, team := range s.Teams() {
				shown = append(shown, team.Key)
			}
			if !slices.Equal(shown, c.keys) {
				t.Errorf("shows %q, want %q", shown, c.keys)
			}
		})
	}
}

func TestReplaceOfAnotherKindIsAChoiceStill(t *testing.T) {
	t.Parallel()
	s := newTeams(t)
	if _, err := s.Add(t.Context(), "xoxb-sandbox-lighthouse"); err != nil {
		t.Fatal(err)
	}
	_, err := s.Replace(t.Context(), "xoxb-sandbox-lighthouse", "acme-hq/workspace")
	if !console.IsType[AlreadyStoredError](err) || !slices.Equal(s.keys(t), []string{"acme-hq/workspace", "lighthouse/bot"}) {
		t.Errorf("%v; stored %q", err, s.keys(t))
	}
}

func TestAddReplacesTheOnlyOne(t *testing.T) {
	t.Parallel()
	s := newTeams(t)
	team, err := s.Replace(t.Context(), "xoxa-sandbox-acme", "acme-hq/workspace")
	if err != nil || team.Key != "acme-hq/workspace" || len(s.keys(t)) != 1 {
		t.Errorf("added %+v, %v; stored %q", team, err, s.keys(t))
	}
}

func TestAddRefuses(t *testing.T) {
	t.Parallel()
	s := newTeams(t)
	s.slack.Called()
	for pasted, c := range map[string]struct {
		is    func(error) bool
		calls int
	}{
		"hunter2":              {console.IsType[*model.InputError], 0},
		"xapp-sandbox-level":   {console.IsType[*keystore.KindError], 0},
		"xoxb-sandbox-nobody":  {console.IsType[*slackapi.Error], 1},
		"xoxa-sandbox-unknown": {console.IsType[*slackapi.Error], 1},
	} {
		if _, err := s.Add(t.Context(), pasted); !c.is(err) || !console.IsType[model.Explained](err) {
			t.Errorf("%s: %v (%T)", pasted, err, err)
		}
		if calls := s.slack.Called(); len(calls) != c.calls {
			t.Errorf("%s: called %v", pasted, calls)
		}
	}
	if len(s.keys(t)) != 1 || len(s.Teams()) != 1 {
		t.Errorf("stored %q", s.keys(t))
	}
}

// TestAddAsksForNoPassphrase: the explorer has the terminal for itself.
func TestAddAsksForNoPassphrase(t *testing.T) {
	t.Parallel()
	env := clitest.NewEnvironment(t, clitest.NewSlack(t, world.Demo(1)))
	env.Type()
	env.ReadSecret = func(context.Context) (string, error) {
		t.Error("a passphrase was asked for")
		return "", nil
	}
	store, err := token.OpenStore(&env.Environment, keystore.BackendFile)
	if err != nil {
		t.Fatal(err)
	}
	s := NewStoredSource(NewSource(nil, nil), &env.Environment, store, StoredOptions{APIURL: env.Vars["SLACK_API_URL"]})
	if s.Store() != "the encrypted file" {
		t.Errorf("tokens go to %s", s.Store())
	}
	_, err = s.Add(t.Context(), "xoxb-sandbox-lighthouse")
	if said := env.Printed(); !errors.Is(err, keystore.ErrFileLocked) || said != "" {
		t.Errorf("%v, and printed %q", err, said)
	}
}

// TestKeptSaysWhereATokenIs names the place of each token, and that one of the environment is in none.
func TestKeptSaysWhereATokenIs(t *testing.T) {
	t.Parallel()
	s := newTeams(t)
	key := s.Teams()[0].Key
	if where, why := s.Kept(key); where == "" || why != "" {
		t.Errorf("the stored token is in %q: %q", where, why)
	}
	s.Put(AccountOf("SLACK_TOKEN", clitest.Token(t, "xoxb-sandbox-lighthouse"), s.APIURL))
	if where, why := s.Kept("SLACK_TOKEN"); where != "" || why != "this one comes from SLACK_TOKEN; nothing is stored" {
		t.Errorf("the token of the environment is in %q: %q", where, why)
	}
	if err := s.store.Remove(t.Context(), key); err != nil {
		t.Fatal(err)
	}
	if where, why := s.Kept(key); where != "" || why == "" {
		t.Errorf("a token that another program removed is in %q: %q", where, why)
	}
}

// TestAddUsesTheOpenFile: whoever has opened the file for this run, and keeps nothing in
// a keyring, adds to the file, without being asked for anything.
func TestAddUsesTheOpenFile(t *testing.T) {
	t.Parallel()
	env := clitest.NewEnvironment(t, clitest.NewSlack(t, world.Demo(1)))
	env.ReadSecret = func(context.Context) (string, error) { return "a long passphrase", nil }
	store, err := token.OpenStore(&env.Environment, "")
	if err != nil {
		t.Fatal(err)
	}
	save := func(text string, place keystore.Backend) {
		t.Helper()
		add, err := token.Identify(t.Context(), keystore.Addition{
			Credential: keystore.Credential{Token: clitest.Token(t, text)}, APIURL: env.Vars["SLACK_API_URL"], At: env.Now(),
		}, "")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := store.Save(t.Context(), token.Addition{Addition: add}, place, token.Choice{}.Always()); err != nil {
			t.Fatal(err)
		}
	}
	save("xoxb-sandbox-lighthouse", keystore.BackendFile)
	s := NewStoredSource(NewSource(nil, nil), &env.Environment, store, StoredOptions{APIURL: env.Vars["SLACK_API_URL"]})
	if s.Store() != "the encrypted file" {
		t.Errorf("tokens go to %s", s.Store())
	}
	team, err := s.Add(t.Context(), "xoxa-sandbox-acme")
	if err != nil {
		t.Fatal(err)
	}
	if e, err := store.Find(team.Key); err != nil || e.Backend != keystore.BackendFile {
		t.Errorf("%s is in the %s, %v", team.Key, e.Backend, err)
	}
	save("xoxp-sandbox-greenhouse", keystore.BackendKeyring)
	if s.Store() != "your keyring" {
		t.Errorf("with a token in the keyring, tokens go to %s", s.Store())
	}
}
