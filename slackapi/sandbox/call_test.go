package sandbox

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func TestRequestsThatAreNoForm(t *testing.T) {
	const form = "application/x-www-form-urlencoded"
	for _, test := range []struct {
		name, verb, media string
		body              io.Reader
		status            int
		code              string
	}{
		{"empty body needs no type", "POST", "", strings.NewReader(""), 200, ""},
		{"charset is fine", "POST", form + "; charset=utf-8", strings.NewReader("limit=1"), 200, ""},
		{"no type", "POST", "", strings.NewReader("limit=1"), 200, "missing_post_type"},
		{"JSON", "POST", "application/json", strings.NewReader(`{"limit":1}`), 200, "invalid_post_type"},
		{"broken type", "POST", ";;", strings.NewReader("limit=1"), 200, "invalid_post_type"},
		{"broken form", "POST", form, strings.NewReader("limit=%zz"), 200, "invalid_form_data"},
		{"as large as may be", "POST", form, strings.NewReader("x=" + strings.Repeat("y", maxBody-2)), 200, ""},
		{"too large", "POST", form, strings.NewReader("x=" + strings.Repeat("y", maxBody-1)), 413, "invalid_form_data"},
		{"cut off", "POST", form, cutOff{}, 200, "request_timeout"},
		{"another verb", "PUT", form, strings.NewReader("limit=1"), 405, "invalid_arguments"},
		{"a body on GET is ignored", "GET", "application/json", strings.NewReader("{"), 200, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := httptest.NewRequestWithContext(t.Context(), test.verb, "/api/auth.test", test.body)
			r.Header.Set("Authorization", "Bearer "+acmeToken)
			if test.media != "" {
				r.Header.Set("Content-Type", test.media)
			}
			answer := serve(demo(), r)
			if got := decode[reply](t, answer); answer.Code != test.status || got.Error != test.code {
				t.Errorf("got %d %q, want %d %q", answer.Code, got.Error, test.status, test.code)
			}
		})
	}
}

// cutOff is the body of a client that went away.
type cutOff struct{}

func (cutOff) Read([]byte) (int, error) { return 0, errors.New("connection reset") }

func TestMissingArgumentIsNamed(t *testing.T) {
	for method, field := range map[string]string{"conversations.info": "channel", "users.info": "user"} {
		got := ask(t, demo(), acmeToken, method)
		want := "[ERROR] missing required field: " + field
		if got.Error != "invalid_arguments" || len(got.Metadata.Messages) != 1 || got.Metadata.Messages[0] != want {
			t.Errorf("%s: %+v, want invalid_arguments and %q", method, got, want)
		}
	}
}

func TestFormOutweighsQuery(t *testing.T) {
	general := find(t, "general").ID
	r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/api/conversations.info?channel=C0NOWHERE&token="+acmeToken,
		strings.NewReader("channel="+string(general)))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	if got := decode[reply](t, serve(demo(), r)); !got.OK {
		t.Errorf("got %+v, want the conversation named in the form", got)
	}
}
