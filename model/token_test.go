package model_test

import (
	"errors"
	"strings"
	"testing"

	"periscope/model"
	"periscope/model/catalog"
)

// fakeTail is what follows the prefix of every fake token. Tokens are put
// together at run time, so that no source line looks like one.
const fakeTail = "sandbox-acme-all-made-up-wxyz"

// prefixes of all kinds of token, and what they tell. That a user token and a
// configuration token look the same is Slack's doing.
var prefixes = []struct {
	prefix string
	kind   catalog.TokenKind
	shown  string // as much of the prefix as a redaction keeps
}{
	{"xoxa-", catalog.Workspace, "xoxa-"},
	{"xoxa-2-", catalog.Workspace, "xoxa-"},
	{"xoxr-", catalog.WorkspaceRefresh, "xoxr-"},
	{"xoxb-", catalog.Bot, "xoxb-"},
	{"xoxe.xoxb-1-", catalog.Bot, "xoxe.xoxb-"},
	{"xoxp-", catalog.UserToken, "xoxp-"},
	{"xoxe.xoxp-1-", catalog.UserToken, "xoxe.xoxp-"},
	{"xoxe-1-", catalog.Refresh, "xoxe-"},
	{"xapp-1-", catalog.AppLevel, "xapp-"},
	{"xwfp-", catalog.Workflow, "xwfp-"},
	{"xoxs-", catalog.Session, "xoxs-"},
	{"xoxc-", catalog.Session, "xoxc-"},
	{"xoxd-", catalog.Session, "xoxd-"},
	{"xoxo-", catalog.Legacy, "xoxo-"},
}

func fakeToken(t *testing.T, prefix string) model.Token {
	t.Helper()
	token, err := model.ParseToken(prefix + fakeTail)
	if err != nil {
		t.Fatalf("ParseToken of a fake %s token: %v", prefix, err)
	}
	return token
}

func TestParseTokenKnowsEveryKind(t *testing.T) {
	t.Parallel()
	for _, p := range prefixes {
		token := fakeToken(t, p.prefix)
		if got := token.Kind(); got != p.kind {
			t.Errorf("%s is a %s token; want %s", p.prefix, got, p.kind)
		}
		if got, want := token.String(), p.shown+"…wxyz"; got != want {
			t.Errorf("%s is redacted to %s; want %s", p.prefix, got, want)
		}
		if token.Reveal() != p.prefix+fakeTail || token.IsZero() {
			t.Errorf("%s: the secret changed on the way", p.prefix)
		}
	}
}

func TestParseTokenErrors(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name  string
		typed string
		want  error
	}{
		{"nothing", "", model.ErrNoToken},
		{"only space", " \t\n", model.ErrNoToken},
		{"space around", "\n xoxb-" + fakeTail + "\r\n", nil},
		{"space inside", "xoxb-acme " + fakeTail, model.ErrTokenSpace},
		{"two lines", "xoxb-acme\nxoxb-" + fakeTail, model.ErrTokenSpace},
		{"no-break space inside", "xoxb-acme\u00a0" + fakeTail, model.ErrTokenSpace},
		{"NUL inside", "xoxb-acme\x00" + fakeTail, model.ErrTokenSpace},
		{"escape sequence inside", "xoxb-\x1b[31m" + fakeTail, model.ErrTokenSpace},
		{"a redaction", "xoxb-…wxyz", model.ErrTokenLetters},
		{"typographic dash", "xoxb–" + fakeTail, model.ErrTokenLetters},
		{"invalid UTF-8", "xoxb-\xff" + fakeTail, model.ErrTokenLetters},
		{"no prefix", fakeTail, model.ErrTokenPrefix},
		{"prefix in capitals", "XOXB-" + fakeTail, model.ErrTokenPrefix},
		{"prefix of no kind", "xoxz-" + fakeTail, model.ErrTokenPrefix},
		{"prefix without its dash", "xoxb" + fakeTail, model.ErrTokenPrefix},
		{"with the header's word", "Bearer-xoxb-" + fakeTail, model.ErrTokenPrefix},
		{"only a prefix", "xoxb-", model.ErrTokenShort},
		{"three characters", "xoxe.xoxp-abc", model.ErrTokenShort},
		{"four characters", "xoxe.xoxp-abcd", nil},
		{"as long as allowed", "xoxb-" + strings.Repeat("a", 505), nil},
		{"too long", "xoxb-" + strings.Repeat("a", 506), model.ErrTokenTooLong},
		{"a megabyte", strings.Repeat("xoxb-", 200_000), model.ErrTokenTooLong},
	}
	for _, tt := range tests {
		token, err := model.ParseToken(tt.typed)
		if !errors.Is(err, tt.want) {
			t.Errorf("%s: error is %v; want %v", tt.name, err, tt.want)
		}
		if (err == nil) == token.IsZero() {
			t.Errorf("%s: zero token %t with error %v", tt.name, token.IsZero(), err)
		}
	}
}

func TestZeroToken(t *testing.T) {
	t.Parallel()
	var none model.Token
	if !none.IsZero() || none.Reveal() != "" || none.Kind() != catalog.UnknownKind || none.String() != "(no token)" {
		t.Errorf("zero token: zero %t, kind %s, printed as %s", none.IsZero(), none.Kind(), none)
	}
}

func TestTokensCompare(t *testing.T) {
	t.Parallel()
	a, again, b := fakeToken(t, "xoxb-"), fakeToken(t, "xoxb-"), fakeToken(t, "xoxp-")
	if a != again || a == b {
		t.Errorf("equal tokens are equal: %t, different ones: %t", a == again, a == b)
	}
}

// Of a short token, the last four characters would be half of the secret.
func TestShortTokensShowTheirPrefixOnly(t *testing.T) {
	t.Parallel()
	for body, want := range map[string]string{"1234": "xoxb-…", "1234567": "xoxb-…", "12345678": "xoxb-…5678"} {
		token, err := model.ParseToken("xoxb-" + body)
		if err != nil || token.String() != want {
			t.Errorf("a body of %d is shown as %s (error %v); want %s", len(body), token, err, want)
		}
	}
}

var tokenErrors = []error{
	model.ErrNoToken, model.ErrTokenSpace, model.ErrTokenLetters, model.ErrTokenPrefix, model.ErrTokenTooLong, model.ErrTokenShort,
}

func FuzzParseToken(f *testing.F) {
	for _, p := range prefixes {
		f.Add(p.prefix + fakeTail)
		f.Add(" " + p.prefix)
	}
	f.Add("")
	f.Add("xoxb-\xff\x00…")
	f.Fuzz(func(t *testing.T, typed string) {
		token, err := model.ParseToken(typed)
		if err != nil {
			known := false
			for _, e := range tokenErrors {
				known = known || err == e //nolint:errorlint // an error that wraps one of ours could say more than ours
			}
			if !known || !token.IsZero() {
				t.Fatal("an error that is not one of ours, or that came with a token")
			}
			return
		}
		if again, err := model.ParseToken(token.Reveal()); err != nil || again != token {
			t.Fatal("what was read cannot be read again")
		}
		if token.Kind() == catalog.UnknownKind {
			t.Fatal("a token of no kind")
		}
		body := strings.TrimPrefix(token.Reveal(), strings.TrimSuffix(token.String(), "…"))
		if shown := token.String(); len(body) > 8 && strings.Contains(shown, body) {
			t.Fatal("the redaction holds the secret")
		}
	})
}
