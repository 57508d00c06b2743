package model_test

import (
	"fmt"
	"net/url"
	"strings"
	"testing"

	"periscope/model"
)

func TestHideTokens(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"":                                       "",
		"general":                                "general",
		"tokens start with xoxb-":                "tokens start with xoxb-",
		"xoxb-, xoxp- or xapp-":                  "xoxb-, xoxp- or xapp-",
		"xoxb-…wxyz":                             "xoxb-…wxyz",
		"xoxb-bot":                               "xoxb-bot",
		"boxing":                                 "boxing",
		"xoxo":                                   "xoxo",
		"100% of a\\b":                           "100% of a\\b",
		"%78%6F%78":                              "%78%6F%78",
		"xoxb-sandbox":                           "xoxb-…",
		"(xoxb-sandbox-acme)":                    "(xoxb-…)",
		"a XOXB-SANDBOX, b":                      "a XOXB-…, b",
		"xoxe.xoxp-1-" + "sandbox":               "xoxe.xoxp-…",
		"xapp-1-sandbox xwfp-sandbox":            "xapp-… xwfp-…",
		"xoxd-sand%2Fbox%3D/box==":               "xoxd-…",
		"two: xoxb-sandbox,xoxp-sandbox":         "two: xoxb-…,xoxp-…",
		"xoxb%2Dsandbox":                         "(token)",
		"%78oxb-sandbox":                         "(token)",
		"%78%6F%78%62%2D%73%61%6E%64":            "(token)",
		"%2578oxb%252Dsandbox":                   "(token)",
		`\u0078oxb-sandbox`:                      "(token)",
		`xoxb\u002dsandbox`:                      "(token)",
		`{"a":"xoxb-sand\u0062ox","b":"c"}`:      `{"a":"xoxb-…","b":"c"}`,
		`"xoxb-sandbox\n"`:                       `"xoxb-…\n"`,
		`"xoxb-sandbox\"b"`:                      `"xoxb-…\"b"`,
		"https://x.test/?token=xoxb-sandbox&a=b": "https://x.test/?token=xoxb-…&a=b",
		"Bearer%20xoxb-sandbox%20":               "Bearer%20xoxb-…",
	} {
		if got := model.HideTokens(text); got != want {
			t.Errorf("HideTokens(%q) = %q, want %q", text, got, want)
		}
		if holds := model.HoldsToken(text); holds != (text != want) {
			t.Errorf("HoldsToken(%q) = %t", text, holds)
		}
	}
	if got := model.HideCutTokens("cut: xoxb-s"); got != "cut: xoxb-…" {
		t.Errorf("cut short: %q", got)
	}
}

func TestHideTokensOfPlainTextAllocatesNothing(t *testing.T) {
	s := strings.Repeat("an explicit 100 % plain name ", 20)
	if n := testing.AllocsPerRun(100, func() { model.HideTokens(s) }); n != 0 {
		t.Errorf("HideTokens allocated %v times", n)
	}
}

// FuzzHideTokens: whatever stands around a token, and however it is written, the
// token is not shown, and hiding it once is enough.
func FuzzHideTokens(f *testing.F) {
	f.Add("a ", " b", uint8(0))
	f.Add(`x%78\u0078`, `%2D-`, uint8(0xff))
	f.Add("xoxb-", "xoxb-", uint8(0x55))
	f.Fuzz(func(t *testing.T, before, after string, encoded uint8) {
		const secret = "unprintable"
		if strings.Contains(before+after, secret[:4]) {
			return
		}
		prefix := ""
		for i, c := range []byte("xoxb-") {
			if encoded>>i&1 == 0 {
				prefix += string(c)
			} else {
				prefix += fmt.Sprintf([]string{"%%%02x", "%%25%02X", `\u%04x`, `\x%02x`}[encoded>>5&3], c)
			}
		}
		for _, text := range []string{before + prefix + secret + after, url.QueryEscape(before + "xoxb-" + secret + after)} {
			got := model.HideTokens(text)
			if strings.Contains(got, secret) {
				t.Errorf("%q is shown as %q", text, got)
			}
			if again := model.HideTokens(got); again != got {
				t.Errorf("%q, hidden again: %q", got, again)
			}
		}
	})
}
