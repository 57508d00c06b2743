package slackapi

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/manifest"
)

// TestProxiesSayWhatTheyAre: where a proxy lets nothing through, it is named, and not
// the words of its status line.
func TestProxiesSayWhatTheyAre(t *testing.T) {
	t.Parallel()
	for status, want := range map[int]struct {
		next    string
		passing bool
	}{
		http.StatusBadGateway:        {"HTTPS_PROXY", true},
		http.StatusTooManyRequests:   {"HTTPS_PROXY", false},
		http.StatusForbidden:         {"HTTPS_PROXY", false},
		http.StatusProxyAuthRequired: {"user name and a password", false},
	} {
		var asked []string
		proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			asked = append(asked, r.Method+" "+r.Header.Get("Authorization"))
			w.WriteHeader(status)
		}))
		at, _ := url.Parse(proxy.URL)
		c := newPlainClient(t, "https://slack.invalid/api/")
		c.http.Transport.(*http.Transport).Proxy = http.ProxyURL(at)
		c.timeout, c.http.Transport.(*http.Transport).DisableKeepAlives = faultPauses[0], true // one attempt
		_, err := c.AuthTest(t.Context())
		proxy.Close()
		failed, ok := errors.AsType[*UnreachableError](err)
		if !ok {
			t.Fatalf("%d: failed with %T %v", status, err, err)
		}
		says := failed.Sentence()
		if !strings.Contains(says, "the proxy "+at.Host+" let nothing through (HTTP status ") || strings.Contains(says, http.StatusText(status)) {
			t.Errorf("%d: says %q", status, says)
		}
		if !strings.Contains(failed.NextStep(), want.next) || failed.Passing() != want.passing {
			t.Errorf("%d: then %q, passing %v", status, failed.NextStep(), failed.Passing())
		}
		if !slices.Equal(asked, []string{"CONNECT "}) {
			t.Errorf("%d: the proxy was asked %q", status, asked)
		}

		_, err = c.AuthTest(t.Context()) // the proxy is gone
		if failed, ok := errors.AsType[*UnreachableError](err); !ok || !strings.Contains(failed.Sentence(), "the proxy on the way could not be reached") {
			t.Errorf("without it: %v", err)
		}
	}
}

// TestWhatAProxyStopsWasNotSent: an exchange that did not leave is not uncertain.
func TestWhatAProxyStopsWasNotSent(t *testing.T) {
	t.Parallel()
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusBadGateway) }))
	t.Cleanup(proxy.Close)
	at, _ := url.Parse(proxy.URL)
	app, err := NewApp("https://slack.invalid/api/", "1.2", clientSecretOfTests(t))
	if err != nil {
		t.Fatal(err)
	}
	app.client.fresh.Transport.(*http.Transport).Proxy = http.ProxyURL(at)
	if _, err := app.OAuthAccess(t.Context(), "code", ""); !isUnreachable(err) {
		t.Errorf("failed with %T %v", err, err)
	}
}

// isUnreachable reports whether an error is that, and wraps nothing.
func isUnreachable(err error) bool {
	_, ok := err.(*UnreachableError) //nolint:errorlint // what wraps it is another matter
	return ok
}

func newPlainClient(t *testing.T, apiURL string) *Client {
	t.Helper()
	token, err := model.ParseToken("xoxb-sandbox-acme")
	if err != nil {
		t.Fatal(err)
	}
	c, err := New(apiURL, token)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// TestNoBodyIsChunked makes every call, those without arguments included, against a
// server that looks at how their bodies come: some servers read no chunks.
func TestNoBodyIsChunked(t *testing.T) {
	t.Parallel()
	calls := 0
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		calls++
		if len(r.TransferEncoding) > 0 || r.ContentLength < 0 {
			t.Errorf("%s %s: Transfer-Encoding %q, Content-Length %d", r.Method, r.URL.Path, r.TransferEncoding, r.ContentLength)
		}
		if declared := r.Header.Get("Content-Length"); r.Method == http.MethodPost && declared == "" {
			t.Errorf("%s declares no length", r.URL.Path)
		}
	}))
	t.Cleanup(server.Close)
	c := newPlainClient(t, server.URL)
	m, err := manifest.Parse([]byte(`{}`))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"auth.test", "apps.permissions.info", "users.info", "users.conversations", "api.test"} {
		for _, args := range []url.Values{nil, {}, {"a": {"b"}}} {
			_, _ = call[envelope](t.Context(), c, name, args)
		}
	}
	_, _ = c.ValidateManifest(t.Context(), m, "")
	_ = c.RequestPermissions(t.Context(), model.Request{Scopes: []catalog.Scope{"chat:write"}}, "1.2")
	if calls != 17 {
		t.Errorf("%d calls were looked at", calls)
	}
}
