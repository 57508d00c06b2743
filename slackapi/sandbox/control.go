package sandbox

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"path"

	"periscope/slackapi/sandbox/world"
)

const (
	controlRoot   = "/sandbox/"
	responsesPath = "/sandbox/responses/"
)

// complaint is what the control plane refuses with: a sentence and its status.
type complaint struct {
	status int
	text   string
}

func (c *complaint) Error() string { return c.text }

// refusal is the JSON of a complaint; the API's refusals have codes there instead.
type refusal struct {
	OK    bool   `json:"ok"` // never set
	Error string `json:"error"`
}

// controlRoutes are what people and admins do at Slack, and what goes wrong there,
// for programs that test an app. CONTROL.md documents them.
func (s *Sandbox) controlRoutes() map[string]func(*http.Request) (any, error) {
	return map[string]func(*http.Request) (any, error){
		"POST /sandbox/trigger":      s.postTrigger,
		"GET /sandbox/dialogs":       s.getDialogs,
		"POST /sandbox/dialogs/{id}": s.postAnswer,
		"POST /sandbox/resources":    s.postResources,
		"POST /sandbox/scopes":       s.postScopes,
		"POST /sandbox/revoke":       s.postRevoke,
		"POST /sandbox/uninstall":    s.postUninstall,
		"POST /sandbox/faults":       s.postFaults,
		"GET /sandbox/faults":        s.getFaults,
		"DELETE /sandbox/faults":     s.deleteFaults,
		"GET /sandbox/journal":       s.getJournal,
		"POST /sandbox/request-url":  s.postRequestURL,
		"GET /sandbox/request-url":   s.getRequestURL,
		"POST /sandbox/reset":        s.postReset,
	}
}

// controlPlane is everything under /sandbox/.
func (s *Sandbox) controlPlane() http.Handler {
	all := s.controlRoutes()
	all["POST /sandbox/responses/{id}"] = postResponse
	all["/"] = noRoute
	routes := http.NewServeMux()
	for pattern, serve := range all {
		routes.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) {
			answerControl(w, r, serve)
		})
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if path.Clean(r.URL.Path) != r.URL.Path { // the mux would redirect
			answerControl(w, r, noRoute)
			return
		}
		routes.ServeHTTP(w, r)
	})
}

func answerControl(w http.ResponseWriter, r *http.Request, serve func(*http.Request) (any, error)) {
	r.Body = http.MaxBytesReader(w, r.Body, maxBody)
	err := guard(r)
	var reply any
	if err == nil {
		reply, err = serve(r)
	}
	if err == nil {
		write(w, http.StatusOK, reply)
		return
	}
	status := http.StatusBadRequest
	var c *complaint
	switch {
	case errors.As(err, &c):
		status = c.status
	case errors.Is(err, ErrNoDialog):
		status = http.StatusNotFound
	case errors.Is(err, ErrAnswered):
		status = http.StatusConflict
	}
	write(w, status, refusal{Error: err.Error()})
}

// guard lets in programs on this machine, and no page in a browser on it: a page
// names its origin, cannot send JSON unasked, and, where it got here by a name
// that it made resolve to this machine, names that host.
func guard(r *http.Request) error {
	media, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	switch origin := r.Header.Get("Origin"); {
	case !world.IsLoopback(world.HostOf(r.RemoteAddr)):
		return &complaint{http.StatusForbidden, "the control plane answers only programs on this machine"}
	case !world.IsLoopback(world.HostOf(r.Host)):
		return &complaint{http.StatusForbidden, "the control plane answers only to 127.0.0.1, [::1] and localhost as host"}
	case origin != "" && origin != "http://"+r.Host:
		return &complaint{http.StatusForbidden, "the control plane does not answer pages of other origins"}
	case r.Method == http.MethodPost && media != jsonMedia:
		return &complaint{http.StatusUnsupportedMediaType, "send JSON: the header must say Content-Type: " + jsonMedia}
	}
	return nil
}

func noRoute(r *http.Request) (any, error) {
	return nil, &complaint{http.StatusNotFound, fmt.Sprintf("the control plane has no %s %s", r.Method, r.URL.Path)}
}

// readJSON reads the body of a request: one object, without fields that mean nothing.
func readJSON(r *http.Request, into any) error {
	body := json.NewDecoder(r.Body)
	body.DisallowUnknownFields()
	err := body.Decode(into)
	if err == nil && body.Decode(&struct{}{}) != io.EOF {
		err = errors.New("there is more than one value")
	}
	if err != nil {
		return fmt.Errorf("reading the body, which must be one JSON object: %w", err)
	}
	return nil
}
