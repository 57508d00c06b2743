package delivery_test

import (
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/sandbox/clock"
	"periscope/slackapi/sandbox/delivery"
	"periscope/slackapi/sandbox/sandboxtest"
	"periscope/slackapi/sandbox/state"
	"periscope/slackapi/sandbox/world"
)

// wire stands in for the network: inside a bubble of package synctest time is
// made up, and real connections would not take part in it.
type wire func(*http.Request) (*http.Response, error)

func (w wire) RoundTrip(r *http.Request) (*http.Response, error) { return w(r) }

// wireLog is what came over a wire, in order.
type wireLog struct {
	mu    sync.Mutex
	lines []string
}

func (r *wireLog) add(line string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.lines = append(r.lines, line)
}

func (r *wireLog) all() []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.lines)
}

// answering is a response of that status.
func answering(status int, header ...string) (*http.Response, error) {
	h := http.Header{}
	for i := 0; i < len(header); i += 2 {
		h.Set(header[i], header[i+1])
	}
	return &http.Response{StatusCode: status, Header: h, Body: http.NoBody}, nil
}

// emulation is a sandbox without its Web API.
type emulation struct {
	*state.State
	*delivery.Outbox
	*delivery.Interactivity
}

// overWire is the demo with a request URL at the other end of a wire.
func overWire(t *testing.T, w wire) *emulation {
	verified := false
	outbox := delivery.NewOutbox(&http.Client{
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		Transport: wire(func(r *http.Request) (*http.Response, error) {
			if verified {
				return w(r)
			}
			verified = true
			return &http.Response{StatusCode: http.StatusOK, Body: r.Body}, nil // the challenge is in it
		}),
	}, "secret", clock.New(time.Now))
	t.Cleanup(outbox.Close)
	st := state.New(world.Demo(0), time.Now, outbox.SendEvent)
	if err := outbox.SetRequestURL(t.Context(), "http://127.0.0.1:3000/slack", st.NewSecret); err != nil {
		t.Fatal(err)
	}
	return &emulation{st, outbox, &delivery.Interactivity{State: st, Outbox: outbox}}
}

// anHour lets an hour go by, and all that happens in it.
func anHour() {
	time.Sleep(time.Hour)
	synctest.Wait()
}

// add makes n events in Acme: general leaves the wildcard, and comes back, and so on.
func add(t *testing.T, s *emulation, n int) {
	t.Helper()
	general := sandboxtest.On("channel", sandboxtest.Find(t, "general").ID)
	for i := range n {
		change := s.RemoveResources
		if i%2 == 1 {
			change = s.AddResources
		}
		if err := change(sandboxtest.AcmeID, general); err != nil {
			t.Fatal(err)
		}
	}
}

func TestEventsAreTriedAgain(t *testing.T) {
	t.Parallel()
	failing := func(err error) wire { return func(*http.Request) (*http.Response, error) { return nil, err } }
	hanging := func(r *http.Request) (*http.Response, error) {
		<-r.Context().Done()
		return nil, r.Context().Err()
	}
	for _, test := range []struct {
		name    string
		outcome wire
		reason  string
		lasts   time.Duration // of one attempt
	}{
		{"an error", func(*http.Request) (*http.Response, error) { return answering(500) }, "http_error", 0},
		{"not found", func(*http.Request) (*http.Response, error) { return answering(404) }, "http_error", 0},
		{"a redirect", func(*http.Request) (*http.Response, error) {
			return answering(302, "Location", "http://127.0.0.1:3000/")
		}, "too_many_redirects", 0},
		{"silence", hanging, "http_timeout", 3 * time.Second},
		{"nobody there", failing(&net.OpError{Op: "dial", Err: errors.New("refused")}), "connection_failed", 0},
		{"no TLS", failing(tls.RecordHeaderError{Msg: "not TLS"}), "ssl_error", 0},
		{"a bad certificate", failing(&tls.CertificateVerificationError{Err: errors.New("unknown")}), "ssl_error", 0},
		{"something else", failing(io.ErrUnexpectedEOF), "unknown_error", 0},
	} {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				start := time.Now()
				var attempts, ids wireLog
				s := overWire(t, func(r *http.Request) (*http.Response, error) {
					attempts.add(fmt.Sprintf("%v %s %s", time.Since(start), r.Header.Get("X-Slack-Retry-Num"), r.Header.Get("X-Slack-Retry-Reason")))
					var e sandboxtest.Envelope
					if err := json.NewDecoder(r.Body).Decode(&e); err != nil {
						t.Error(err)
					}
					ids.add(e.EventID)
					if want := fmt.Sprint(time.Now().Unix()); r.Header.Get("X-Slack-Request-Timestamp") != want {
						t.Errorf("signed at %s, want %s: a receiver refuses what is old", r.Header.Get("X-Slack-Request-Timestamp"), want)
					}
					return test.outcome(r)
				})
				add(t, s, 1)
				anHour()
				d := test.lasts
				want := []string{
					"0s  ",
					fmt.Sprintf("%v 1 %s", d, test.reason),
					fmt.Sprintf("%v 2 %s", time.Minute+2*d, test.reason),
					fmt.Sprintf("%v 3 %s", 6*time.Minute+3*d, test.reason),
				}
				if test.name == "a redirect" { // of which two are followed each time
					var all []string
					for _, attempt := range want {
						all = append(all, attempt, attempt, attempt)
					}
					want = all
				}
				if got, ids := attempts.all(), slices.Compact(ids.all()); !slices.Equal(got, want) || len(ids) != 1 {
					t.Errorf("attempts %q with ids %v, want %q with one", got, ids, want)
				}
			})
		})
	}
}

