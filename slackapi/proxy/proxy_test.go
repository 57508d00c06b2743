package proxy

import (
	"bufio"
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"periscope/model/catalog"
	"periscope/slackapi/record"
)

// watched is a proxy before an upstream, as a test has it.
type watched struct {
	*Proxy
	url       string
	authority *Authority
	recording *record.Recording
	mu        sync.Mutex
	notes     []string
}

// newWatched puts a proxy before a handler, which is served over TLS with a certificate of
// a test, over HTTP/2 where the client of it speaks that.
func newWatched(t testing.TB, upstream http.Handler, change func(*Options)) *watched {
	t.Helper()
	server := httptest.NewUnstartedServer(upstream)
	server.EnableHTTP2 = true
	server.Config.ErrorLog = log.New(io.Discard, "", 0) // some tests refuse its certificate
	server.StartTLS()
	t.Cleanup(server.Close)
	roots := x509.NewCertPool()
	roots.AddCert(server.Certificate())
	to, err := url.Parse(server.URL + "/api/")
	if err != nil {
		t.Fatal(err)
	}
	authority, err := NewAuthority(time.Now)
	if err != nil {
		t.Fatal(err)
	}
	transport := NewTransport(func(tr *http.Transport) {
		tr.TLSClientConfig = &tls.Config{RootCAs: roots, MinVersion: tls.VersionTLS12}
	})
	t.Cleanup(transport.CloseIdleConnections)
	w := &watched{authority: authority, recording: &record.Recording{}}
	opts := Options{
		Upstream: to, Fixed: true, Authority: authority, Transport: transport,
		Observer: &record.Observer{Recording: w.recording, Now: time.Now},
		Note: func(text string) {
			w.mu.Lock()
			defer w.mu.Unlock()
			w.notes = append(w.notes, text)
		},
	}
	if change != nil {
		change(&opts)
	}
	w.Proxy = New(opts)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	front := w.NewServer()
	served := make(chan struct{})
	go func() { defer close(served); _ = front.Serve(listener) }()
	t.Cleanup(func() { _ = front.Close(); w.Close(); <-served })
	w.url = "http://" + listener.Addr().String()
	return w
}

func (w *watched) said() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return strings.Join(w.notes, "\n")
}

// client is one that honours HTTPS_PROXY, and trusts what the bundle of the run holds.
func (w *watched) client(t testing.TB) *http.Client {
	t.Helper()
	roots := x509.NewCertPool()
	if !roots.AppendCertsFromPEM(w.authority.PEM()) {
		t.Fatal("the authority has no certificate")
	}
	via, _ := url.Parse(w.url)
	tr := &http.Transport{
		Proxy: http.ProxyURL(via), TLSClientConfig: &tls.Config{RootCAs: roots, MinVersion: tls.VersionTLS12},
		DisableCompression: true, MaxIdleConnsPerHost: 300,
	}
	t.Cleanup(tr.CloseIdleConnections)
	return &http.Client{Transport: tr}
}

// plain is a client that is told the base URL.
func plain(t testing.TB) *http.Client {
	tr := &http.Transport{DisableCompression: true, MaxIdleConnsPerHost: 300}
	t.Cleanup(tr.CloseIdleConnections)
	return &http.Client{Transport: tr}
}

func do(t testing.TB, c *http.Client, r *http.Request) (*http.Response, string) {
	t.Helper()
	resp, err := c.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close() //nolint:errcheck // it is read
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp, string(body)
}

func post(t testing.TB, address, body string) *http.Request {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, address, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Authorization", "Bearer "+botToken)
	return r
}

const botToken = "xoxb-" + "sandbox-secret-part"

// echo answers with the bytes that it got, and with headers of Slack's.
func echo(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("X-Oauth-Scopes", "chat:write")
	w.Header().Set("X-Seen", r.Proto+" "+r.Host+" "+r.URL.RequestURI()+" "+r.Header.Get("Accept-Encoding")+" "+r.Header.Get(HostHeader))
	_, _ = io.Copy(w, r.Body)
}

