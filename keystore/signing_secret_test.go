package keystore

import (
	"errors"
	"testing"

	"periscope/model"
)

// wantSigning checks what list and place say about the signing secret of a key.
func wantSigning(t *testing.T, s *Store, key string, want model.SigningSecret) {
	t.Helper()
	c, err := s.Credential(t.Context(), key)
	if err != nil || c.SigningSecret != want {
		t.Errorf("beside the token of %s is stored %v, %v", key, c.SigningSecret, err)
	}
	if entry, err := s.Find(key); err != nil || entry.HasSigningSecret == want.IsZero() {
		t.Errorf("%s is listed as %+v, %v", key, entry, err)
	}
	if faults, err := s.Examine(t.Context()); err != nil || len(faults) != 0 {
		t.Errorf("faults: %v, %v", faults, err)
	}
}

func TestSetSigning(t *testing.T) {
	t.Parallel()
	s := New(t.TempDir(), inKeyring(Memory()))
	add(t, s, acme, "xoxb-sandbox-acme")
	wantSigning(t, s, "acme/bot", model.SigningSecret{})
	if err := s.SetSigningSecret(t.Context(), "acme/bot", signingSecret()); err != nil {
		t.Fatal(err)
	}
	wantSigning(t, s, "acme/bot", signingSecret())
	if token, err := s.Token(t.Context(), "acme/bot"); err != nil || token.Reveal() != "xoxb-sandbox-acme" {
		t.Errorf("the token is now %v, %v", token, err)
	}
	if err := s.SetSigningSecret(t.Context(), "acme/bot", model.SigningSecret{}); err != nil {
		t.Fatal(err)
	}
	wantSigning(t, s, "acme/bot", model.SigningSecret{})

	if err := s.SetSigningSecret(t.Context(), "acme/other", signingSecret()); !is[*UnknownTeamError](err) {
		t.Errorf("an unknown team: %v", err)
	}
	if err := s.ReadOnly().SetSigningSecret(t.Context(), "acme/bot", signingSecret()); !errors.Is(err, ErrReadOnly) {
		t.Errorf("read-only: %v", err)
	}
	if err := s.Only(BackendFile).SetSigningSecret(t.Context(), "acme/bot", signingSecret()); !is[*UnknownTeamError](err) {
		t.Errorf("a team that is elsewhere: %v", err)
	}
}

func TestSigningStaysWithTheApp(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		before, after string // app ids
		kept          bool
	}{
		"the same app":        {"A1", "A1", true},
		"another app":         {"A1", "A2", false},
		"an app not known":    {"A1", "", true},
		"neither of them":     {"", "", true},
		"only later known":    {"", "A2", true},
		"no secret to be had": {"A1", "A1", false},
	} {
		t.Run(name, func(t *testing.T) {
			place := Memory()
			s := New(t.TempDir(), inKeyring(place))
			put := func(secret, app string) {
				t.Helper()
				_, _, err := s.Add(t.Context(), Addition{
					Team: acme, Credential: tokenOnly(secret), Backend: BackendKeyring, At: noon, AppID: app, Replace: true,
				})
				if err != nil {
					t.Fatal(err)
				}
			}
			put("xoxb-sandbox-old1", c.before)
			if err := s.SetSigningSecret(t.Context(), "acme/bot", signingSecret()); err != nil {
				t.Fatal(err)
			}
			if name == "no secret to be had" {
				_ = place.Delete(t.Context(), "acme/bot")
			}
			put("xoxb-sandbox-new1", c.after)
			want := model.SigningSecret{}
			if c.kept {
				want = signingSecret()
			}
			wantSigning(t, s, "acme/bot", want)
		})
	}
}

func TestRenewalKeepsTheSigningSecret(t *testing.T) {
	t.Parallel()
	open, place := rotatingStore(t)
	s := open(place)
	if err := s.SetSigningSecret(t.Context(), "acme/workspace", signingSecret()); err != nil {
		t.Fatal(err)
	}
	slack := newExchangeLog(t)
	renewed, err := s.Renew(t.Context(), "acme/workspace", rotatingPair("old1").Token, slack.exchange)
	if err != nil || renewed.SigningSecret != signingSecret() || renewed.Token != rotatingPair("new1").Token {
		t.Errorf("Renew: %+v, %v", renewed, err)
	}
	wantSigning(t, s, "acme/workspace", signingSecret())
}

func TestSigningThatCannotBeWritten(t *testing.T) {
	t.Parallel()
	open, place := rotatingStore(t)
	locked := failing(place, ErrKeyringLocked)
	if err := open(locked).SetSigningSecret(t.Context(), "acme/workspace", signingSecret()); !errors.Is(err, ErrKeyringLocked) {
		t.Errorf("%v, want ErrLocked", err)
	}
	wantSigning(t, open(place), "acme/workspace", model.SigningSecret{})
}

func TestSigningSecretOfAnAddition(t *testing.T) {
	t.Parallel()
	s := New(t.TempDir(), inKeyring(Memory()))
	another := must(model.ParseSigningSecret("sandbox-signing-secret-2"))
	for _, secret := range []model.SigningSecret{signingSecret(), another} { // the second replaces the first
		c := tokenOnly("xoxb-sandbox-acme")
		c.SigningSecret = secret
		if _, _, err := s.Add(t.Context(), Addition{Team: acme, Credential: c, Backend: BackendKeyring, At: noon, Replace: true}); err != nil {
			t.Fatal(err)
		}
		wantSigning(t, s, "acme/bot", secret)
	}
}