func TestEventsAreNotTriedAgainWhenTaken(t *testing.T) {
	t.Parallel()
	for name, outcomes := range map[string][]func() (*http.Response, error){
		"200":         {func() (*http.Response, error) { return answering(200) }},
		"204":         {func() (*http.Response, error) { return answering(204) }},
		"at last 200": {func() (*http.Response, error) { return answering(503) }, func() (*http.Response, error) { return answering(200) }},
		"no retry":    {func() (*http.Response, error) { return answering(500, "X-Slack-No-Retry", "1") }},
		"retry: 0, 1": {
			func() (*http.Response, error) { return answering(500, "X-Slack-No-Retry", "0") },
			func() (*http.Response, error) { return answering(500, "X-Slack-No-Retry", "1") },
		},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var n atomic.Int64
				s := overWire(t, func(*http.Request) (*http.Response, error) {
					return outcomes[min(int(n.Add(1)), len(outcomes))-1]()
				})
				add(t, s, 1)
				anHour()
				if n.Load() != int64(len(outcomes)) {
					t.Errorf("%d attempts, want %d", n.Load(), len(outcomes))
				}
			})
		})
	}
}

// TestOneFailingEventHoldsUpNoOther: Slack promises that other deliveries are unaffected.
func TestOneFailingEventHoldsUpNoOther(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var taken wireLog
		var attempts atomic.Int64
		start := time.Now()
		s := overWire(t, func(r *http.Request) (*http.Response, error) {
			var e sandboxtest.Envelope
			if err := json.NewDecoder(r.Body).Decode(&e); err != nil {
				t.Error(err)
			}
			first := attempts.Add(1) == 1 || e.Event.Type == "resources_removed"
			if first && time.Since(start) < time.Minute {
				return answering(500)
			}
			taken.add(fmt.Sprint(e.Event.Type, " ", time.Since(start)))
			return answering(200)
		})
		add(t, s, 1)
		if err := s.GrantScopes(sandboxtest.AcmeToken, "pins:read"); err != nil {
			t.Fatal(err)
		}
		anHour()
		if got, want := taken.all(), []string{"scope_granted 0s", "resources_removed 1m0s"}; !slices.Equal(got, want) {
			t.Errorf("arrived %v, want %v", got, want)
		}
	})
}

// TestASlowAppHoldsUpNoEvent: an event that is not answered for seconds leaves the next alone.
func TestASlowAppHoldsUpNoEvent(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var taken wireLog
		start := time.Now()
		s := overWire(t, func(r *http.Request) (*http.Response, error) {
			var e sandboxtest.Envelope
			if err := json.NewDecoder(r.Body).Decode(&e); err != nil {
				t.Error(err)
			}
			if e.Event.Type == "resources_removed" {
				time.Sleep(2 * time.Second)
			}
			taken.add(fmt.Sprint(e.Event.Type, " ", time.Since(start)))
			return answering(200)
		})
		add(t, s, 2)
		anHour()
		if got, want := taken.all(), []string{"resources_added 100ms", "resources_removed 2s"}; !slices.Equal(got, want) {
			t.Errorf("arrived %v, want %v", got, want)
		}
	})
}

func TestEventsThatAreTakenArriveInOrder(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var taken wireLog
		s := overWire(t, func(r *http.Request) (*http.Response, error) {
			var e sandboxtest.Envelope
			if err := json.NewDecoder(r.Body).Decode(&e); err != nil {
				t.Error(err)
			}
			taken.add(e.Event.Type)
			return answering(200)
		})
		add(t, s, 5)
		anHour()
		want := []string{"resources_removed", "resources_added", "resources_removed", "resources_added", "resources_removed"}
		if got := taken.all(); !slices.Equal(got, want) {
			t.Errorf("arrived %v, want %v", got, want)
		}
	})
}

