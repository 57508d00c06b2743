package text

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestRedact(t *testing.T) {
	t.Parallel()
	for message, want := range map[string]string{
		`{"ok":true}` + "\n":                                                  `{"ok":true}`,
		`{"team":"T1", "n":12345678901234567890}`:                             `{"n":12345678901234567890,"team":"T1"}`,
		`{"token":"verify-me","a":1}`:                                         `{"a":1,"token":"…"}`,
		`{"access_token":"s","refresh_token":"s","client_secret":"s"}`:        `{"access_token":"…","client_secret":"…","refresh_token":"…"}`,
		`{"\u0074oken":"verify-me"}`:                                          `{"token":"…"}`,
		`{"x":"a xoxb-sandbox-1 b"}`:                                          `{"x":"a xoxb-… b"}`,
		`{"x":"\u0078oxb-sandbox"}`:                                           `{"x":"xoxb-…"}`,
		`{"x":"xoxe.xoxp-sandbox xapp-sandbox XOXA-SANDBOX"}`:                 `{"x":"xoxe.xoxp-… xapp-… XOXA-…"}`,
		`{"response_url":"https://hooks.slack.com/commands/a/b"}`:             `{"response_url":"…"}`,
		`{"x":"see https://hooks.slack.com/commands/a/b."}`:                   `{"x":"see https://hooks.slack.com/…"}`,
		`{"tokens":{"oauth":["U1"]}}`:                                         `{"tokens":{"oauth":["U1"]}}`,
		`{"a":"b\u001b[2J"}`:                                                  `{"a":"b\u001b[2J"}`,
		"not JSON \x1b[2J":                                                    "not JSON ␛[2J",
		`{"cut":"here","token":"verify-m`:                                     `{"cut":"here","token":"…"`,
		`{"cut":"here","x":"xoxb-sandb`:                                       `{"cut":"here","x":"xoxb-…`,
		`{"cut":"https:\/\/hooks.slack.com\/commands\/a`:                      `{"cut":"https:\/\/hooks.slack.com/…`,
		`{"token":"a\"b"} {"token" : "c"}`:                                    `{"token":"…"} {"token" : "…"}`,
		`payload=%7B&token=x`:                                                 `payload=%7B&token=x`,
		`{"a":"` + strings.Repeat("x", 10) + `","response_urls":"something"}`: `{"a":"xxxxxxxxxx","response_urls":"…"}`,
	} {
		if got := Redact([]byte(message)); got != want {
			t.Errorf("%s is shown as\n%s, want\n%s", message, got, want)
		}
	}
}

// TestRedactLong: what is long is cut, and secrets that the cut goes through are
// not shown either.
func TestRedactLong(t *testing.T) {
	t.Parallel()
	const secret = "unprintable"
	for _, form := range []string{`{"a":"%","token":"` + secret + `"}`, `{"a":"% xoxb-` + secret + `"}`, `% xoxb-` + secret} {
		for short := range 40 {
			filler := strings.Repeat("é", maxShown-short)
			shown := Redact([]byte(strings.Replace(form, "%", filler, 1)))
			if n := utf8.RuneCountInString(shown); n > maxShown+len(`"…"`) {
				t.Fatalf("%s with %d characters before it is shown with %d", form, maxShown-short, n)
			}
			if strings.Contains(shown, secret[:2]) {
				t.Errorf("%s with %d characters before it is shown as …%s", form, maxShown-short, shown[len(shown)-60:])
			}
		}
	}
}

// FuzzRedact: whatever stands around a secret, and wherever the message is cut,
// the secret is not shown, and what is shown is clean.
func FuzzRedact(f *testing.F) {
	f.Add("name", "value", uint16(0))
	f.Add(`\"`, "\x1b\u202e", uint16(40))
	f.Fuzz(func(t *testing.T, name, value string, at uint16) {
		const secret = "unprintable"
		if len(name)+len(value) > 1<<10 {
			return // grown by the fuzzer to megabytes, which hold nothing new
		}
		whole, err := json.Marshal(map[string]any{
			name: value, "token": secret, "nested": []any{map[string]any{"refresh_token": secret + value}, value + " xoxb-" + secret},
		})
		if err != nil || strings.Contains(name+value, secret) {
			return
		}
		for _, message := range [][]byte{whole, whole[:int(at)%(len(whole)+1)], []byte(value + " xoxb-" + secret)} {
			shown := Redact(message)
			if shown != Clean(shown) {
				t.Errorf("%+q is not clean", shown)
			}
			if strings.Contains(shown, secret) {
				t.Errorf("%q is shown as %q", message, shown)
			}
		}
	})
}