// Bodies of any size pass byte for byte both ways, on 200 connections at once, whichever
// way the app comes.
func TestBodiesPassUnchanged(t *testing.T) {
	t.Parallel()
	w := newWatched(t, http.HandlerFunc(echo), nil)
	const connections = 200
	for name, c := range map[string]struct {
		client *http.Client
		base   string
	}{"base URL": {plain(t), w.url}, "HTTPS_PROXY": {w.client(t), "https://slack.com"}} {
		var all sync.WaitGroup
		begin := make(chan struct{})
		failed := make(chan error, connections)
		for i := range connections {
			all.Go(func() {
				size := 1 + i*97
				if i%40 == 0 {
					size = 300_000 + i
				}
				body := make([]byte, size)
				_, _ = rand.Read(body)
				<-begin
				for range 2 { // the second time on a connection that is kept
					r, _ := http.NewRequestWithContext(t.Context(), http.MethodPost, c.base+"/api/chat.postMessage", bytes.NewReader(body))
					resp, err := c.client.Do(r)
					if err != nil {
						failed <- err
						return
					}
					got, err := io.ReadAll(resp.Body)
					_ = resp.Body.Close()
					if err != nil || !bytes.Equal(got, body) {
						failed <- fmt.Errorf("%d bytes came back as %d: %w", len(body), len(got), err)
						return
					}
				}
			})
		}
		close(begin)
		all.Wait()
		close(failed)
		for err := range failed {
			t.Errorf("%s: %v", name, err)
		}
	}
	if n := w.recording.Calls(); n != 4*connections {
		t.Errorf("%d calls are recorded, want %d", n, 4*connections)
	}
}

func TestHeadersPass(t *testing.T) {
	t.Parallel()
	w := newWatched(t, http.HandlerFunc(echo), nil)
	for root, client := range map[string]*http.Client{w.url: plain(t), "https://slack.com": w.client(t)} {
		r := post(t, root+"/api/chat.postMessage?a=%2F&b", "text=x")
		r.Header.Set("Accept-Encoding", "br, gzip;q=0.5, zstd")
		r.Header.Set(HostHeader, "slack.com")
		resp, body := do(t, client, r)
		seen := resp.Header.Get("X-Seen")
		if body != "text=x" || !strings.HasPrefix(seen, "HTTP/2.0 127.0.0.1:") ||
			!strings.HasSuffix(seen, "/api/chat.postMessage?a=%2F&b gzip;q=0.5") {
			t.Errorf("%s: %q arrived as %q", root, body, seen)
		}
	}
}

// A reply is passed on piece by piece, and a large file is neither held nor cut.
func TestStreams(t *testing.T) {
	t.Parallel()
	next := make(chan struct{})
	w := newWatched(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		sum := sha256.New()
		_, _ = io.Copy(sum, r.Body)
		fmt.Fprintf(w, "%x", sum.Sum(nil))
		_ = http.NewResponseController(w).Flush()
		<-next
		fmt.Fprint(w, "end")
	}), nil)
	const size = 64 << 20
	file := io.LimitReader(zeros{}, size)
	r, _ := http.NewRequestWithContext(t.Context(), http.MethodPost, w.url+"/upload/v1/A", file)
	r.ContentLength = size
	resp, err := plain(t).Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close() //nolint:errcheck // it is read
	want := sha256.New()
	_, _ = io.Copy(want, io.LimitReader(zeros{}, size))
	first := make([]byte, 64)
	if _, err := io.ReadFull(resp.Body, first); err != nil || string(first) != fmt.Sprintf("%x", want.Sum(nil)) {
		t.Fatalf("%s, %v", first, err)
	}
	close(next)
	if rest, err := io.ReadAll(resp.Body); string(rest) != "end" {
		t.Errorf("%q, %v", rest, err)
	}
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

