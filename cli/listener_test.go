package cli

import (
	"net"
	"strings"
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
		busy.Addr().String(): {"is in use by another program", "127.0.0.1:0"},
		"3000":               {"is not HOST:PORT"},
		"127.0.0.1:slack":    {"is no port"},
		"192.0.2.1:3000":     {"is no address that this machine can listen at"},
	} {
		for _, command := range [][]string{
			{"--listen"},
			{"request", "pins:read", "--listen"},
			{"install", "chat:write", "--client-id", "1.2", "--store", "file", "--callback"},
			{"team", "add", "--oauth", "--scopes", "chat:write", "--client-id", "1.2", "--store", "file", "--callback"},
		} {
			if strings.HasPrefix(addr, "192.") && command[len(command)-1] == "--callback" {
				continue // which is for addresses of this machine alone
			}
			p := newPlace(t).onTerminal()
			p.vars["SLACK_TOKEN"] = "not a token"
			p.run(t, "", append(command, addr)...).want(t, console.StatusUsage, says...)
		}
	}
}
