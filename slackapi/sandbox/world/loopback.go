package world

import (
	"errors"
	"fmt"
	"net/url"

	"periscope/slackapi/loopback"
)

// The sandbox talks to this machine and to nothing else: what it sends looks
// like Slack's, and a program that reaches its control plane can act as every user.

// ErrNotLoopback says that an address is not on this machine.
var ErrNotLoopback = errors.New("the sandbox talks to programs on this machine only: use 127.0.0.1, [::1] or localhost")

// IsLoopback reports whether a host, without port, is a name of this machine.
func IsLoopback(host string) bool { return loopback.IsHost(host) }

// HostOf strips the port, if there is one, and the brackets of IPv6.
func HostOf(hostport string) string {
	return (&url.URL{Host: hostport}).Hostname()
}

// CheckRequestURL refuses what could not be posted to.
func CheckRequestURL(text string) error {
	u, err := url.Parse(text)
	switch {
	case err != nil || u.Host == "" || !loopback.ValidPort(u.Port()) || u.Scheme != "http" && u.Scheme != "https":
		return fmt.Errorf("%q is no URL to post to: write it as in http://127.0.0.1:3000/slack", text)
	case !IsLoopback(u.Hostname()):
		return fmt.Errorf("%q is elsewhere: %w", text, ErrNotLoopback)
	}
	return nil
}
