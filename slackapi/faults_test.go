package slackapi_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"path"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"periscope/cli/console"
	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi"
	"periscope/slackapi/manifest"
	"periscope/slackapi/sandbox/webapi"
)

// TestEveryMethodWithEveryFault calls every method that a client calls, over HTTP and at
// the clock of a bubble, while Slack, or what stands in front of it, goes wrong in every
// way that the sandbox knows, and some more. Whatever happens, the call ends in time with
// an error of the right type and exit status, which tells no secret.
func TestEveryMethodWithEveryFault(t *testing.T) {
	t.Parallel()
	full := os.Getenv("PERISCOPE_TESTS") == "full"
	var cases, calls atomic.Int64
	t.Run("methods", func(t *testing.T) {
		for i, method := range calledMethods(t) {
			t.Run(method.name, func(t *testing.T) {
				t.Parallel()
				for j, fault := range slices.Concat(faults(), wrongTypes(method.answer)) {
					if full || (i+j)%12 == 0 {
						cases.Add(1)
						calls.Add(int64(checkFault(t, method, fault)))
					}
				}
			})
		}
	})
	t.Logf("%d methods with %d faults: %d cases, %d requests, 0 panics", len(calledMethods(t)), len(faults()), cases.Load(), calls.Load())
	if !full {
		t.Log("one case in twelve; all run with PERISCOPE_TESTS=full, as in .ci/run full")
	}
}

// calledMethod is one method as the client calls it.
type calledMethod struct {
	name   string
	answer string // of Slack, when nothing goes wrong
	once   bool   // it does something that must not be done twice
	call   func(ctx context.Context, opts ...slackapi.Option) error
}

const faultyAPI = "http://localhost/api/"

// Secrets that no error may tell. "unprintable" is in each.
const (
	faultyBot       = "xoxb-sandbox-unprintable"
	faultyWorkspace = "xoxa-sandbox-unprintable"
	faultyConfig    = "xoxe.xoxp-sandbox-unprintable"
	faultyRefresh   = "xoxe-sandbox-unprintable"
	faultyAppSecret = "sandbox-unprintable-secret"
)

