package keystore

import (
	"errors"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"periscope/model"
	"periscope/model/catalog"
)

func TestAddListTokenRemove(t *testing.T) {
	t.Parallel()
	s := New(filepath.Join(t.TempDir(), "made", "on", "demand"), inKeyring(Memory()))
	if got := keys(t, s); len(got) != 0 {
		t.Fatalf("a new store lists %v", got)
	}
	got := add(t, s, acme, "xoxb-sandbox-acme")
	want := Entry{
		Key: "acme/bot", Backend: BackendKeyring, TeamID: "T061EG9R6", TeamName: "Acme HQ", URL: "https://acme.slack.com/",
		Kind: "bot", Redacted: "xoxb-…acme", AddedAt: noon,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("entry (-want +got):\n%s", diff)
	}
	listed, err := s.List()
	if err != nil || cmp.Diff([]Entry{want}, listed) != "" {
		t.Errorf("List: %v, %v", listed, err)
	}
	if token, err := s.Token(t.Context(), "acme/bot"); err != nil || token.Reveal() != "xoxb-sandbox-acme" {
		t.Errorf("Token: %v, %v", token, err)
	}
	if err := s.Remove(t.Context(), "acme/bot"); err != nil {
		t.Errorf("Remove: %v", err)
	}
	if got := keys(t, s); len(got) != 0 {
		t.Errorf("after Remove the store lists %v", got)
	}
	var unknown *UnknownTeamError
	if err := s.Remove(t.Context(), "acme/bot"); !errors.As(err, &unknown) {
		t.Errorf("second Remove: %v, want an UnknownTeamError", err)
	}
	if _, err := s.Token(t.Context(), "acme/bot"); !errors.As(err, &unknown) {
		t.Errorf("Token after Remove: %v, want an UnknownTeamError", err)
	}
}

func TestSecondTokenOfAKindReplacesOnlyWhenAsked(t *testing.T) {
	t.Parallel()
	s := New(t.TempDir(), inKeyring(Memory()))
	add(t, s, acme, "xoxb-sandbox-old1")
	again := Addition{Team: acme, Credential: tokenOnly("xoxb-sandbox-new1"), Backend: BackendKeyring, At: noon.Add(time.Hour)}
	again.Team.URL = "https://acme-renamed.slack.com/"

	var exists *ExistsError
	if _, _, err := s.Add(t.Context(), again); !errors.As(err, &exists) || exists.Entries[0].Key != "acme/bot" {
		t.Fatalf("second Add: %v, want an ExistsError about acme/bot", err)
	}
	if token, _ := s.Token(t.Context(), "acme/bot"); token.Reveal() != "xoxb-sandbox-old1" {
		t.Errorf("the refused token was stored")
	}
	again.Replace = true
	entry, replaced, err := s.Add(t.Context(), again)
	if err != nil || !replaced || entry.Key != "acme/bot" || entry.Redacted != "xoxb-…new1" {
		t.Errorf("Add with Replace: %+v, %v, %v", entry, replaced, err)
	}
	if token, _ := s.Token(t.Context(), "acme/bot"); token.Reveal() != "xoxb-sandbox-new1" {
		t.Errorf("the new token was not stored")
	}
	if got := keys(t, s); !slices.Equal(got, []string{"acme/bot"}) {
		t.Errorf("keys %v", got)
	}
}

func TestReplacingMovesAToken(t *testing.T) {
	t.Parallel()
	s := openStore(t.TempDir(), osDisk{})
	file := fileOf(s)
	add(t, s, acme, "xoxb-sandbox-old1")
	entry, replaced, err := s.Add(t.Context(), Addition{Team: acme, Credential: tokenOnly("xoxb-sandbox-new1"), Backend: BackendFile, Replace: true})
	if err != nil || !replaced || entry.Backend != BackendFile || entry.Key != "acme/bot" {
		t.Errorf("Add: %+v, %v, %v", entry, replaced, err)
	}
	if got, err := file.Accounts(t.Context()); err != nil || !slices.Equal(got, []string{"acme/bot"}) {
		t.Errorf("in the file: %v, %v", got, err)
	}
	wantFaults(t, s) // among which an old token in the keyring would be
}

