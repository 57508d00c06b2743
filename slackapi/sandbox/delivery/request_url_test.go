package delivery_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"periscope/slackapi/sandbox"
	"periscope/slackapi/sandbox/sandboxtest"
	"periscope/slackapi/sandbox/world"
)

func TestOwnSigningSecret(t *testing.T) {
	t.Parallel()
	s := sandbox.New(world.Demo(0), sandbox.Options{SigningSecret: "a-secret-of-the-test"})
	a := sandboxtest.Listen(t, s, "a-secret-of-the-test")
	sandboxtest.RunCommand(t, s)
	if a.Next(t).Form.Get("response_url") != "" {
		t.Error("a response_url, though nobody said where the sandbox is")
	}
}

func TestHandshakeAnswers(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name   string
		answer func(w http.ResponseWriter, challenge string)
		want   string // in the error
	}{
		{"text", func(w http.ResponseWriter, c string) { _, _ = io.WriteString(w, c+"\n") }, ""},
		{"form", func(w http.ResponseWriter, c string) { _, _ = io.WriteString(w, "challenge="+c) }, ""},
		{"JSON", func(w http.ResponseWriter, c string) { _, _ = io.WriteString(w, `{"challenge":"`+c+`"}`) }, ""},
		{"nothing", func(http.ResponseWriter, string) {}, "challenge"},
		{"something else", func(w http.ResponseWriter, _ string) { _, _ = io.WriteString(w, `{"challenge":"no"}`) }, "challenge"},
		{"an error", func(w http.ResponseWriter, c string) {
			w.WriteHeader(http.StatusForbidden)
			_, _ = io.WriteString(w, c)
		}, "403 Forbidden"},
		{"a redirect", func(w http.ResponseWriter, _ string) {
			w.Header().Set("Location", "/elsewhere")
			w.WriteHeader(http.StatusTemporaryRedirect)
		}, "307"},
	} {
		t.Run(test.name, func(t *testing.T) {
			s, _ := sandboxtest.FrozenDemo(t)
			asked := 0
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				asked++
				body, _ := io.ReadAll(r.Body)
				_, after, _ := strings.Cut(string(body), `"challenge":"`)
				challenge, _, _ := strings.Cut(after, `"`)
				test.answer(w, challenge)
			}))
			defer server.Close()
			err := s.SetRequestURL(t.Context(), server.URL)
			if (err == nil) != (test.want == "") || err != nil && !strings.Contains(err.Error(), test.want) || asked != 1 {
				t.Errorf("%v after %d requests, want %q after one", err, asked, test.want)
			}
			if set := s.RequestURL() != ""; set != (err == nil) {
				t.Errorf("request URL set: %v, after %v", set, err)
			}
		})
	}
}

func TestRequestURLIsOnThisMachine(t *testing.T) {
	t.Parallel()
	s, _ := sandboxtest.FrozenDemo(t)
	for _, text := range []string{
		"https://example.com/slack", "http://192.0.2.1:3000/", "http://0.0.0.0:3000/", "http://127.0.0.1.example.com/",
		"http://localhost@192.0.2.1/", "http://[2001:db8::1]/", "ftp://127.0.0.1/", "127.0.0.1:3000", "/slack", "http://", "http://%zz/", "file:///etc",
	} {
		if err := s.SetRequestURL(t.Context(), text); err == nil || s.RequestURL() != "" {
			t.Errorf("%s is taken", text)
		}
	}
	for _, text := range []string{"http://127.0.0.1:3000", "https://localhost/slack", "http://[::1]:3000/", "http://[::ffff:127.0.0.1]/", "http://127.1.2.3/"} {
		if err := world.CheckRequestURL(text); err != nil {
			t.Errorf("%s is refused: %v", text, err)
		}
	}
}
