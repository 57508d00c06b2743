package slackapi_test

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"reflect"
	"strings"
	"testing"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi"
)

// secret is a token that no output may hold.
const secret = "xoxa-sandbox-acme-unprintable"

func token(t testing.TB) model.Token {
	t.Helper()
	token, err := model.ParseToken(secret)
	if err != nil {
		t.Fatal(err)
	}
	return token
}

func newClient(t testing.TB, apiURL string, opts ...slackapi.Option) *slackapi.Client {
	t.Helper()
	c, err := slackapi.New(apiURL, token(t), opts...)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestErrorsBeforeACallSpeakToAPerson(t *testing.T) {
	t.Parallel()
	for err, text := range map[error]string{
		slackapi.ErrURL: "the API URL is malformed: it must look like https://slack.com/api/",
		slackapi.ErrPlainURL: "the API URL is plain http, which would show the token to the network: " +
			"use https, or http on localhost only",
		slackapi.ErrNoScopes: "the request asks for no scopes: name at least one",
		slackapi.ErrNoTrigger: "the request has no trigger: " +
			"use the trigger_id of a slash command or button click that this app received within the last 3 seconds",
		slackapi.ErrNoUser: "the request does not say which user to ask: name one by their id",
	} {
		checkError(t, fmt.Errorf("wrapped: %w", err))
		if err.Error() != text {
			t.Errorf("%q, want %q", err, text)
		}
		speaks, ok := errors.AsType[explained](err)
		if !ok {
			t.Errorf("%q does not explain itself", err)
			continue
		}
		sentence, next, _ := strings.Cut(text, ": ")
		if !strings.EqualFold(speaks.Sentence(), sentence+".") || !strings.EqualFold(speaks.NextStep(), next+".") {
			t.Errorf("%q says %q and %q", err, speaks.Sentence(), speaks.NextStep())
		}
	}
}

func TestNewChecksTheURL(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		url  string
		want error
	}{
		{slackapi.DefaultURL, nil},
		{"https://slack.com/api", nil},
		{"http://localhost:8080/api/", nil},
		{"http://127.0.0.1:1/api/", nil},
		{"http://[::1]:1/api/", nil},
		{"http://slack.com/api/", slackapi.ErrPlainURL},
		{"http://localhost.example.com/", slackapi.ErrPlainURL},
		{"http://10.0.0.1/", slackapi.ErrPlainURL},
		{"", slackapi.ErrURL},
		{"slack.com/api", slackapi.ErrURL},
		{"ftp://slack.com/", slackapi.ErrURL},
		{"https:///api/", slackapi.ErrURL},
		{"https://me:pw@slack.com/api/", slackapi.ErrURL},
		{"https://slack.com/api/?token=x", slackapi.ErrURL},
		{"https://slack.com/api/#a", slackapi.ErrURL},
		{"https://slack.com/api/?", slackapi.ErrURL},
		{"https://slack.com:port/", slackapi.ErrURL},
		{"https://sl\x1back.com/", slackapi.ErrURL},
		{"http://127.0.0.1:1/xoxb-sandbox-acme/", slackapi.ErrTokenURL},
		{"https://slack.com/xoxb%2dsandbox-acme/", slackapi.ErrTokenURL},
		{"https://xoxb-sandbox-acme.example/", slackapi.ErrTokenURL},
	} {
		if _, err := slackapi.New(test.url, token(t)); !errors.Is(err, test.want) {
			t.Errorf("New(%q): %v, want %v", test.url, err, test.want)
		}
	}
}

func TestPrintingAClientHidesTheToken(t *testing.T) {
	t.Parallel()
	c := newClient(t, slackapi.DefaultURL)
	held := struct{ c *slackapi.Client }{c}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%d", "%x"} {
		for _, v := range []any{c, held, reflect.ValueOf(c).Elem()} {
			if s := fmt.Sprintf(verb, v); strings.Contains(s, "unprintable") || strings.Contains(s, fmt.Sprintf("%x", secret)) {
				t.Errorf("%s prints %s", verb, s)
			}
		}
	}
}

// TestRequests looks at what goes over the wire: verb, arguments, headers.
func TestRequests(t *testing.T) {
	t.Parallel()
	var got *http.Request
	var body string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		b, _ := io.ReadAll(r.Body)
		got, body = r, string(b)
		http.SetCookie(w, &http.Cookie{Name: "d", Value: "1"})
		fmt.Fprint(w, `{"ok":true,"info":{},"scopes":{}}`)
	}))
	defer server.Close()
	c := newClient(t, server.URL+"/api")

	for _, test := range []struct {
		call  func() error
		verb  string
		path  string
		query url.Values
	}{
		{func() error { _, err := c.AuthTest(t.Context()); return err }, "POST", "auth.test", nil},
		{func() error { _, err := c.PermissionsInfo(t.Context()); return err }, "GET", "apps.permissions.info", nil},
		{
			func() error { _, err := c.Conversation(t.Context(), "C1&x=\n"); return err },
			"GET", "conversations.info",
			url.Values{"channel": {"C1&x=\n"}},
		},
		{func() error { _, err := c.User(t.Context(), "U1"); return err }, "GET", "users.info", url.Values{"user": {"U1"}}},
	} {
		if err := test.call(); err != nil {
			t.Errorf("%s: %v", test.path, err)
			continue
		}
		if got.Method != test.verb || got.URL.Path != "/api/"+test.path || got.URL.RawQuery != test.query.Encode() || body != "" {
			t.Errorf("%s: sent %s %s with body %q", test.path, got.Method, got.URL, body)
		}
		if h := got.Header.Get("Authorization"); h != "Bearer "+secret {
			t.Errorf("%s: Authorization is not the token's", test.path)
		}
		if got.UserAgent() != "periscope" || len(got.Cookies()) > 0 {
			t.Errorf("%s: User-Agent %q, cookies %v", test.path, got.UserAgent(), got.Cookies())
		}
		got.Header.Del("Authorization")
		if dump := fmt.Sprint(got.URL, got.Header, body); strings.Contains(dump, "unprintable") {
			t.Errorf("%s: the token stands outside its header", test.path)
		}
	}
}

func TestNoTokenMeansNoHeader(t *testing.T) {
	t.Parallel()
	sent := false
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, sent = r.Header["Authorization"]
		fmt.Fprint(w, `{"ok":true}`)
	}))
	defer server.Close()
	c, err := slackapi.New(server.URL, model.Token{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.AuthTest(t.Context()); err != nil || sent {
		t.Errorf("header sent: %v, error %v", sent, err)
	}
}

func TestNamesOfPeople(t *testing.T) {
	t.Parallel()
	for reply, want := range map[string]string{
		`{"name":"ada","real_name":"Ada L","profile":{"display_name":"Countess","real_name":"Ada Lovelace"}}`: "Countess",
		`{"name":"ada","real_name":"Ada L","profile":{"display_name":"","real_name":"Ada Lovelace"}}`:         "Ada Lovelace",
		`{"name":"ada","real_name":"Ada L"}`: "Ada L",
		`{"name":"ada","profile":null}`:      "ada",
		`{}`:                                 "",
	} {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			fmt.Fprintf(w, `{"ok":true,"user":%s}`, reply)
		}))
		got, err := newClient(t, server.URL).User(t.Context(), "U1")
		server.Close()
		if err != nil || got != (model.Resource{Type: catalog.User, ID: "U1", Name: want}) {
			t.Errorf("%s is %+v: %v", reply, got, err)
		}
	}
}
