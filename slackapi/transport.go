package slackapi

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"syscall"
	"time"

	"periscope/slackapi/loopback"
)

// newHTTPClient makes the client for an API of a scheme. What goes by plain http is
// not encrypted, so it has to stay on this machine: it takes no proxy and connects to
// loopback addresses only, whatever the environment or the name service say.
func newHTTPClient(scheme string, keepAlive bool) *http.Client {
	dialer := &net.Dialer{Timeout: 10 * time.Second}
	if scheme == "http" {
		dialer.ControlContext = loopbackOnly
	}
	return &http.Client{
		Transport: &http.Transport{
			Proxy:               proxyFor,
			DialContext:         dialer.DialContext,
			TLSHandshakeTimeout: 10 * time.Second,
			ForceAttemptHTTP2:   true,
			DisableKeepAlives:   !keepAlive,
			MaxIdleConnsPerHost: 8, // a few look names up side by side
			IdleConnTimeout:     90 * time.Second,

			OnProxyConnectResponse: checkProxyReply,
		},
	}
}

// proxyFor is the proxy that the environment names for a request: only for https, where
// it sees no more than the name of the host, and never for this machine. Package http
// knows loopback hosts by their usual spelling alone.
func proxyFor(r *http.Request) (*url.URL, error) {
	if r.URL.Scheme != "https" || loopback.IsHost(r.URL.Hostname()) {
		return nil, nil //nolint:nilnil // package http: no proxy
	}
	return http.ProxyFromEnvironment(r)
}

// errNotLoopback says that a name that stands for this machine leads to another.
var errNotLoopback = errors.New("the name leads to another machine")

// loopbackOnly refuses a connection to any other machine, once its address is known.
func loopbackOnly(_ context.Context, _, address string, _ syscall.RawConn) error {
	peer, err := netip.ParseAddrPort(address)
	if err != nil {
		return fmt.Errorf("connecting to %s: %w", address, err)
	}
	if !peer.Addr().Unmap().IsLoopback() {
		return errNotLoopback
	}
	return nil
}
