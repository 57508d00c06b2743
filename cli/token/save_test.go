package token

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"periscope/cli/clitest"
	"periscope/cli/console"
	"periscope/keystore"
	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/sandbox/world"
)

// keys are the keys of the stored tokens, in the order in which they were added.
func keys(t *testing.T, store *Store) []string {
	t.Helper()
	entries, err := store.List()
	if err != nil {
		t.Fatal(err)
	}
	return keysOf(entries)
}

// TestSaveChooses stores a third token of a kind that the team has two of.
func TestSaveChooses(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		choice Choice
		key    string   // of the new token; empty: it is refused
		want   []string // keys afterwards
	}{
		"nothing":                  {Choice{}, "", []string{"lighthouse/bot", "lighthouse/bot-2"}},
		"to replace the first":     {Choice{Replace: "lighthouse/bot"}, "lighthouse/bot", []string{"lighthouse/bot", "lighthouse/bot-2"}},
		"to replace the second":    {Choice{Replace: "lighthouse/bot-2"}, "lighthouse/bot-2", []string{"lighthouse/bot", "lighthouse/bot-2"}},
		"to replace another":       {Choice{Replace: "lighthouse/user"}, "", []string{"lighthouse/bot", "lighthouse/bot-2"}},
		"a free name":              {Choice{Beside: true}, "lighthouse/bot-3", []string{"lighthouse/bot", "lighthouse/bot-2", "lighthouse/bot-3"}},
		"a name":                   {Choice{Beside: true, Name: "deploy"}, "lighthouse/deploy", []string{"lighthouse/bot", "lighthouse/bot-2", "lighthouse/deploy"}},
		"a name that is taken":     {Choice{Beside: true, Name: "bot"}, "", []string{"lighthouse/bot", "lighthouse/bot-2"}},
		"a name that cannot be":    {Choice{Beside: true, Name: "a/b"}, "", []string{"lighthouse/bot", "lighthouse/bot-2"}},
		"the first, else beside":   {Choice{Replace: "lighthouse/bot", Beside: true}, "lighthouse/bot", []string{"lighthouse/bot", "lighthouse/bot-2"}},
		"another, else beside":     {Choice{Replace: "lighthouse/user", Beside: true}, "lighthouse/bot-3", []string{"lighthouse/bot", "lighthouse/bot-2", "lighthouse/bot-3"}},
		"a name, and not replaced": {Choice{Name: "deploy"}, "", []string{"lighthouse/bot", "lighthouse/bot-2"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := clitest.NewEnvironment(t, clitest.NewSlack(t, world.Demo(1)))
			store := openStore(t, env)
			add := identified(t, env, "xoxb-sandbox-lighthouse", "")
			save(t, store, add, Choice{})
			save(t, store, add, Choice{Beside: true})
			one, err := store.Save(t.Context(), add, "", c.choice.Always())
			if one.Key != c.key || (err == nil) != (c.key != "") {
				t.Errorf("saved as %q, %v, want %q", one.Key, err, c.key)
			}
			if got := keys(t, store); !slices.Equal(got, c.want) {
				t.Errorf("stored %q, want %q", got, c.want)
			}
			if want := c.key != "" && c.key == c.choice.Replace; one.Replaced != want {
				t.Errorf("replaced: %v", one.Replaced)
			}
			exists, isStored := errors.AsType[*keystore.ExistsError](err)
			if c.choice == (Choice{}) && (!isStored || !slices.Equal(keysOf(exists.Entries), []string{"lighthouse/bot", "lighthouse/bot-2"})) {
				t.Errorf("the error %v does not name those to choose from", err)
			}
		})
	}
}

// installed is a token of an installation, which acts as a user.
func installed(t *testing.T, env *clitest.Environment, text, app string, user model.UserID) Addition {
	t.Helper()
	add := identified(t, env, text, "")
	add.AppID, add.ActsAs, add.Team.URL = app, user, ""
	return add
}

