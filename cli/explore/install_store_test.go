package explore

import (
	"context"
	"slices"
	"testing"

	"periscope/cli/console"
	"periscope/cli/token"
	"periscope/keystore"
	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/sandbox/world"
)

// brokenKeyring is a keyring whose writes fail.
type brokenKeyring struct {
	keystore.Secrets
	err error
}

func (b brokenKeyring) Set(context.Context, string, keystore.Credential) error { return b.err }

// TestInstallWithoutAPlaceOpensNoPage: the explorer can ask nothing, so what an install
// brings is stored where it certainly can be, or nothing is exchanged.
func TestInstallWithoutAPlaceOpensNoPage(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		keyring error
		opens   bool // the user has opened the file
		want    string
	}{
		"no keyring, no file":      {keystore.ErrNoKeyring, false, "no_keyring"},
		"no keyring, an open file": {keystore.ErrNoKeyring, true, ""},
		"a locked keyring":         {keystore.ErrKeyringLocked, false, "keyring_locked"},
		"a locked keyring, a file": {keystore.ErrKeyringLocked, true, "keyring_locked"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			slack := rotatingApp(t)
			s := newStored(t, slack, issue(t, slack, "channels:read"), StoredOptions{})
			s.env.Vars[console.ClientSecretVar] = "sandbox-bell-secret"
			opened := false
			browser := approve(t, world.Demo(1).Teams[4].Users[1].ID)
			s.env.OpenURL = func(page string) error {
				opened = true
				return browser(page)
			}
			s.env.Keyring = brokenKeyring{s.env.Keyring, c.keyring}
			s.env.ReadSecret = func(context.Context) (string, error) { return "a long passphrase", nil }
			store, err := token.OpenStore(&s.env.Environment, "")
			if err != nil {
				t.Fatal(err)
			}
			if c.opens {
				if err := store.Prepare(t.Context(), keystore.BackendFile, token.Installation{}); err != nil {
					t.Fatal(err)
				}
			}
			s.env.Printed()
			s.tokens = store.Silent()
			slack.Called()
			asks := model.Install{Bot: []catalog.Scope{"pins:read"}, User: []catalog.Scope{"search:read"}}
			err = s.Install(t.Context(), "lighthouse/user", asks)
			if err == nil && c.want != "" || err != nil && console.Describe(err).Code != c.want {
				t.Errorf("ends with %v, want %q", err, c.want)
			}
			if exchanged := slices.Contains(slack.Called(), "oauth.v2.access"); exchanged != (c.want == "") || opened != exchanged {
				t.Errorf("a page was opened: %v, and a code exchanged: %v", opened, exchanged)
			}
			want := []string{"lighthouse/user"}
			if c.want == "" {
				want = append(want, "lighthouse/bot") // the user's token is the one that was installed again
			}
			if got := s.keys(t); !slices.Equal(got, want) {
				t.Errorf("stored %q, want %q", got, want)
			}
			if said := s.env.Printed(); said != "" {
				t.Errorf("printed %q over the explorer's screen", said)
			}
		})
	}
}
