package keystore

import (
	"context"
	"fmt"
	"slices"
	"strings"
)

// Secrets is a place that holds one [Credential] for each account name.
//
// Get and Delete return [ErrNotFound] where there is none. Set replaces all that
// is there. All return the errors of this package, or that of a context that ended.
type Secrets interface {
	Get(ctx context.Context, account string) (Credential, error)
	Set(ctx context.Context, account string, c Credential) error
	Delete(ctx context.Context, account string) error
	// Accounts are the names of all accounts, sorted, or [ErrNotListable].
	Accounts(ctx context.Context) ([]string, error)
}

// Place names a place where tokens are kept.
type Place string

// The places that a user can choose from.
const (
	PlaceKeyring Place = "keyring" // of the operating system
	PlaceFile    Place = "file"    // encrypted with a passphrase
	PlaceMemory  Place = "memory"  // of this process, and gone with it
)

// Places are the names of all places, the best one first.
func Places() []Place { return []Place{PlaceKeyring, PlaceFile, PlaceMemory} }

// persistent are the places whose tokens are still there in the next run, and
// which a list on disk may name.
var persistent = []Place{PlaceKeyring, PlaceFile}

// PlaceError says that no place goes by a name.
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

// ParsePlace returns the place that goes by a name, or a [*PlaceError].
func ParsePlace(name string) (Place, error) {
	p := Place(strings.ToLower(strings.TrimSpace(name)))
	if !slices.Contains(Places(), p) {
		return "", &PlaceError{name}
	}
	return p, nil
}
