package keystore

import (
	"context"
	"fmt"
	"slices"
	"strings"
)

// Secrets is a backend: it holds one [Credential] for each account name.
//
// Get and Delete return [ErrNotFound] if it holds none. Set replaces all that it
// holds. All methods return the errors of this package, or the error of a context
// that ended.
type Secrets interface {
	Get(ctx context.Context, account string) (Credential, error)
	Set(ctx context.Context, account string, c Credential) error
	Delete(ctx context.Context, account string) error
	// Accounts returns the names of all accounts, sorted, or [ErrNotListable].
	Accounts(ctx context.Context) ([]string, error)
}

// Place names a backend that holds tokens.
type Place string

// The backends that a user can choose from.
const (
	PlaceKeyring Place = "keyring" // of the operating system
	PlaceFile    Place = "file"    // encrypted with a passphrase
	PlaceMemory  Place = "memory"  // of this process; ends with it
)

// Places returns the names of all backends, the best one first.
func Places() []Place { return []Place{PlaceKeyring, PlaceFile, PlaceMemory} }

// persistent are the backends that keep tokens for the next run. A list on disk
// names no other.
var persistent = []Place{PlaceKeyring, PlaceFile}

// PlaceError says that no backend has a name.
type PlaceError struct{ Name string }

func (e *PlaceError) Error() string {
	return fmt.Sprintf("tokens cannot be stored in %q", e.Name)
}

// Sentence says what happened.
func (e *PlaceError) Sentence() string { return sentence(e) }

// NextStep says what there is to choose from.
func (e *PlaceError) NextStep() string {
	return "Choose keyring, file (encrypted with a passphrase) or memory (for one run)."
}

// Code names the error, for scripts.
func (e *PlaceError) Code() string { return "bad_store" }

// ParsePlace returns the backend with a name, or a [*PlaceError].
func ParsePlace(name string) (Place, error) {
	p := Place(strings.ToLower(strings.TrimSpace(name)))
	if !slices.Contains(Places(), p) {
		return "", &PlaceError{name}
	}
	return p, nil
}
