// Package loopback says whether a host is this machine, for the places that send
// tokens in the clear, or take orders, on this machine only. It judges the name or
// address alone: it promises to look nothing up, so that no name server decides.
package loopback

import (
	"net/netip"
	"strings"
)

// IsHost reports whether a host, without port and brackets, is a loopback address
// or "localhost".
func IsHost(host string) bool {
	addr, err := netip.ParseAddr(host)
	return strings.EqualFold(host, "localhost") || err == nil && addr.IsLoopback()
}
