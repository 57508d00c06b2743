package webapi_test

import (
	"errors"
	"fmt"
	"net/http"
	"testing"

	"periscope/slackapi/sandbox/sandboxtest"
	"periscope/slackapi/sandbox/state"
	"periscope/slackapi/sandbox/webapi"
)

func TestRepliesAreJSON(t *testing.T) {
	t.Parallel()
	for _, token := range []string{sandboxtest.AcmeToken, "", sandboxtest.UmbrellaToken} {
		r := sandboxtest.Do(t, sandboxtest.Demo(), token, "auth.test")
		if got := r.Header().Get("Content-Type"); got != "application/json; charset=utf-8" {
			t.Errorf("content type %q", got)
		}
	}
}

// TestErrorsAsRefusals: what is no refusal is a mistake of the sandbox, and says so.
func TestErrorsAsRefusals(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		err    error
		code   string
		status int
	}{
		{fmt.Errorf("opening: %w", state.CodeError("trigger_expired")), "trigger_expired", http.StatusOK},
		{&webapi.SlackError{Code: "ratelimited", Status: http.StatusTooManyRequests}, "ratelimited", http.StatusTooManyRequests},
		{errors.New("a mistake"), "fatal_error", http.StatusInternalServerError},
	} {
		if got := webapi.AsSlackError(test.err); got.Code != test.code || got.HTTPStatus() != test.status {
			t.Errorf("%v: %s with %d, want %s with %d", test.err, got.Code, got.HTTPStatus(), test.code, test.status)
		}
	}
}
