package keystore

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/danieljoos/wincred"
	"github.com/godbus/dbus/v5"
	"github.com/zalando/go-keyring"
	ss "github.com/zalando/go-keyring/secret_service"

	"periscope/process"
)

const (
	// keyringService is the name that a keyring's own window shows for our tokens.
	keyringService = "periscope"
	// keyringTimeout is how long a call may take, the wait for its turn included.
	// A hung Secret Service never answers; it is not merely slow.
	keyringTimeout = 3 * time.Second
)

// OSKeyring is a [Secrets] over the keyring of the operating system: Keychain,
// Credential Manager, or a Secret Service such as GNOME Keyring or KWallet.
//
// Calls run one at a time, each in its own goroutine and with a deadline. A call
// that hangs is abandoned and keeps its turn. So there is never more than one
// stuck goroutine, however often the program calls again.
type OSKeyring struct {
	provider provider
	timeout  time.Duration
	limit    int           // of a secret, in bytes; 0: not known
	turn     chan struct{} // holds a value while a call is under way
}

// provider is what OSKeyring needs of go-keyring.
type provider interface {
	Get(service, user string) (string, error)
	Set(service, user, password string) error
	Delete(service, user string) error
	// List returns the users of a service, in any order.
	List(service string) ([]string, error)
}

// Keyring returns the keyring of the operating system. It makes no call yet.
func Keyring() *OSKeyring { return newKeyring(system{}, keyringTimeout, keyringLimits[runtime.GOOS]) }

func newKeyring(p provider, timeout time.Duration, limit int) *OSKeyring {
	return &OSKeyring{provider: p, timeout: timeout, limit: limit, turn: make(chan struct{}, 1)}
}

// Get reads the credential of an account.
func (k *OSKeyring) Get(ctx context.Context, account string) (Credential, error) {
	var secret string
	err := k.call(ctx, func() (err error) {
		secret, err = k.provider.Get(keyringService, account)
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
	err := k.call(ctx, func() error { return k.provider.Set(keyringService, account, secret) })
	if err != nil {
		return fmt.Errorf("storing the token of %s: %w", account, err)
	}
	return nil
}

// Delete deletes the credential of an account.
func (k *OSKeyring) Delete(ctx context.Context, account string) error {
	err := k.call(ctx, func() error { return k.provider.Delete(keyringService, account) })
	if err != nil {
		return fmt.Errorf("removing the token of %s: %w", account, err)
	}
	return nil
}

// Accounts returns the names of all accounts, sorted.
func (k *OSKeyring) Accounts(ctx context.Context) ([]string, error) {
	var accounts []string
	err := k.call(ctx, func() (err error) {
		accounts, err = k.provider.List(keyringService)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("listing the tokens in the keyring: %w", err)
	}
	return slices.Sorted(slices.Values(accounts)), nil
}

// call waits for its turn, and then for the keyring to do f. The deadline is for
// both. An abandoned f may still write its results, so callers read them only if
// call returns nil.
func (k *OSKeyring) call(ctx context.Context, f func() error) error {
	ctx, cancel := context.WithTimeoutCause(ctx, k.timeout, ErrKeyringTimeout)
	defer cancel()
	select {
	case k.turn <- struct{}{}:
	case <-ctx.Done():
		return context.Cause(ctx)
	}
	answer := make(chan error, 1)
	process.Go(func() {
		defer func() { <-k.turn }()
		answer <- catchPanic(f)
	})
	select {
	case err := <-answer:
		return nameKeyringError(err)
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

// catchPanic turns a panic of f into an error. The D-Bus client asserts the types
// in a service's answer; a service that sends other types must not end the program.
func catchPanic(f func() error) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("the keyring gave an answer that cannot be read: %v", r)
		}
	}()
	return f()
}

// system is the [provider] of this operating system.
type system struct{}

func (system) Get(service, user string) (string, error) { return keyring.Get(service, user) }
func (system) Set(service, user, password string) error { return keyring.Set(service, user, password) }
func (system) Delete(service, user string) error        { return keyring.Delete(service, user) }
func (system) List(service string) ([]string, error)    { return listKeyring(service) }

// listKeyring returns the accounts of a service. go-keyring has no call for it, so
// it asks each operating system in another way.
func listKeyring(service string) ([]string, error) {
	switch runtime.GOOS {
	case "darwin":
		// The tool that go-keyring runs lists a whole Keychain or nothing, and may ask
		// the user about each item.
		return nil, ErrNotListable
	case "windows":
		return listCredentialManager(service)
	}
	return listSecretService(service)
}

// listSecretService finds the accounts by the attributes that go-keyring gives them.
func listSecretService(service string) ([]string, error) {
	svc, err := ss.NewSecretService()
	if err != nil {
		return nil, err
	}
	collection := svc.GetLoginCollection()
	if err := svc.Unlock(collection.Path()); err != nil {
		return nil, err
	}
	found, err := svc.SearchItems(collection, map[string]string{"service": service})
	if err != nil {
		return nil, err
	}
	var accounts []string
	for _, path := range found {
		account, err := accountOf(svc, path)
		if err != nil {
			return nil, err
		}
		accounts = append(accounts, account)
	}
	return accounts, nil
}

func accountOf(svc *ss.SecretService, item dbus.ObjectPath) (string, error) {
	property, err := svc.Object("org.freedesktop.secrets", item).GetProperty("org.freedesktop.Secret.Item.Attributes")
	if err != nil {
		return "", err
	}
	var attributes map[string]string
	err = property.Store(&attributes)
	return attributes["username"], err
}

// listCredentialManager finds the accounts by the names that go-keyring gives
// them: "service:user".
func listCredentialManager(service string) ([]string, error) {
	credentials, err := wincred.List()
	if err != nil {
		return nil, err
	}
	var accounts []string
	for _, c := range credentials {
		if account, ours := strings.CutPrefix(c.TargetName, service+":"); ours {
			accounts = append(accounts, account)
		}
	}
	return accounts, nil
}

// noServiceErrors are the D-Bus errors that mean that there is no Secret Service.
var noServiceErrors = map[string]bool{
	"org.freedesktop.DBus.Error.ServiceUnknown":           true,
	"org.freedesktop.DBus.Error.NameHasNoOwner":           true,
	"org.freedesktop.DBus.Error.NoServer":                 true,
	"org.freedesktop.DBus.Error.Spawn.ExecFailed":         true,
	"org.freedesktop.DBus.Error.Spawn.ChildExited":        true,
	"org.freedesktop.DBus.Error.Spawn.ServiceNotFound":    true,
	"org.freedesktop.DBus.Error.Disconnected":             true,
	"org.freedesktop.DBus.Error.UnknownObject":            true,
	"org.freedesktop.DBus.Error.UnknownInterface":         true,
	"org.freedesktop.Secret.Error.NoSuchObject":           true, // no default collection
	"org.freedesktop.DBus.Error.Spawn.PermissionsInvalid": true,
}

const dbusLocked = "org.freedesktop.Secret.Error.IsLocked"

// nameKeyringError turns the errors of go-keyring, and of D-Bus below it, into
// those of this package. It returns any other error as it is.
func nameKeyringError(err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, keyring.ErrNotFound):
		return ErrNotFound
	case isUnreachable(err):
		return fmt.Errorf("%w (%w)", ErrNoKeyring, err)
	case isLocked(err):
		return fmt.Errorf("%w (%w)", ErrKeyringLocked, err)
	}
	return err
}

