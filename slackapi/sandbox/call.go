package sandbox

import (
	"errors"
	"io"
	"mime"
	"net/http"
	"net/url"
)

// call is one method call. What it sends is known once it was read, whose it is
// once it has passed authentication.
type call struct {
	sandbox *Sandbox
	method  string
	args    url.Values
	install *installation // as the call found it; nil where the method asks for no token
}

// maxBody bounds the body of a request, in bytes.
const maxBody = 1 << 20

// readArguments gathers the arguments of a call from its query and, for POST,
// its form; the form comes first where both name one.
func readArguments(w http.ResponseWriter, r *http.Request) (url.Values, error) {
	// What of a query cannot be parsed is ignored, as Slack ignores arguments it does not know.
	args, _ := url.ParseQuery(r.URL.RawQuery)
	switch r.Method {
	case http.MethodGet, http.MethodHead:
		return args, nil
	case http.MethodPost:
	default:
		w.Header().Set("Allow", "GET, POST")
		return nil, &failure{Code: "invalid_arguments", status: http.StatusMethodNotAllowed}
	}
	form, err := readForm(w, r)
	if err != nil {
		return nil, err
	}
	for name, values := range form {
		args[name] = append(values, args[name]...)
	}
	return args, nil
}

func readForm(w http.ResponseWriter, r *http.Request) (url.Values, error) {
	if r.Body == nil {
		return nil, nil
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &tooLarge):
		return nil, &failure{Code: "invalid_form_data", status: http.StatusRequestEntityTooLarge}
	case err != nil:
		return nil, &failure{Code: "request_timeout"}
	case len(body) == 0:
		return nil, nil
	case r.Header.Get("Content-Type") == "":
		return nil, &failure{Code: "missing_post_type"}
	}
	media, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || media != "application/x-www-form-urlencoded" {
		return nil, &failure{Code: "invalid_post_type"}
	}
	form, err := url.ParseQuery(string(body))
	if err != nil {
		return nil, &failure{Code: "invalid_form_data"}
	}
	return form, nil
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
