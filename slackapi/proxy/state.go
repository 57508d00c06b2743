package proxy

import (
	"net"
	"net/http"
	"net/http/httputil"
	"net/url"
	"sync"

	"periscope/slackapi/record"
	"periscope/slackapi/text"
)

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

// maxNotes bounds what a person is told: an app may name any number of hosts.
const maxNotes = 100

// note tells a person something, once. It may hold the name of a host as the app wrote it.
func (p *Proxy) note(what string) {
	what = text.Cut(text.Clean(what), text.MaxRemark)
	p.mu.Lock()
	told := p.noted[what] || len(p.noted) >= maxNotes
	if !told {
		p.noted[what] = true
	}
	p.mu.Unlock()
	if !told && p.opts.Note != nil {
		p.opts.Note(what)
	}
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
