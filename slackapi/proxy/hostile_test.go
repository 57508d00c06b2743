package proxy

import (
	"bufio"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"time"

	"periscope/model/catalog"
	"periscope/slackapi/record"
)

// TestNoCallGetsAroundTheGate: however a call is written that a server might take for one.
// Java's client offers HTTP/2 with each call in the clear.
func TestNoCallGetsAroundTheGate(t *testing.T) {
	t.Parallel()
	w := newWatched(t, http.HandlerFunc(echo), func(o *Options) {
		o.Gate = func(record.Entry) *Refusal { return &Refusal{By: record.ByReadOnly, Code: "restricted_action"} }
	})
	for _, path := range []string{
		"/api/chat.delete", "//api/chat.delete", "/api//chat.delete", "/api/chat.delete/", "/API/chat.delete",
		"/x/../api/chat.delete", "/api/./chat.delete", "/api/chat%2Edelete", "/services/T1/B1/x", "//services/T1/B1/x",
	} {
		for _, upgrade := range []string{"", "h2c", "websocket"} {
			r := post(t, w.url+path, "channel=C1")
			if upgrade != "" {
				r.Header.Set("Connection", "Upgrade")
				r.Header.Set("Upgrade", upgrade)
			}
			if resp, _ := do(t, plain(t), r); resp.Header.Get(Header) != "blocked" {
				t.Errorf("%s with upgrade %q passed", path, upgrade)
			}
		}
	}
}

// TestPathsOfTwoReadings: where two servers may disagree on which method a path names, the
// gate takes neither for granted. Old servers run what comes first, and hand it the rest.
func TestPathsOfTwoReadings(t *testing.T) {
	t.Parallel()
	w := newWatched(t, http.HandlerFunc(echo), func(o *Options) {
		o.Gate = func(asked record.Entry) *Refusal {
			if m, _ := catalog.LookupMethod(asked.Method); m.Reads() {
				return nil
			}
			return &Refusal{By: record.ByReadOnly, Code: "restricted_action"}
		}
	})
	for path, passes := range map[string]bool{
		"/api/users.list": true, "//api//users.list": true, "/api/./users.list/": true, "/API/users.list": true,
		"/api/chat.delete/users.list": false, "/api/chat.delete/../users.list": false, "/api/chat.delete/../../files/x": false,
		"/api/chat.delete%2F..%2Fusers.list": false, "/api/chat.delete;/users.list": false, "/api/chat.delete%00/users.list": false,
		"/api/api/users.list": false, "/x/../api/users.list": false, "/services/T1/../../api/users.list": false,
	} {
		resp, _ := do(t, plain(t), post(t, w.url+path, ""))
		if passed := resp.Header.Get(Header) == ""; passed != passes {
			t.Errorf("%s passes: %v", path, passed)
		}
	}
}

// TestPortsAreNumbers: a port that is written otherwise leads to the same server, and does not
// get a call around the proxy.
func TestPortsAreNumbers(t *testing.T) {
	t.Parallel()
	w := newWatched(t, http.HandlerFunc(echo), nil)
	for _, port := range []string{"443", "0443"} {
		conn, err := net.Dial("tcp", strings.TrimPrefix(w.url, "http://"))
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = conn.Close() }()
		if _, err := io.WriteString(conn, "CONNECT slack.com:"+port+" HTTP/1.1\r\nHost: slack.com\r\n\r\n"); err != nil {
			t.Fatal(err)
		}
		resp, err := http.ReadResponse(bufio.NewReader(conn), nil)
		if err != nil || resp.StatusCode != http.StatusOK {
			t.Fatalf("port %s: %v, %v", port, resp, err)
		}
		roots := x509.NewCertPool()
		roots.AppendCertsFromPEM(w.authority.PEM())
		if err := tls.Client(conn, &tls.Config{RootCAs: roots, ServerName: "slack.com", MinVersion: tls.VersionTLS12}).Handshake(); err != nil {
			t.Errorf("port %s is not served here: %v", port, err)
		}
	}
	for _, port := range []string{"80", "8443", "", "443x", "http", "-443"} {
		if isHTTPS(t.Context(), port) {
			t.Errorf("%q is the port of https", port)
		}
	}
}

// TestOtherSchemes: what is no HTTP is no host that cannot be reached, and nobody is told so.
func TestOtherSchemes(t *testing.T) {
	t.Parallel()
	w := newWatched(t, http.HandlerFunc(echo), nil)
	for _, address := range []string{"file:///etc/passwd", "ftp://slack.example/", "javascript://x/", "http2://x/"} {
		r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, address, http.NoBody)
		got := httptest.NewRecorder()
		w.ServeHTTP(got, r)
		if got.Code != http.StatusBadRequest || w.said() != "" {
			t.Errorf("%s: %d, and says %q", address, got.Code, w.said())
		}
	}
}