func TestSaveReplacesTheSameInstall(t *testing.T) {
	t.Parallel()
	team := world.Demo(1).Teams[5]
	person, another := team.Installs[0].AppUser, team.Users[0].ID
	for name, c := range map[string]struct {
		app      string
		user     model.UserID
		named    string
		fails    string
		key      string
		replaced bool
	}{
		"of the same person":       {"A0DEPLOYBELL", person, "", "", "greenhouse/user", true},
		"of another person":        {"A0DEPLOYBELL", another, "", "", "greenhouse/user-2", false},
		"of another app":           {"A0OTHER", person, "", "", "greenhouse/user-2", false},
		"under a name":             {"A0DEPLOYBELL", person, "mine", "", "greenhouse/mine", false},
		"that Slack does not tell": {"A0DEPLOYBELL", person, "", "auth.test", "greenhouse/user-2", false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			slack := clitest.NewSlack(t, world.Demo(1))
			env := clitest.NewEnvironment(t, slack)
			store := openStore(t, env)
			first := identified(t, env, "xoxp-sandbox-greenhouse", "")
			save(t, store, first, Choice{})
			fresh := installed(t, env, "xoxp-sandbox-greenhouse", c.app, c.user)
			fresh.Name = c.named
			slack.Fail(c.fails)
			one := save(t, store, fresh, Choice{Beside: true})
			if one.Key != c.key || one.Replaced != c.replaced {
				t.Errorf("saved as %s, replaced %v", one.Key, one.Replaced)
			}
			if c.replaced && one.URL != first.Team.URL {
				t.Errorf("the team's address is %q, want the one that was known", one.URL)
			}
		})
	}
}

func TestSaveStaysInItsPlace(t *testing.T) {
	t.Parallel()
	env := clitest.NewEnvironment(t, clitest.NewSlack(t, world.Demo(1)))
	env.ReadSecret = func(context.Context) (string, error) { return "a long passphrase", nil }
	store := openStore(t, env)
	bot := world.Demo(1).Teams[4].Installs[0].AppUser
	add := installed(t, env, "xoxb-sandbox-lighthouse", "A0DEPLOYBELL", bot)
	one, err := store.Save(t.Context(), add, keystore.BackendFile, Choice{}.Always())
	if err != nil || one.Backend != keystore.BackendFile || !strings.Contains(one.String(), "encrypted in ") {
		t.Fatalf("saved as %v, %v", one, err)
	}
	if one := save(t, store, add, Choice{}); one.Backend != keystore.BackendFile || !one.Replaced {
		t.Errorf("installed again, it is %v", one)
	}
	add.ActsAs, add.Kind, add.Token = "", catalog.Bot, clitest.Token(t, "xoxb-sandbox-other")
	if one := save(t, store, add, Choice{Beside: true}); one.Backend != keystore.BackendKeyring {
		t.Errorf("another token is %v", one)
	}
}

func TestSilentStoreNeitherAsksNorPrints(t *testing.T) {
	t.Parallel()
	env := clitest.NewEnvironment(t, clitest.NewSlack(t, world.Demo(1)))
	env.Type("a line that nobody reads")
	env.ReadSecret = func(context.Context) (string, error) {
		t.Error("a passphrase was asked for")
		return "", nil
	}
	store, err := OpenStore(&env.Environment, keystore.BackendFile)
	if err != nil {
		t.Fatal(err)
	}
	_, err = store.Silent().Save(t.Context(), identified(t, env, "xoxb-sandbox-lighthouse", ""), "", Choice{}.Always())
	if said := env.Printed(); !errors.Is(err, keystore.ErrFileLocked) || said != "" {
		t.Errorf("%v, and printed %q", err, said)
	}
}

// newSaver is a saver with its flags, for what one command brings.
func newSaver(env *clitest.Environment) *Saver {
	return NewSaver(&env.Environment, &StoreFlag{})
}

