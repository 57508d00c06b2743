package token

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"periscope/cli/clitest"
	"periscope/cli/console"
	"periscope/keystore"
	"periscope/model/catalog"
	"periscope/slackapi/sandbox/world"
)

const passphrase = "a long passphrase"

// bell is the installation of Deploy Bell.
var bell = Installation{ClientID: "sandbox-bell-id"}

// TestPrepareAsksForAPlaceAndItsPassphrase: what storing would ask is asked before there is
// a token, and not again.
func TestPrepareAsksForAPlaceAndItsPassphrase(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		keyring bool
		inFile  string           // the client id of a token that is in the file; empty: there is no file
		place   keystore.Backend // that was chosen
		typed   []string
		hidden  int // how many passphrases are asked for
		want    keystore.Backend
		code    string
	}{
		"a keyring":                     {true, "", "", nil, 0, "", ""},
		"the keyring, chosen":           {true, "sandbox-bell-id", keystore.BackendKeyring, nil, 0, keystore.BackendKeyring, ""},
		"the app's token in the file":   {true, "sandbox-bell-id", "", nil, 1, "", ""},
		"another app's in the file":     {true, "another-id", "", []string{"a", ""}, 0, "", ""},
		"the file, chosen":              {true, "", keystore.BackendFile, nil, 2, keystore.BackendFile, ""},
		"no keyring: the file":          {false, "", "", []string{"f"}, 2, keystore.BackendFile, ""},
		"no keyring: the file, again":   {false, "another-id", "", []string{"F", "a", ""}, 1, keystore.BackendFile, ""},
		"no keyring: memory":            {false, "", "", []string{"m"}, 0, keystore.BackendMemory, ""},
		"no keyring: none":              {false, "", "", []string{""}, 0, "", "declined"},
		"no keyring, and it was chosen": {false, "", keystore.BackendKeyring, nil, 0, keystore.BackendKeyring, "no_keyring"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := clitest.NewEnvironment(t, clitest.NewSlack(t, world.Demo(1)))
			env.Type(c.typed...)
			asked := 0
			env.ReadSecret = func(context.Context) (string, error) { asked++; return passphrase, nil }
			if c.inFile != "" {
				add := identified(t, env, "xoxb-sandbox-lighthouse", "")
				add.ClientID = c.inFile
				if _, err := openStore(t, env).Save(t.Context(), add, keystore.BackendFile, Choice{}.Always()); err != nil {
					t.Fatal(err)
				}
			}
			if !c.keyring {
				env.Keyring = noKeyring{env.Keyring}
			}
			asked = 0
			saver := newSaver(env)
			place, err := saver.Prepare(t.Context(), c.place, bell)
			if code := codeOf(err); code != c.code || code == "" && place != c.want {
				t.Fatalf("prepared %q, %v, want %q", place, err, c.want)
			}
			if asked != c.hidden {
				t.Errorf("%d passphrases were asked for, want %d", asked, c.hidden)
			}
			if c.code != "" {
				return
			}
			env.Printed()
			env.ReadSecret = func(context.Context) (string, error) {
				t.Error("a passphrase is asked for again")
				return passphrase, nil
			}
			if again, err := saver.Prepare(t.Context(), place, bell); err != nil || again != place {
				t.Errorf("prepared again, %q, %v", again, err)
			}
			add := identified(t, env, "xoxb-sandbox-lighthouse", "")
			add.AppID, add.ActsAs, add.ClientID, add.Issued = "A0DEPLOYBELL", "U0BELL", "sandbox-bell-id", true
			if _, err := saver.SaveAll(t.Context(), []Addition{add}, place); err != nil || strings.Contains(env.Printed(), "keyring") {
				t.Errorf("storing what came: %v", err)
			}
		})
	}
}

// TestMemoryIsNotOfferedToACommandThatEnds: nothing would use it.
func TestMemoryIsNotOfferedToACommandThatEnds(t *testing.T) {
	t.Parallel()
	env := clitest.NewEnvironment(t, nil)
	env.Keyring = noKeyring{env.Keyring}
	env.Type("m")
	saver := newSaver(env)
	saver.LastingOnly()
	if _, err := saver.Prepare(t.Context(), "", bell); codeOf(err) != "declined" || strings.Contains(env.Printed(), "memory") {
		t.Errorf("ends with %v", err)
	}
}

