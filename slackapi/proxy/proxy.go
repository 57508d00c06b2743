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
//     names another host than this machine or Slack's;
//   - what a server might take for a call of Slack's passes the [Gate], however it is written.
//
// It judges nothing: which calls are let through, a [Gate] says. The caller has it listen,
// on a loopback address.
package proxy

import (
	"cmp"
	"context"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httputil"
	"time"

	"periscope/process"
	"periscope/slackapi/loopback"
)

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

// Clients are on this machine: what takes long is the machine.
const (
	headerTimeout = time.Minute
	idleTimeout   = 2 * time.Minute
)

// NewServer returns an HTTP server for the proxy. It sets no bounds on bodies, which
// may be large files on slow lines.
func (p *Proxy) NewServer() *http.Server {
	return &http.Server{
		Handler: p, ReadHeaderTimeout: headerTimeout, IdleTimeout: idleTimeout, ErrorLog: log.New(io.Discard, "", 0),
	}
}

// lateDial is how long after its call a connection may still come about.
const lateDial = time.Second

// Close ends what the servers do not know of: tunnels, and connections to and from Slack's
// hosts. When it returns, the calls that were answered are recorded. It is called once, after
// the server of [Proxy.NewServer] was closed.
func (p *Proxy) Close() {
	_ = p.tls.Close() // the queue's error changes nothing now
	if idle, ok := p.opts.Transport.(interface{ CloseIdleConnections() }); ok {
		idle.CloseIdleConnections()
		time.AfterFunc(lateDial, idle.CloseIdleConnections) // one that was being opened for a call that was given up
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
	if !IsSlackHost(named) {
		named = ""
	}
	switch {
	case r.Method == http.MethodConnect:
		p.connect(w, r)
	case r.URL.IsAbs() && IsSlackHost(r.URL.Hostname()):
		p.serveSlack(w, r, r.URL.Hostname())
	case r.URL.IsAbs() && r.URL.Scheme != "http" && r.URL.Scheme != "https":
		http.Error(w, "this proxy speaks http and https alone", http.StatusBadRequest)
	case r.URL.IsAbs():
		p.forward.ServeHTTP(w, r)
	case IsSlackHost(hostname(r.Host)):
		p.serveSlack(w, r, cmp.Or(named, hostname(r.Host)))
	case loopback.IsHost(hostname(r.Host)): // no page that made its own name resolve to this machine
		p.serveSlack(w, r, named)
	default:
		http.Error(w, "this proxy answers for this machine and for Slack's hosts alone", http.StatusForbidden)
	}
}
