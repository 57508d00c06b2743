package cli

import (
	"net"
	"testing"

	"periscope/cli/console"
)

// TestListenAddresses: an address that cannot be had is refused at once, in the same words by
// each command that listens, before a token is looked at.
func TestListenAddresses(t *testing.T) {
	t.Parallel()
	busy, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = busy.Close() })
	for addr, says := range map[string][]string{
		busy.Addr().String(): {"is in use by another program", "--listen 127.0.0.1:0"},
		"3000":               {"is not HOST:PORT"},
		"127.0.0.1:slack":    {"is no port"},
		"192.0.2.1:3000":     {"is no address that this machine can listen at"},
	} {
		for _, command := range [][]string{nil, {"request", "pins:read"}} {
			p := newPlace(t).onTerminal()
			p.vars["SLACK_TOKEN"] = "not a token"
			p.run(t, "", append(command, "--listen", addr)...).want(t, console.StatusUsage, says...)
		}
	}
}
