package listen

import (
	"fmt"
	"net"

	"periscope/cli/console"
	"periscope/slackapi/loopback"
)

// CheckLoopback refuses an address, given with a flag, that other machines can reach: what
// listens there would obey them.
func CheckLoopback(addr, flag string) error {
	host, port, err := SplitAddress(addr, flag, "127.0.0.1:8765")
	if err != nil {
		return err
	}
	if !loopback.IsHost(host) {
		return console.CommandLineError(fmt.Sprintf("%s %q is not an address of this machine alone", flag, addr),
			"Use 127.0.0.1, [::1] or localhost, as in "+net.JoinHostPort("127.0.0.1", port)+".")
	}
	return nil
}
