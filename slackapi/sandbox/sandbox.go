package sandbox

import (
	"cmp"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"periscope/slackapi/loopback"
	"periscope/slackapi/record"
	"periscope/slackapi/sandbox/clock"
	"periscope/slackapi/sandbox/control"
	"periscope/slackapi/sandbox/delivery"
	"periscope/slackapi/sandbox/methods"
	"periscope/slackapi/sandbox/oauth"
	"periscope/slackapi/sandbox/page"
	"periscope/slackapi/sandbox/socketmode"
	"periscope/slackapi/sandbox/state"
	"periscope/slackapi/sandbox/webapi"
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
	// ControlToken opens the control plane to other machines, which must send it; then also
	// this one must. Empty: it answers this machine alone.
	ControlToken string
	// Observer is shown the calls of apps; nil: nobody is.
	Observer *record.Observer
}

// DefaultSigningSecret signs what a sandbox sends unless it is given another
// secret. It protects nothing: it is public.
const DefaultSigningSecret = "sandbox-signing-secret"

// Sandbox answers Web API calls for one world, which changes as apps ask for
// permissions and people answer. It is safe for concurrent use. [Sandbox.Close]
// ends what it does in the background.
type Sandbox struct {
	clock   *clock.Clock
	state   *state.State
	limits  *webapi.Limits
	faults  *webapi.Faults
	journal record.Journal
	outbox  *delivery.Outbox
	sockets *socketmode.Connections
	users   *delivery.Interactivity
	control *control.Plane
	handler http.Handler // of the control plane
	served  http.Handler // everything, for who is no page of another site
	page    *page.Page
	done    chan struct{} // closed when the sandbox ends
	end     sync.Once
}

// New returns a sandbox for w, which must not be changed afterwards; nor does
// the sandbox change it.
func New(w world.World, opts Options) *Sandbox {
	if opts.Now == nil {
		opts.Now = time.Now
	}
	clock := clock.New(opts.Now)
	s := &Sandbox{
		clock:  clock,
		limits: webapi.NewLimits(clock.Now, opts.Unlimited),
		faults: webapi.NewFaults(func(method string) bool { _, found := endpoints[method]; return found }),
		outbox: delivery.NewOutbox(delivery.LoopbackClient(), cmp.Or(opts.SigningSecret, DefaultSigningSecret), clock),
	}
	s.state = state.New(w, clock.Now, s.outbox.SendEvent)
	s.state.SetBaseURL(strings.TrimSuffix(opts.BaseURL, "/"))
	s.sockets = socketmode.New(s.state, clock)
	s.outbox.UseConnections(s.sockets)
	s.users = &delivery.Interactivity{State: s.state, Outbox: s.outbox}
	if opts.BaseURL != "" {
		s.users.ResponsesURL = strings.TrimSuffix(opts.BaseURL, "/") + control.ResponsesPath
	}
	s.control = &control.Plane{
		State: s.state, Interactivity: s.users, Outbox: s.outbox, Faults: s.faults, Journal: &s.journal,
		Clock: clock, Connections: s.sockets, Reset: s.Reset, Token: opts.ControlToken,
	}
	s.handler = s.control.Handler()
	s.done = make(chan struct{})
	s.served = http.HandlerFunc(s.serve)
	if opts.Observer != nil {
		s.served = opts.Observer.Handler(s.served)
	}
	s.page = &page.Page{State: s.state, Journal: &s.journal, Plane: s.control, Done: s.done}
	return s
}

// Close gives up on the events that are not delivered yet, ends the connections of apps, and
// returns when nothing runs in the background any more. Calls are still answered.
func (s *Sandbox) Close() {
	s.end.Do(func() { close(s.done) })
	s.outbox.Close()
	s.sockets.Close()
}

// Reset takes the sandbox back to the world it was made for. Dialogs, triggers,
// rate limits, faults, the journal and undelivered events are forgotten; URLs
// and connections stay.
func (s *Sandbox) Reset() {
	tx := s.state.Lock() // so that no event of before is sent after
	defer tx.Unlock()
	tx.Reset()
	s.clock.Reset()
	s.limits.Reset()
	s.faults.Clear()
	s.journal.Reset()
	s.outbox.Drop()
	s.sockets.Reset()
}

