package proxy

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"net/http"
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
	serve := p.opts.Authority != nil && isHTTPS(r.Context(), port) && IsSlackHost(host)
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

// isHTTPS reports whether a port is that of https, however it is written: "0443" leads there
// as well.
func isHTTPS(ctx context.Context, port string) bool {
	n, err := new(net.Resolver).LookupPort(ctx, "tcp", port) // asks nobody
	return err == nil && n == 443
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
