package serve

import (
	gossh "golang.org/x/crypto/ssh"

	"periscope/process"
)

// maxEnviron bounds the variables that a visitor's program sends for one session, in bytes.
const maxEnviron = 16 << 10

// boundedChannel is a channel that bounds the requests of a visitor before package ssh keeps
// what they say, or waits for a handler to hear of it.
type boundedChannel struct{ gossh.NewChannel }

// Accept opens the channel.
func (c boundedChannel) Accept() (gossh.Channel, <-chan *gossh.Request, error) {
	channel, all, err := c.NewChannel.Accept()
	if err != nil {
		return nil, nil, err
	}
	passed := make(chan *gossh.Request)
	process.Go(func() {
		defer close(passed)
		passRequests(all, passed)
	})
	return channel, passed, nil
}

// passRequests passes requests on that begin a shell, and variables as far as there is room.
// It refuses all others. It passes the sizes of a window on once there is a shell, whose
// handler hears them, and keeps the last one until then.
func passRequests(all <-chan *gossh.Request, passed chan<- *gossh.Request) {
	var size *gossh.Request
	environ, shell := 0, false
	for r := range all {
		switch r.Type {
		case "shell":
			passed <- r
			if shell = true; size != nil {
				passed <- size
				size = nil
			}
		case "pty-req":
			passed <- r
		case "env":
			if environ += len(r.Payload); environ > maxEnviron {
				_ = r.Reply(false, nil) // the peer may be gone
				continue
			}
			passed <- r
		case "window-change":
			if shell {
				passed <- r
				continue
			}
			if size != nil {
				_ = size.Reply(true, nil) // likewise
			}
			size = r
		default:
			_ = r.Reply(false, nil) // likewise
		}
	}
}