func calledMethods(t *testing.T) []calledMethod {
	t.Helper()
	with := func(token string, call func(context.Context, *slackapi.Client) error) func(context.Context, ...slackapi.Option) error {
		return func(ctx context.Context, opts ...slackapi.Option) error {
			client, err := slackapi.New(faultyAPI, tokenOf(t, token), opts...)
			if err != nil {
				return err
			}
			return call(ctx, client)
		}
	}
	app := func(call func(context.Context, *slackapi.App) error) func(context.Context, ...slackapi.Option) error {
		return func(ctx context.Context, opts ...slackapi.Option) error {
			a, err := slackapi.NewApp(faultyAPI, "1.2", secretOf(t, faultyAppSecret), opts...)
			if err != nil {
				return err
			}
			return call(ctx, a)
		}
	}
	m, err := manifest.Parse([]byte(`{"display_information":{"name":"Bell"}}`))
	if err != nil {
		t.Fatal(err)
	}
	const (
		channel = `{"id":"C1","name":"general","is_channel":true,"is_archived":false,"user":"U1"}`
		tokens  = `"access_token":"xoxa-sandbox-unprintable-new","refresh_token":"xoxr-sandbox-unprintable-new","expires_in":3600`
		next    = `"response_metadata":{"next_cursor":"","warnings":["superfluous_charset"],"messages":["[WARN] x"]}`
	)
	ask := model.Request{Scopes: []catalog.Scope{"chat:write"}, For: model.ForTeam}
	askUser := model.Request{Scopes: []catalog.Scope{"dnd:write:user"}, For: model.ForUser, User: "U1"}
	return []calledMethod{
		{"auth.test", `{"ok":true,"url":"https://a/","team":"A","user":"u","team_id":"T1","user_id":"U1","bot_id":"B1","app_id":"A1","is_enterprise_install":false}`, false, with(faultyBot, func(ctx context.Context, c *slackapi.Client) error {
			return second(c.AuthTest(ctx))
		})},
		{"auth.teams.list", `{"ok":true,"teams":[{"id":"T1","name":"A"}],` + next + `}`, false, with(faultyBot, func(ctx context.Context, c *slackapi.Client) error {
			return second(last(c.Teams(ctx)))
		})},
		{"apps.permissions.info", `{"ok":true,"info":{"im":{"scopes":["im:read"],"resources":{"ids":["D1"],"wildcard":false,"excluded_ids":["D2"]}}}}`, false, with(faultyWorkspace, func(ctx context.Context, c *slackapi.Client) error {
			return second(c.PermissionsInfo(ctx))
		})},
		{"apps.permissions.resources.list", `{"ok":true,"resources":[{"id":"C1","type":"channel"}],` + next + `}`, false, with(faultyWorkspace, func(ctx context.Context, c *slackapi.Client) error {
			return second(last(c.PermissionsResources(ctx)))
		})},
		{"apps.permissions.scopes.list", `{"ok":true,"scopes":{"channel":["chat:write"]}}`, false, with(faultyWorkspace, func(ctx context.Context, c *slackapi.Client) error {
			return second(c.PermissionsScopes(ctx))
		})},
		{"apps.permissions.users.list", `{"ok":true,"resources":[{"id":"U1","scopes":["dnd:read"]}],` + next + `}`, false, with(faultyWorkspace, func(ctx context.Context, c *slackapi.Client) error {
			return second(last(c.PermissionsUsers(ctx)))
		})},
		{"apps.permissions.request", `{"ok":true}`, true, with(faultyWorkspace, func(ctx context.Context, c *slackapi.Client) error {
			return c.RequestPermissions(ctx, ask, "1.2.a")
		})},
		{"apps.permissions.users.request", `{"ok":true}`, true, with(faultyWorkspace, func(ctx context.Context, c *slackapi.Client) error {
			return c.RequestPermissions(ctx, askUser, "1.2.a")
		})},
		{"conversations.list", `{"ok":true,"channels":[` + channel + `],` + next + `}`, false, with(faultyBot, func(ctx context.Context, c *slackapi.Client) error {
			return second(last(c.Conversations(ctx, []catalog.ResourceType{"channel"})))
		})},
		{"conversations.info", `{"ok":true,"channel":` + channel + `}`, false, with(faultyBot, func(ctx context.Context, c *slackapi.Client) error {
			return second(c.Conversation(ctx, "C1"))
		})},
		{"users.info", `{"ok":true,"user":{"name":"a","real_name":"A","profile":{"display_name":"x","real_name":"y"}}}`, false, with(faultyBot, func(ctx context.Context, c *slackapi.Client) error {
			return second(c.User(ctx, "U1"))
		})},
		{"users.conversations", `{"ok":true,"channels":[` + channel + `],` + next + `}`, false, with(faultyBot, func(ctx context.Context, c *slackapi.Client) error {
			_, err := last(c.ReadPermissions(ctx))
			return err
		})},
		{"oauth.access", `{"ok":true,"team_id":"T1",` + tokens + `}`, true, app(func(ctx context.Context, a *slackapi.App) error {
			return second(a.OAuthAccess(ctx, "unprintable-code", redirect))
		})},
		{"oauth.access", `{"ok":true,"team_id":"T1",` + tokens + `}`, true, app(func(ctx context.Context, a *slackapi.App) error {
			return second(a.RefreshToken(ctx, tokenOf(t, "xoxr-sandbox-unprintable")))
		})},
		{"oauth.v2.access", `{"ok":true,"app_id":"A1","team":{"id":"T1","name":"A"},"scope":"chat:write","bot_user_id":"U2",` +
			strings.ReplaceAll(strings.ReplaceAll(tokens, "xoxa", "xoxb"), "xoxr", "xoxe") + `,"authed_user":{"id":"U1","scope":"chat:write"}}`, true, app(func(ctx context.Context, a *slackapi.App) error {
			return second(a.OAuthV2Access(ctx, "unprintable-code", "unprintable-verifier", redirect))
		})},
		{"oauth.v2.access", `{"ok":true,"team":{"id":"T1"},` + strings.ReplaceAll(strings.ReplaceAll(tokens, "xoxa", "xoxb"), "xoxr", "xoxe") + `}`, true, app(func(ctx context.Context, a *slackapi.App) error {
			return second(a.RefreshV2(ctx, tokenOf(t, faultyRefresh)))
		})},
		{"tooling.tokens.rotate", `{"ok":true,"token":"xoxe.xoxp-sandbox-unprintable-new","refresh_token":"xoxe-sandbox-unprintable-new","team_id":"T1","iat":1,"exp":43201}`, true, func(ctx context.Context, opts ...slackapi.Option) error {
			return second(slackapi.RotateConfiguration(ctx, faultyAPI, tokenOf(t, faultyRefresh), opts...))
		}},
		{"apps.manifest.export", `{"ok":true,"manifest":{"display_information":{"name":"Bell"}}}`, false, with(faultyConfig, func(ctx context.Context, c *slackapi.Client) error {
			return second(c.ExportManifest(ctx, "A1"))
		})},
		{"apps.manifest.validate", `{"ok":true,"errors":[{"message":"m","pointer":"/p"}]}`, false, with(faultyConfig, func(ctx context.Context, c *slackapi.Client) error {
			return second(c.ValidateManifest(ctx, m, "A1"))
		})},
	}
}

