package cli

import (
	"net"
	"testing"

	"periscope/cli/console"
)

func TestListenAddresses(t *testing.T) {
	t.Parallel()
	busy, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = busy.Close() })
	for addr, says := range map[string]string{
		busy.Addr().String(): "--listen 127.0.0.1:0",
		"3000":               "is not HOST:PORT",
	} {
		newSlackSide(t).place.run(t, "", "request", "--listen", addr, "pins:read").want(t, console.StatusUsage, says)
	}
}