func TestOnlyTokensOfAnAppAreStored(t *testing.T) {
	t.Parallel()
	s := New(t.TempDir(), inKeyring(Memory()))
	for _, secret := range []string{"xoxr-sandbox-acme", "xoxe-sandbox-acme", "xapp-sandbox-acme", "xoxc-sandbox-acme"} {
		var kind *KindError
		if _, _, err := s.Add(t.Context(), Addition{Team: acme, Credential: tokenOnly(secret), Backend: BackendKeyring}); !errors.As(err, &kind) {
			t.Errorf("%s: %v, want a KindError", secret, err)
		}
	}
}

// TestKindsThatPrefixesLeaveOpen: what an Addition says about its kind is
// believed where it can be true.
func TestKindsThatPrefixesLeaveOpen(t *testing.T) {
	t.Parallel()
	user := pairOf("xoxe.xoxp-sandbox-user", "xoxe-sandbox", "sandbox-client-id", "")
	configuration := pairOf("xoxe.xoxp-sandbox-conf", "xoxe-sandbox", "", "")
	for name, c := range map[string]struct {
		credential Credential
		said, want catalog.TokenKind // want empty: refused
	}{
		"a pair with a client id":         {user, "", catalog.UserToken},
		"a pair without":                  {configuration, "", catalog.Configuration},
		"said to be a user's":             {user, catalog.UserToken, catalog.UserToken},
		"a user's, client id forgotten":   {configuration, catalog.UserToken, ""},
		"configuration with a client id":  {user, catalog.Configuration, ""},
		"configuration, which runs out":   {Credential{Token: configuration.Token}, catalog.Configuration, catalog.Configuration},
		"a lone token":                    {Credential{Token: user.Token}, "", catalog.UserToken},
		"a bot's, said to be for apps":    {pairOf("xoxb-sandbox", "", "", ""), catalog.Configuration, ""},
		"a user's, said to be a bot's":    {Credential{Token: user.Token}, catalog.Bot, ""},
		"a session, said to be a user's":  {pairOf("xoxc-sandbox", "", "", ""), catalog.UserToken, ""},
		"a workspace's, said to be one":   {pairOf("xoxa-sandbox", "", "", ""), catalog.Workspace, catalog.Workspace},
		"a refresh token, said to be one": {pairOf("xoxe-sandbox", "", "", ""), catalog.Refresh, ""},
	} {
		t.Run(name, func(t *testing.T) {
			s := New(t.TempDir(), inKeyring(Memory()))
			entry, _, err := s.Add(t.Context(), Addition{
				Team: acme, Credential: c.credential, Kind: c.said, Backend: BackendKeyring, At: noon, AppID: "A1",
			})
			if c.want == "" {
				if err == nil {
					t.Errorf("stored as %+v", entry)
				}
				return
			}
			if err != nil || entry.Kind != c.want || entry.Key != "acme/"+string(c.want) ||
				entry.AppID != "A1" || entry.ClientID != c.credential.ClientID || entry.Rotates == c.credential.Lasts() {
				t.Errorf("stored as %+v, %v", entry, err)
			}
			if listed, err := s.Find(entry.Key); err != nil || listed != entry {
				t.Errorf("listed as %+v, %v", listed, err)
			}
		})
	}
}

