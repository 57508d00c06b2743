// Package webapi is what all methods of the emulated Web API have in common: the
// arguments of a call, its token, the scopes that it needs, pages of lists,
// replies and refusals, rate limits, and faults that tests inject.
//
// It promises JSON as Slack writes it, refusals with Slack's error codes, and
// bounded memory. It knows no single method: package methods has those.
package webapi

import (
	"cmp"
	"crypto/subtle"
	"net/url"
	"strings"

	"periscope/slackapi/sandbox/state"
	"periscope/slackapi/sandbox/world"
)

// Call is one call of a method. Its fields are filled step by step.
type Call struct {
	State        *state.State
	Method       string
	Host         string // that the client sent the call to, as in "127.0.0.1:8765"
	Verb         string // of HTTP
	SocketURL    string // where connections of Socket Mode are opened
	Args         url.Values
	File         *UploadedFile       // that came as the part "file" of a form; nil: none
	ClientID     string              // of the app, by HTTP Basic; empty when it uses arguments
	ClientSecret string              // likewise
	Warnings     []string            // codes that go out with the reply, whatever it is
	JSONBody     bool                // the arguments came as JSON
	EmptyForm    bool                // the call says that it brings a form, and brings none
	Install      *state.Installation // as the call found it; nil where the method asks for no token
}

// UploadedFile is a file among the parts of a form.
type UploadedFile struct {
	Name    string
	Content []byte
}

// Require returns the argument of that name, or Slack's complaint that it is missing.
func (c *Call) Require(name string) (string, error) {
	if value := c.Args.Get(name); value != "" {
		return value, nil
	}
	return "", MissingArgument(name)
}

// RequireChannel returns the argument "channel". Slack tells one that is empty, which names no
// conversation, from one that is absent.
func (c *Call) RequireChannel() (string, error) {
	value := c.Args.Get("channel")
	if value == "" && c.Args.Has("channel") {
		return "", &SlackError{Code: "channel_not_found"}
	}
	return c.Require("channel")
}

// MissingArgument is Slack's complaint about an argument that is not there.
func MissingArgument(name string) error {
	return &SlackError{
		Code:     "invalid_arguments",
		Metadata: &Messages{Messages: []string{"[ERROR] missing required field: " + name}},
	}
}

// Flag reports whether a boolean argument is set, in the spellings Slack takes.
func (c *Call) Flag(name string) bool {
	switch c.Args.Get(name) {
	case "1", "t", "true":
		return true
	}
	return false
}

// TakesJSON reports whether the called method reads a body of JSON. All do, also those that
// Slack lists as form-only, but the methods of permissions, whose pages say that they do not.
func (c *Call) TakesJSON() bool { return !isPermissionMethod(c.Method) }

func isPermissionMethod(name string) bool { return strings.HasPrefix(name, "apps.permissions.") }

// App returns the app that makes a call without a token. It names itself by
// HTTP Basic, as Slack prefers, or by arguments.
func (c *Call) App() (*world.App, error) {
	if app := c.State.AppByClientID(cmp.Or(c.ClientID, c.Args.Get("client_id"))); app != nil {
		return app, nil
	}
	return nil, &SlackError{Code: "invalid_client_id"}
}

// Secret is the client secret that the call brings; empty if it brings none.
func (c *Call) Secret() string { return cmp.Or(c.ClientSecret, c.Args.Get("client_secret")) }

// CheckSecret refuses a call that does not bring the client secret of the app.
func (c *Call) CheckSecret(app *world.App) error {
	if subtle.ConstantTimeCompare([]byte(c.Secret()), []byte(app.ClientSecret)) != 1 {
		return &SlackError{Code: "bad_client_secret"}
	}
	return nil
}

// AppWithSecret returns the app that makes the call, if the call brings its secret.
func (c *Call) AppWithSecret() (*world.App, error) {
	app, err := c.App()
	if err != nil {
		return nil, err
	}
	return app, c.CheckSecret(app)
}