// The authority is good for Slack's hosts alone, whatever it signs.
func TestAuthorityIsConstrained(t *testing.T) {
	t.Parallel()
	authority, err := NewAuthority(time.Now)
	if err != nil {
		t.Fatal(err)
	}
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(authority.PEM())
	for host, good := range map[string]bool{
		"slack.com": true, "acme.slack.com": true, "hooks.slack-gov.com": true, "example.com": false, "slack.com.example.com": false, "notslack.com": false,
	} {
		leaf, err := authority.leaf(host)
		if err != nil {
			t.Fatal(err)
		}
		cert, _ := x509.ParseCertificate(leaf.Certificate[0])
		_, err = cert.Verify(x509.VerifyOptions{Roots: roots, DNSName: host})
		if (err == nil) != good {
			t.Errorf("%s: %v", host, err)
		}
	}
}

// Other hosts than Slack's are tunnelled: the app sees their own certificates.
func TestOtherHostsAreTunnelled(t *testing.T) {
	t.Parallel()
	other := httptest.NewTLSServer(http.HandlerFunc(echo))
	t.Cleanup(other.Close)
	w := newWatched(t, http.HandlerFunc(echo), nil)
	c := w.client(t)
	if resp, err := c.Do(post(t, other.URL+"/api/chat.postMessage", "x=1")); err == nil {
		_ = resp.Body.Close()
		t.Fatal("a stranger's certificate is taken: the proxy signed for it")
	}
	roots := x509.NewCertPool()
	roots.AddCert(other.Certificate())
	c.Transport.(*http.Transport).TLSClientConfig.RootCAs = roots
	if _, body := do(t, c, post(t, other.URL+"/api/chat.postMessage", "x=1")); body != "x=1" {
		t.Errorf("%q", body)
	}
	if n := w.recording.Calls(); n != 0 {
		t.Errorf("%d calls of others are recorded", n)
	}
}

// The certificate of the upstream is checked.
func TestUpstreamIsChecked(t *testing.T) {
	t.Parallel()
	w := newWatched(t, http.HandlerFunc(echo), func(o *Options) { o.Transport = NewTransport(nil) })
	resp, body := do(t, plain(t), post(t, w.url+"/api/auth.test", ""))
	if resp.StatusCode != http.StatusBadGateway || !strings.Contains(body, `"error":"service_unavailable"`) || !strings.Contains(w.said(), "cannot be reached") {
		t.Errorf("%s %s; said %q", resp.Status, body, w.said())
	}
	e := w.recording.Entries()[0]
	if e.AnsweredBy != record.ByProxy || e.OK() || resp.Header.Get(Header) != "unreachable" {
		t.Errorf("%+v", e)
	}
}

// An app that trusts other certificates is named.
func TestMistrustIsSaid(t *testing.T) {
	t.Parallel()
	w := newWatched(t, http.HandlerFunc(echo), nil)
	c := w.client(t)
	c.Transport.(*http.Transport).TLSClientConfig.RootCAs = x509.NewCertPool()
	if resp, err := c.Do(post(t, "https://slack.com/api/auth.test", "")); err == nil {
		_ = resp.Body.Close()
		t.Fatal("no certificate is checked")
	}
	for deadline := time.Now().Add(10 * time.Second); !strings.Contains(w.said(), "refuses the certificate"); time.Sleep(time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("said %q", w.said())
		}
	}
}

func TestBrowsersAreRefused(t *testing.T) {
	t.Parallel()
	w := newWatched(t, http.HandlerFunc(echo), nil)
	for name, change := range map[string]func(*http.Request){
		"origin":     func(r *http.Request) { r.Header.Set("Origin", "https://example.com") },
		"no origin":  func(r *http.Request) { r.Header.Set("Origin", "null") },
		"cross-site": func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", "cross-site") },
		"rebinding":  func(r *http.Request) { r.Host = "example.com" },
		"preflight":  func(r *http.Request) { r.Method = http.MethodOptions; r.Header.Set("Origin", "https://example.com") },
	} {
		r := post(t, w.url+"/api/auth.test", "")
		change(r)
		if resp, _ := do(t, plain(t), r); resp.StatusCode != http.StatusForbidden {
			t.Errorf("%s: %s", name, resp.Status)
		}
	}
	if w.recording.Calls() != 0 {
		t.Error("what is refused is recorded")
	}
	for name, host := range map[string]string{"localhost": "localhost:8767", "IPv6": "[::1]:8767", "Slack's": "slack.com"} {
		r := post(t, w.url+"/api/auth.test", "")
		r.Host = host
		if resp, _ := do(t, plain(t), r); resp.StatusCode != http.StatusOK {
			t.Errorf("%s: %s", name, resp.Status)
		}
	}
}

