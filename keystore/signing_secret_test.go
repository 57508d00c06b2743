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
	if err != nil || c.Signing != want {
		t.Errorf("beside the token of %s is stored %v, %v", key, c.Signing, err)
	}
	if entry, err := s.Find(key); err != nil || entry.Signs == want.IsZero() {
		t.Errorf("%s is listed as %+v, %v", key, entry, err)
	}
	if faults, err := s.Examine(t.Context()); err != nil || len(faults) != 0 {
		t.Errorf("faults: %v, %v", faults, err)
	}
}

func TestSetSigning(t *testing.T) {
	s := New(t.TempDir(), inKeyring(Memory()))
	add(t, s, acme, "xoxb-sandbox-acme")
	wantSigning(t, s, "acme/bot", model.SigningSecret{})
	if err := s.SetSigning(t.Context(), "acme/bot", signing(t)); err != nil {
		t.Fatal(err)
	}
	wantSigning(t, s, "acme/bot", signing(t))
	if token, err := s.Token(t.Context(), "acme/bot"); err != nil || token.Reveal() != "xoxb-sandbox-acme" {
		t.Errorf("the token is now %v, %v", token, err)
	}
	if err := s.SetSigning(t.Context(), "acme/bot", model.SigningSecret{}); err != nil {
		t.Fatal(err)
	}
	wantSigning(t, s, "acme/bot", model.SigningSecret{})

	if err := s.SetSigning(t.Context(), "acme/other", signing(t)); !is[*UnknownTeamError](err) {
		t.Errorf("an unknown team: %v", err)
	}
	if err := s.ReadOnly().SetSigning(t.Context(), "acme/bot", signing(t)); !errors.Is(err, ErrReadOnly) {
		t.Errorf("read-only: %v", err)
	}
	if err := s.Only(PlaceFile).SetSigning(t.Context(), "acme/bot", signing(t)); !is[*UnknownTeamError](err) {
		t.Errorf("a team that is elsewhere: %v", err)
	}
}

func TestSigningStaysWithTheApp(t *testing.T) {
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
					Team: acme, Credential: tokenOnly(t, secret), Store: PlaceKeyring, At: noon, AppID: app, Replace: true,
				})
				if err != nil {
					t.Fatal(err)
				}
			}
			put("xoxb-sandbox-old1", c.before)
			if err := s.SetSigning(t.Context(), "acme/bot", signing(t)); err != nil {
				t.Fatal(err)
			}
			if name == "no secret to be had" {
				_ = place.Delete(t.Context(), "acme/bot")
			}
			put("xoxb-sandbox-new1", c.after)
			want := model.SigningSecret{}
			if c.kept {
				want = signing(t)
			}
			wantSigning(t, s, "acme/bot", want)
		})
	}
}

func TestRenewalKeepsTheSigningSecret(t *testing.T) {
	open, place := rotatingStore(t)
	s := open(place)
	if err := s.SetSigning(t.Context(), "acme/workspace", signing(t)); err != nil {
		t.Fatal(err)
	}
	slack := seller{t: t}
	renewed, err := s.Renew(t.Context(), "acme/workspace", rotating(t, "old1").Token, slack.sell)
	if err != nil || renewed.Signing != signing(t) || renewed.Token != rotating(t, "new1").Token {
		t.Errorf("Renew: %+v, %v", renewed, err)
	}
	wantSigning(t, s, "acme/workspace", signing(t))
}

func TestSigningThatCannotBeWritten(t *testing.T) {
	open, place := rotatingStore(t)
	locked := flaky{place, func(Credential) bool { return true }}
	if err := open(locked).SetSigning(t.Context(), "acme/workspace", signing(t)); !errors.Is(err, ErrLocked) {
		t.Errorf("%v, want ErrLocked", err)
	}
	wantSigning(t, open(place), "acme/workspace", model.SigningSecret{})
}
