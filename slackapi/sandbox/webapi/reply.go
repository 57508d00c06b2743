package webapi

import (
	"cmp"
	"encoding/json"
	"errors"
	"net/http"
	"strconv"
	"strings"

	"periscope/slackapi/sandbox/state"
)

// Success begins every reply that is not a refusal.
type Success struct {
	OK bool `json:"ok"`
}

// Accepted is the beginning of a reply, and the whole of one that says no more.
var Accepted = Success{OK: true}

// Metadata ends every reply that may have further pages; at the end the cursor is empty.
type Metadata struct {
	NextCursor string `json:"next_cursor"`
}

// SlackError is a refusal of a call, as an error and as the JSON that goes out.
type SlackError struct {
	OK       bool      `json:"ok"` // never set
	Code     string    `json:"error"`
	Method   string    `json:"req_method,omitempty"` // of unknown_method
	Metadata *Messages `json:"response_metadata,omitempty"`
	Warning  string    `json:"warning,omitempty"` // comma list
	Errors   any       `json:"errors,omitempty"`  // of invalid_manifest: a list
	*Shortfall

	Status     int `json:"-"` // HTTP; 0 is 200
	RetryAfter int `json:"-"` // seconds; 0 sends no header
}

// Shortfall is what missing_scope adds: comma lists, which may be empty.
type Shortfall struct {
	Needed   string `json:"needed"`
	Provided string `json:"provided"`
}

// Messages are the response_metadata of a refusal.
type Messages struct {
	Messages []string `json:"messages,omitempty"`
	Warnings []string `json:"warnings,omitempty"`
}

func (f *SlackError) Error() string { return "slack refuses: " + f.Code }

// WriteJSON sends a reply as JSON.
func WriteJSON(w http.ResponseWriter, status int, reply any) {
	body, err := json.Marshal(reply)
	if err != nil { // no reply type can fail to encode; a client must still hear of it
		status, body = http.StatusInternalServerError, []byte(`{"ok":false,"error":"internal_error"}`)
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(status)
	_, _ = w.Write(body) // a client that left is no concern of ours
}

// AsSlackError returns an error as a refusal. An error that is no refusal is a
// mistake of the sandbox: fatal_error.
func AsSlackError(err error) *SlackError {
	var (
		f    *SlackError
		code state.CodeError
	)
	switch {
	case errors.As(err, &f):
		return f
	case errors.As(err, &code):
		return &SlackError{Code: string(code)}
	}
	return &SlackError{Code: "fatal_error", Status: http.StatusInternalServerError}
}

// HTTPStatus is the status of the response.
func (f *SlackError) HTTPStatus() int { return cmp.Or(f.Status, http.StatusOK) }

// WriteError sends a refusal.
func WriteError(w http.ResponseWriter, err error) {
	f := AsSlackError(err)
	if f.RetryAfter > 0 {
		w.Header().Set("Retry-After", strconv.Itoa(f.RetryAfter))
	}
	WriteJSON(w, f.HTTPStatus(), f)
}

// AddWarnings adds warnings to a reply, or to the refusal in its place.
func AddWarnings(warnings []string, reply any, err error) (any, error) {
	switch {
	case len(warnings) == 0:
		return reply, err
	case err == nil:
		return replyWithWarnings{reply, warnings}, nil
	}
	f := *AsSlackError(err)
	f.Warning = strings.Join(warnings, ",")
	var m Messages
	if f.Metadata != nil {
		m = *f.Metadata
	}
	m.Warnings = warnings
	f.Metadata = &m
	return nil, &f
}

// replyWithWarnings is a reply with warnings, which Slack sends twice.
type replyWithWarnings struct {
	reply    any
	warnings []string
}

// MarshalJSON adds to the reply's own fields, response_metadata among them.
func (w replyWithWarnings) MarshalJSON() ([]byte, error) {
	body, err := json.Marshal(w.reply)
	if err != nil {
		return nil, err
	}
	fields, metadata := map[string]any{}, map[string]any{}
	if err := json.Unmarshal(body, &fields); err != nil {
		return nil, err
	}
	if there, ok := fields["response_metadata"].(map[string]any); ok {
		metadata = there
	}
	metadata["warnings"] = w.warnings
	fields["response_metadata"] = metadata
	fields["warning"] = strings.Join(w.warnings, ",")
	return json.Marshal(fields)
}
