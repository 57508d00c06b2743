package install

import (
	"encoding/binary"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"os"
	"strings"
	"testing"
)

// kernelText writes an address as the kernel does on this machine.
func kernelText(a netip.AddrPort) string {
	raw := a.Addr().AsSlice()
	text := ""
	for at := 0; at < len(raw); at += 4 {
		text += fmt.Sprintf("%08X", binary.NativeEndian.Uint32(raw[at:]))
	}
	return fmt.Sprintf("%s:%04X", text, a.Port())
}

func TestConnectionOwner(t *testing.T) {
	t.Parallel()
	const heading = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n"
	line := func(from, to, state string, user int) string {
		return fmt.Sprintf("   0: %s %s %s 00000000:00000000 00:00000000 00000000  %d        0 4242 1\n",
			kernelText(netip.MustParseAddrPort(from)), kernelText(netip.MustParseAddrPort(to)), state, user)
	}
	const browser, here = "127.0.0.1:50000", "127.0.0.1:8766"
	ours := line(here, browser, "01", 1000)
	for name, c := range map[string]struct {
		list        string
		user        int
		found, both bool
	}{
		"both ends":        {ours + line(browser, here, "01", 1001), 1001, true, true},
		"mapped to IPv6":   {line("[::ffff:127.0.0.1]:50000", "[::ffff:127.0.0.1]:8766", "01", 1002), 1002, true, false},
		"ours alone":       {ours, 0, false, true},
		"that was closed":  {ours + line(browser, here, "06", 0), 0, false, true},
		"another port":     {line("127.0.0.1:50001", here, "01", 1001), 0, false, false},
		"another server":   {line(browser, "127.0.0.1:8767", "01", 1001), 0, false, false},
		"nothing":          {"", 0, false, false},
		"what is no list":  {"a b c\n\x00\n01 02 03 01 5 6 7 8 9\n", 0, false, false},
		"odd digits":       {"0: 0100007F0:C350 0100007F:223E 01 0 0 0 1001\n", 0, false, false},
		"a port too large": {"0: 0100007F:1C350 0100007F:223E 01 0 0 0 1001\n", 0, false, false},
	} {
		user, found, both := connectionOwner(strings.NewReader(heading+c.list), netip.MustParseAddrPort(browser), netip.MustParseAddrPort(here))
		if user != c.user || found != c.found || both != c.both {
			t.Errorf("%s: user %d, %v, %v", name, user, found, both)
		}
	}
}

// TestOwnConnectionsPass asks the kernel of this machine.
func TestOwnConnectionsPass(t *testing.T) {
	t.Parallel()
	if _, err := os.Stat("/proc/net/tcp"); err != nil {
		t.Skip("this system has no list of connections")
	}
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		if ofAnotherUser(r) {
			t.Error("our own connection is said to be another user's")
		}
		stranger := r.Clone(r.Context())
		stranger.RemoteAddr = "127.0.0.1:1" // which has no connection to us
		if ofAnotherUser(stranger) {
			t.Error("what is not known is refused")
		}
	}))
	defer server.Close()
	if _, err := get(t.Context(), server.URL); err != nil {
		t.Fatal(err)
	}
}