func second[T any](_ T, err error) error { return err }

// fault is one way for a call to go wrong.
type fault struct {
	name  string
	serve func(w http.ResponseWriter, r *http.Request, answer string)
	want  outcome
	// acted: Slack may have done what it was asked for, so that with a call that must not
	// be repeated the outcome is uncertain.
	acted bool
	most  time.Duration // that the call takes; 0: half a minute
}

// outcome is how a call ends.
type outcome string

const (
	succeeds    outcome = "success"
	isRefused   outcome = "*slackapi.Error"
	isLimited   outcome = "*slackapi.RateLimitedError"
	unreachable outcome = "*slackapi.UnreachableError"
	malformed   outcome = "*slackapi.MalformedError"
	anyEnd      outcome = "any but a refusal" // success where nothing of what was garbled is used
)

// inSandbox is a fault of the sandbox.
func inSandbox(name string, f webapi.Fault, want outcome, acted bool) fault {
	return fault{name, func(w http.ResponseWriter, r *http.Request, answer string) {
		err := f.Before(r.Context())
		f.After(w, json.RawMessage(answer), err)
	}, want, acted, 0}
}

// says answers with a body.
func says(name string, status int, body string, want outcome, acted bool, header ...string) fault {
	return fault{name, func(w http.ResponseWriter, _ *http.Request, _ string) {
		w.Header().Set("Content-Type", "application/json")
		for i := 0; i < len(header); i += 2 {
			w.Header().Set(header[i], header[i+1])
		}
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}, want, acted, 0}
}

// slackFaultCodes are the codes by which Slack says that its side failed.
var slackFaultCodes = []string{"service_unavailable", "fatal_error", "internal_error", "request_timeout"}