func TestSaverAsks(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		stored int // tokens of the kind that are stored
		typed  []string
		key    string
		asks   string
	}{
		"replace the one":     {1, []string{"r"}, "lighthouse/bot", "lighthouse/bot is already stored: xoxb-…ouse, added on 2026-03-04."},
		"beside the one":      {1, []string{"A", ""}, "lighthouse/bot-2", "Its name [bot-2]:"},
		"by name":             {1, []string{"a", "deploy"}, "lighthouse/deploy", "[r/a/N]"},
		"by a name like it":   {1, []string{"a", "bot", "r"}, "lighthouse/bot", "[r/a/N]"},
		"neither":             {1, []string{""}, "", "[r/a/N]"},
		"replace the third":   {3, []string{"3"}, "lighthouse/bot-3", "  3  replace lighthouse/bot-3: xoxb-…ouse, added on 2026-03-04\n"},
		"beside the third":    {3, []string{"a", ""}, "lighthouse/bot-4", "3 such tokens are already stored."},
		"none of three":       {3, []string{"4"}, "", "[1-3/a/N]"},
		"r is for one, not 3": {3, []string{"r"}, "", "[1-3/a/N]"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := clitest.NewEnvironment(t, clitest.NewSlack(t, world.Demo(1)))
			add := identified(t, env, "xoxb-sandbox-lighthouse", "")
			for range c.stored {
				save(t, openStore(t, env), add, Choice{Beside: true})
			}
			env.Type(c.typed...)
			all, err := newSaver(env).SaveAll(t.Context(), []Addition{add}, "")
			said := env.Printed()
			if !strings.Contains(said, c.asks) {
				t.Errorf("asks %q", said)
			}
			if c.key == "" {
				if code, status := console.Classify(err); code != "declined" || status != console.StatusNo || len(all) > 0 {
					t.Errorf("saved %v, %v", all, err)
				}
				return
			}
			if err != nil || len(all) != 1 || all[0].Key != c.key {
				t.Errorf("saved %v, %v, want %s", all, err, c.key)
			}
		})
	}
}

func TestSaverWithoutAPersonRefuses(t *testing.T) {
	t.Parallel()
	env := clitest.NewEnvironment(t, clitest.NewSlack(t, world.Demo(1)))
	add := identified(t, env, "xoxb-sandbox-lighthouse", "")
	for _, replace := range []bool{false, true} {
		saver := newSaver(env)
		saver.replace = replace
		for range 2 {
			save(t, openStore(t, env), add, Choice{Beside: true})
		}
		before := keys(t, openStore(t, env))
		all, err := saver.SaveAll(t.Context(), []Addition{add}, "")
		if !console.IsType[*keystore.ExistsError](err) && !replace || len(all) > 1 {
			t.Errorf("saved %v, %v", all, err)
		}
		if diff := cmp.Diff(before, keys(t, openStore(t, env))); diff != "" {
			t.Errorf("stored (-want +got):\n%s", diff)
		}
	}
}

// TestSaverRemembersAnAnswer: where there turns out to be no keyring, the token goes to the
// file with the answer that was given already.
func TestSaverRemembersAnAnswer(t *testing.T) {
	t.Parallel()
	env := clitest.NewEnvironment(t, clitest.NewSlack(t, world.Demo(1)))
	env.ReadSecret = func(context.Context) (string, error) { return "a long passphrase", nil }
	add := identified(t, env, "xoxb-sandbox-lighthouse", "")
	if _, err := openStore(t, env).Save(t.Context(), add, keystore.BackendFile, Choice{}.Always()); err != nil {
		t.Fatal(err)
	}
	env.Keyring = noKeyring{env.Keyring}
	env.Type("a", "deploy", "f")
	all, err := newSaver(env).SaveAll(t.Context(), []Addition{add}, "")
	if err != nil || len(all) != 1 || all[0].Key != "lighthouse/deploy" || all[0].Backend != keystore.BackendFile {
		t.Errorf("saved %v, %v", all, err)
	}
	if said := env.Printed(); strings.Count(said, "is already stored") != 1 {
		t.Errorf("asks %q", said)
	}
}

// noKeyring is a machine without a keyring.
type noKeyring struct{ keystore.Secrets }

func (noKeyring) Set(context.Context, string, keystore.Credential) error {
	return keystore.ErrNoKeyring
}
