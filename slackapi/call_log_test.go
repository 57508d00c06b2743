package slackapi

import (
	"fmt"
	"io"
	"net/url"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestEveryAttemptIsTold(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var told []Attempt
		c, s := newScripted(
			t, []Option{OnAttempt(func(call Attempt) { told = append(told, call) })},
			fail(syscall.ECONNRESET),
			answer(429, `{"ok":false,"error":"ratelimited"}`, "Retry-After", "9"),
			answer(503, "<html>\x1b[2J"),
			answer(200, `{"ok":false,"error":"user_not_found"}`),
		)
		_, _ = c.User(t.Context(), "U\x1b1")
		at := func(seconds float64) time.Time { return s.began.Add(time.Duration(seconds * float64(time.Second))) }
		args := url.Values{"user": {"U␛1"}}
		want := []Attempt{
			{At: at(0), Method: "users.info", Args: args, Code: "unreachable"},
			// The body of a 429 says nothing that its status does not, and is not read.
			{At: at(0.5), Method: "users.info", Args: args, HTTPStatus: 429, Code: "ratelimited", Retry: 1},
			{At: at(9.5), Method: "users.info", Args: args, HTTPStatus: 503, Code: "malformed", Retry: 2, Reply: "<html>␛[2J"},
			{
				At: at(10.5), Method: "users.info", Args: args, HTTPStatus: 200, Code: "user_not_found", Retry: 3,
				Reply: `{"error":"user_not_found","ok":false}`,
			},
		}
		if diff := cmp.Diff(want, told); diff != "" {
			t.Error(diff)
		}
	})
}

func TestSuccessIsToldWithoutACode(t *testing.T) {
	t.Parallel()
	var told []Attempt
	long := `{"ok":true,"team_id":"T1","team":"` + strings.Repeat("a", 3*maxPrefix) + `"}`
	c, _ := newScripted(t, []Option{OnAttempt(func(call Attempt) { told = append(told, call) })}, answer(200, long))
	if _, err := c.AuthTest(t.Context()); err != nil {
		t.Fatal(err)
	}
	if len(told) != 1 || told[0].Code != "" || told[0].HTTPStatus != 200 || told[0].Reply != long[:maxPrefix] {
		t.Errorf("told %+v", told)
	}
}

func TestArgumentsAreToldWithoutSecrets(t *testing.T) {
	t.Parallel()
	var told []Attempt
	c, _ := newScripted(t, []Option{OnAttempt(func(call Attempt) { told = append(told, call) })}, answer(200, `{"ok":true}`))
	_, _ = c.User(t.Context(), "xoxb-sandbox-pasted")
	if len(told) != 1 || told[0].Args.Get("user") != "xoxb-…" {
		t.Errorf("told %+v", told)
	}
}

func TestReplyIsReadWholeWhateverIsKept(t *testing.T) {
	t.Parallel()
	var h prefixWriter
	for n := range 5 {
		part := strings.Repeat(fmt.Sprint(n), maxPrefix/2-1)
		if wrote, err := io.WriteString(&h, part); wrote != len(part) || err != nil {
			t.Fatalf("wrote %d: %v", wrote, err)
		}
	}
	if len(h.prefix) != maxPrefix {
		t.Errorf("kept %d bytes", len(h.prefix))
	}
}
