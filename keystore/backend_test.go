package keystore

import (
	"errors"
	"testing"
	"time"
)

func TestParsePlace(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]Backend{"keyring": BackendKeyring, "FILE": BackendFile, "memory\n": BackendMemory} {
		if got, err := ParseBackend(name); got != want || err != nil {
			t.Errorf("%q: %q, %v", name, got, err)
		}
	}
	for _, name := range []string{"", "attic", "plain"} {
		var place *BackendError
		if _, err := ParseBackend(name); !errors.As(err, &place) {
			t.Errorf("%q: %v, want a PlaceError", name, err)
		}
	}
}

func TestEveryPlaceKeepsCredentials(t *testing.T) {
	t.Parallel()
	for name, place := range map[string]Secrets{
		"memory":  Memory(),
		"file":    unlockedFile(t.TempDir()),
		"keyring": newKeyring(unlocked{}, time.Minute, keyringLimits["windows"]),
	} {
		t.Run(name, func(t *testing.T) {
			want := rotatingPair("acme")
			if err := place.Set(t.Context(), "acme/workspace", want); err != nil {
				t.Fatal(err)
			}
			got, err := place.Get(t.Context(), "acme/workspace")
			if err != nil || got != want {
				t.Errorf("Get: %+v, %v", got, err)
			}
			signed := Credential{Token: want.Token, SigningSecret: signingSecret()}
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
