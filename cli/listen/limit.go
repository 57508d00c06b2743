package listen

import (
	"net"
	"slices"
	"sync"
	"time"
)

// maxConnections is how many connections of strangers are open at once. More wait in
// the queue of the system, which costs us nothing.
const maxConnections = 64

// patience is how long a connection has its place while others wait. Messages take
// milliseconds, and Slack waits for three seconds: whoever says nothing for longer must not
// keep it out.
const patience = time.Second

// LimitConnections returns a listener that accepts a connection only while fewer than 64
// that it accepted are open. If there is no room, the oldest one ends after a second. The
// server behind it has to bound how long each stays open where nobody waits.
func LimitConnections(l net.Listener) net.Listener {
	return &limitedListener{Listener: l, room: make(chan struct{}, maxConnections), closed: make(chan struct{})}
}

// limitedListener is a listener with room for so many connections.
type limitedListener struct {
	net.Listener
	room   chan struct{}
	closed chan struct{} // is closed with the listener
	once   sync.Once

	mu   sync.Mutex
	open []*limitedConn // the oldest first
}

// Accept waits for room, and then for a connection.
func (l *limitedListener) Accept() (net.Conn, error) {
	if !l.takeRoom() {
		return nil, net.ErrClosed
	}
	conn, err := l.Listener.Accept()
	if err != nil {
		<-l.room
		return nil, err
	}
	c := &limitedConn{Conn: conn, opened: time.Now()}
	c.leave = sync.OnceFunc(func() {
		l.mu.Lock()
		defer l.mu.Unlock()
		l.open = slices.DeleteFunc(l.open, func(other *limitedConn) bool { return other == c })
		<-l.room
	})
	l.mu.Lock()
	defer l.mu.Unlock()
	l.open = append(l.open, c)
	return c, nil
}

// takeRoom waits for room, and makes some where nobody else does. False: the listener is closed.
func (l *limitedListener) takeRoom() bool {
	for {
		select {
		case l.room <- struct{}{}:
			return true
		case <-l.closed:
			return false
		default:
		}
		oldest, wait := l.oldest()
		late := time.NewTimer(wait)
		select {
		case l.room <- struct{}{}:
			late.Stop()
			return true
		case <-l.closed:
			late.Stop()
			return false
		case <-late.C:
			if oldest != nil {
				_ = oldest.Close() // it makes room, whatever it says
			}
		}
	}
}

// oldest is the connection that was opened first, and how long it may stay; nil if it is not
// known yet.
func (l *limitedListener) oldest() (*limitedConn, time.Duration) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.open) == 0 {
		return nil, patience
	}
	return l.open[0], patience - time.Since(l.open[0].opened)
}

// Close closes the listener, and ends the wait for room.
func (l *limitedListener) Close() error {
	l.once.Do(func() { close(l.closed) })
	return l.Listener.Close()
}

// limitedConn makes room when it is closed.
type limitedConn struct {
	net.Conn
	opened time.Time
	leave  func()
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
