package proxy

import (
	"net"
	"net/http"
	"strings"

	"periscope/slackapi/loopback"
)

// HostHeader is how the shim names the host that the app meant. It does not leave the proxy.
const HostHeader = "X-Periscope-Host"

// Header says of a reply that it is not Slack's, and why: "blocked", "enforced" or
// "unreachable".
const Header = "X-Periscope"

// crossOrigin says why a request of a browser is refused; empty for all others. SDKs send
// no Origin.
func crossOrigin(r *http.Request) string {
	if r.Header.Get("Origin") != "" || loopback.OfAnotherSite(r.Header, r.Host) {
		return "this proxy takes no requests of web pages"
	}
	return ""
}

func hostname(hostport string) string {
	if host, _, err := net.SplitHostPort(hostport); err == nil {
		return host
	}
	return strings.Trim(hostport, "[]")
}

// slackDomains are the domains that Slack serves its API under.
var slackDomains = []string{"slack.com", "slack-gov.com"}

// IsSlackHost reports whether a host is one of Slack's that the proxy serves itself: all
// but those of Socket Mode, which speak no HTTP. What is no name of a host is none of them.
func IsSlackHost(host string) bool {
	host = strings.ToLower(strings.TrimSuffix(host, "."))
	noName := func(r rune) bool { return r != '.' && r != '-' && (r < '0' || r > '9') && (r < 'a' || r > 'z') }
	if strings.HasPrefix(host, "wss-") || strings.ContainsFunc(host, noName) {
		return false
	}
	for _, domain := range slackDomains {
		if host == domain || strings.HasSuffix(host, "."+domain) {
			return true
		}
	}
	return false
}
