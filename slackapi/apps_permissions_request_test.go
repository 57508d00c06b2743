package slackapi

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"reflect"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"periscope/model"
	"periscope/model/catalog"
)

var asked = model.Request{Scopes: []catalog.Scope{"chat:write", "pins:read"}}

func TestRequestsArePutAsDocumented(t *testing.T) {
	t.Parallel()
	var got *http.Request
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		got = r
		fmt.Fprint(w, `{"ok":true}`)
	}))
	defer server.Close()
	c, err := New(server.URL+"/api/", model.Token{})
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		request model.Request
		path    string
		args    url.Values
	}{
		{asked, "/api/apps.permissions.request", url.Values{"scopes": {"chat:write,pins:read"}, "trigger_id": {"1.2.a"}}},
		{
			model.Request{For: model.ForTeam, User: "U1", Scopes: []catalog.Scope{"users:read"}},
			"/api/apps.permissions.request",
			url.Values{"scopes": {"users:read"}, "trigger_id": {"1.2.a"}},
		},
		{
			model.Request{For: model.ForUser, User: "U1", Scopes: []catalog.Scope{"dnd:write:user"}},
			"/api/apps.permissions.users.request",
			url.Values{"scopes": {"dnd:write:user"}, "trigger_id": {"1.2.a"}, "user": {"U1"}},
		},
	} {
		if err := c.RequestPermissions(t.Context(), test.request, "1.2.a"); err != nil {
			t.Fatal(err)
		}
		if got.Method != http.MethodGet || got.URL.Path != test.path || !reflect.DeepEqual(got.URL.Query(), test.args) {
			t.Errorf("sent %s %s, want GET %s with %v", got.Method, got.URL, test.path, test.args)
		}
	}
}

func TestRequestsThatLackSomethingAreNotSent(t *testing.T) {
	t.Parallel()
	c, _ := newScripted(t, nil) // expects no attempt
	for _, test := range []struct {
		request model.Request
		trigger model.TriggerID
		want    error
	}{
		{model.Request{}, "1.2.a", ErrNoScopes},
		{asked, "", ErrNoTrigger},
		{model.Request{For: model.ForUser, Scopes: asked.Scopes}, "1.2.a", ErrNoUser},
	} {
		if err := c.RequestPermissions(t.Context(), test.request, test.trigger); !errors.Is(err, test.want) {
			t.Errorf("%+v with trigger %q: %v, want %v", test.request, test.trigger, err, test.want)
		}
	}
}

// TestRequestsAreSentAgainOnlyWhenNothingWasDone: how each failure ends, and
// when attempts were made.
func TestRequestsAreSentAgainOnlyWhenNothingWasDone(t *testing.T) {
	t.Parallel()
	limited := func(seconds string) func(*http.Request) (*http.Response, error) {
		return answer(429, "", "Retry-After", seconds)
	}
	dial := &net.OpError{Op: "dial", Err: syscall.ENETUNREACH}
	type answers = []func(*http.Request) (*http.Response, error)
	at := func(seconds ...int) []time.Duration {
		var list []time.Duration
		for _, s := range seconds {
			list = append(list, time.Duration(s)*time.Second)
		}
		return list
	}
	for name, test := range map[string]struct {
		answers answers
		arrived []time.Duration
		want    any // type of the error
	}{
		"shown":                       {answers{answer(200, `{"ok":true}`)}, at(0), nil},
		"429, within the trigger":     {answers{limited("1"), limited("1"), answer(200, `{"ok":true}`)}, at(0, 1, 2), nil},
		"429, longer than a trigger":  {answers{limited("4")}, at(0), &RateLimitedError{}},
		"429 without a header":        {answers{limited("")}, at(0), &RateLimitedError{}},
		"refused":                     {answers{answer(200, `{"ok":false,"error":"mixed_scope"}`)}, at(0), &Error{}},
		"refused with status 403":     {answers{answer(403, `{"ok":false,"error":"accesslimited"}`)}, at(0), &Error{}},
		"no network":                  {answers{fail(dial)}, at(0), &UnreachableError{}},
		"nobody there":                {answers{fail(syscall.ECONNREFUSED)}, at(0), &UnreachableError{}},
		"sent elsewhere":              {answers{answer(302, "")}, at(0), &MalformedError{}},
		"no such page":                {answers{answer(404, "<html>")}, at(0), &MalformedError{}},
		"dropped":                     {answers{fail(io.EOF)}, at(0), &UncertainRequestError{}},
		"reset":                       {answers{fail(syscall.ECONNRESET)}, at(0), &UncertainRequestError{}},
		"a proxy's 502":               {answers{answer(502, "<html>")}, at(0), &UncertainRequestError{}},
		"a fault of Slack's":          {answers{answer(200, `{"ok":false,"error":"fatal_error"}`)}, at(0), &UncertainRequestError{}},
		"a refusal with status 500":   {answers{answer(500, `{"ok":false,"error":"invalid_scope"}`)}, at(0), &UncertainRequestError{}},
		"a reply that is cut short":   {answers{answer(200, `{"ok":tr`)}, at(0), &UncertainRequestError{}},
		"429, then a dropped attempt": {answers{limited("1"), fail(io.EOF)}, at(0, 1), &UncertainRequestError{}},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				c, s := newScripted(t, nil, test.answers...)
				err := c.RequestPermissions(t.Context(), asked, "1.2.a")
				if reflect.TypeOf(err) != reflect.TypeOf(test.want) {
					t.Errorf("failed with %T %v", err, err)
				}
				if !reflect.DeepEqual(s.arrived, test.arrived) {
					t.Errorf("attempts after %v, want %v", s.arrived, test.arrived)
				}
			})
		})
	}
}

