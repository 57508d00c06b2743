package sandbox

import (
	"net"
	"net/http"
	"syscall"

	"periscope/slackapi/sandbox/world"
)

// localClient returns a client that connects to this machine only, whatever a
// name resolves to, and follows no redirects.
func localClient() *http.Client {
	dialer := net.Dialer{Control: func(_, address string, _ syscall.RawConn) error {
		if !world.IsLoopback(world.HostOf(address)) {
			return world.ErrNotLoopback
		}
		return nil
	}}
	return &http.Client{
		Transport:     &http.Transport{DialContext: dialer.DialContext},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}
