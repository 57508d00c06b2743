// Package control is the control plane of a sandbox, under /sandbox/: what people
// and admins do at Slack, and what goes wrong there, for programs that test an app.
//
// It answers programs on this machine, and no page in a browser on it but the sandbox's own;
// programs on other machines only where it has a token, and with it. What it
// refuses it explains in a sentence, with an HTTP status. It decides nothing
// itself: package state does.
package control

import (
	"crypto/subtle"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"strings"

	"periscope/slackapi/loopback"
	"periscope/slackapi/record"
	"periscope/slackapi/sandbox/clock"
	"periscope/slackapi/sandbox/delivery"
	"periscope/slackapi/sandbox/socketmode"
	"periscope/slackapi/sandbox/state"
	"periscope/slackapi/sandbox/webapi"
	"periscope/slackapi/sandbox/world"
)

// Plane is the control plane of one sandbox.
type Plane struct {
	State         *state.State
	Interactivity *delivery.Interactivity
	Outbox        *delivery.Outbox
	Connections   *socketmode.Connections
	Faults        *webapi.Faults
	Journal       *record.Journal
	Clock         *clock.Clock
	Reset         func() // of the sandbox
	// Token opens the plane to other machines, and is asked of all then. Empty: programs on this
	// machine alone, without a token.
	Token string
}

// controlError is what the control plane refuses with: a sentence and its status.
type controlError struct {
	status int
	text   string
}

func (c *controlError) Error() string { return c.text }

// errorReply is the JSON of a controlError; the refusals of the Web API have codes there instead.
type errorReply struct {
	OK    bool   `json:"ok"` // never set
	Error string `json:"error"`
}

// Guard lets in programs on this machine, and no page in a browser on it: a page
// names its origin, cannot send JSON unasked, and, where it got here by a name
// that it made resolve to this machine, names that host. With a token, that is what lets in.
func (p *Plane) Guard(r *http.Request) error {
	media, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	switch {
	case p.Token != "" && !p.bringsToken(r):
		return &controlError{
			http.StatusUnauthorized, "other machines reach this sandbox: send the token that it printed, as Authorization: Bearer TOKEN",
		}
	case p.Token == "" && !world.IsLoopback(world.HostOf(r.RemoteAddr)):
		return &controlError{http.StatusForbidden, "the control plane answers only programs on this machine"}
	case p.Token == "" && !world.IsLoopback(world.HostOf(r.Host)):
		return &controlError{http.StatusForbidden, "the control plane answers only to 127.0.0.1, [::1] and localhost as host"}
	case loopback.OfAnotherSite(r.Header, r.Host) && !loopback.FollowsALink(r):
		return &controlError{http.StatusForbidden, "the control plane does not answer pages of other origins"}
	case r.Method == http.MethodPost && media != "application/json":
		return &controlError{http.StatusUnsupportedMediaType, "send JSON: the header must say Content-Type: application/json"}
	}
	return nil
}

// TokenCookie is where the page keeps the token.
const TokenCookie = "periscope_control"

// bringsToken reports whether a request brings the token: in a header, or in the cookie of the page.
func (p *Plane) bringsToken(r *http.Request) bool {
	_, sent, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	if c, err := r.Cookie(TokenCookie); err == nil && sent == "" {
		sent = c.Value
	}
	return p.IsToken(sent)
}

// IsToken reports whether a text is the token.
func (p *Plane) IsToken(text string) bool {
	return p.Token != "" && subtle.ConstantTimeCompare([]byte(text), []byte(p.Token)) == 1
}

// readAll reads the body of a request as it is.
func readAll(r *http.Request) ([]byte, error) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, fmt.Errorf("reading the body: %w", err)
	}
	return body, nil
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