// faults are all ways for a call to go wrong that have nothing to do with its method.
func faults() []fault {
	all := []fault{
		inSandbox("close", webapi.Fault{Close: true}, unreachable, true),
		inSandbox("truncate", webapi.Fault{Truncate: true}, unreachable, true),
		inSandbox("malformed", webapi.Fault{Malformed: true}, malformed, true),
		inSandbox("an error nobody knows", webapi.Fault{Error: "no_such_code"}, isRefused, false),
		inSandbox("an error with status 403", webapi.Fault{Error: "accesslimited", HTTPStatus: 403}, isRefused, false),
		inSandbox("an error with status 503", webapi.Fault{Error: "accesslimited", HTTPStatus: 503}, isRefused, true),
		inSandbox("an error after a while", webapi.Fault{Error: "invalid_auth", LatencyMS: 5000}, isRefused, false),
		says("nothing", 200, "", malformed, true),
		says("no content", 204, "", malformed, true),
		says("a web page", 200, "<html>sign in</html>", malformed, true, "Content-Type", "text/html"),
		says("text", 200, "hello", malformed, true, "Content-Type", "text/plain"),
		says("what is said to be compressed", 200, "hello", unreachable, true, "Content-Encoding", "gzip"),
		says("a body that is too big", 200, "{}", malformed, true, "Content-Length", "34000000"),
		{"a body that drips", func(w http.ResponseWriter, r *http.Request, _ string) {
			for r.Context().Err() == nil {
				_, _ = io.WriteString(w, " ")
				w.(http.Flusher).Flush()
				select {
				case <-time.After(time.Second):
				case <-r.Context().Done():
				}
			}
		}, unreachable, true, 0},
	}
	for _, code := range slices.Sorted(slices.Values(slackapi.Codes())) {
		passing := slices.Contains(slackFaultCodes, code)
		f := inSandbox("error "+code, webapi.Fault{Error: code}, isRefused, passing)
		if code == "ratelimited" {
			f.want, f.most = isLimited, 2*time.Minute
		}
		all = append(all, f)
	}
	for _, status := range []int{400, 401, 403, 404, 405, 407, 408, 413, 418, 421, 425, 429, 431, 451, 499, 500, 501, 502, 503, 504, 508, 511, 520, 529, 599} {
		f := inSandbox(fmt.Sprint("http_status ", status), webapi.Fault{HTTPStatus: status}, malformed, status >= 500)
		if status == http.StatusTooManyRequests {
			f.want, f.most = isLimited, 2*time.Minute
		}
		all = append(all, f)
	}
	for _, ms := range []int{1, 1000, 2999, 3001, 10_000, 29_000, 31_000, 60_000} {
		f := inSandbox(fmt.Sprint("latency_ms ", ms), webapi.Fault{LatencyMS: ms}, succeeds, false)
		if ms > 30_000 {
			f.want, f.acted = unreachable, true
		}
		all = append(all, f)
	}
	for _, after := range []string{
		"0", "1", "1.5", "30", "90", "91", "3600", "99999999", "99999999999999999999", "-1", "soon", "", "NaN", "1e9",
		"Wed, 04 Mar 2026 12:00:40 GMT", "Fri, 31 Dec 9999 23:59:59 GMT", "Fri, 31 Dec 1999 23:59:59 GMT",
	} {
		for _, body := range []string{`{"ok":false,"error":"ratelimited"}`, "<html>slow down</html>"} {
			f := says(fmt.Sprintf("429 with Retry-After %q, %.6s", after, body), 429, body, isLimited, false,
				"Retry-After", after, "Date", "Wed, 04 Mar 2026 12:00:00 GMT")
			f.most = 2 * time.Minute
			all = append(all, f)
		}
	}
	for _, status := range []int{301, 302, 303, 307, 308} {
		for _, to := range []string{"https://evil.invalid/api/", "http://localhost:9/", "//evil.invalid/", "/api/other", "://"} {
			all = append(all, says(fmt.Sprintf("%d to %s", status, to), status, `{"ok":true}`, malformed, false, "Location", to))
		}
	}
	for _, body := range []string{
		"[]", `"x"`, "null", "1", "true", "{}", `{"ok":"yes"}`, `{"ok":1}`, `{"ok":null}`, `{"ok":[true]}`, `{"ok":false}`,
		`{"ok":false,"error":5}`, `{"ok":false,"error":""}`, `{"ok":false,"error":null}`, `{"ok":true,"ok":false}`, `{"ok":true`,
		strings.Repeat("[", 20_000), "{\"ok\":false,\"error\":\"\xff\"", "\xef\xbb\xbf{}",
	} {
		all = append(all, says(fmt.Sprintf("body %.20s", body), 200, body, malformed, true))
	}
	return all
}

// wrongTypes are answers in which one value is of another type than it should be.
func wrongTypes(answer string) []fault {
	var all []fault
	var doc any
	if json.Unmarshal([]byte(answer), &doc) != nil {
		return nil
	}
	replaceEach(doc, func(place string) {
		body, _ := json.Marshal(doc)
		all = append(all, says(fmt.Sprintf("a value of the wrong type: %s %s", place, body), 200, string(body), anyEnd, true))
	})
	return all
}

// replaceEach puts values of every type in the place of each value within v, one after the other.
func replaceEach(v any, see func(place string)) {
	wrong := []any{nil, true, 7.5, "x", []any{}, []any{1.0}, map[string]any{}, map[string]any{"a": []any{"b"}}}
	each := func(place string, old any, set func(any)) {
		for _, w := range wrong {
			set(w)
			see(place)
		}
		set(old)
		replaceEach(old, see)
	}
	switch v := v.(type) {
	case map[string]any:
		for name, old := range v {
			each(name, old, func(w any) { v[name] = w })
		}
	case []any:
		for i, old := range v {
			each(fmt.Sprint(i), old, func(w any) { v[i] = w })
		}
	}
}