// TestOffersOfOtherProtocolsAreIgnored: an offer of HTTP/2 is not passed on to a server that
// would take it up, and the call is recorded.
func TestOffersOfOtherProtocolsAreIgnored(t *testing.T) {
	t.Parallel()
	w := newWatched(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Upgrade") != "" {
			t.Errorf("the offer of %q was passed on", r.Header.Get("Upgrade"))
		}
		echo(w, r)
	}), nil)
	for _, path := range []string{"/api/auth.test", "/files/upload"} {
		r := post(t, w.url+path, "x=1")
		r.Header.Set("Connection", "Upgrade, HTTP2-Settings")
		r.Header.Set("Upgrade", "h2c")
		r.Header.Set("Http2-Settings", "AAMAAABk")
		if resp, body := do(t, plain(t), r); resp.StatusCode != http.StatusOK || body != "x=1" {
			t.Errorf("%s: %s, %q", path, resp.Status, body)
		}
	}
	if n := w.recording.Calls(); n != 1 {
		t.Errorf("%d calls were recorded", n)
	}
}

// TestPagesNameNoHost: a page whose name resolves to this machine may set headers, those of
// the shim as well.
func TestPagesNameNoHost(t *testing.T) {
	t.Parallel()
	w := newWatched(t, http.HandlerFunc(echo), nil)
	r := post(t, w.url+"/api/auth.test", "")
	r.Host = "example.com:8767"
	r.Header.Set(HostHeader, "slack.com")
	if resp, _ := do(t, plain(t), r); resp.StatusCode != http.StatusForbidden || w.recording.Calls() != 0 {
		t.Errorf("%s, %d calls", resp.Status, w.recording.Calls())
	}
}

// TestWhatIsNoNameOfAHost belongs to nobody.
func TestWhatIsNoNameOfAHost(t *testing.T) {
	t.Parallel()
	for _, host := range []string{
		"example.com/.slack.com", "example.com?.slack.com", "example.com#.slack.com", "a@b.slack.com", "example.com:1.slack.com",
		"example.com\x00.slack.com", "example.com\r\n.slack.com", "exämple.slack.com", "*.slack.com", "[::1].slack.com",
	} {
		if IsSlackHost(host) {
			t.Errorf("%q is Slack's", host)
		}
	}
}

// TestAuthorityIsForServersOfSlackOnly: whoever trusts it, and whoever had its key, could do
// nothing with it at addresses, or with mail.
func TestAuthorityIsForServersOfSlackOnly(t *testing.T) {
	t.Parallel()
	authority, err := NewAuthority(time.Now)
	if err != nil {
		t.Fatal(err)
	}
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(authority.PEM())
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		change func(*x509.Certificate)
		good   bool
	}{
		"a host":           {func(c *x509.Certificate) { c.DNSNames = []string{"acme.slack.com"} }, true},
		"an address":       {func(c *x509.Certificate) { c.IPAddresses = []net.IP{net.IPv4(192, 0, 2, 1)} }, false},
		"one of version 6": {func(c *x509.Certificate) { c.IPAddresses = []net.IP{net.ParseIP("2001:db8::1")} }, false},
		"mail":             {func(c *x509.Certificate) { c.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageEmailProtection} }, false},
		"code":             {func(c *x509.Certificate) { c.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageCodeSigning} }, false},
	} {
		template := &x509.Certificate{
			SerialNumber: serial(), NotBefore: authority.cert.NotBefore, NotAfter: authority.cert.NotAfter,
			KeyUsage: x509.KeyUsageDigitalSignature, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
		}
		c.change(template)
		der, err := x509.CreateCertificate(rand.Reader, template, authority.cert, &key.PublicKey, authority.key)
		if err != nil {
			t.Fatal(err)
		}
		cert, err := x509.ParseCertificate(der)
		if err != nil {
			t.Fatal(err)
		}
		_, err = cert.Verify(x509.VerifyOptions{Roots: roots, KeyUsages: template.ExtKeyUsage})
		if (err == nil) != c.good {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestNotesAreClean: a note names the host that the app asked for, as the app wrote it, and
// is drawn and copied as it is.
func TestNotesAreClean(t *testing.T) {
	t.Parallel()
	w := newWatched(t, http.HandlerFunc(echo), nil)
	w.note("\u202eevil\x1b[2J xoxb-sandbox-acme " + strings.Repeat("x", 1000))
	if said := w.said(); strings.ContainsAny(said, "\u202e\x1b") || strings.Contains(said, "sandbox-acme") || len(said) > 400 {
		t.Errorf("%q", said)
	}
	for i := range 2 * maxNotes {
		w.note(strconv.Itoa(i))
	}
	if n := len(w.notes); n > maxNotes {
		t.Errorf("%d notes", n)
	}
}
