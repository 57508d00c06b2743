package keystore

import (
	"errors"
	"testing"
)

// TestSystemKeyring talks to the keyring of the machine, under an account that
// no team can have.
func TestSystemKeyring(t *testing.T) {
	const account = "periscope test/bot"
	k := Keyring()
	first, second := sandboxToken(t, "xoxb-sandbox-first"), sandboxToken(t, "xoxb-sandbox-second")
	switch err := k.Set(t.Context(), account, first); {
	case errors.Is(err, ErrNoKeyring), errors.Is(err, ErrLocked), errors.Is(err, ErrTimeout):
		t.Skipf("no keyring to test with: %v", err)
	case err != nil:
		t.Fatal(err)
	}
	if got, err := k.Get(t.Context(), account); err != nil || got != first {
		t.Errorf("Get after Set: %v, %v", got, err)
	}
	if err := k.Set(t.Context(), account, second); err != nil {
		t.Errorf("Set again: %v", err)
	}
	if got, err := k.Get(t.Context(), account); err != nil || got != second {
		t.Errorf("Get after the second Set: %v, %v", got, err)
	}
	if err := k.Delete(t.Context(), account); err != nil {
		t.Errorf("Delete: %v", err)
	}
	if _, err := k.Get(t.Context(), account); !errors.Is(err, ErrNotFound) {
		t.Errorf("Get after Delete: %v, want ErrNotFound", err)
	}
	if err := k.Delete(t.Context(), account); !errors.Is(err, ErrNotFound) {
		t.Errorf("second Delete: %v, want ErrNotFound", err)
	}
}