// TestTwoRedirectsAreFollowed: with the whole message, and no further.
func TestTwoRedirectsAreFollowed(t *testing.T) {
	t.Parallel()
	for redirects, want := range map[int64]int64{1: 2, 2: 3} {
		synctest.Test(t, func(t *testing.T) {
			var n atomic.Int64
			s := overWire(t, func(r *http.Request) (*http.Response, error) {
				body, _ := io.ReadAll(r.Body)
				if r.Method != http.MethodPost || len(body) == 0 || r.Header.Get("X-Slack-Signature") == "" {
					t.Errorf("%s with %d bytes after a redirect", r.Method, len(body))
				}
				if n.Add(1)%(redirects+1) != 0 {
					return answering(301, "Location", "/moved")
				}
				return answering(200)
			})
			add(t, s, 1)
			anHour()
			if n.Load() != want {
				t.Errorf("%d redirects: %d requests, want %d", redirects, n.Load(), want)
			}
		})
	}
	synctest.Test(t, func(t *testing.T) {
		var n atomic.Int64
		s := overWire(t, func(*http.Request) (*http.Response, error) {
			n.Add(1)
			return answering(302, "Location", "http://192.0.2.1/")
		})
		add(t, s, 1)
		anHour()
		if n.Load() != 4 {
			t.Errorf("%d requests, want the four attempts: a redirect to another machine is not followed", n.Load())
		}
	})
}

func TestDropAndCloseForgetWhatIsUndelivered(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name  string
		end   func(*emulation)
		total int64 // of attempts, when another event happens afterwards
	}{
		{"drop", func(s *emulation) { s.Drop() }, 10},
		{"close", func(s *emulation) { s.Close() }, 6},
		{"close and drop", func(s *emulation) { s.Close(); s.Drop() }, 6},
	} {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var n atomic.Int64
				s := overWire(t, func(*http.Request) (*http.Response, error) {
					n.Add(1)
					return answering(500)
				})
				add(t, s, 3)
				synctest.Wait()
				test.end(s)
				anHour()
				if n.Load() != 6 { // of three events, which are tried twice at once
					t.Errorf("%d attempts, want 6", n.Load())
				}
				add(t, s, 1)
				anHour()
				if n.Load() != test.total {
					t.Errorf("%d attempts with an event of later, want %d", n.Load(), test.total)
				}
			})
		})
	}
}

// TestEventsAfterADropArriveInOrder has events dropped while an event is being retried:
// what ends then must not touch the queue of later events.
func TestEventsAfterADropArriveInOrder(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var taken wireLog
		var attempts atomic.Int64
		s := overWire(t, func(r *http.Request) (*http.Response, error) {
			var e sandboxtest.Envelope
			if err := json.NewDecoder(r.Body).Decode(&e); err != nil {
				t.Error(err)
			}
			if attempts.Add(1) <= 4 { // two tries before the drop, two after
				return answering(500)
			}
			taken.add(e.Event.Type)
			return answering(200)
		})
		add(t, s, 2)
		synctest.Wait()
		s.Drop()
		add(t, s, 1)
		synctest.Wait()
		if err := s.GrantScopes(sandboxtest.AcmeToken, "pins:read"); err != nil {
			t.Fatal(err)
		}
		anHour()
		if got, want := taken.all(), []string{"resources_removed", "scope_granted"}; !slices.Equal(got, want) {
			t.Errorf("arrived %v, want %v", got, want)
		}
	})
}

func TestCloseEndsAttempts(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var ended atomic.Bool
		s := overWire(t, func(r *http.Request) (*http.Response, error) {
			<-r.Context().Done()
			time.Sleep(time.Millisecond) // hanging up takes a moment
			ended.Store(true)
			return nil, r.Context().Err()
		})
		add(t, s, 1)
		synctest.Wait()
		start := time.Now()
		s.Close()
		if waited := time.Since(start); waited != time.Millisecond || !ended.Load() { // in made-up time
			t.Errorf("closing waited %v for an app that hangs; the attempt ended: %v", waited, ended.Load())
		}
		s.Close()
	})
}

func TestNothingIsSentWithoutRequestURL(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := overWire(t, func(*http.Request) (*http.Response, error) {
			t.Error("something was sent")
			return answering(200)
		})
		if err := s.SetRequestURL(t.Context(), "", s.NewSecret); err != nil {
			t.Fatal(err)
		}
		add(t, s, 2)
		if _, err := s.RunCommand(t.Context(), sandboxtest.AcmeID, s.People(sandboxtest.AcmeID)[0].ID, "/periscope"); err != nil {
			t.Fatal(err)
		}
		synctest.Wait()
	})
}

func TestInteractionsAreSentOnce(t *testing.T) {
	t.Parallel()
	for name, use := range sandboxtest.Interactions {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var n atomic.Int64
				s := overWire(t, func(*http.Request) (*http.Response, error) {
					n.Add(1)
					return answering(500)
				})
				id, err := use(s, t.Context())
				if !errors.Is(err, delivery.ErrUndelivered) || !strings.Contains(err.Error(), "500 Internal Server Error") || id == "" {
					t.Errorf("got trigger %q and %v, want both a trigger and what went wrong", id, err)
				}
				app, _ := s.Install(sandboxtest.AcmeToken)
				if err := s.OpenDialog(app, id, model.Request{Scopes: []catalog.Scope{"pins:read"}}); err != nil {
					t.Errorf("the trigger is refused: %v", err)
				}
				anHour()
				if n.Load() != 1 {
					t.Errorf("sent %d times, want once", n.Load())
				}
			})
		})
	}
}
