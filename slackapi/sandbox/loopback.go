package sandbox

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"syscall"
)

// The sandbox talks to this machine and to nothing else: what it sends looks
// like Slack's, and whoever can reach its control plane can act as everybody.

var errNotLoopback = errors.New("the sandbox talks to programs on this machine only: use 127.0.0.1, [::1] or localhost")

// isLoopback reports whether a host, without port, is a name of this machine.
func isLoopback(host string) bool {
	ip, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && ip.IsLoopback()
}

// hostOf strips the port, if there is one, and the brackets of IPv6.
func hostOf(hostport string) string {
	return (&url.URL{Host: hostport}).Hostname()
}

// checkRequestURL refuses what could not be posted to.
func checkRequestURL(text string) error {
	u, err := url.Parse(text)
	switch {
	case err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https":
		return fmt.Errorf("%q is no URL to post to: write it as in http://127.0.0.1:3000/slack", text)
	case !isLoopback(u.Hostname()):
		return fmt.Errorf("%q is elsewhere: %w", text, errNotLoopback)
	}
	return nil
}

// localClient returns a client that connects to this machine only, whatever a
// name resolves to, and follows no redirects.
func localClient() *http.Client {
	dialer := net.Dialer{Control: func(_, address string, _ syscall.RawConn) error {
		if !isLoopback(hostOf(address)) {
			return errNotLoopback
		}
		return nil
	}}
	return &http.Client{
		Transport:     &http.Transport{DialContext: dialer.DialContext},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}
