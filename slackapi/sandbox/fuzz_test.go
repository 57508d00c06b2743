package sandbox_test

import (
	"encoding/json"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"periscope/slackapi/sandbox"
	"periscope/slackapi/sandbox/sandboxtest"
	"periscope/slackapi/sandbox/world"
)

// FuzzServeHTTP sends what no client would, from this machine and from another: whatever it is,
// the answer is JSON that says ok or names an error, 404 for what is no method call, a redirect,
// or a page for people.
func FuzzServeHTTP(f *testing.F) {
	f.Add("GET", "/api/auth.test", "token="+sandboxtest.AcmeToken, "", "", "")
	f.Add("POST", "/api/conversations.list", "", "application/x-www-form-urlencoded", "Bearer "+sandboxtest.AcmeToken,
		"limit=3&types=im,mpim&cursor=dGVhbTpD")
	f.Add("POST", "/api/apps.permissions.resources.list", "limit=-0", "", "bearer "+sandboxtest.HostileToken, "\x00")
	f.Add("GET", "/api/conversations.info", "channel=%zz;&channel", "", "Bearer "+sandboxtest.FreshToken, "")
	f.Add("POST", "/api/users.info", "user=\xff", "multipart/form-data", "Bearer "+sandboxtest.AcmeToken, "--")
	f.Add("GET", "/api/\x1b[2J", "", "", "", "")
	f.Add("GET", "/api/api.test", "error=%ff&\x00", "", "", "")
	f.Add("GET", "/api/apps.permissions.users.request", "scopes=reminders:read:user,&trigger_id=1.2.a&user=U1", "", "Bearer "+sandboxtest.AcmeToken, "")
	f.Add("POST", "/api/chat.postMessage", "", "application/json", "Bearer "+sandboxtest.AcmeBot, `{"channel":"C1","text":null,"blocks":[{}]}`)
	f.Add("POST", "/api/apps.manifest.validate", "", "application/json; charset=utf-8", "Bearer "+sandboxtest.AcmeConfig, `{"manifest":{"oauth_config":7}}`)
	f.Add("POST", "/api/api.test", "", "multipart/form-data; boundary=b; charset=iso-8859-1", "", sandboxtest.MultipartBody)
	f.Add("POST", "/api/oauth.v2.access", "client_id=sandbox-client-id&code=x", "text/plain", "Basic Og==", "x")
	f.Add("GET", "/oauth/v2/authorize", "client_id=sandbox-client-id&scope=chat:write&redirect_uri=http://127.0.0.1/%00", "", "", "")
	f.Add("POST", "/sandbox/reset", "", "application/json", "", "{}")
	f.Add("PATCH", "/api/auth.test", "", "", "", "")
	f.Add("GET", "/", "", "", "", "")
	s := sandbox.New(world.Demo(0), sandbox.Options{Now: sandboxtest.AdvancingClock()})
	f.Fuzz(func(t *testing.T, verb, path, query, media, authorization, body string) {
		r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/", strings.NewReader(body))
		r.Method = verb
		r.URL = &url.URL{Path: path, RawQuery: query}
		r.Header = http.Header{"Content-Type": {media}, "Authorization": {authorization}}
		for _, host := range []string{"127.0.0.1", "example.com"} {
			r.Host, r.RemoteAddr, r.Body = host, net.JoinHostPort(host, "1"), io.NopCloser(strings.NewReader(body))
			answersWell(t, sandboxtest.Serve(s, r), r)
		}
	})
}

// answersWell checks the form of an answer.
func answersWell(t *testing.T, answer *httptest.ResponseRecorder, r *http.Request) {
	t.Helper()
	if answer.Code >= http.StatusInternalServerError {
		t.Errorf("%s %q answers %d", r.Method, r.URL.Path, answer.Code)
	}
	redirects := answer.Code == http.StatusFound || answer.Code == http.StatusSeeOther
	if page := r.URL.Path == "/"; page || redirects || answer.Code == http.StatusNotFound {
		return
	}
	var got struct {
		OK    *bool
		Error string
	}
	if err := json.NewDecoder(answer.Body).Decode(&got); err != nil || got.OK == nil || *got.OK != (got.Error == "") {
		t.Errorf("%s %q to %s answers %d %+v (%v)", r.Method, r.URL.Path, r.Host, answer.Code, got, err)
	}
}
