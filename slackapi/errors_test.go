package slackapi_test

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"periscope/slackapi"
	"periscope/slackapi/text"
)

// explained is what a caller expects of every error but a cancelled context's.
type explained interface {
	error
	Sentence() string
	NextStep() string
}

// checkError checks what holds for all errors: they speak plainly, on one
// line, and do not tell the token.
func checkError(t *testing.T, err error) {
	t.Helper()
	said := fmt.Sprintf("%v\n%+v\n%#v\n", err, err, err)
	if e, ok := errors.AsType[explained](err); ok {
		said += e.Sentence() + e.NextStep()
		for _, s := range []string{e.Sentence(), e.NextStep()} {
			if !strings.HasSuffix(s, ".") || strings.ToUpper(s[:1]) != s[:1] {
				t.Errorf("not a sentence: %q", s)
			}
			if s != text.Clean(s) || len(s) > 800 {
				t.Errorf("not fit to show: %q", s)
			}
			if strings.Contains(s, "--") || strings.Contains(s, "`") {
				t.Errorf("speaks of commands, which this package does not know: %q", s)
			}
		}
	} else if err != nil && !errors.Is(err, context.Canceled) && !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("%T does not explain itself", err)
	}
	if strings.Contains(said, "unprintable") {
		t.Errorf("%T tells the token", err)
	}
}

func TestBadReplies(t *testing.T) {
	t.Parallel()
	body := func(contentType, s string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", contentType)
			fmt.Fprint(w, s)
		}
	}
	for _, test := range []struct {
		name    string
		handler http.HandlerFunc
		want    string // in the sentence
	}{
		{"a web page", body("text/html; charset=utf-8", "<html>sign in"), "is a web page, not JSON"},
		{"text", body("text/plain", "hello"), "is not JSON"},
		{"nothing", body("application/json", ""), "is cut short"},
		{"half a reply", body("application/json", `{"ok":true,"info":{"team":{"sco`), "is cut short"},
		{"neither yes nor no", body("application/json", `{}`), "says neither"},
		{"a list", body("application/json", `[]`), "holds a JSON array"},
		{"the wrong types", body("application/json", `{"ok":true,"info":{"team":{"scopes":"a"}}}`), "holds a JSON string"},
		{"no permissions", body("application/json", `{"ok":true,"info":null}`), "holds no permissions"},
		{
			"success with an odd status",
			func(w http.ResponseWriter, _ *http.Request) {
				w.WriteHeader(http.StatusTeapot)
				fmt.Fprint(w, `{"ok":true,"info":{}}`)
			},
			"says neither",
		},
		{
			"a redirect",
			func(w http.ResponseWriter, r *http.Request) {
				http.Redirect(w, r, "https://example.com/", http.StatusFound)
			},
			"sends us elsewhere",
		},
		{
			"a declared flood",
			func(w http.ResponseWriter, _ *http.Request) { w.Header().Set("Content-Length", "50000000") },
			"is larger than 32 MiB",
		},
		{"a flood", flood, "is larger than 32 MiB"},
	} {
		t.Run(test.name, func(t *testing.T) {
			server := httptest.NewServer(test.handler)
			defer server.Close()
			_, err := newClient(t, server.URL).PermissionsInfo(t.Context())
			malformed, ok := errors.AsType[*slackapi.MalformedError](err)
			if !ok || !strings.Contains(malformed.Sentence(), test.want) {
				t.Fatalf("failed with %T %v", err, err)
			}
			checkError(t, err)
		})
	}
}

// flood sends 50 MB, or as much as is read.
func flood(w http.ResponseWriter, _ *http.Request) {
	megabyte := []byte(strings.Repeat(" ", 1_000_000))
	for range 50 {
		if _, err := w.Write(megabyte); err != nil {
			return
		}
	}
}

func TestRefusals(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name, body     string
		code, sentence string
	}{
		{
			"scopes", `{"ok":false,"error":"missing_scope","needed":"users:read,team:read","provided":"chat:write"}`,
			"missing_scope", "The token lacks a scope that this call needs: it needs users:read, team:read, the token has chat:write.",
		},
		{
			"a dead token", `{"ok":false,"error":"invalid_auth"}`,
			"invalid_auth", "This workspace token is not accepted: it is unknown, revoked or expired.",
		},
		{
			"a new code", `{"ok":false,"error":"moon_phase"}`,
			"moon_phase", `Slack refused apps.permissions.info with the code "moon_phase", which Periscope does not know.`,
		},
		{
			"a hostile code", `{"ok":false,"error":"\u001b[2J\u202egone"}`,
			"␛[2J�gone", `Slack refused apps.permissions.info with the code "␛[2J�gone", which Periscope does not know.`,
		},
		{
			"beside values of wrong types", `{"ok":false,"info":[],"error":"no_permission","response_metadata":{"messages":7}}`,
			"no_permission", "The token lacks the permission, or the app is not a member of the conversation.",
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, test.body) }))
			defer server.Close()
			_, err := newClient(t, server.URL).PermissionsInfo(t.Context())
			refused, ok := errors.AsType[*slackapi.Error](err)
			if !ok || refused.Code != test.code || refused.Sentence() != test.sentence {
				t.Fatalf("failed with %T %v", err, err)
			}
			checkError(t, err)
		})
	}
}

