package serve

import (
	"context"
	"net"
	"sync"
	"sync/atomic"
	"time"

	"github.com/charmbracelet/ssh"
	gossh "golang.org/x/crypto/ssh"
	"golang.org/x/time/rate"
)

const (
	// startTime is how long a connection may take to begin a session.
	startTime = 20 * time.Second
	// startBytes is how much it may send until then: keys, names and variables.
	startBytes = 256 << 10
	// spareConnections may be open beyond those of the sessions, to be told that there is
	// no room.
	spareConnections = 20
	// channels that one connection may have open.
	maxChannels = 4
	// hosts that are remembered; when there are more, all are forgotten.
	maxHosts = 10_000
)

// visitors bound the connections: how many there are, how often one host comes, and
// what a connection may do before its session begins.
type visitors struct {
	room  chan struct{} // one for each open connection
	burst int
	now   func() time.Time

	mu    sync.Mutex
	hosts map[string]*rate.Limiter
}

func newVisitors(sessions int, now func() time.Time) *visitors {
	return &visitors{
		room: make(chan struct{}, sessions+spareConnections), burst: sessions + spareConnections,
		now: now, hosts: map[string]*rate.Limiter{},
	}
}

// arrivals is how often one host may connect in the long run.
const arrivals = rate.Limit(1) // per second

// mayCome reports whether a host may connect once more now.
func (v *visitors) mayCome(addr net.Addr) bool {
	host, _, err := net.SplitHostPort(addr.String())
	if err != nil {
		host = addr.String()
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.hosts[host] == nil {
		if len(v.hosts) >= maxHosts {
			clear(v.hosts)
		}
		v.hosts[host] = rate.NewLimiter(arrivals, v.burst)
	}
	return v.hosts[host].AllowN(v.now(), 1)
}

// connectionKey finds a connection in its context.
type connectionKey struct{}

// accept is an [ssh.ConnCallback]: nil refuses the connection.
func (v *visitors) accept(ctx ssh.Context, conn net.Conn) net.Conn {
	if !v.mayCome(conn.RemoteAddr()) {
		return nil
	}
	select {
	case v.room <- struct{}{}:
	default:
		return nil
	}
	c := &connection{Conn: conn, left: func() { <-v.room }}
	c.late = time.AfterFunc(startTime, func() { _ = c.Close() }) // nothing is lost with it
	ctx.SetValue(connectionKey{}, c)
	return c
}

// session is an [ssh.ChannelHandler] that bounds the channels of a connection, and what each
// may ask for.
func (*visitors) session(srv *ssh.Server, conn *gossh.ServerConn, channel gossh.NewChannel, ctx ssh.Context) {
	c := connectionOf(ctx)
	if c == nil || c.channels.Add(1) > maxChannels {
		_ = channel.Reject(gossh.ResourceShortage, "too many channels") // the peer is gone, or told
		return
	}
	ssh.DefaultSessionHandler(srv, conn, boundedChannel{channel}, ctx)
}

// connection is one that has to begin a session soon, and with few bytes; after its last
// session, too.
type connection struct {
	net.Conn
	late     *time.Timer
	left     func()
	closed   sync.Once
	sessions atomic.Int64 // that are under way
	read     atomic.Int64 // since there was one
	channels atomic.Int64
}

// connectionOf is the connection that a context belongs to.
func connectionOf(ctx context.Context) *connection {
	c, _ := ctx.Value(connectionKey{}).(*connection)
	return c
}

// begin says that a session has begun.
func (c *connection) begin() {
	c.sessions.Add(1)
	c.late.Stop()
}

// end says that one has ended.
func (c *connection) end() {
	if c.sessions.Add(-1) == 0 {
		c.read.Store(0)
		c.late.Reset(startTime)
	}
}

// Read reads, unless too much has come already.
func (c *connection) Read(p []byte) (int, error) {
	n, err := c.Conn.Read(p)
	if c.sessions.Load() == 0 && c.read.Add(int64(n)) > startBytes {
		_ = c.Close()
		return 0, net.ErrClosed
	}
	return n, err
}

// Close makes room for another connection.
func (c *connection) Close() error {
	c.closed.Do(func() {
		c.late.Stop()
		c.left()
	})
	return c.Conn.Close()
}
