package proxy

import (
	"bufio"
	"context"
	"crypto/tls"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"sync"
	"time"

	"periscope/process"
)

// connect answers CONNECT: it serves Slack's hosts, and tunnels all others untouched.
func (p *Proxy) connect(w http.ResponseWriter, r *http.Request) {
	host, port, err := net.SplitHostPort(r.Host)
	if err != nil {
		host, port = r.Host, "443"
	}
	serve := p.opts.Authority != nil && port == "443" && IsSlackHost(host)
	var peer net.Conn
	if !serve {
		if peer, err = dial(r.Context(), net.JoinHostPort(host, port)); err != nil {
			http.Error(w, "the proxy cannot reach this host", http.StatusBadGateway)
			return
		}
	}
	conn, buffered, err := http.NewResponseController(w).Hijack()
	if err != nil {
		http.Error(w, "no tunnel over this connection", http.StatusInternalServerError)
		return
	}
	client := &bufferedConn{Conn: conn, read: buffered.Reader}
	_ = conn.SetDeadline(time.Time{}) // it fails where the next line does
	if _, err := io.WriteString(conn, "HTTP/1.1 200 Connection established\r\n\r\n"); err != nil {
		_ = conn.Close()
		if peer != nil {
			_ = peer.Close()
		}
		return
	}
	if serve {
		p.serveTLS(client, host)
		return
	}
	p.tunnel(client, peer)
}

// serveTLS hands a connection to the server of Slack's hosts.
func (p *Proxy) serveTLS(client net.Conn, host string) {
	if !p.track(client) {
		_ = client.Close()
		return
	}
	secured := tls.Server(client, &tls.Config{
		MinVersion: tls.VersionTLS12, NextProtos: []string{"http/1.1"},
		GetCertificate: func(*tls.ClientHelloInfo) (*tls.Certificate, error) { return p.opts.Authority.leaf(host) },
	})
	ctx, cancel := context.WithTimeout(context.Background(), headerTimeout)
	defer cancel()
	if err := secured.HandshakeContext(ctx); err != nil {
		if alert, ok := errors.AsType[*net.OpError](err); ok && alert.Op == "remote error" {
			p.note("the app refuses the certificate for " + host + " of this run (" + alert.Err.Error() + "): set its base URL instead")
		}
		p.untrack(client)
		_ = client.Close()
		return
	}
	if !p.conns.put(&servedConn{Conn: secured, host: host, closed: func() { p.untrack(client) }}) {
		_ = client.Close()
	}
}

// tunnel copies both ways until both sides have ended.
func (p *Proxy) tunnel(client, peer net.Conn) {
	if !p.track(client) || !p.track(peer) {
		_ = client.Close()
		_ = peer.Close()
		return
	}
	var both sync.WaitGroup
	pass := func(to, from net.Conn) {
		_, _ = io.Copy(to, from) // a tunnel ends with either side
		if half, ok := to.(interface{ CloseWrite() error }); ok {
			_ = half.CloseWrite()
			return
		}
		_ = to.Close()
	}
	both.Go(process.Guarded(func() { pass(peer, client) }))
	pass(client, peer)
	both.Wait()
	for _, c := range []net.Conn{client, peer} {
		p.untrack(c)
		_ = c.Close()
	}
}

// dial connects to a host, through the proxy that the environment of this process names.
func dial(ctx context.Context, address string) (net.Conn, error) {
	dialer := &net.Dialer{Timeout: 10 * time.Second}
	via, err := upstreamProxy(&http.Request{URL: &url.URL{Scheme: "https", Host: address}})
	if err != nil || via == nil {
		return dialer.DialContext(ctx, "tcp", address)
	}
	port := via.Port()
	if port == "" {
		port = map[string]string{"https": "443"}[via.Scheme]
	}
	if port == "" {
		port = "80"
	}
	conn, err := dialer.DialContext(ctx, "tcp", net.JoinHostPort(via.Hostname(), port))
	if err != nil {
		return nil, err
	}
	if via.Scheme == "https" {
		conn = tls.Client(conn, &tls.Config{ServerName: via.Hostname(), MinVersion: tls.VersionTLS12})
	}
	return throughProxy(conn, via, address)
}

// throughProxy asks another proxy for a tunnel.
func throughProxy(conn net.Conn, via *url.URL, address string) (net.Conn, error) {
	ask := &http.Request{Method: http.MethodConnect, URL: &url.URL{Opaque: address}, Host: address, Header: http.Header{}}
	if via.User != nil {
		password, _ := via.User.Password()
		ask.Header.Set("Proxy-Authorization",
			"Basic "+base64.StdEncoding.EncodeToString([]byte(via.User.Username()+":"+password)))
	}
	_ = conn.SetDeadline(time.Now().Add(10 * time.Second)) // it fails where the next lines do
	if err := ask.Write(conn); err != nil {
		_ = conn.Close()
		return nil, err
	}
	read := bufio.NewReader(conn)
	resp, err := http.ReadResponse(read, ask)
	if err == nil && resp.StatusCode != http.StatusOK {
		err = fmt.Errorf("the proxy %s answered %s", via.Host, resp.Status)
	}
	if err != nil {
		_ = conn.Close()
		return nil, err
	}
	_ = conn.SetDeadline(time.Time{})
	return &bufferedConn{conn, read}, nil
}

// bufferedConn is a connection of which some was read ahead.
type bufferedConn struct {
	net.Conn
	read *bufio.Reader
}

func (c *bufferedConn) Read(b []byte) (int, error) { return c.read.Read(b) }

// CloseWrite ends what is written, and leaves what is read.
func (c *bufferedConn) CloseWrite() error {
	if half, ok := c.Conn.(interface{ CloseWrite() error }); ok {
		return half.CloseWrite()
	}
	return c.Conn.Close()
}

// servedConn is a connection to one of Slack's hosts that the proxy serves.
type servedConn struct {
	net.Conn
	host   string
	closed func()
}

// Close closes it.
func (c *servedConn) Close() error {
	c.closed()
	return c.Conn.Close()
}

// connQueue is a listener of connections that came in another way.
type connQueue struct {
	arrived chan net.Conn
	closed  chan struct{}
	once    sync.Once
}

// put hands over a connection. False: the queue is closed.
func (q *connQueue) put(c net.Conn) bool {
	select {
	case q.arrived <- c:
		return true
	case <-q.closed:
		return false
	}
}

func (q *connQueue) stop() { q.once.Do(func() { close(q.closed) }) }

// Accept waits for the next connection.
func (q *connQueue) Accept() (net.Conn, error) {
	select {
	case c := <-q.arrived:
		return c, nil
	case <-q.closed:
		return nil, net.ErrClosed
	}
}

// Close ends the queue.
func (q *connQueue) Close() error {
	q.stop()
	return nil
}

// Addr is no address: nothing listens.
func (q *connQueue) Addr() net.Addr { return &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1)} }
