// Package loopback says whether a host is this machine, for the places that send
// tokens in the clear, or take orders, on this machine only; and whether it is a page in a
// browser that gives an order. It judges names, addresses and headers alone: it promises to look
// nothing up, so that no name server decides. It also says whether a URL has a port that can be
// used.
package loopback

import (
	"net/netip"
	"strconv"
	"strings"
)

// IsHost reports whether a host, without port and brackets, is a loopback address
// or "localhost".
func IsHost(host string) bool {
	addr, err := netip.ParseAddr(host)
	return strings.EqualFold(host, "localhost") || err == nil && addr.IsLoopback()
}

// ValidPort reports whether the port of a URL, without the colon, is a number from 1 to 65535,
// or empty, which means the one of the scheme. Package net/url takes any digits.
func ValidPort(port string) bool {
	n, err := strconv.ParseUint(port, 10, 16)
	return port == "" || err == nil && n > 0
}
