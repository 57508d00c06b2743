package webapi_test

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"periscope/slackapi/sandbox/sandboxtest"
	"periscope/slackapi/sandbox/webapi"
)

func TestRequestsThatAreNoForm(t *testing.T) {
	t.Parallel()
	const form = "application/x-www-form-urlencoded"
	for _, test := range []struct {
		name, verb, media string
		body              io.Reader
		status            int
		code              string
	}{
		{"empty body needs no type", "POST", "", strings.NewReader(""), 200, ""},
		{"charset is taken", "POST", form + "; charset=utf-8", strings.NewReader("limit=1"), 200, ""},
		{"the other charset", "POST", form + "; charset=ISO-8859-1", strings.NewReader("limit=1"), 200, ""},
		{"a charset that is none", "POST", form + "; charset=utf-7", strings.NewReader("limit=1"), 200, "invalid_charset"},
		{"no type", "POST", "", strings.NewReader("limit=1"), 200, "missing_post_type"},
		{"JSON", "POST", "application/json", strings.NewReader(` {"limit":1,"test":true,"none":null}`), 200, ""},
		{"broken JSON", "POST", "application/json", strings.NewReader(`{"limit":`), 200, "invalid_json"},
		{"JSON of another kind", "POST", "application/json", strings.NewReader(`["limit"]`), 200, "json_not_object"},
		{"null", "POST", "application/json", strings.NewReader(`null`), 200, "json_not_object"},
		{"a list in JSON", "POST", "application/json", strings.NewReader(`{"limit":[1]}`), 200, "invalid_array_arg"},
		{"a list in JSON that is to be one", "POST", "application/json", strings.NewReader(`{"blocks":[]}`), 200, ""},
		{"plain text", "POST", "text/plain", strings.NewReader("channel[]=1"), 200, ""},
		{"XML", "POST", "application/xml", strings.NewReader("<a/>"), 200, "invalid_post_type"},
		{"multipart", "POST", "multipart/form-data; boundary=b", strings.NewReader(sandboxtest.MultipartBody), 200, ""},
		{"multipart without boundary", "POST", "multipart/form-data", strings.NewReader(sandboxtest.MultipartBody), 200, "invalid_form_data"},
		{"multipart that ends early", "POST", "multipart/form-data; boundary=b", strings.NewReader(sandboxtest.MultipartBody[:60]), 200, "invalid_form_data"},
		{"array", "POST", form, strings.NewReader("scopes[]=pins:read"), 200, "invalid_array_arg"},
		{"array with an index", "POST", form, strings.NewReader("scopes[0]=pins:read"), 200, "invalid_array_arg"},
		{"no name", "POST", form, strings.NewReader("=1"), 200, "invalid_arg_name"},
		{"a name like none", "POST", form, strings.NewReader("a-b=1"), 200, "invalid_arg_name"},
		{"as long as a name may be", "POST", form, strings.NewReader(strings.Repeat("n", sandboxtest.MaxArgName) + "=1"), 200, ""},
		{"longer", "POST", form, strings.NewReader(strings.Repeat("n", sandboxtest.MaxArgName+1) + "=1"), 200, "invalid_arg_name"},
		{"broken type", "POST", ";;", strings.NewReader("limit=1"), 200, "invalid_post_type"},
		{"broken form", "POST", form, strings.NewReader("limit=%zz"), 200, "invalid_form_data"},
		{"as large as may be", "POST", form, strings.NewReader("x=" + strings.Repeat("y", webapi.MaxBody-2)), 200, ""},
		{"too large", "POST", form, strings.NewReader("x=" + strings.Repeat("y", webapi.MaxBody-1)), 413, "invalid_form_data"},
		{"cut off", "POST", form, cutOff{}, 200, "request_timeout"},
		{"another verb", "PUT", form, strings.NewReader("limit=1"), 405, "invalid_arguments"},
		{"a body on GET is ignored", "GET", "application/json", strings.NewReader("{"), 200, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := httptest.NewRequestWithContext(t.Context(), test.verb, "/api/auth.test", test.body)
			r.Header.Set("Authorization", "Bearer "+sandboxtest.AcmeToken)
			if test.media != "" {
				r.Header.Set("Content-Type", test.media)
			}
			answer := sandboxtest.Serve(sandboxtest.Demo(), r)
			if got := sandboxtest.Decode[sandboxtest.Reply](t, answer); answer.Code != test.status || got.Error != test.code {
				t.Errorf("got %d %q, want %d %q", answer.Code, got.Error, test.status, test.code)
			}
		})
	}
}

