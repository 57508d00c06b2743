package install

import (
	"bufio"
	"encoding/binary"
	"encoding/hex"
	"io"
	"net"
	"net/http"
	"net/netip"
	"os"
	"strconv"
	"strings"
)

// ofAnotherUser reports whether another user than ours, or the superuser, has opened the
// connection of a request, by the kernel's list of connections. Where there is no list,
// or not with our own end of the connection in it, nothing is known and nobody refused.
func ofAnotherUser(r *http.Request) bool {
	client, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil {
		return false
	}
	addr, ok := r.Context().Value(http.LocalAddrContextKey).(*net.TCPAddr)
	if !ok {
		return false
	}
	here := addr.AddrPort()
	known := false
	for _, name := range []string{"/proc/net/tcp", "/proc/net/tcp6"} {
		list, err := os.Open(name)
		if err != nil {
			continue
		}
		owner, found, ours := connectionOwner(list, client, here)
		_ = list.Close() // nothing was written to it
		if found {
			return owner != 0 && owner != os.Geteuid()
		}
		known = known || ours
	}
	return known // the other end is no socket of this machine that is still open
}

// connectionOwner looks for an open connection in a list of the kernel: the number of the
// user at its end, and whether the other end is in the list.
func connectionOwner(list io.Reader, end, other netip.AddrPort) (user int, found, otherFound bool) {
	const established = "01"
	lines := bufio.NewScanner(list)
	for lines.Scan() {
		// sl local_address rem_address st tx_queue:rx_queue tr:tm->when retrnsmt uid
		fields := strings.Fields(lines.Text())
		if len(fields) < 8 || fields[3] != established {
			continue
		}
		local, remote := kernelAddress(fields[1]), kernelAddress(fields[2])
		switch {
		case local == unmapped(end) && remote == unmapped(other):
			if user, err := strconv.Atoi(fields[7]); err == nil {
				return user, true, otherFound
			}
		case local == unmapped(other) && remote == unmapped(end):
			otherFound = true
		}
	}
	return 0, false, otherFound
}

func unmapped(a netip.AddrPort) netip.AddrPort {
	return netip.AddrPortFrom(a.Addr().Unmap().WithZone(""), a.Port())
}

// kernelAddress reads an address as the kernel writes it, in words of the machine's byte
// order: "0100007F:223D". It is zero for what is none.
func kernelAddress(text string) netip.AddrPort {
	digits, port, _ := strings.Cut(text, ":")
	raw, err := hex.DecodeString(digits)
	if err != nil || len(raw)%4 != 0 {
		return netip.AddrPort{}
	}
	for at := 0; at < len(raw); at += 4 {
		binary.NativeEndian.PutUint32(raw[at:], binary.BigEndian.Uint32(raw[at:]))
	}
	addr, ok := netip.AddrFromSlice(raw)
	number, err := strconv.ParseUint(port, 16, 16)
	if !ok || err != nil {
		return netip.AddrPort{}
	}
	return netip.AddrPortFrom(addr.Unmap(), uint16(number))
}
