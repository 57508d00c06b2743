package control

import (
	"errors"
	"fmt"
	"net/http"
	"path"

	"periscope/slackapi/sandbox/state"
	"periscope/slackapi/sandbox/webapi"
)

// Root is what the paths of the control plane begin with.
const Root = "/sandbox/"

// ResponsesPath is what the paths of response URLs begin with.
const ResponsesPath = Root + "responses/"

// Routes are the routes of the control plane that CONTROL.md documents.
func (p *Plane) Routes() map[string]func(*http.Request) (any, error) {
	return map[string]func(*http.Request) (any, error){
		"POST /sandbox/trigger":      p.postTrigger,
		"GET /sandbox/dialogs":       p.getDialogs,
		"GET /sandbox/people":        p.getPeople,
		"POST /sandbox/dialogs/{id}": p.postAnswer,
		"GET /sandbox/views":         p.getViews,
		"POST /sandbox/views/{id}":   p.postView,
		"POST /sandbox/home":         p.postHome,
		"POST /sandbox/options":      p.postOptions,
		"GET /sandbox/functions":     p.getFunctions,
		"POST /sandbox/functions":    p.postFunction,
		"POST /sandbox/resources":    p.postResources,
		"POST /sandbox/scopes":       p.postScopes,
		"POST /sandbox/revoke":       p.postRevoke,
		"POST /sandbox/uninstall":    p.postUninstall,
		"POST /sandbox/faults":       p.postFaults,
		"GET /sandbox/faults":        p.getFaults,
		"DELETE /sandbox/faults":     p.deleteFaults,
		"GET /sandbox/journal":       p.getJournal,
		"POST /sandbox/request-url":  p.postRequestURL,
		"GET /sandbox/request-url":   p.getRequestURL,
		"POST /sandbox/socket-mode":  p.postSocketMode,
		"GET /sandbox/socket-mode":   p.getSocketMode,
		"POST /sandbox/reset":        p.postReset,
		"GET /sandbox/messages":      p.getMessages,
		"POST /sandbox/messages":     p.postMessage,
		"GET /sandbox/clock":         p.getClock,
		"POST /sandbox/clock":        p.postClock,
	}
}

// Handler answers everything under /sandbox/.
func (p *Plane) Handler() http.Handler {
	all := p.Routes()
	all["/"] = noRoute
	routes := http.NewServeMux()
	for pattern, serve := range all {
		routes.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) {
			answer(w, r, p.Guard, serve)
		})
	}
	routes.HandleFunc("POST "+ResponsesPath+"{id}", func(w http.ResponseWriter, r *http.Request) {
		answer(w, r, p.guardResponse, p.postResponse)
	})
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if path.Clean(r.URL.Path) != r.URL.Path { // the mux would redirect
			answer(w, r, p.Guard, noRoute)
			return
		}
		routes.ServeHTTP(w, r)
	})
}

// guardResponse lets in apps that use a response URL, which is a secret itself.
func (p *Plane) guardResponse(r *http.Request) error {
	if p.Token != "" {
		return nil
	}
	return p.Guard(r)
}

func answer(w http.ResponseWriter, r *http.Request, guard func(*http.Request) error, serve func(*http.Request) (any, error)) {
	r.Body = http.MaxBytesReader(w, r.Body, webapi.MaxBody)
	err := guard(r)
	var reply any
	if err == nil {
		reply, err = serve(r)
	}
	if err == nil {
		webapi.WriteJSON(w, http.StatusOK, reply)
		return
	}
	webapi.WriteJSON(w, StatusOf(err), errorReply{Error: err.Error()})
}

// StatusOf is the HTTP status of what the control plane refuses.
func StatusOf(err error) int {
	var c *controlError
	switch {
	case errors.As(err, &c):
		return c.status
	case errors.Is(err, state.ErrNoDialog):
		return http.StatusNotFound
	case errors.Is(err, state.ErrAnswered):
		return http.StatusConflict
	}
	return http.StatusBadRequest
}

func noRoute(r *http.Request) (any, error) {
	return nil, &controlError{http.StatusNotFound, fmt.Sprintf("the control plane has no %s %s", r.Method, r.URL.Path)}
}
