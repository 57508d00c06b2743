package explain_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"periscope/model"
	"periscope/slackapi/explain"
	"periscope/slackapi/text"
)

// TestEveryLineIsCounted: many lines give one finding each, and the same one is counted.
func TestEveryLineIsCounted(t *testing.T) {
	t.Parallel()
	lines := []string{
		"2026-05-01 10:00:00 INFO started", `2026-05-01 10:00:01 chat.postMessage: {"ok":false,"error":"not_in_channel"}`,
		`2026-05-01 10:00:02 users.list: {"ok":false,"error":"missing_scope","needed":"users:read","provided":"chat:write"}`,
		`2026-05-01 10:00:03 chat.postMessage: {"ok":false,"error":"not_in_channel"}`, "2026-05-01 10:00:04 INFO done",
		`2026-05-01 10:00:05 chat.postMessage: {"ok":false,"error":"not_in_channel"}`,
	}
	var got []string
	for _, r := range explain.Refusals(strings.Join(lines, "\n")) {
		got = append(got, fmt.Sprintf("%d %s %s x%d", r.Line, r.Method, r.Code, r.Count))
	}
	if want := []string{"2 chat.postMessage not_in_channel x3", "3 users.list missing_scope x1"}; !slices.Equal(got, want) {
		t.Errorf("found %q; want %q", got, want)
	}
	if found := explain.Refusals(`{"ok":false,"error":"is_archived"}` + "\n" + `{"ok":false,"error":"is_archived"}`); len(found) != 1 || found[0].Count != 2 {
		t.Errorf("two replies: %+v", found)
	}
	if found := explain.Refusals("failed: not_in_channel\nfailed: not_in_channel\n"); len(found) != 1 || found[0].Count != 2 {
		t.Errorf("two lines: %+v", found)
	}
}

// TestNothingFound: texts that tell of no refusal have no findings.
func TestNothingFound(t *testing.T) {
	t.Parallel()
	for _, s := range []string{
		"", "\n\n", "hello", `{"ok":true,"channel":"C1"}`, "def missing_scope_handler():", "tests/missing_scope.py", "error: the request failed",
		"invalid_token in line 3 of grammar.y", `{"error":"not found"}`, `{"error":"invalid_scope"}x`, "panic: runtime error: index out of range",
		"status: 429", "import { missing_scope_error } from './x'", "[1,2,3]", "internal_error",
	} {
		if found := explain.Refusals(s); len(found) > 0 {
			t.Errorf("%q: found %s", s, said(found[0]))
		}
	}
}

// checkClean fails the test if a finding could harm those who read it, or tells a secret.
func checkClean(t *testing.T, r model.Refusal, secrets ...string) {
	t.Helper()
	d := explain.Diagnose(r, nil)
	shown := []string{r.Method, r.Code, r.Excerpt, d.Sentence, d.NextStep}
	shown = slices.Concat(shown, names(r.Needed), names(r.Provided), r.Warnings, r.Messages, names(d.Add), names(d.Alternatives))
	for _, s := range shown {
		if s != text.Clean(s) {
			t.Errorf("not clean: %q", s)
		}
		for _, secret := range secrets {
			if strings.Contains(s, secret) {
				t.Errorf("%q tells a secret", s)
			}
		}
		if len(s) > 4*400 {
			t.Errorf("%d bytes to show", len(s))
		}
	}
	if r.Line < 1 || r.Count < 1 || d.Cause == "" || d.Sentence == "" || d.NextStep == "" {
		t.Errorf("incomplete: %+v", d)
	}
}

// TestSecretsAndEscapes: what a text holds of tokens and of escape sequences is in no finding.
func TestSecretsAndEscapes(t *testing.T) {
	t.Parallel()
	secret := "3141592653-" + strings.Repeat("wxyz", 6)
	for _, s := range []string{
		"POST token=xoxb-" + secret + " \x1b[2J error: missing_scope, needed: xoxb-" + secret + ", provided: chat:write\u202e",
		`{"ok":false,"error":"missing_scope","needed":"xoxp-` + secret + `","token":"` + secret + `","provided":"chat:write,XOXB-` + strings.ToUpper(secret) + `"}`,
		"requests.post(data={'client_secret': '" + secret + "', 'code': 1}) slack invalid_code",
		"GET /api/oauth.v2.access?code=" + secret + "&client_secret=" + secret + " slack: bad_client_secret",
		"Authorization: Bearer " + secret + " slack: invalid_auth",
		`{"ok":false,"error":"invalid_arguments","response_metadata":{"messages":["bad token xapp-` + secret + `\u001b]0;x\u0007"]}}`,
		"https://hooks.slack.com/services/" + "T0/B0/" + secret + " invalid_auth slack",
		"x-oauth-scopes: xoxb-" + secret + ", chat:write",
		`{"ok":false,"error":"xoxb_` + secret + `"}`,
	} {
		for _, r := range explain.Refusals(s) {
			checkClean(t, r, secret, strings.ToUpper(secret))
		}
	}
}

// FuzzRefusals: any text is read, in bounded time, into findings that are fit to be shown.
func FuzzRefusals(f *testing.F) {
	for _, test := range texts {
		f.Add(test.text)
	}
	f.Add("slack: rate limit exceeded\n\x1b[31mxoxb-" + "1-2 missing_scope {\"ok\":false,\"error\":\"a_b\"}" + strings.Repeat("[", 100))
	f.Fuzz(func(t *testing.T, s string) {
		lines := 1 + strings.Count(s, "\n")
		for _, r := range explain.Refusals(s) {
			checkClean(t, r)
			if r.Line > lines {
				t.Errorf("line %d of %d", r.Line, lines)
			}
		}
	})
}

// BenchmarkRefusals reads a log of 8 MB, in which every tenth line tells of a refusal.
func BenchmarkRefusals(b *testing.B) {
	var log strings.Builder
	for i := 0; log.Len() < 8<<20; i++ {
		line := "2026-05-01 10:00:00 INFO handled an event of the type message in 12 ms\n"
		if i%10 == 0 {
			line = `2026-05-01 10:00:01 ERROR slack chat.postMessage: {"ok":false,"error":"not_in_channel"}` + "\n"
		}
		log.WriteString(line)
	}
	b.SetBytes(int64(log.Len()))
	for b.Loop() {
		explain.Refusals(log.String())
	}
}