func TestUncertainErrorsSaySo(t *testing.T) {
	t.Parallel()
	c, _ := newScripted(t, nil, fail(io.EOF))
	err := c.RequestPermissions(t.Context(), asked, "1.2.a")
	uncertain, ok := errors.AsType[*UncertainRequestError](err)
	if !ok {
		t.Fatalf("failed with %T %v", err, err)
	}
	for _, said := range []string{uncertain.Error(), uncertain.Sentence()} {
		if !strings.Contains(said, "dropped") || !strings.Contains(said, "dialog may be open") {
			t.Errorf("it says %q", said)
		}
	}
	if !errors.Is(err, io.EOF) || uncertain.NextStep() == "" {
		t.Errorf("cause or next step missing: %v", err)
	}
	c, _ = newScripted(t, nil, answer(200, `{"ok":false,"error":"fatal_error"}`))
	err = c.RequestPermissions(t.Context(), asked, "1.2.a")
	var coded interface{ ErrorCode() string }
	if !errors.As(err, &coded) || coded.ErrorCode() != "" {
		t.Errorf("a fault of Slack's passes for a verdict: %v", err)
	}
}

// TestDroppedConnectionsAreNotTriedAgain: over a connection that served a call
// before, package http would send a GET again when it is dropped. Another request
// is such a call, too.
func TestDroppedConnectionsAreNotTriedAgain(t *testing.T) {
	t.Parallel()
	var requests atomic.Int32
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !strings.HasSuffix(r.URL.Path, ".request") || requests.Add(1) == 1 {
			fmt.Fprint(w, `{"ok":true}`)
			return
		}
		panic(http.ErrAbortHandler) // drops the connection
	}))
	defer server.Close()
	c, err := New(server.URL, model.Token{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.AuthTest(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := c.RequestPermissions(t.Context(), asked, "1.2.a"); err != nil {
		t.Fatal(err)
	}
	err = c.RequestPermissions(t.Context(), asked, "1.2.b")
	if _, ok := errors.AsType[*UncertainRequestError](err); !ok || requests.Load() != 2 {
		t.Errorf("sent %d times: %v", requests.Load(), err)
	}
}

func TestCancelledRequests(t *testing.T) {
	t.Parallel()
	c, _ := newScripted(t, nil, func(req *http.Request) (*http.Response, error) {
		<-req.Context().Done()
		return nil, req.Context().Err()
	})
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := c.RequestPermissions(ctx, asked, "1.2.a"); !errors.Is(err, context.Canceled) {
		t.Errorf("failed with %v", err)
	}
}

func TestWords(t *testing.T) {
	t.Parallel()
	for want, err := range map[string]failure{
		"revoked": &Error{Code: "token_revoked"},
		"refused": &Error{Code: "invalid_auth"},
		"waiting": &RateLimitedError{},
		"offline": &UnreachableError{},
		"garbled": &MalformedError{},
		"unsure":  &UncertainRequestError{},
	} {
		if got := err.Word(); got != want || len(got) > 7 {
			t.Errorf("%T is %q, want %q", err, got, want)
		}
	}
	if (&Error{Code: "account_inactive"}).Word() != "revoked" {
		t.Error("a deleted user's token counts as usable")
	}
	if code := (&Error{Code: "mixed_scope"}).ErrorCode(); code != "mixed_scope" {
		t.Errorf("the code is told as %q", code)
	}
}
