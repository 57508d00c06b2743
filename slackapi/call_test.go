package slackapi

import (
	"context"
	"errors"
	"io"
	"net/http"
	"reflect"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"periscope/model"
)

const authOK = `{"ok":true,"team_id":"T1"}`

// script answers one attempt after the other, and records when each arrived.
type script struct {
	t       *testing.T
	began   time.Time
	answers []func(*http.Request) (*http.Response, error)
	arrived []time.Duration
}

func (s *script) RoundTrip(req *http.Request) (*http.Response, error) {
	n := len(s.arrived)
	s.arrived = append(s.arrived, time.Since(s.began))
	if n >= len(s.answers) {
		s.t.Errorf("attempt %d was not expected", n+1)
		return nil, io.EOF
	}
	return s.answers[n](req)
}

func answer(status int, body string, header ...string) func(*http.Request) (*http.Response, error) {
	return func(req *http.Request) (*http.Response, error) {
		h := http.Header{"Content-Type": {"application/json"}}
		for i := 0; i < len(header); i += 2 {
			h.Set(header[i], header[i+1])
		}
		return &http.Response{
			StatusCode: status, Header: h, Request: req,
			Body: io.NopCloser(strings.NewReader(body)), ContentLength: int64(len(body)),
		}, nil
	}
}

func fail(err error) func(*http.Request) (*http.Response, error) {
	return func(*http.Request) (*http.Response, error) { return nil, err }
}

func newScripted(t *testing.T, opts []Option, answers ...func(*http.Request) (*http.Response, error)) (*Client, *script) {
	t.Helper()
	token, err := model.ParseToken("xoxa-sandbox-acme")
	if err != nil {
		t.Fatal(err)
	}
	c, err := New("http://localhost/api/", token, opts...)
	if err != nil {
		t.Fatal(err)
	}
	s := &script{t: t, began: time.Now(), answers: answers}
	c.SetTransport(s)
	return c, s
}

func TestAttempts(t *testing.T) {
	t.Parallel()
	type answers = []func(*http.Request) (*http.Response, error)
	limited := func(seconds string) func(*http.Request) (*http.Response, error) {
		return answer(429, `{"ok":false,"error":"ratelimited"}`, "Retry-After", seconds)
	}
	seconds := func(s ...float64) []time.Duration {
		var list []time.Duration
		for _, s := range s {
			list = append(list, time.Duration(s*float64(time.Second)))
		}
		return list
	}
	for _, test := range []struct {
		name    string
		answers answers
		arrived []time.Duration // when each attempt was made
		want    any             // type of the error; nil for none
	}{
		{"at once", answers{answer(200, authOK)}, seconds(0), nil},
		{"429 with Retry-After", answers{limited("12"), limited("3"), answer(200, authOK)}, seconds(0, 12, 15), nil},
		{"429 without Retry-After", answers{answer(429, ""), answer(429, ""), answer(200, authOK)}, seconds(0, 30, 90), nil},
		{"429 with a senseless Retry-After", answers{limited("soon"), answer(200, authOK)}, seconds(0, 30), nil},
		{
			"rate limited in the body only",
			answers{answer(200, `{"ok":false,"error":"ratelimited"}`, "Retry-After", "4"), answer(200, authOK)},
			seconds(0, 4), nil,
		},
		{"429 beyond patience", answers{limited("121")}, seconds(0), &RateLimitedError{}},
		{"429 without end", answers{limited("50"), limited("50")}, seconds(0, 50), &RateLimitedError{}},
		{"429 within patience", answers{limited("90"), answer(200, authOK)}, seconds(0, 90), nil},
		{"429 beyond patience by a second", answers{limited("91")}, seconds(0), &RateLimitedError{}},
		{"429 for three years", answers{limited("99999999")}, seconds(0), &RateLimitedError{}},
		{
			"429 without a pause",
			answers{
				limited("0"), limited("0"), limited("0"), limited("0"), limited("0"), limited("0"), limited("0"), limited("0"),
			},
			seconds(0, 1, 2, 4, 8, 16, 32, 64), &RateLimitedError{},
		},
		{
			"429 never with a usable time",
			answers{limited("-5"), limited("later"), answer(429, "")},
			seconds(0, 30, 90), &RateLimitedError{},
		},
		{
			"server faults",
			answers{answer(503, "<html>"), answer(500, ""), answer(200, `{"ok":false,"error":"fatal_error"}`), answer(200, authOK)},
			seconds(0, 0.5, 1.5, 3.5), nil,
		},
		{
			"server faults without end",
			answers{answer(503, "a"), answer(503, "b"), answer(503, "c"), answer(503, "d")},
			seconds(0, 0.5, 1.5, 3.5), &MalformedError{},
		},
		{
			"a Retry-After that is not about rate limits",
			answers{answer(503, "", "Retry-After", "86400"), answer(200, authOK)},
			seconds(0, 0.5), nil,
		},
		{"dropped connections", answers{fail(io.EOF), fail(syscall.ECONNRESET), answer(200, authOK)}, seconds(0, 0.5, 1.5), nil},
		{
			"faults and limits",
			answers{fail(io.EOF), limited("5"), fail(io.EOF), answer(200, authOK)},
			seconds(0, 0.5, 5.5, 6.5), nil,
		},
		{
			"a limit after many faults",
			answers{fail(io.EOF), fail(io.EOF), fail(io.EOF), limited("1"), answer(200, authOK)},
			seconds(0, 0.5, 1.5, 3.5, 4.5), nil,
		},
		{"connection refused", answers{fail(syscall.ECONNREFUSED)}, seconds(0), &UnreachableError{}},
		{"a refusal", answers{answer(200, `{"ok":false,"error":"invalid_auth"}`)}, seconds(0), &Error{}},
		{"a refusal with status 403", answers{answer(403, `{"ok":false,"error":"accesslimited"}`)}, seconds(0), &Error{}},
		{"a web page", answers{answer(200, "<html>")}, seconds(0), &MalformedError{}},
	} {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				c, s := newScripted(t, nil, test.answers...)
				_, err := c.AuthTest(t.Context())
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

func TestRateLimitHoldsOneMethodOnly(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		c, s := newScripted(
			t, []Option{MaxWait(20 * time.Second)},
			answer(429, "", "Retry-After", "60"), answer(200, `{"ok":true,"user":{"name":"ada"}}`), answer(200, authOK),
		)
		limited, ok := errors.AsType[*RateLimitedError](second(c.AuthTest(t.Context())))
		if !ok || limited.RetryAfter != time.Minute || limited.Method != "auth.test" {
			t.Fatalf("the call that Slack refused: %v", limited)
		}
		time.Sleep(10 * time.Second)
		limited, ok = errors.AsType[*RateLimitedError](second(c.AuthTest(t.Context())))
		if !ok || limited.RetryAfter != 50*time.Second {
			t.Errorf("a second call of the method: %v", limited)
		}
		if _, err := c.User(t.Context(), "U1"); err != nil {
			t.Errorf("a call of another method: %v", err)
		}
		time.Sleep(50 * time.Second)
		if _, err := c.AuthTest(t.Context()); err != nil {
			t.Errorf("after the wait: %v", err)
		}
		if len(s.arrived) != 3 {
			t.Errorf("Slack was called %d times", len(s.arrived))
		}
	})
}

