package proxy

import (
	"bufio"
	"net"
	"sync"
)

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
