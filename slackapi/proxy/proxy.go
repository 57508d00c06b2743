// Package proxy stands between an app and Slack, on this machine, and has every call
// recorded. Requests and replies pass as they are, streamed, whatever their size.
//
// An app reaches it in one of three ways: its SDK takes the proxy's address as the base
// URL of the Web API; it honours HTTPS_PROXY, and the proxy serves Slack's hosts itself
// under an [Authority] of this run; or it is a Node program that the shim of this package
// was loaded into.
//
// It promises that
//
//   - bodies pass byte for byte, and of the headers only those change that a proxy has to
//     change, and Accept-Encoding, from which goes what package record cannot read;
//   - no token and no body is stored, shown or logged;
//   - Slack's certificate is checked, whatever the way the app came;
//   - other hosts than Slack's are tunnelled untouched, and so are Socket Mode's;
//   - browsers cannot use it from other sites: what has an Origin is refused, and what
//     names another host than this machine or Slack's.
//
// It judges nothing: which calls are let through, a [Gate] says. The caller has it listen,
// on a loopback address.
package proxy

import (
	"context"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httputil"
	"net/url"
	"strings"
	"sync"
	"time"

	"periscope/process"
	"periscope/slackapi/loopback"
	"periscope/slackapi/record"
)

// HostHeader is how the shim names the host that the app meant. It does not leave the proxy.
const HostHeader = "X-Periscope-Host"

// Header says of a reply that it is not Slack's, and why: "blocked", "enforced" or
// "unreachable".
const Header = "X-Periscope"

// Options are what a proxy takes from its surroundings.
type Options struct {
	// Upstream is the root of the Web API that calls go to. If Host is false, calls go to
	// the host of Slack's that the app named, and to Upstream where it named none.
	Upstream *url.URL
	Fixed    bool // all calls go to Upstream, whatever host of Slack's the app names
	Observer *record.Observer
	// Gate says which calls do not reach Slack; nil: all do.
	Gate Gate
	// Authority signs for Slack's hosts; nil: connections to them are tunnelled, as others are.
	Authority *Authority
	// Transport sends to Slack; nil: the one of [NewTransport].
	Transport http.RoundTripper
	// Note is told what a person should know: that Slack is not reached, or that the app
	// does not trust the authority. It must not wait. Nil: nobody is told.
	Note func(string)
}

// Proxy is an http.Handler. [Proxy.Close] ends its tunnels.
type Proxy struct {
	opts    Options
	forward *httputil.ReverseProxy
	tls     http.Server // of Slack's hosts
	conns   connQueue   // that tls serves

	mu       sync.Mutex
	open     map[net.Conn]bool // that no server knows
	inFlight int               // calls that are not recorded yet
	idle     chan struct{}     // is closed when none is, once the proxy is closed
	closed   bool
	noted    map[string]bool
}

// New returns a proxy. The caller serves it, and closes it.
func New(opts Options) *Proxy {
	if opts.Transport == nil {
		opts.Transport = NewTransport(nil)
	}
	p := &Proxy{opts: opts, open: map[net.Conn]bool{}, noted: map[string]bool{}}
	p.forward = &httputil.ReverseProxy{
		Rewrite:        p.rewrite,
		Transport:      opts.Transport,
		FlushInterval:  -1, // each piece at once
		ModifyResponse: observeReply,
		ErrorHandler:   p.unreachable,
		ErrorLog:       log.New(io.Discard, "", 0),
		BufferPool:     &bufferPool{},
	}
	p.conns.arrived, p.conns.closed = make(chan net.Conn), make(chan struct{})
	p.tls = http.Server{
		Handler:           http.HandlerFunc(p.serveSlackHost),
		ReadHeaderTimeout: headerTimeout,
		IdleTimeout:       idleTimeout,
		ErrorLog:          log.New(io.Discard, "", 0),
		ConnContext: func(ctx context.Context, c net.Conn) context.Context {
			host := ""
			if served, ok := c.(*servedConn); ok {
				host = served.host
			}
			return context.WithValue(ctx, hostKey{}, host)
		},
	}
	process.Go(func() { _ = p.tls.Serve(&p.conns) }) // its end is [Proxy.Close]
	return p
}

const (
	headerTimeout = 10 * time.Second
	idleTimeout   = 2 * time.Minute
)

// NewServer returns an HTTP server for the proxy. It sets no bounds on bodies, which
// may be large files on slow lines.
func (p *Proxy) NewServer() *http.Server {
	return &http.Server{
		Handler: p, ReadHeaderTimeout: headerTimeout, IdleTimeout: idleTimeout, ErrorLog: log.New(io.Discard, "", 0),
	}
}