func isUnreachable(err error) bool {
	var bus dbus.Error
	return errors.Is(err, keyring.ErrUnsupportedPlatform) ||
		errors.Is(err, exec.ErrNotFound) || // no dbus-launch
		errors.Is(err, os.ErrNotExist) || // no bus socket
		errors.Is(err, syscall.ECONNREFUSED) ||
		errors.Is(err, dbus.ErrClosed) ||
		errors.As(err, &bus) && noServiceErrors[bus.Name] ||
		launchFailed(err) ||
		strings.HasPrefix(err.Error(), "dbus: ") // the client's own errors have no type
}

// launchFailed reports whether dbus-launch failed. On macOS go-keyring runs the
// keychain tool instead, whose failure does not mean that there is no keyring.
func launchFailed(err error) bool {
	var exit *exec.ExitError
	return runtime.GOOS != "darwin" && errors.As(err, &exit)
}

func isLocked(err error) bool {
	var bus dbus.Error
	return errors.As(err, &bus) && bus.Name == dbusLocked ||
		strings.Contains(err.Error(), "failed to unlock") // go-keyring's, also when the dialog was dismissed
}

// keyringLimits bounds one secret in the keyring of an operating system, in bytes.
// Windows documents its limit. macOS gets the secret in base64 on a command line
// of 4,096 bytes, which leaves about this much.
var keyringLimits = map[string]int{"windows": 2560, "darwin": 3000}

// SizeError says that a token is too long for the keyring. Nothing was written.
type SizeError struct{ Size, Limit int } // bytes

func (e *SizeError) Error() string {
	return fmt.Sprintf("the token has %d bytes, and this keyring takes %d at most", e.Size, e.Limit)
}

// Sentence says what happened.
func (e *SizeError) Sentence() string { return sentence(e) }

// NextStep says where the token can be stored.
func (e *SizeError) NextStep() string {
	return "Keep it in the encrypted file instead."
}

// Code names the error, for scripts.
func (e *SizeError) Code() string { return "token_too_long" }
