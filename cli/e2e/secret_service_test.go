//go:build unix

package e2e

import (
	"bufio"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/godbus/dbus/v5"
)

// secretService starts a Secret Service on a D-Bus of its own, in an empty home, and
// returns the address of the bus. The keyring of the user is not touched.
func secretService(t *testing.T) (address string) {
	t.Helper()
	for _, program := range []string{"dbus-daemon", "gnome-keyring-daemon"} {
		if _, err := exec.LookPath(program); err != nil {
			t.Skipf("no Secret Service to test with: %v", err)
		}
	}
	home := t.TempDir()
	environ := []string{"HOME=" + home, "XDG_RUNTIME_DIR=" + home, "TMPDIR=" + home, "PATH=" + os.Getenv("PATH")}
	bus := exec.CommandContext(t.Context(), "dbus-daemon", "--session", "--nofork", "--print-address=1")
	bus.Env = environ
	stdout, err := bus.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	startBeside(t, bus)
	line, err := bufio.NewReader(stdout).ReadString('\n')
	if err != nil {
		t.Fatalf("the bus says nothing: %v", err)
	}
	address = strings.TrimSpace(line)
	keyring := exec.CommandContext(t.Context(), "gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets")
	keyring.Env = slices.Concat(environ, []string{"DBUS_SESSION_BUS_ADDRESS=" + address})
	keyring.Stdin = strings.NewReader("sesame")
	startBeside(t, keyring)
	waitForService(t, address)
	return address
}

// startBeside starts a program beside the test, and ends it with the test.
func startBeside(t *testing.T, cmd *exec.Cmd) {
	t.Helper()
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	})
}

// waitForService waits until the Secret Service has its name on the bus.
func waitForService(t *testing.T, address string) {
	t.Helper()
	bus, err := dbus.Connect(address)
	if err != nil {
		t.Fatal(err)
	}
	defer bus.Close() //nolint:errcheck // nothing was asked of it that it could lose
	for deadline := time.Now().Add(timeout); ; time.Sleep(10 * time.Millisecond) {
		var there bool
		if err := bus.BusObject().Call("org.freedesktop.DBus.NameHasOwner", 0, "org.freedesktop.secrets").Store(&there); err != nil {
			t.Fatal(err)
		}
		if there {
			return
		}
		if time.Now().After(deadline) {
			t.Fatal("the Secret Service did not start")
		}
	}
}
