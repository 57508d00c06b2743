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

// Backend names a backend that holds tokens.
type Backend string

// The backends that a user can choose from.
const (
	BackendKeyring Backend = "keyring" // of the operating system
	BackendFile    Backend = "file"    // encrypted with a passphrase
	BackendMemory  Backend = "memory"  // of this process; ends with it
)

// Backends returns the names of all backends, the best one first.
func Backends() []Backend { return []Backend{BackendKeyring, BackendFile, BackendMemory} }

// persistent are the backends that keep tokens for the next run. A list on disk
// names no other.
var persistent = []Backend{BackendKeyring, BackendFile}

// BackendError says that no backend has a name.
type BackendError struct{ Name string }

func (e *BackendError) Error() string {
	return fmt.Sprintf("tokens cannot be stored in %q", e.Name)
}

// Sentence says what happened.
func (e *BackendError) Sentence() string { return sentence(e) }

// NextStep says what there is to choose from.
func (e *BackendError) NextStep() string {
	return "Choose keyring, file (encrypted with a passphrase) or memory (for one run)."
}

// Code names the error, for scripts.
func (e *BackendError) Code() string { return "bad_store" }

// ParseBackend returns the backend with a name, or a [*PlaceError].
func ParseBackend(name string) (Backend, error) {
	p := Backend(strings.ToLower(strings.TrimSpace(name)))
	if !slices.Contains(Backends(), p) {
		return "", &BackendError{name}
	}
	return p, nil
}