// Close ends what the servers do not know of: tunnels, and connections to and from Slack's
// hosts. When it returns, the calls that were answered are recorded. It is called once, after
// the server of [Proxy.NewServer] was closed.
func (p *Proxy) Close() {
	_ = p.tls.Close() // the queue's error changes nothing now
	if idle, ok := p.opts.Transport.(interface{ CloseIdleConnections() }); ok {
		idle.CloseIdleConnections()
	}
	p.conns.stop()
	p.mu.Lock()
	p.closed = true
	open := p.open
	p.open, p.idle = nil, make(chan struct{})
	if p.inFlight == 0 {
		close(p.idle)
	}
	idle := p.idle
	p.mu.Unlock()
	for c := range open {
		_ = c.Close()
	}
	select { // an app may end with its last reply
	case <-idle:
	case <-time.After(lastCalls):
	}
}

// lastCalls is how long the calls that are in flight when the proxy is closed have to end.
const lastCalls = time.Second

// begin counts a call. False: the proxy is closed.
func (p *Proxy) begin() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed {
		return false
	}
	p.inFlight++
	return true
}

func (p *Proxy) end() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.inFlight--; p.inFlight == 0 && p.closed {
		close(p.idle)
	}
}

// track remembers a connection until it is closed. False: the proxy is closed.
func (p *Proxy) track(c net.Conn) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed {
		return false
	}
	p.open[c] = true
	return true
}

func (p *Proxy) untrack(c net.Conn) {
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.open, c)
}

// note tells a person something, once.
func (p *Proxy) note(what string) {
	p.mu.Lock()
	told := p.noted[what]
	p.noted[what] = true
	p.mu.Unlock()
	if !told && p.opts.Note != nil {
		p.opts.Note(what)
	}
}

type hostKey struct{}

// serveSlackHost serves what came through a CONNECT to one of Slack's hosts.
func (p *Proxy) serveSlackHost(w http.ResponseWriter, r *http.Request) {
	host, _ := r.Context().Value(hostKey{}).(string)
	if reason := crossOrigin(r); reason != "" {
		http.Error(w, reason, http.StatusForbidden)
		return
	}
	p.serveSlack(w, r, host)
}

// ServeHTTP serves what came to the proxy's own address: calls, and what is to be
// tunnelled.
func (p *Proxy) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if reason := crossOrigin(r); reason != "" {
		http.Error(w, reason, http.StatusForbidden)
		return
	}
	named := r.Header.Get(HostHeader)
	r.Header.Del(HostHeader)
	switch {
	case r.Method == http.MethodConnect:
		p.connect(w, r)
	case r.URL.IsAbs() && IsSlackHost(r.URL.Hostname()):
		p.serveSlack(w, r, r.URL.Hostname())
	case r.URL.IsAbs():
		p.forward.ServeHTTP(w, r)
	case IsSlackHost(named):
		p.serveSlack(w, r, named)
	case IsSlackHost(hostname(r.Host)):
		p.serveSlack(w, r, hostname(r.Host))
	case loopback.IsHost(hostname(r.Host)):
		p.serveSlack(w, r, "")
	default:
		http.Error(w, "this proxy answers for this machine and for Slack's hosts alone", http.StatusForbidden)
	}
}

// crossOrigin says why a request of a browser is refused; empty for all others. SDKs send
// no Origin.
func crossOrigin(r *http.Request) string {
	site := r.Header.Get("Sec-Fetch-Site")
	if r.Header.Get("Origin") != "" || site == "cross-site" || site == "same-site" {
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
// but those of Socket Mode, which speak no HTTP.
func IsSlackHost(host string) bool {
	host = strings.ToLower(strings.TrimSuffix(host, "."))
	if strings.HasPrefix(host, "wss-") {
		return false
	}
	for _, domain := range slackDomains {
		if host == domain || strings.HasSuffix(host, "."+domain) {
			return true
		}
	}
	return false
}

// bufferPool lends the buffers that bodies pass through.
type bufferPool struct{ pool sync.Pool }

func (b *bufferPool) Get() []byte {
	if buffer, ok := b.pool.Get().(*[]byte); ok {
		return *buffer
	}
	return make([]byte, 32<<10)
}

func (b *bufferPool) Put(buffer []byte) {
	clear(buffer) // a token may have passed
	b.pool.Put(&buffer)
}