// TestPrepareFindsAFullOrReadOnlyPlace: before there is anything to lose.
func TestPrepareFindsAFullOrReadOnlyPlace(t *testing.T) {
	t.Parallel()
	env := clitest.NewEnvironment(t, nil)
	file := filepath.Join(env.Vars["PERISCOPE_CONFIG_DIR"], "a file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	env.Vars["PERISCOPE_CONFIG_DIR"] = filepath.Join(file, "directory") // nothing can be written below a file
	env.Type()
	env.ReadSecret = func(context.Context) (string, error) { return passphrase, nil }
	for _, place := range []keystore.Backend{"", keystore.BackendFile} {
		if _, err := newSaver(env).Prepare(t.Context(), place, bell); err == nil {
			t.Errorf("%q is prepared", place)
		}
	}
}

// brokenOff are the ways in which a question ends without an answer.
var brokenOff = map[string]func(*clitest.Environment, context.CancelFunc){
	"a signal":   func(env *clitest.Environment, cancel context.CancelFunc) { env.Type(); env.In = onRead(cancel) },
	"ctrl+d":     func(env *clitest.Environment, _ context.CancelFunc) { env.Type(); env.In = strings.NewReader("") },
	"nobody":     func(env *clitest.Environment, _ context.CancelFunc) { env.Pipe("") },
	"a bad name": func(env *clitest.Environment, _ context.CancelFunc) { env.Type("a", "a/b") },
}

// onRead is a terminal at which a signal comes instead of an answer.
type onRead context.CancelFunc

func (r onRead) Read([]byte) (int, error) {
	r()
	select {} // the reading ends with the process
}

// TestIssuedTokensAreStoredWhereNobodyDecides: a token that was exchanged for a code cannot
// be had again. One that was typed is still where it came from.
func TestIssuedTokensAreStoredWhereNobodyDecides(t *testing.T) {
	t.Parallel()
	for how, breakOff := range brokenOff {
		for _, issued := range []bool{true, false} {
			name := how + ", typed"
			if issued {
				name = how + ", issued"
			}
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				env := clitest.NewEnvironment(t, clitest.NewSlack(t, world.Demo(1)))
				add := identified(t, env, "xoxb-sandbox-lighthouse", "")
				save(t, openStore(t, env), add, Choice{})
				ctx, cancel := context.WithCancel(t.Context())
				defer cancel()
				breakOff(env, cancel)
				add.Issued = issued
				other := add
				other.Kind, other.Token = catalog.UserToken, clitest.Token(t, "xoxp-sandbox-greenhouse")
				all, err := newSaver(env).SaveAll(ctx, []Addition{add, other}, "")
				want := []string{"lighthouse/bot"}
				if issued {
					want = append(want, "lighthouse/bot-2", "lighthouse/user")
				} else if errors.Is(ctx.Err(), nil) {
					want = append(want, "lighthouse/user")
				}
				if got := keys(t, openStore(t, env)); !issued && len(got) > 2 || issued && !slices.Equal(got, want) {
					t.Errorf("stored %q, want %q: %v", got, want, err)
				}
				if issued && (err != nil || len(all) != 2 || !strings.Contains(env.Printed(), "stored beside")) {
					t.Errorf("saved %v, %v", all, err)
				}
				if !issued && err == nil {
					t.Error("nobody has decided, and nothing is said")
				}
			})
		}
	}
}

// TestIssuedTokenStaysWhereItCanBeStored: the token of the same installation is in a file
// that nobody can open now. What is new is stored beside it.
func TestIssuedTokenStaysWhereItCanBeStored(t *testing.T) {
	t.Parallel()
	env := clitest.NewEnvironment(t, clitest.NewSlack(t, world.Demo(1)))
	env.ReadSecret = func(context.Context) (string, error) { return passphrase, nil }
	add := installed(t, env, "xoxb-sandbox-lighthouse", "A0DEPLOYBELL", world.Demo(1).Teams[4].Installs[0].AppUser)
	if _, err := openStore(t, env).Save(t.Context(), add, keystore.BackendFile, Choice{}.Always()); err != nil {
		t.Fatal(err)
	}
	env.ReadSecret = func(context.Context) (string, error) { return "", console.ErrNoTerminal }
	saver := newSaver(env)
	place, err := saver.Prepare(t.Context(), "", bell)
	if err != nil {
		t.Fatal(err)
	}
	add.Issued = true
	all, err := saver.SaveAll(t.Context(), []Addition{add}, place)
	if err != nil || len(all) != 1 || all[0].Key != "lighthouse/bot-2" || all[0].Backend != keystore.BackendKeyring {
		t.Errorf("saved %v, %v", all, err)
	}
}

// busyKeyring is a keyring that answers only after so many writes.
type busyKeyring struct {
	keystore.Secrets
	busy *int
}

func (b busyKeyring) Set(ctx context.Context, key string, c keystore.Credential) error {
	if *b.busy--; *b.busy >= 0 {
		return keystore.ErrKeyringTimeout
	}
	return b.Secrets.Set(ctx, key, c)
}

// TestIssuedTokenWaitsForABusyKeyring: one that was typed is still where it came from.
func TestIssuedTokenWaitsForABusyKeyring(t *testing.T) {
	t.Parallel()
	for _, issued := range []bool{true, false} {
		env := clitest.NewEnvironment(t, clitest.NewSlack(t, world.Demo(1)))
		busy := issuedTries - 1
		env.Keyring = busyKeyring{env.Keyring, &busy}
		add := identified(t, env, "xoxb-sandbox-lighthouse", "")
		add.Issued = issued
		if all, err := newSaver(env).SaveAll(t.Context(), []Addition{add}, ""); (err == nil) != issued || (len(all) == 1) != issued {
			t.Errorf("issued %v: saved %v, %v", issued, all, err)
		}
	}
}
