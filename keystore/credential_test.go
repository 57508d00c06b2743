package keystore

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"periscope/model"
)

// rotating is a credential of which a part is named.
func rotating(t testing.TB, n string) Credential {
	t.Helper()
	secret, err := model.ParseClientSecret("sandbox-client-secret")
	if err != nil {
		t.Fatal(err)
	}
	return Credential{
		Token:   sandboxToken(t, "xoxa-"+"2-sandbox-"+n),
		Renewal: Renewal{sandboxToken(t, "xoxr-sandbox-"+n), "sandbox-client-id", secret, noon.Add(time.Hour).UTC()},
	}
}

// signing is a signing secret.
func signing(t testing.TB) model.SigningSecret {
	t.Helper()
	secret, err := model.ParseSigningSecret("sandbox-signing-secret")
	if err != nil {
		t.Fatal(err)
	}
	return secret
}

func TestEveryPlaceKeepsCredentials(t *testing.T) {
	for name, place := range map[string]Secrets{
		"memory":  Memory(),
		"file":    unlockedFile(t, t.TempDir()),
		"keyring": newKeyring(shelf{}, time.Minute, keyringLimits["windows"]),
	} {
		t.Run(name, func(t *testing.T) {
			want := rotating(t, "acme")
			if err := place.Set(t.Context(), "acme/workspace", want); err != nil {
				t.Fatal(err)
			}
			got, err := place.Get(t.Context(), "acme/workspace")
			if err != nil || got != want {
				t.Errorf("Get: %+v, %v", got, err)
			}
			signed := Credential{Token: want.Token, Signing: signing(t)}
			if err := place.Set(t.Context(), "acme/workspace", signed); err != nil {
				t.Fatal(err)
			}
			if got, err := place.Get(t.Context(), "acme/workspace"); err != nil || got != signed {
				t.Errorf("a token that lasts, with a signing secret: %+v, %v", got, err)
			}
			if err := place.Set(t.Context(), "acme/workspace", Credential{Token: want.Token}); err != nil {
				t.Fatal(err)
			}
			if got, err := place.Get(t.Context(), "acme/workspace"); err != nil || got != (Credential{Token: want.Token}) {
				t.Errorf("a token that lasts: %+v, %v", got, err)
			}
		})
	}
}

// shelf is the backend of a keyring that is always open.
type shelf map[string]string

func (s shelf) Get(_, user string) (string, error)    { return s[user], nil }
func (s shelf) Set(_, user, password string) error    { s[user] = password; return nil }
func (s shelf) Delete(_, user string) error           { delete(s, user); return nil }
func (s shelf) List(string) (users []string, _ error) { return slices.Collect(maps.Keys(s)), nil }

func TestCredentialsFitEveryKeyring(t *testing.T) {
	secret, err := model.ParseClientSecret(strings.Repeat("s", 256))
	if err != nil {
		t.Fatal(err)
	}
	c := Credential{
		Token:   sandboxToken(t, "xoxa-"+strings.Repeat("a", 505)),
		Renewal: Renewal{sandboxToken(t, "xoxr-"+strings.Repeat("r", 505)), strings.Repeat("1", maxClientID), secret, noon},
	}
	if err := CheckRenewal(c.Token, c.Renewal); err != nil {
		t.Fatal(err)
	}
	if c.Signing, err = model.ParseSigningSecret(strings.Repeat("s", 256)); err != nil {
		t.Fatal(err)
	}
	for system, limit := range keyringLimits {
		if size := len(c.reveal()); size > limit {
			t.Errorf("the longest credential has %d bytes, the keyring of %s takes %d", size, system, limit)
		}
	}
}

func TestCredentialsAreNotPrinted(t *testing.T) {
	c := rotating(t, "unprintable")
	c.Signing = signing(t)
	for _, format := range []string{"%v", "%+v", "%#v", "%s", "%q"} {
		for _, v := range []any{c, &c, c.Renewal} {
			if out := fmt.Sprintf(format, v); strings.Contains(out, "unprintable") || strings.Contains(out, "client-secret") || strings.Contains(out, "signing-secret") {
				t.Errorf("%s prints a secret", format)
			}
		}
	}
}

func FuzzParseCredential(f *testing.F) {
	f.Add(rotating(f, "acme").reveal())
	f.Add(Credential{Token: rotating(f, "acme").Token, Signing: signing(f)}.reveal())
	f.Add(`{"token":"xoxe.xoxp-sandbox","refresh":"xoxe-sandbox"}`)
	f.Add("xoxb-sandbox-acme")
	f.Add(`{"token":"hunter2"}`)
	f.Add(`{"token":["hunter2"]}`)
	f.Fuzz(func(t *testing.T, stored string) {
		c, err := parseCredential(stored)
		if err != nil {
			if strings.Contains(err.Error(), "hunter2") {
				t.Error("the error repeats what was stored")
			}
			return
		}
		if again, err := parseCredential(c.reveal()); err != nil || again.Token != c.Token || again.Refresh != c.Refresh ||
			again.ClientSecret != c.ClientSecret || again.Signing != c.Signing || !again.ExpiresAt.Equal(c.ExpiresAt) {
			t.Errorf("%+v is read back as %+v, %v", c, again, err)
		}
	})
}
