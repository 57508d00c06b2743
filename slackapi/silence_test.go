package slackapi

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"periscope/model"
)

type answering = func(*http.Request) (*http.Response, error)

// after answers as another function does, some time later, unless the call is given up.
func after(d time.Duration, answers answering) answering {
	return func(req *http.Request) (*http.Response, error) {
		select {
		case <-time.After(d):
			return answers(req)
		case <-req.Context().Done():
			return nil, req.Context().Err()
		}
	}
}

const never = 1000 * time.Hour

// TestACallIsGivenUp measures when a call ends that Slack does not answer, or answers
// with faults only. Retries and the pauses between them are included.
func TestACallIsGivenUp(t *testing.T) {
	t.Parallel()
	const second = time.Second
	stall, fault := after(never, nil), answer(503, "")
	for _, test := range []struct {
		name    string
		timeout time.Duration // 0: the default
		answers []answering
		arrived []time.Duration
		ended   time.Duration
		says    string // empty: it succeeds
	}{
		{"no answer", 0, []answering{stall}, []time.Duration{0}, 30 * second, "no whole answer came within 30 s"},
		{"no answer, less patience", 5 * second, []answering{stall}, []time.Duration{0}, 5 * second, "no whole answer came within 5 s"},
		{"no answer, little patience", 200 * time.Millisecond, []answering{stall}, []time.Duration{0}, 200 * time.Millisecond, "within 200ms"},
		{"no answer, more patience", 5 * time.Minute, []answering{stall}, []time.Duration{0}, 5 * time.Minute, "within 5 min"},
		{"an answer in time", 0, []answering{after(29*second, answer(200, authOK))}, []time.Duration{0}, 29 * second, ""},
		{"an answer too late", 0, []answering{after(31*second, answer(200, authOK))}, []time.Duration{0}, 30 * second, "within 30 s"},
		{
			"a fault, then no answer", 0,
			[]answering{after(10*second, fault), stall},
			[]time.Duration{0, 10*second + second/2},
			30 * second, "within 30 s",
		},
		{
			"slow faults", 0, // the pause of 2 s before another attempt would end too late
			[]answering{after(9*second, fault), after(9*second, fault), after(9*second, fault)},
			[]time.Duration{0, 9*second + second/2, 19*second + second/2},
			28*second + second/2, "HTTP status 503",
		},
		{"a body that drips", 0, []answering{dripping}, []time.Duration{0}, 30 * second, "within 30 s"},
		{ // what Slack asks for comes on top
			"a pause that Slack asks for", 5 * second,
			[]answering{after(3*second, answer(429, "", "Retry-After", "80")), after(3*second, answer(200, authOK))},
			[]time.Duration{0, 83 * second},
			85 * second, "within 5 s",
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var opts []Option
				if test.timeout != 0 {
					opts = append(opts, Timeout(test.timeout))
				}
				c, s := newScripted(t, opts, test.answers...)
				_, err := c.AuthTest(t.Context())
				if took := time.Since(s.began); took != test.ended || !reflect.DeepEqual(s.arrived, test.arrived) {
					t.Errorf("ended after %v with attempts after %v, want %v and %v", took, s.arrived, test.ended, test.arrived)
				}
				checkSays(t, err, test.says)
			})
		})
	}
}

// dripping sends one byte of the body every second, and never the last.
func dripping(req *http.Request) (*http.Response, error) {
	resp, err := answer(200, "")(req)
	resp.ContentLength, resp.Body = -1, io.NopCloser(readerFunc(func(p []byte) (int, error) {
		select {
		case <-time.After(time.Second):
			p[0] = ' '
			return 1, nil
		case <-req.Context().Done():
			return 0, req.Context().Err()
		}
	}))
	return resp, err
}

type readerFunc func([]byte) (int, error)

func (f readerFunc) Read(p []byte) (int, error) { return f(p) }

// checkSays checks words of an error's sentence; none: that there is no error.
func checkSays(t *testing.T, err error, says string) {
	t.Helper()
	f, explained := errors.AsType[failure](err)
	switch {
	case says == "" && err != nil:
		t.Errorf("failed with %v", err)
	case says == "":
	case !explained:
		t.Errorf("failed with %T %v, want %q", err, err, says)
	case !strings.Contains(f.Sentence(), says):
		t.Errorf("says %q, want %q", f.Sentence(), says)
	}
}