// TestEveryFormOfArgumentsSaysTheSame echoes arguments, sent in every way.
func TestEveryFormOfArgumentsSaysTheSame(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct{ media, body string }{
		"form":            {sandboxtest.FormMedia, "foo=bar&deep=caf%C3%A9&n=7"},
		"form, latin 1":   {sandboxtest.FormMedia + "; charset=iso-8859-1", "foo=bar&deep=caf%E9&n=7"},
		"JSON":            {sandboxtest.JSONMedia + "; charset=utf-8", `{"foo":"bar","deep":"café","n":7}`},
		"JSON, latin 1":   {sandboxtest.JSONMedia + "; charset=iso-8859-1", "{\"foo\":\"bar\",\"deep\":\"caf\xe9\",\"n\":7}"},
		"multipart":       {"multipart/form-data; boundary=b", parts("café")},
		"and its latin 1": {"multipart/form-data; boundary=b; charset=iso-8859-1", parts("caf\xe9")},
	} {
		r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/api/api.test?foo=query&query=too", strings.NewReader(test.body))
		r.Header.Set("Content-Type", test.media)
		got := sandboxtest.Decode[sandboxtest.EchoReply](t, sandboxtest.Serve(sandboxtest.Demo(), r))
		want := map[string]string{"foo": "bar", "deep": "café", "n": "7", "query": "too"}
		if diff := cmp.Diff(want, got.Args); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

// parts is a multipart body with a file, which is no argument.
func parts(deep string) string {
	const head = "--b\r\nContent-Disposition: form-data; name="
	return head + "foo\r\n\r\nbar\r\n" + head + "deep\r\n\r\n" + deep + "\r\n" + head + "n\r\n\r\n7\r\n" +
		head + "picture; filename=a.png\r\n\r\n\x89PNG\r\n--b--\r\n"
}

func TestWarningsOfCharsets(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ media, body, warning string }{
		{sandboxtest.FormMedia, "limit=1", ""},
		{sandboxtest.FormMedia + "; charset=utf-8", "limit=1", "superfluous_charset"},
		{"multipart/form-data; boundary=b; charset=utf-8", sandboxtest.MultipartBody, "superfluous_charset"},
		{sandboxtest.JSONMedia, "{}", "missing_charset"},
		{sandboxtest.JSONMedia + "; charset=utf-8", "{}", ""},
		{"text/plain", "hello", "missing_charset"},
		{"text/plain; charset=utf-8", "hello", ""},
	} {
		for _, method := range []string{"auth.test", "users.conversations", "conversations.list"} { // ok, refused, and with a cursor
			if strings.HasPrefix(test.media, sandboxtest.JSONMedia) && method != "auth.test" {
				continue
			}
			r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/api/"+method+"?limit=1", strings.NewReader(test.body))
			r.Header.Set("Content-Type", test.media)
			r.Header.Set("Authorization", "Bearer "+sandboxtest.AcmeToken)
			got := sandboxtest.Decode[sandboxtest.Reply](t, sandboxtest.Serve(sandboxtest.Demo(), r))
			if got.Warning != test.warning || strings.Join(got.Metadata.Warnings, ",") != test.warning {
				t.Errorf("%s of %s: warnings %q %q, want %q", method, test.media, got.Warning, got.Metadata.Warnings, test.warning)
			}
			if got.OK != (method != "users.conversations") || (got.Metadata.NextCursor != "") != (method == "conversations.list") {
				t.Errorf("%s of %s: %+v: the warning cost something else", method, test.media, got)
			}
		}
	}
}

func TestWarningsKeepTheMessagesOfRefusals(t *testing.T) {
	t.Parallel()
	r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/api/users.info", strings.NewReader("token="+sandboxtest.AcmeToken))
	r.Header.Set("Content-Type", sandboxtest.FormMedia+"; charset=utf-8")
	got := sandboxtest.Decode[sandboxtest.Reply](t, sandboxtest.Serve(sandboxtest.Demo(), r))
	if len(got.Metadata.Messages) != 1 || len(got.Metadata.Warnings) != 1 {
		t.Errorf("got %+v, want a message and a warning", got)
	}
}

// cutOff is the body of a client that went away.
type cutOff struct{}

func (cutOff) Read([]byte) (int, error) { return 0, errors.New("connection reset") }

func TestMissingArgumentIsNamed(t *testing.T) {
	t.Parallel()
	for method, field := range map[string]string{"conversations.info": "channel", "users.info": "user"} {
		got := sandboxtest.Ask(t, sandboxtest.Demo(), sandboxtest.AcmeToken, method)
		want := "[ERROR] missing required field: " + field
		if got.Error != "invalid_arguments" || len(got.Metadata.Messages) != 1 || got.Metadata.Messages[0] != want {
			t.Errorf("%s: %+v, want invalid_arguments and %q", method, got, want)
		}
	}
}

func TestFormOutweighsQuery(t *testing.T) {
	t.Parallel()
	general := sandboxtest.Find(t, "general").ID
	r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/api/conversations.info?channel=C0NOWHERE&token="+sandboxtest.AcmeToken,
		strings.NewReader("channel="+string(general)))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	if got := sandboxtest.Decode[sandboxtest.Reply](t, sandboxtest.Serve(sandboxtest.Demo(), r)); !got.OK {
		t.Errorf("got %+v, want the conversation named in the form", got)
	}
}
