package serve

import (
	gossh "golang.org/x/crypto/ssh"

	"periscope/process"
)

// maxEnviron bounds the variables that a visitor's program sends for one session, in bytes.
const maxEnviron = 16 << 10

// sieved is a channel whose requests are bounded before package ssh keeps what they say, or
// waits for somebody to hear of it.
type sieved struct{ gossh.NewChannel }

// Accept opens the channel.
func (s sieved) Accept() (gossh.Channel, <-chan *gossh.Request, error) {
	channel, all, err := s.NewChannel.Accept()
	if err != nil {
		return nil, nil, err
	}
	passed := make(chan *gossh.Request)
	process.Go(func() {
		defer close(passed)
		sieve(all, passed)
	})
	return channel, passed, nil
}

// sieve passes requests on: to begin a shell, and variables as far as there is room. How
// large the window has become is passed on once there is a shell, whose handler hears it;
// before, the last size is kept.
func sieve(all <-chan *gossh.Request, passed chan<- *gossh.Request) {
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