func TestNames(t *testing.T) {
	t.Parallel()
	s := New(t.TempDir(), inKeyring(Memory()))
	put := func(secret, name string, replace bool) (Entry, error) {
		entry, _, err := s.Add(t.Context(), Addition{
			Team: acme, Credential: tokenOnly(secret), Name: name, Backend: BackendKeyring, At: noon, Replace: replace,
		})
		return entry, err
	}
	for _, step := range []struct {
		secret, name string
		replace      bool
		key          string // empty: an ExistsError
	}{
		{"xoxb-sandbox-aaaa", "deploy", false, "acme/deploy"},
		{"xoxb-sandbox-bbbb", "", false, ""}, // it may be the same bot, or another
		{"xoxb-sandbox-bbbb", "", true, "acme/deploy"},
		{"xoxb-sandbox-cccc", "bot", false, "acme/bot"},
		{"xoxb-sandbox-dddd", "deploy", false, ""},
		{"xoxb-sandbox-dddd", "", true, "acme/bot"}, // the one that goes by its kind
		{"xoxp-sandbox-eeee", "bot", false, ""},     // a name of another kind
		{"xoxp-sandbox-eeee", "", false, "acme/user"},
	} {
		entry, err := put(step.secret, step.name, step.replace)
		var exists *ExistsError
		if entry.Key != step.key && step.key != "" || (step.key == "") != errors.As(err, &exists) {
			t.Errorf("%+v: %q, %v", step, entry.Key, err)
		}
	}
	if name, err := s.FreeName(Addition{Team: acme, Credential: tokenOnly("xoxb-sandbox-ffff")}); name != "bot-2" || err != nil {
		t.Errorf("FreeName: %q, %v", name, err)
	}
	if err := s.Remove(t.Context(), "acme/bot"); err != nil {
		t.Fatal(err)
	}
	if _, err := put("xoxb-sandbox-gggg", "second", false); err != nil {
		t.Fatal(err)
	}
	var exists *ExistsError
	if _, err := put("xoxb-sandbox-hhhh", "", true); !errors.As(err, &exists) || len(exists.Entries) != 2 {
		t.Errorf("replacing one of two: %v, want an ExistsError about both", err)
	}
	for _, bad := range []string{"a/b", "a b", "ä", "-", "../x", "x\n"} {
		var name *NameError
		if _, err := put("xoxb-sandbox-iiii", bad, false); bad != "-" && !errors.As(err, &name) {
			t.Errorf("name %q: %v, want a NameError", bad, err)
		}
	}
	renamed := model.Team{ID: acme.ID, Name: "Acme", URL: "https://renamed.slack.com/"}
	if entry := add(t, s, renamed, "xoxa-sandbox-acme"); entry.Key != "acme/workspace" {
		t.Errorf("a team that is known as acme became %q", entry.Key)
	}
}

func TestRemoveOfATokenThatIsGone(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	add(t, New(dir, inKeyring(Memory())), acme, "xoxb-sandbox-acme")
	s := New(dir, inKeyring(Memory()))
	if _, err := s.Token(t.Context(), "acme/bot"); !errors.Is(err, ErrNotFound) {
		t.Errorf("Token: %v, want ErrNotFound", err)
	}
	if err := s.Remove(t.Context(), "acme/bot"); err != nil {
		t.Errorf("Remove: %v", err)
	}
}

func TestRemovalInAnotherBackendIsNotFinished(t *testing.T) {
	t.Parallel()
	dir, place := t.TempDir(), Memory()
	add(t, New(dir, inKeyring(place)), acme, "xoxb-sandbox-acme")
	if err := New(dir, inKeyring(failing(place, ErrKeyringLocked))).Remove(t.Context(), "acme/bot"); !errors.Is(err, ErrKeyringLocked) {
		t.Fatalf("Remove: %v, want ErrLocked", err)
	}
	s := New(dir, inKeyring(place))
	if err := s.Only(BackendFile).Remove(t.Context(), "acme/bot"); !is[*UnknownTeamError](err) {
		t.Errorf("Remove from the file: %v, want an UnknownTeamError", err)
	}
	if err := s.Only(BackendKeyring).Remove(t.Context(), "acme/bot"); err != nil || len(place.credentials) != 0 {
		t.Errorf("Remove from the keyring: %v, left are %v", err, accounts(place))
	}
}

func TestClientIDOfAnAddition(t *testing.T) {
	t.Parallel()
	s := New(t.TempDir(), inKeyring(Memory()))
	pair := pairOf("xoxe.xoxb-sandbox-acme", "xoxe-sandbox-acme", "of-the-renewal", "")
	for _, c := range []struct{ given, want string }{{"", "of-the-renewal"}, {"of-the-app", "of-the-app"}} {
		entry, _, err := s.Add(t.Context(), Addition{
			Team: acme, Credential: pair, ClientID: c.given, Backend: BackendKeyring, At: noon, Replace: true,
		})
		if err != nil || entry.ClientID != c.want {
			t.Errorf("with the client id %q: %+v, %v", c.given, entry, err)
		}
	}
}
