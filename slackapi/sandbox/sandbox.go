package sandbox

import (
	"net/http"
	"strings"
	"time"

	"periscope/model/catalog"
)

// Options are what a sandbox takes from its surroundings.
type Options struct {
	// Now is the clock of the rate limits; nil is [time.Now]. A clock that
	// moves a minute with each call lifts the limits.
	Now func() time.Time
}

// Sandbox answers Web API calls for one world. It is safe for concurrent use.
type Sandbox struct {
	installs map[string]*installation // by token
	limits   *limits
}

// New returns a sandbox for w, which must not be changed afterwards.
func New(w World, opts Options) *Sandbox {
	if opts.Now == nil {
		opts.Now = time.Now
	}
	return &Sandbox{installs: index(w), limits: newLimits(opts.Now)}
}

// endpoint is one Web API method that the sandbox answers.
type endpoint struct {
	kinds []catalog.TokenKind // that may call it; none: no token is asked for
	serve func(*call) (any, error)
}

var (
	workspaceOnly = []catalog.TokenKind{catalog.Workspace}
	anyToken      = []catalog.TokenKind{catalog.Workspace, catalog.Bot, catalog.UserToken}
)

// endpoints are all methods that the sandbox answers, by name.
var endpoints = map[string]endpoint{
	"api.test":                        {nil, testAPI},
	"apps.permissions.info":           {workspaceOnly, permissionsInfo},
	"apps.permissions.resources.list": {workspaceOnly, listResources},
	"apps.permissions.scopes.list":    {workspaceOnly, listScopes},
	"apps.permissions.users.list":     {workspaceOnly, listUserGrants},
	"auth.test":                       {anyToken, testAuth},
	"conversations.info":              {anyToken, conversationInfo},
	"conversations.list":              {anyToken, listConversations},
	"users.info":                      {anyToken, userInfo},
}

// ServeHTTP answers /api/METHOD. As with Slack, the status is 200 for refusals
// too, except when a client calls too often or sends what is no API call at all.
func (s *Sandbox) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	method, isAPI := strings.CutPrefix(r.URL.Path, "/api/")
	if !isAPI {
		http.NotFound(w, r)
		return
	}
	reply, err := s.answer(w, r, method)
	if err != nil {
		refuse(w, err)
		return
	}
	write(w, http.StatusOK, reply)
}

// answer takes a call through the gates in Slack's order: does the method
// exist, are the arguments readable, whose token is it, is it too often.
func (s *Sandbox) answer(w http.ResponseWriter, r *http.Request, method string) (any, error) {
	e, found := endpoints[method]
	if !found {
		return nil, &failure{Code: "unknown_method", Method: method}
	}
	args, err := readArguments(w, r)
	if err != nil {
		return nil, err
	}
	c := &call{method: method, args: args}
	if len(e.kinds) > 0 {
		if c.install, err = s.authenticate(r.Header, args, e.kinds); err != nil {
			return nil, err
		}
		sendScopes(w.Header(), c)
	}
	if err := s.limits.admit(c); err != nil {
		return nil, err
	}
	return e.serve(c)
}