func second[T any](_ T, err error) error { return err }

func TestWaitsAreTold(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var told []Wait
		c, s := newScripted(
			t, []Option{OnWait(func(w Wait) { told = append(told, w) })},
			fail(io.EOF), answer(429, "", "Retry-After", "9"), answer(200, authOK),
		)
		if _, err := c.AuthTest(t.Context()); err != nil {
			t.Fatal(err)
		}
		want := []Wait{{"auth.test", s.began.Add(9500 * time.Millisecond)}}
		if !reflect.DeepEqual(told, want) {
			t.Errorf("told %v, want %v", told, want)
		}
	})
}

func TestCancelEndsEveryWait(t *testing.T) {
	t.Parallel()
	stall := func(req *http.Request) (*http.Response, error) {
		<-req.Context().Done()
		return nil, req.Context().Err()
	}
	for name, first := range map[string]func(*http.Request) (*http.Response, error){
		"during the round trip": stall,
		"held by a 429":         answer(429, "", "Retry-After", "60"),
		"between faults":        fail(io.EOF),
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
				defer cancel()
				c, s := newScripted(t, nil, first)
				_, err := c.AuthTest(ctx)
				if !errors.Is(err, context.DeadlineExceeded) {
					t.Errorf("failed with %v", err)
				}
				if took := time.Since(s.began); took != 300*time.Millisecond {
					t.Errorf("took %v", took)
				}
			})
		})
	}
}

func TestRetryRepeatsTheForm(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var bodies []string
		read := func(status int) func(*http.Request) (*http.Response, error) {
			return func(req *http.Request) (*http.Response, error) {
				b, _ := io.ReadAll(req.Body)
				bodies = append(bodies, string(b))
				return answer(status, authOK)(req)
			}
		}
		c, _ := newScripted(t, nil, read(503), read(200))
		_, err := call[envelope](t.Context(), c, "no.such.method", map[string][]string{"a": {"1 2"}})
		if err != nil || !reflect.DeepEqual(bodies, []string{"a=1+2", "a=1+2"}) {
			t.Errorf("sent %q: %v", bodies, err)
		}
	})
}

// TestAttemptsDoNotMix: what a failed attempt said is forgotten.
func TestAttemptsDoNotMix(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		c, _ := newScripted(
			t, nil,
			answer(200, `{"ok":false,"error":"fatal_error","info":{"im":{"scopes":["chat:write"]}}}`),
			answer(200, `{"ok":true,"info":{"team":{}}}`),
		)
		p, err := c.PermissionsInfo(t.Context())
		if err != nil || len(p.Grants) != 1 || p.Grants[0].Type != "team" {
			t.Errorf("read %v: %v", p, err)
		}
	})
}

func TestCallsAreInTheCatalogue(t *testing.T) {
	t.Parallel()
	for _, name := range []string{
		"auth.test", "apps.permissions.info", "apps.permissions.resources.list", "apps.permissions.scopes.list",
		"apps.permissions.users.list", "conversations.list", "conversations.info", "users.info",
	} {
		if m := lookup(name); len(m.Needs) == 0 {
			t.Errorf("%s has no record", name)
		}
	}
}

// TestAReplyThatCameWholeCounts, even if the caller gave up in the same moment:
// tokens in it would be lost.
func TestAReplyThatCameWholeCounts(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	c, _ := newScripted(t, nil, func(req *http.Request) (*http.Response, error) {
		cancel()
		return answer(200, authOK)(req)
	})
	if id, err := c.AuthTest(ctx); err != nil || id.Team.ID != "T1" {
		t.Errorf("%+v, %v", id, err)
	}
}
