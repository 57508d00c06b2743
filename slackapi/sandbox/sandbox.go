package sandbox

import (
	"cmp"
	"net/http"
	"strings"
	"sync"
	"time"

	"periscope/slackapi/sandbox/world"
)

// Options are what a sandbox takes from its surroundings.
type Options struct {
	// Now is the clock of rate limits, triggers, tokens and signatures; nil is [time.Now].
	Now func() time.Time
	// Unlimited lifts the rate limits, for tests that are about something else.
	Unlimited bool
	// SigningSecret signs what is sent to the request URL; empty is [DefaultSigningSecret].
	SigningSecret string
	// BaseURL is where the sandbox is served, as in "http://127.0.0.1:8765".
	// Slash commands and clicks carry a response_url below it; without it they
	// carry an empty one.
	BaseURL string
}

// Sandbox answers Web API calls for one world, which permissions that are asked
// for and granted change. It is safe for concurrent use. [Sandbox.Close] ends
// what it does in the background.
type Sandbox struct {
	now     func() time.Time
	baseURL string
	teams   []*team
	apps    []world.App
	initial func() state // as New found the world
	limits  *limits
	outbox  *outbox
	control http.Handler
	faults  faults
	journal journal

	mu sync.RWMutex // guards what follows
	state
	ids world.Ids
}

// New returns a sandbox for w, which must not be changed afterwards; nor does
// the sandbox change it.
func New(w world.World, opts Options) *Sandbox {
	if opts.Now == nil {
		opts.Now = time.Now
	}
	s := &Sandbox{
		now:     opts.Now,
		baseURL: strings.TrimSuffix(opts.BaseURL, "/"),
		limits:  newLimits(opts),
		outbox:  newOutbox(cmp.Or(opts.SigningSecret, DefaultSigningSecret), opts.Now),
		ids:     world.Ids{Team: world.OwnIDs},
	}
	teams, installs, order := index(w)
	s.teams, s.apps = teams, w.Apps
	s.initial = func() state { return newState(installs, order, w.Codes) }
	s.state = s.initial()
	s.control = s.controlPlane()
	return s
}

// Close gives up on the events that are not delivered yet, and returns when
// nothing runs in the background any more. Calls are still answered.
func (s *Sandbox) Close() { s.outbox.close() }

// ServeHTTP answers /api/METHOD, the authorize pages of both eras, and the
// control plane under /sandbox/. As with
// Slack, the status of the API is 200 for refusals too, except when a client
// calls too often or sends what is no API call at all.
func (s *Sandbox) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if strings.HasPrefix(r.URL.Path, controlRoot) {
		s.control.ServeHTTP(w, r)
		return
	}
	if method, isAPI := strings.CutPrefix(r.URL.Path, "/api/"); isAPI {
		s.serveCall(w, r, &call{sandbox: s, method: method})
		return
	}
	s.serveAuthorization(w, r)
}

// serveCall answers a call, or has a fault do so, and keeps a line of it.
func (s *Sandbox) serveCall(w http.ResponseWriter, r *http.Request, c *call) {
	fault := s.faults.strike(c.method)
	var reply any
	err := fault.before(r.Context())
	if err == nil {
		reply, err = c.warned(s.answer(w, r, c))
	}
	s.journal.add(c.line(r, fault, err))
	fault.after(w, reply, err)
}

// answer takes a call through the gates in Slack's order: does the method
// exist, are the arguments readable, whose token is it, is it too often.
func (s *Sandbox) answer(w http.ResponseWriter, r *http.Request, c *call) (reply any, err error) {
	e, found := endpoints[c.method]
	if !found {
		return nil, &failure{Code: "unknown_method", Method: c.method}
	}
	if err := c.readArguments(w, r); err != nil {
		return nil, err
	}
	if len(e.kinds) > 0 {
		if c.install, err = s.authenticate(r.Header, c.args, e.kinds); err != nil {
			return nil, err
		}
		sendScopes(w.Header(), c)
	}
	if err := s.limits.admit(c); err != nil {
		return nil, err
	}
	return e.serve(c)
}
