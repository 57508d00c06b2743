package sandbox

import (
	"net/http"
	"net/url"
	"strings"

	"periscope/model/catalog"
)

// call is one method call. Its fields are filled gate by gate.
type call struct {
	sandbox              *Sandbox
	method               string
	args                 url.Values
	basicID, basicSecret string        // of the app, by HTTP Basic; empty when it uses arguments
	warnings             []string      // codes that go out with the reply, whatever it is
	install              *installation // as the call found it; nil where the method asks for no token
}

const (
	maxBody    = 1 << 20 // bytes of the body of a request
	maxArgName = 255     // bytes; Slack refuses "very long" names and does not say how long
)

// readArguments gathers the arguments of a call from its query and, for POST,
// its body; the body comes first where both name one.
func (c *call) readArguments(w http.ResponseWriter, r *http.Request) error {
	// What of a query cannot be parsed is ignored, as Slack ignores arguments it does not know.
	c.args, _ = url.ParseQuery(r.URL.RawQuery)
	c.basicID, c.basicSecret, _ = r.BasicAuth()
	switch r.Method {
	case http.MethodGet, http.MethodHead:
		return checkNames(c.args)
	case http.MethodPost:
	default:
		w.Header().Set("Allow", "GET, POST")
		return &failure{Code: "invalid_arguments", status: http.StatusMethodNotAllowed}
	}
	body, err := c.readBody(w, r)
	if err != nil {
		return err
	}
	for name, values := range body {
		c.args[name] = append(values, c.args[name]...)
	}
	return checkNames(c.args)
}

// checkNames refuses arrays in the manner of PHP ("scopes[]"), and names that
// no argument of Slack has.
func checkNames(args url.Values) error {
	var refused error
	for name := range args {
		base, _, array := strings.Cut(name, "[")
		switch {
		case base == "" || len(name) > maxArgName || strings.ContainsFunc(base, notInNames):
			return &failure{Code: "invalid_arg_name"}
		case array:
			refused = &failure{Code: "invalid_array_arg"}
		}
	}
	return refused
}

func notInNames(r rune) bool {
	return r != '_' && (r < '0' || r > '9') && (r < 'A' || r > 'Z') && (r < 'a' || r > 'z')
}

// takesJSON reports whether the called method reads a body of JSON.
func (c *call) takesJSON() bool {
	m, _ := catalog.LookupMethod(c.method)
	return m.JSON
}

// require returns the argument of that name, or Slack's complaint that it is missing.
func (c *call) require(name string) (string, error) {
	if value := c.args.Get(name); value != "" {
		return value, nil
	}
	return "", &failure{
		Code:     "invalid_arguments",
		Metadata: &messages{Messages: []string{"[ERROR] missing required field: " + name}},
	}
}

// flag reports whether a boolean argument is set, in the spellings Slack takes.
func (c *call) flag(name string) bool {
	switch c.args.Get(name) {
	case "1", "t", "true":
		return true
	}
	return false
}