func TestARefusalKeepsEverythingSlackSaid(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusForbidden)
		fmt.Fprintf(w, `{"ok":false,"error":"%s","needed":"a\u0007","provided":"b","warning":"missing_charset,superfluous_charset",
			"response_metadata":{"messages":["[ERROR] no\u0000"],"warnings":["w"]}}`, strings.Repeat("x", 5000))
	}))
	defer server.Close()
	_, err := newClient(t, server.URL).AuthTest(t.Context())
	refused, ok := errors.AsType[*slackapi.Error](err)
	if !ok {
		t.Fatalf("failed with %T %v", err, err)
	}
	checkError(t, err)
	want := &slackapi.Error{
		Method: "auth.test", Code: strings.Repeat("x", 80) + "…",
		Needed: "a␇", Provided: "b",
		Warnings: []string{"missing_charset", "superfluous_charset", "w"}, Messages: []string{"[ERROR] no␀"},
		HTTPStatus: http.StatusForbidden,
	}
	if diff := cmp.Diff(want, refused, cmpopts.IgnoreUnexported(slackapi.Error{})); diff != "" {
		t.Error(diff)
	}
}

func TestUnreachable(t *testing.T) {
	t.Parallel()
	const closed = "http://127.0.0.1:1" // a port freed a moment ago may be another test's by now
	untrusted := httptest.NewUnstartedServer(http.NotFoundHandler())
	untrusted.Config.ErrorLog = log.New(io.Discard, "", 0) // it complains that we hung up
	untrusted.StartTLS()
	defer untrusted.Close()

	for _, test := range []struct{ name, url, want string }{
		{"nobody listens", closed, "connection refused"},
		{"an unknown certificate", untrusted.URL, "its certificate is not valid"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := newClient(t, test.url).AuthTest(t.Context())
			unreachable, ok := errors.AsType[*slackapi.UnreachableError](err)
			if !ok || !strings.Contains(unreachable.Error(), test.want) || !strings.Contains(unreachable.Sentence(), test.want) {
				t.Fatalf("failed with %T %v", err, err)
			}
			if !strings.Contains(unreachable.Error(), unreachable.Host) || strings.Contains(unreachable.Error(), "http") {
				t.Errorf("says %q", unreachable.Error())
			}
			checkError(t, err)
		})
	}
}

func TestNetworkTroublesInWords(t *testing.T) {
	t.Parallel()
	for want, err := range map[string]error{
		"no machine has this name":         &net.DNSError{Err: "no such host", Name: "a", IsNotFound: true},
		"its name could not be looked up":  &net.DNSError{Err: "server misbehaving", Name: "a", IsTemporary: true},
		"it does not speak TLS":            tls.RecordHeaderError{Msg: "first record does not look like a TLS handshake"},
		"the connection was dropped":       fmt.Errorf("read: %w", syscall.ECONNRESET),
		"this machine has no network":      &net.OpError{Op: "dial", Err: syscall.ENETUNREACH},
		"it took too long to answer":       &url.Error{Op: "Get", URL: "http://a/", Err: os.ErrDeadlineExceeded},
		"malformed HTTP response \"␛[2J\"": &url.Error{Op: "Get", URL: "http://a/", Err: errors.New("malformed HTTP response \"\x1b[2J\"")},
	} {
		unreachable := &slackapi.UnreachableError{Method: "auth.test", Host: "a", Err: err}
		if want := "Could not reach a: " + want + "."; unreachable.Sentence() != want {
			t.Errorf("%v: %q, want %q", err, unreachable.Sentence(), want)
		}
		checkError(t, unreachable)
	}
}

func TestCancelDuringASlowReply(t *testing.T) {
	t.Parallel()
	began, done := make(chan struct{}), make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, `{"ok":`)
		w.(http.Flusher).Flush()
		close(began)
		<-done
	}))
	defer server.Close()
	defer close(done)
	ctx, cancel := context.WithCancel(t.Context())
	go func() {
		<-began
		cancel()
	}()
	_, err := newClient(t, server.URL).AuthTest(ctx)
	if !errors.Is(err, context.Canceled) {
		t.Errorf("failed with %T %v", err, err)
	}
	checkError(t, err)
}

func TestRateLimitedWithoutHeader(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusTooManyRequests)
	}))
	defer server.Close()
	_, err := newClient(t, server.URL, slackapi.MaxWait(time.Second)).AuthTest(t.Context())
	limited, ok := errors.AsType[*slackapi.RateLimitedError](err)
	if !ok || limited.RetryAfter <= 20*time.Second {
		t.Fatalf("failed with %T %v", err, err)
	}
	checkError(t, err)
}
