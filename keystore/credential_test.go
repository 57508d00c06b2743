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
		sandboxToken(t, "xoxa-"+"2-sandbox-"+n),
		Renewal{sandboxToken(t, "xoxr-sandbox-"+n), "sandbox-client-id", secret, noon.Add(time.Hour).UTC()},
	}
}

func TestEveryPlaceKeepsCredentials(t *testing.T) {
	for name, place := range map[string]Secrets{
		"memory":  Memory(),
		"file":    unlockedFile(t, t.TempDir()),
		"keyring": newKeyring(shelf{}, time.Minute, keyringLimits["windows"]),
	} {
		t.Run(name, func(t *testing.T) {
			want := rotating(t, "acme")
			if err := place.SetCredential(t.Context(), "acme/workspace", want); err != nil {
				t.Fatal(err)
			}
			got, err := place.Credential(t.Context(), "acme/workspace")
			if err != nil || got != want {
				t.Errorf("Credential: %+v, %v", got, err)
			}
			if token, err := place.Get(t.Context(), "acme/workspace"); err != nil || token != want.Token {
				t.Errorf("Get: %v, %v", token, err)
			}
			if err := place.Set(t.Context(), "acme/workspace", want.Token); err != nil {
				t.Fatal(err)
			}
			if got, err := place.Credential(t.Context(), "acme/workspace"); err != nil || got != (Credential{Token: want.Token}) {
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
		sandboxToken(t, "xoxa-"+strings.Repeat("a", 505)),
		Renewal{sandboxToken(t, "xoxr-"+strings.Repeat("r", 505)), strings.Repeat("1", maxClientID), secret, noon},
	}
	if err := CheckRenewal(c.Token, c.Renewal); err != nil {
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
	for _, format := range []string{"%v", "%+v", "%#v", "%s", "%q"} {
		for _, v := range []any{c, &c, c.Renewal} {
			if out := fmt.Sprintf(format, v); strings.Contains(out, "unprintable") || strings.Contains(out, "client-secret") {
				t.Errorf("%s prints a secret", format)
			}
		}
	}
}

func TestCheckRenewal(t *testing.T) {
	good := rotating(t, "acme")
	if err := CheckRenewal(good.Token, good.Renewal); err != nil {
		t.Error(err)
	}
	for name, spoil := range map[string]func(*Credential){
		"a bot token":          func(c *Credential) { c.Token = sandboxToken(t, "xoxb-sandbox-acme") },
		"no token":             func(c *Credential) { c.Token = model.Token{} },
		"two access tokens":    func(c *Credential) { c.Refresh = c.Token },
		"no client id":         func(c *Credential) { c.ClientID = "" },
		"a client id of lines": func(c *Credential) { c.ClientID = "1\n2" },
		"a client id for two":  func(c *Credential) { c.ClientID = "1:2" },
		"a long client id":     func(c *Credential) { c.ClientID = strings.Repeat("1", maxClientID+1) },
		"no client secret":     func(c *Credential) { c.ClientSecret = model.ClientSecret{} },
	} {
		c := good
		spoil(&c)
		if !is[*RenewalError](CheckRenewal(c.Token, c.Renewal)) {
			t.Errorf("%s is not refused", name)
		}
		if _, err := parseCredential(c.reveal()); err == nil {
			t.Errorf("%s is read as a credential", name)
		}
	}
}

func FuzzParseCredential(f *testing.F) {
	f.Add(rotating(f, "acme").reveal())
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
			again.ClientSecret != c.ClientSecret || !again.ExpiresAt.Equal(c.ExpiresAt) {
			t.Errorf("%+v is read back as %+v, %v", c, again, err)
		}
	})
}