// checkFault makes one call that goes wrong in one way, and returns how often Slack was asked.
func checkFault(t *testing.T, m calledMethod, f fault) (requests int) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		slack := servePipes(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if path.Base(r.URL.Path) != m.name { // what comes before the method
				w.Header().Set("X-OAuth-Scopes", "channels:read")
				_, _ = io.WriteString(w, `{"ok":true,"team_id":"T1","user_id":"U1"}`)
				return
			}
			requests++
			_, _ = io.Copy(io.Discard, r.Body) // from here on the server hears when the client hangs up
			f.serve(w, r, m.answer)
		}))
		defer slack.close()
		var told, over, waits int
		var said strings.Builder
		began := time.Now()
		err := m.call(t.Context(), slackapi.Through(slack.dial),
			slackapi.OnWait(func(slackapi.Wait) { waits++ }),
			slackapi.OnSilence(func(s slackapi.Silence) {
				if s.Over {
					over++
				} else {
					told++
				}
			}),
			slackapi.OnAttempt(func(a slackapi.Attempt) { fmt.Fprintf(&said, "%+v\n", a) }),
		)
		took := time.Since(began)
		where := m.name + ", " + f.name
		if most := max(f.most, slackapi.DefaultTimeout); took > most {
			t.Errorf("%s: took %v", where, took)
		}
		if told != over || told == 0 && waits == 0 && took > slackapi.SilenceTold {
			t.Errorf("%s: %d silences were told, %d ended, %d waits, in %v", where, told, over, waits, took)
		}
		checkOutcome(t, where, err, f, m.once)
		checkError(t, err)
		if strings.Contains(said.String(), "unprintable") {
			t.Errorf("%s: what is reported of the calls tells a secret", where)
		}
		if len(slack.asked) != 1 || slack.asked[0] != "localhost:80" {
			t.Errorf("%s: connected to %v", where, slack.asked)
		}
	})
	return requests
}

// checkOutcome checks the type of an error, and what it means to a shell.
func checkOutcome(t *testing.T, where string, err error, f fault, once bool) {
	t.Helper()
	_, uncertainRequest := errors.AsType[*slackapi.UncertainRequestError](err)
	_, uncertainExchange := errors.AsType[*slackapi.UncertainExchangeError](err)
	uncertain := uncertainRequest || uncertainExchange
	if f.want == anyEnd {
		_, garbled := errors.AsType[*slackapi.MalformedError](err)
		_, refused := errors.AsType[*slackapi.Error](err)
		if err != nil && !garbled && !refused || once && err != nil && !uncertain && !refused {
			t.Errorf("%s: failed with %T %v", where, err, err)
		}
		return
	}
	if uncertain != (once && f.acted) {
		t.Errorf("%s: failed with %T %v, uncertain: %v", where, err, err, uncertain)
	}
	if uncertain {
		err = errors.Unwrap(err)
	}
	got, status := succeeds, console.StatusDone
	if err != nil {
		got = outcome(fmt.Sprintf("%T", err))
		_, status = console.Classify(err)
	}
	want := map[outcome]int{
		succeeds: console.StatusDone, isRefused: console.StatusRefused,
		isLimited: console.StatusUnreachable, unreachable: console.StatusUnreachable, malformed: console.StatusUnreachable,
	}[f.want]
	if got != f.want || status != want {
		t.Errorf("%s: %s with exit status %d, want %s with %d: %v", where, got, status, f.want, want, err)
	}
}

// pipes is a server whose connections are in memory, and so in a bubble.
type pipes struct {
	server *http.Server
	conns  chan net.Conn
	closed chan struct{}
	asked  []string // hosts that were dialled, each once
}

func servePipes(h http.Handler) *pipes {
	p := &pipes{conns: make(chan net.Conn), closed: make(chan struct{})}
	p.server = &http.Server{Handler: h, ErrorLog: log.New(io.Discard, "", 0)}
	go p.server.Serve(p) //nolint:errcheck // it ends with close
	return p
}

func (p *pipes) dial(ctx context.Context, _, addr string) (net.Conn, error) {
	if !slices.Contains(p.asked, addr) {
		p.asked = append(p.asked, addr)
	}
	ours, theirs := net.Pipe()
	select {
	case p.conns <- theirs:
		return ours, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func (p *pipes) close() { _ = p.server.Close() }

// Accept implements [net.Listener].
func (p *pipes) Accept() (net.Conn, error) {
	select {
	case conn := <-p.conns:
		return conn, nil
	case <-p.closed:
		return nil, net.ErrClosed
	}
}

// Close implements [net.Listener].
func (p *pipes) Close() error {
	close(p.closed)
	return nil
}

// Addr implements [net.Listener].
func (*pipes) Addr() net.Addr { return &net.UnixAddr{} }
