package sandbox

import (
	"cmp"
	"encoding/json"
	"errors"
	"net/http"
	"strconv"
)

// success begins every reply that is not a refusal.
type success struct {
	OK bool `json:"ok"`
}

var accepted = success{OK: true}

// metadata ends every reply that may have further pages; at the end the cursor is empty.
type metadata struct {
	NextCursor string `json:"next_cursor"`
}

// failure is a refusal, as an error and as the JSON that goes out.
type failure struct {
	OK       bool      `json:"ok"` // never set
	Code     string    `json:"error"`
	Method   string    `json:"req_method,omitempty"` // of unknown_method
	Metadata *messages `json:"response_metadata,omitempty"`
	Warning  string    `json:"warning,omitempty"` // comma list
	Errors   []flaw    `json:"errors,omitempty"`  // of invalid_manifest
	*shortfall

	status     int // HTTP; 0 is 200
	retryAfter int // seconds; 0 sends no header
}

// shortfall is what missing_scope adds: comma lists, which may be empty.
type shortfall struct {
	Needed   string `json:"needed"`
	Provided string `json:"provided"`
}

type messages struct {
	Messages []string `json:"messages,omitempty"`
	Warnings []string `json:"warnings,omitempty"`
}

func (f *failure) Error() string { return "slack refuses: " + f.Code }

func write(w http.ResponseWriter, status int, reply any) {
	body, err := json.Marshal(reply)
	if err != nil { // no reply type can fail to encode; a client must still hear of it
		status, body = http.StatusInternalServerError, []byte(`{"ok":false,"error":"internal_error"}`)
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(status)
	_, _ = w.Write(body) // a client that left is no concern of ours
}

// asFailure is an error as a refusal: one that is none is ours.
func asFailure(err error) *failure {
	var f *failure
	if !errors.As(err, &f) {
		f = &failure{Code: "fatal_error", status: http.StatusInternalServerError}
	}
	return f
}

func (f *failure) httpStatus() int { return cmp.Or(f.status, http.StatusOK) }

func refuse(w http.ResponseWriter, err error) {
	f := asFailure(err)
	if f.retryAfter > 0 {
		w.Header().Set("Retry-After", strconv.Itoa(f.retryAfter))
	}
	write(w, f.httpStatus(), f)
}