// Socket Mode through the proxy, where it is the base URL.
func TestWebSocketPasses(t *testing.T) {
	t.Parallel()
	w := newWatched(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Upgrade") != "websocket" || r.Header.Get("Connection") != "Upgrade" {
			http.Error(w, "no upgrade", http.StatusBadRequest)
			return
		}
		conn, both, err := http.NewResponseController(w).Hijack()
		if err != nil {
			return
		}
		defer conn.Close() //nolint:errcheck // a test
		_, _ = both.WriteString("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n")
		_ = both.Flush()
		line, _ := both.ReadString('\n')
		_, _ = conn.Write([]byte("got " + line))
	}), nil)
	conn, err := net.Dial("tcp", strings.TrimPrefix(w.url, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close() //nolint:errcheck // a test
	fmt.Fprintf(conn, "GET /link/?ticket=1 HTTP/1.1\r\nHost: %s\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n", strings.TrimPrefix(w.url, "http://"))
	read := bufio.NewReader(conn)
	resp, err := http.ReadResponse(read, nil)
	if err != nil || resp.StatusCode != http.StatusSwitchingProtocols {
		t.Fatalf("%v, %v", resp, err)
	}
	fmt.Fprint(conn, "hello\n")
	if line, err := read.ReadString('\n'); line != "got hello\n" {
		t.Errorf("%q, %v", line, err)
	}
}

// What the gate refuses does not reach Slack; the gate knows the arguments of the body, and
// what it lets through arrives whole.
func TestGate(t *testing.T) {
	t.Parallel()
	var asked []record.Entry
	w := newWatched(t, http.HandlerFunc(echo), func(o *Options) {
		o.Gate = func(e record.Entry) *Refusal {
			asked = append(asked, e)
			switch e.Method {
			case "pins.add":
				return &Refusal{By: record.ByEnforcement, Code: "missing_scope", Needed: []catalog.Scope{"pins:write"}, Provided: []catalog.Scope{"chat:write"}}
			case "chat.delete":
				return &Refusal{By: record.ByReadOnly, Code: "restricted_action"}
			}
			return nil
		}
	})
	large := "text=" + strings.Repeat("x", 3<<20) + "&channel=D1"
	if _, body := do(t, plain(t), post(t, w.url+"/api/chat.update", large)); body != large {
		t.Errorf("%d bytes came back as %d", len(large), len(body))
	}
	do(t, plain(t), post(t, w.url+"/api/conversations.history", "channel=D1"))
	if e := asked[1]; e.Kind != catalog.Bot || fmt.Sprint(e.Types) != "[im]" {
		t.Errorf("the gate is asked %+v", e)
	}
	resp, body := do(t, plain(t), post(t, w.url+"/api/pins.add", "channel=C1"))
	if want := `{"error":"missing_scope","needed":"pins:write","ok":false,"provided":"chat:write"}`; body != want || resp.Header.Get(Header) != "enforced" ||
		resp.Header.Get("X-Oauth-Scopes") != "chat:write" || resp.Header.Get("X-Seen") != "" {
		t.Errorf("%s %v", body, resp.Header)
	}
	resp, body = do(t, plain(t), post(t, w.url+"/api/chat.delete", "channel=C1"))
	if body != `{"error":"restricted_action","ok":false}` || resp.Header.Get(Header) != "blocked" || resp.Header.Get("X-Seen") != "" {
		t.Errorf("%s %v", body, resp.Header)
	}
	by := map[string]record.AnsweredBy{}
	for _, e := range w.recording.Entries() {
		by[e.Method+" "+e.Outcome] = e.AnsweredBy
	}
	if by["pins.add missing_scope"] != record.ByEnforcement || by["chat.delete restricted_action"] != record.ByReadOnly {
		t.Errorf("%v", by)
	}
}

// What Slack is reached at by other addresses: a team's own, and a webhook's, whose path
// is a secret.
func TestHostsOfSlack(t *testing.T) {
	t.Parallel()
	w := newWatched(t, http.HandlerFunc(echo), nil)
	c := w.client(t)
	do(t, c, post(t, "https://acme.slack.com/api/auth.test", ""))
	do(t, c, post(t, "https://hooks.slack.com/services/"+"T1/B1/hush", "{}"))
	var got []string
	for _, e := range w.recording.Entries() {
		got = append(got, e.Method+" "+e.Outcome)
		if strings.Contains(fmt.Sprintf("%+v", e), "hush") {
			t.Errorf("a secret is recorded: %+v", e)
		}
	}
	if fmt.Sprint(got) != "[auth.test  incoming-webhook ok]" {
		t.Errorf("%q", got)
	}
	for host, ours := range map[string]bool{"slack.com": true, "SLACK.COM.": true, "wss-primary.slack.com": false, "slack.com.example.com": false, "": false} {
		if IsSlackHost(host) != ours {
			t.Errorf("%q", host)
		}
	}
}

func TestTargets(t *testing.T) {
	t.Parallel()
	slack, _ := url.Parse("https://slack.com/api/")
	sandbox, _ := url.Parse("http://127.0.0.1:8765/some/api/")
	for _, c := range []struct {
		upstream            *url.URL
		fixed               bool
		host, asked, target string
	}{
		{slack, false, "", "/api/auth.test?x=%2F", "https://slack.com/api/auth.test?x=%2F"},
		{slack, false, "acme.slack.com", "/api/auth.test", "https://acme.slack.com/api/auth.test"},
		{slack, false, "files.slack.com", "/upload/v1/a%2Fb", "https://files.slack.com/upload/v1/a%2Fb"},
		{sandbox, true, "acme.slack.com", "/api/auth.test", "http://127.0.0.1:8765/some/api/auth.test"},
		{sandbox, true, "hooks.slack.com", "/services/T/B/x", "http://127.0.0.1:8765/services/T/B/x"},
	} {
		p := &Proxy{opts: Options{Upstream: c.upstream, Fixed: c.fixed}}
		asked, err := url.Parse(c.asked)
		if err != nil {
			t.Fatal(err)
		}
		if got := p.target(asked, c.host).String(); got != c.target {
			t.Errorf("%s at %q goes to %s", c.asked, c.host, got)
		}
	}
}

// An upstream that breaks off in the middle breaks off for the app as well.
func TestBrokenReply(t *testing.T) {
	t.Parallel()
	w := newWatched(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "100")
		fmt.Fprint(w, `{"ok":true`)
		_ = http.NewResponseController(w).Flush()
		panic(http.ErrAbortHandler)
	}), nil)
	resp, err := plain(t).Do(post(t, w.url+"/api/auth.test", ""))
	if err == nil {
		_, err = io.ReadAll(resp.Body)
		_ = resp.Body.Close()
	}
	if err == nil || errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("it seems whole: %v", err)
	}
}

// A tunnel goes through the proxy that the machine itself needs.
func TestTunnelThroughAnotherProxy(t *testing.T) {
	t.Parallel()
	other := httptest.NewServer(http.HandlerFunc(echo))
	t.Cleanup(other.Close)
	company := newWatched(t, http.HandlerFunc(echo), nil)
	via, _ := url.Parse("http://ada:pass@" + strings.TrimPrefix(company.url, "http://"))
	for address, good := range map[string]bool{strings.TrimPrefix(other.URL, "http://"): true, "127.0.0.1:1": false} {
		conn, err := net.Dial("tcp", via.Host)
		if err != nil {
			t.Fatal(err)
		}
		tunnel, err := throughProxy(conn, via, address)
		if (err == nil) != good {
			t.Fatalf("%s: %v", address, err)
		}
		if err != nil {
			continue
		}
		fmt.Fprintf(tunnel, "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
		if answer, err := io.ReadAll(tunnel); err != nil || !strings.HasPrefix(string(answer), "HTTP/1.1 200 OK") {
			t.Errorf("%s, %v", answer, err)
		}
		_ = tunnel.Close()
	}
}
