package keystore

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"time"

	"github.com/zalando/go-keyring"
)

const (
	// keyringService is the name under which a keyring's own window lists our tokens.
	keyringService = "periscope"
	// keyringPatience is how long a call may take, its turn in the queue included.
	// A hung Secret Service answers never, not late.
	keyringPatience = 3 * time.Second
)

// OSKeyring is a [Secrets] over the keyring of the operating system: Keychain,
// Credential Manager, or a Secret Service such as GNOME Keyring or KWallet.
//
// Calls run one at a time, each in a goroutine of its own and under a deadline.
// A call that hangs is abandoned and keeps its turn, so however often the
// program asks again, there is one stuck goroutine and no more.
type OSKeyring struct {
	backend  backend
	patience time.Duration
	limit    int           // bytes of a secret; 0: none is known
	turn     chan struct{} // holds a value while a call is under way
}

// backend is the part of go-keyring's provider that we use.
type backend interface {
	Get(service, user string) (string, error)
	Set(service, user, password string) error
	Delete(service, user string) error
	// List are the users of a service, in any order.
	List(service string) ([]string, error)
}

// Keyring returns the keyring of the operating system. It asks nothing of it yet.
func Keyring() *OSKeyring { return newKeyring(system{}, keyringPatience, keyringLimits[runtime.GOOS]) }

func newKeyring(b backend, patience time.Duration, limit int) *OSKeyring {
	return &OSKeyring{backend: b, patience: patience, limit: limit, turn: make(chan struct{}, 1)}
}

// Get reads the credential of an account.
func (k *OSKeyring) Get(ctx context.Context, account string) (Credential, error) {
	var secret string
	err := k.call(ctx, func() (err error) {
		secret, err = k.backend.Get(keyringService, account)
		return err
	})
	if err != nil {
		return Credential{}, fmt.Errorf("reading the token of %s: %w", account, err)
	}
	c, err := parseCredential(secret)
	if err != nil {
		return Credential{}, fmt.Errorf("reading the token of %s: %w", account, ErrNotAToken)
	}
	return c, nil
}

// Set writes the credential of an account, in place of any other.
func (k *OSKeyring) Set(ctx context.Context, account string, c Credential) error {
	secret := c.reveal()
	if size := len(secret); k.limit > 0 && size > k.limit {
		return fmt.Errorf("storing the token of %s: %w", account, &SizeError{size, k.limit})
	}
	err := k.call(ctx, func() error { return k.backend.Set(keyringService, account, secret) })
	if err != nil {
		return fmt.Errorf("storing the token of %s: %w", account, err)
	}
	return nil
}

// Delete removes the credential of an account.
func (k *OSKeyring) Delete(ctx context.Context, account string) error {
	err := k.call(ctx, func() error { return k.backend.Delete(keyringService, account) })
	if err != nil {
		return fmt.Errorf("removing the token of %s: %w", account, err)
	}
	return nil
}

// Accounts are the names of all accounts, sorted.
func (k *OSKeyring) Accounts(ctx context.Context) ([]string, error) {
	var accounts []string
	err := k.call(ctx, func() (err error) {
		accounts, err = k.backend.List(keyringService)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("listing the tokens in the keyring: %w", err)
	}
	return slices.Sorted(slices.Values(accounts)), nil
}

// call waits for its turn, then for the keyring, and for both no longer than the
// deadline. An abandoned ask may still write its results: callers read those
// only when call returns nil.
func (k *OSKeyring) call(ctx context.Context, ask func() error) error {
	ctx, cancel := context.WithTimeoutCause(ctx, k.patience, ErrTimeout)
	defer cancel()
	select {
	case k.turn <- struct{}{}:
	case <-ctx.Done():
		return context.Cause(ctx)
	}
	answer := make(chan error, 1)
	go func() {
		defer func() { <-k.turn }()
		answer <- guarded(ask)
	}()
	select {
	case err := <-answer:
		return explain(err)
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

// guarded turns a panic into an error. The D-Bus client asserts the types of
// what a service sends; a service that sends others must not end the program.
func guarded(ask func() error) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("the keyring gave an answer that cannot be read: %v", r)
		}
	}()
	return ask()
}

// system is go-keyring's provider for this operating system.
type system struct{}

func (system) Get(service, user string) (string, error) { return keyring.Get(service, user) }
func (system) Set(service, user, password string) error { return keyring.Set(service, user, password) }
func (system) Delete(service, user string) error        { return keyring.Delete(service, user) }
func (system) List(service string) ([]string, error)    { return listKeyring(service) }
