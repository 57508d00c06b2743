package sandbox

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"time"
)

// before waits as long as the fault has a call wait, and returns the refusal
// that the call gets in place of an answer, or nil if the method may answer.
func (f Fault) before(ctx context.Context) error {
	if !wait(ctx, time.Duration(f.LatencyMS)*time.Millisecond) {
		return &failure{Code: "request_timeout"} // the client hung up
	}
	switch {
	case f.Error == "ratelimited" && f.HTTPStatus == 0:
		return &failure{Code: f.Error, status: http.StatusTooManyRequests, retryAfter: retrySeconds}
	case f.Error != "" || f.HTTPStatus != 0 || f.Close:
		return &failure{Code: f.Error, status: f.HTTPStatus}
	}
	return nil
}

// after sends a reply, or what the fault leaves of it.
func (f Fault) after(w http.ResponseWriter, reply any, err error) {
	switch {
	case f.Close:
		panic(http.ErrAbortHandler) // breaks the connection off, which net/http offers no other way to
	case f.HTTPStatus != 0 && f.Error == "":
		f.page(w)
		return
	case f.Truncate, f.Malformed:
		w = &spoiled{w, f}
	}
	if err != nil {
		refuse(w, err)
		return
	}
	write(w, http.StatusOK, reply)
}

// page answers as a proxy in front of Slack does.
func (f Fault) page(w http.ResponseWriter) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(f.HTTPStatus)
	_, _ = fmt.Fprintf(w, "<html><body><h1>%d %s</h1></body></html>\n", f.HTTPStatus, http.StatusText(f.HTTPStatus))
}

// kind names the fault by the field that makes it one; without a fault it is empty.
func (f Fault) kind() string {
	switch {
	case f.Error != "":
		return "error"
	case f.HTTPStatus != 0:
		return "http_status"
	case f.Truncate:
		return "truncate"
	case f.Close:
		return "close"
	case f.Malformed:
		return "malformed"
	case f.LatencyMS != 0:
		return "latency_ms"
	}
	return ""
}

// spoiled is where a reply goes that a fault cuts short or garbles. A reply is
// written at once, and its length is announced before.
type spoiled struct {
	http.ResponseWriter
	fault Fault
}

func (s *spoiled) Write(body []byte) (int, error) {
	if s.fault.Truncate { // net/http breaks a connection off that got less than was announced
		return s.ResponseWriter.Write(body[:len(body)/2])
	}
	garbled := slices.Clone(body)
	garbled[0] = '<'
	return s.ResponseWriter.Write(garbled)
}
