package keystore

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"syscall"

	"github.com/godbus/dbus/v5"
	"github.com/zalando/go-keyring"
)

// unreachable are the D-Bus errors that mean nobody offers the Secret Service.
var unreachable = map[string]bool{
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

// explain names the failures of go-keyring and of the bus below it; others
// come back as they are.
func explain(err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, keyring.ErrNotFound):
		return ErrNotFound
	case isUnreachable(err):
		return fmt.Errorf("%w (%w)", ErrNoKeyring, err)
	case isLocked(err):
		return fmt.Errorf("%w (%w)", ErrLocked, err)
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
		errors.As(err, &bus) && unreachable[bus.Name] ||
		launchFailed(err) ||
		strings.HasPrefix(err.Error(), "dbus: ") // the client's own errors have no type
}

// launchFailed reports whether dbus-launch ended badly. On macOS the program
// that go-keyring starts is the keychain tool, and its failure is another matter.
func launchFailed(err error) bool {
	var exit *exec.ExitError
	return runtime.GOOS != "darwin" && errors.As(err, &exit)
}

func isLocked(err error) bool {
	var bus dbus.Error
	return errors.As(err, &bus) && bus.Name == dbusLocked ||
		strings.Contains(err.Error(), "failed to unlock") // go-keyring's, also when the dialog was dismissed
}