// TestSilenceIsTold: a call that goes unanswered for three seconds is reported once, and
// once more when that is over. Pauses for rate limits are no silence: they are told.
func TestSilenceIsTold(t *testing.T) {
	t.Parallel()
	const second = time.Second
	fault := answer(503, "")
	for _, test := range []struct {
		name    string
		answers []answering
		told    []string
	}{
		{"an answer in time", []answering{after(2900*time.Millisecond, answer(200, authOK))}, nil},
		{"an answer that takes long", []answering{after(7*second, answer(200, authOK))}, []string{
			"3s: silent since 0s", "7s: over",
		}},
		{"no answer", []answering{after(never, nil)}, []string{"3s: silent since 0s", "30s: over"}},
		{"many short silences", []answering{after(second, fault), after(second, fault), after(second, answer(200, authOK))}, []string{
			"3s: silent since 0s", "4.5s: over",
		}},
		{"a pause between", []answering{
			after(2*second, answer(429, "", "Retry-After", "10")), after(2*second, answer(200, authOK)),
		}, []string{"2s: waits until 12s"}},
		{"short pauses", []answering{
			answer(429, "", "Retry-After", "0"), answer(429, "", "Retry-After", "1"), answer(200, authOK),
		}, nil},
		{"short pauses that add up", []answering{
			answer(429, "", "Retry-After", "2"), answer(429, "", "Retry-After", "2"), answer(200, authOK),
		}, []string{"2s: waits until 4s"}},
		{"a short pause is none", []answering{
			after(2500*time.Millisecond, answer(429, "", "Retry-After", "1")), after(400*time.Millisecond, answer(200, authOK)),
		}, nil},
		{"a short pause within a silence", []answering{
			after(4*second, answer(429, "", "Retry-After", "1")), after(4*second, answer(200, authOK)),
		}, []string{"3s: silent since 0s", "9s: over"}},
		{"a silence before a pause and one after", []answering{
			after(4*second, answer(429, "", "Retry-After", "10")), after(4*second, answer(200, authOK)),
		}, []string{"3s: silent since 0s", "4s: over", "4s: waits until 14s", "17s: silent since 14s", "18s: over"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var told []string
				began := time.Now()
				tell := func(format string, args ...any) {
					told = append(told, fmt.Sprintf("%v: "+format, append([]any{time.Since(began)}, args...)...))
				}
				c, _ := newScripted(t, []Option{
					OnWait(func(w Wait) { tell("waits until %v", w.Until.Sub(began)) }),
					OnSilence(func(s Silence) {
						if s.Method != "auth.test" || s.Host != "localhost" {
							t.Errorf("told of %+v", s)
						}
						if s.Over {
							tell("over")
						} else {
							tell("silent since %v", s.Since.Sub(began))
						}
					}),
				}, test.answers...)
				_, _ = c.AuthTest(t.Context())
				time.Sleep(time.Hour) // nothing is told after the call
				if !reflect.DeepEqual(told, test.told) {
					t.Errorf("told %q, want %q", told, test.told)
				}
			})
		})
	}
}

// TestExchangesAreNotHurried: what a late reply brings could not be had again.
func TestExchangesAreNotHurried(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		app, err := NewApp("http://localhost/api/", "1.2", clientSecretOfTests(t), Timeout(time.Second))
		if err != nil {
			t.Fatal(err)
		}
		app.client.SetTransport(&script{t: t, began: time.Now(), answers: []answering{
			after(20*time.Second, answer(200, `{"ok":true,"access_token":"xoxa-sandbox-new"}`)),
		}})
		if _, err := app.OAuthAccess(t.Context(), "code", ""); err != nil {
			t.Error(err)
		}
	})
}

func clientSecretOfTests(t *testing.T) model.ClientSecret {
	t.Helper()
	secret, err := model.ParseClientSecret("sandbox-client-secret")
	if err != nil {
		t.Fatal(err)
	}
	return secret
}

// TestWhatLimitsSay: a time that is not Slack's is not said to be.
func TestWhatLimitsSay(t *testing.T) {
	t.Parallel()
	for asked, says := range map[string]string{
		"91":   "and asks us to wait 91 s.",
		"0":    "did not say in a usable way how long to wait.",
		"-1":   "did not say in a usable way how long to wait.",
		"":     "did not say in a usable way how long to wait.",
		"3601": "and asks us to wait 61 min (3601 s).",
	} {
		synctest.Test(t, func(t *testing.T) {
			answers := slices.Repeat([]answering{answer(429, "", "Retry-After", asked)}, 10)
			c, _ := newScripted(t, nil, answers...)
			_, err := c.AuthTest(t.Context())
			checkSays(t, err, says)
		})
	}
}