// ServeHTTP answers, but for pages of other sites, /api/METHOD, the authorize pages of both kinds of app, incoming webhooks, files,
// connections of Socket Mode, the control plane under /sandbox/, and the page for people at /. As with Slack, the status of the API is 200
// for refusals too, except when a client calls too often or sends what is no API
// call at all.
func (s *Sandbox) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if s.sentByAPage(r) {
		http.Error(w, "the sandbox takes no calls of pages of other sites", http.StatusForbidden)
		return
	}
	s.served.ServeHTTP(w, r)
}

// sentByAPage reports whether a page of another site sent a call that is an app's. It could have
// the sandbox send signed messages to the app that is being tested: its tokens are no secret.
// A name that somebody made resolve to this machine is another site as well. Connections of
// Socket Mode are left out: the URL of one is in the reply to such a call.
func (s *Sandbox) sentByAPage(r *http.Request) bool {
	forApps := slices.ContainsFunc(pathsForApps, func(root string) bool { return strings.HasPrefix(r.URL.Path, root) })
	if !forApps || !loopback.OfAPage(r.Header) {
		return false
	}
	return loopback.OfAnotherSite(r.Header, r.Host) || s.control.Token == "" && !loopback.IsHost(world.HostOf(r.Host))
}

// pathsForApps are what the paths begin with that apps call.
var pathsForApps = []string{"/api/", state.WebhookPath, methods.UploadPath}

func (s *Sandbox) serve(w http.ResponseWriter, r *http.Request) {
	if strings.HasPrefix(r.URL.Path, control.Root) {
		s.handler.ServeHTTP(w, r)
		return
	}
	if method, isAPI := strings.CutPrefix(r.URL.Path, "/api/"); isAPI {
		s.serveCall(w, r, &webapi.Call{State: s.state, Method: method, Host: r.Host, Verb: r.Method, SocketURL: socketURL(r)})
		return
	}
	if r.URL.Path == socketmode.Path {
		s.sockets.ServeHTTP(w, r)
		return
	}
	switch {
	case strings.HasPrefix(r.URL.Path, state.WebhookPath):
		methods.ServeWebhook(s.state, w, r)
		return
	case strings.HasPrefix(r.URL.Path, methods.UploadPath):
		methods.ServeUpload(s.state, w, r)
		return
	case strings.HasPrefix(r.URL.Path, methods.DownloadPath):
		methods.ServeDownload(s.state, w, r)
		return
	case page.Serves(r.URL.Path):
		s.page.ServeHTTP(w, r)
		return
	}
	oauth.ServeAuthorizePage(s.state, w, r)
}

// socketURL is where apps open connections of Socket Mode: at the host that they called.
func socketURL(r *http.Request) string {
	scheme := "ws"
	if r.TLS != nil {
		scheme = "wss"
	}
	return scheme + "://" + r.Host + socketmode.Path
}

// serveCall answers a call, or has a fault do so, and adds it to the journal.
func (s *Sandbox) serveCall(w http.ResponseWriter, r *http.Request, c *webapi.Call) {
	fault := s.faults.Take(c.Method)
	var reply any
	err := fault.Before(r.Context())
	if err == nil {
		reply, err = s.answer(w, r, c)
		reply, err = webapi.AddWarnings(c.Warnings, reply, err)
	}
	s.journal.Add(journalLine(c, r, fault, err))
	fault.After(w, reply, err)
}

// answer checks a call in Slack's order (the method, the arguments, the token, the
// rate limit), and has the method answer it.
func (s *Sandbox) answer(w http.ResponseWriter, r *http.Request, c *webapi.Call) (reply any, err error) {
	e, found := endpoints[c.Method]
	err = c.ReadArguments(w, r)
	retired := refuseRetired(c, r.Header)
	switch {
	case retired != nil:
		return nil, retired
	case !found:
		return nil, &webapi.SlackError{Code: "unknown_method", Method: c.Method}
	case err != nil:
		return nil, err
	}
	if e.kinds != nil {
		if err := c.Authenticate(r.Header, e.kinds); err != nil {
			return nil, err
		}
		webapi.SendScopes(w.Header(), c)
	}
	if err := s.limits.Admit(c); err != nil {
		return nil, err
	}
	return e.serve(c)
}
