package listen

import (
	"net"
	"sync"
)

// maxConnections is how many connections of strangers are open at once. More wait in
// the queue of the system, which costs us nothing.
const maxConnections = 64

// LimitConnections returns a listener that accepts a connection only while fewer than 64
// that it accepted are open. The server behind it has to bound how long each stays open.
func LimitConnections(l net.Listener) net.Listener {
	return &limitedListener{Listener: l, room: make(chan struct{}, maxConnections), closed: make(chan struct{})}
}

// limitedListener is a listener with room for so many connections.
type limitedListener struct {
	net.Listener
	room   chan struct{}
	closed chan struct{} // is closed with the listener
	once   sync.Once
}

// Accept waits for room, and then for a connection.
func (l *limitedListener) Accept() (net.Conn, error) {
	select {
	case l.room <- struct{}{}:
	case <-l.closed:
		return nil, net.ErrClosed
	}
	conn, err := l.Listener.Accept()
	if err != nil {
		<-l.room
		return nil, err
	}
	return &limitedConn{Conn: conn, leave: sync.OnceFunc(func() { <-l.room })}, nil
}

// Close closes the listener, and ends the wait for room.
func (l *limitedListener) Close() error {
	l.once.Do(func() { close(l.closed) })
	return l.Listener.Close()
}

// limitedConn makes room when it is closed.
type limitedConn struct {
	net.Conn
	leave func()
}

// Close closes the connection.
func (c *limitedConn) Close() error {
	err := c.Conn.Close()
	c.leave()
	return err
}

// CloseWrite ends what is sent and goes on reading, where the connection can. The server
// needs it for an answer to arrive at a client that is still sending.
func (c *limitedConn) CloseWrite() error {
	if half, ok := c.Conn.(interface{ CloseWrite() error }); ok {
		return half.CloseWrite()
	}
	return nil
}
