package keystore

import (
	"fmt"
	"strings"
	"testing"

	"periscope/model"
	"periscope/model/catalog"
)

func TestCredentialsFitEveryKeyring(t *testing.T) {
	t.Parallel()
	secret, err := model.ParseClientSecret(strings.Repeat("s", 256))
	if err != nil {
		t.Fatal(err)
	}
	c := Credential{
		Token:   sandboxToken("xoxa-" + strings.Repeat("a", 505)),
		Renewal: Renewal{sandboxToken("xoxr-" + strings.Repeat("r", 505)), strings.Repeat("1", maxClientID), secret, noon},
	}
	if err := CheckRenewal(c.Token, c.Renewal); err != nil {
		t.Fatal(err)
	}
	if c.SigningSecret, err = model.ParseSigningSecret(strings.Repeat("s", 256)); err != nil {
		t.Fatal(err)
	}
	for system, limit := range keyringLimits {
		if size := len(c.reveal()); size > limit {
			t.Errorf("the longest credential has %d bytes, the keyring of %s takes %d", size, system, limit)
		}
	}
}

func TestCredentialsAreNotPrinted(t *testing.T) {
	t.Parallel()
	c := rotatingPair("unprintable")
	c.SigningSecret = signingSecret()
	for _, format := range []string{"%v", "%+v", "%#v", "%s", "%q"} {
		for _, v := range []any{c, &c, c.Renewal} {
			if out := fmt.Sprintf(format, v); strings.Contains(out, "unprintable") || strings.Contains(out, "client-secret") || strings.Contains(out, "signing-secret") {
				t.Errorf("%s prints a secret", format)
			}
		}
	}
}

func FuzzParseCredential(f *testing.F) {
	f.Add(rotatingPair("acme").reveal())
	f.Add(Credential{Token: rotatingPair("acme").Token, SigningSecret: signingSecret()}.reveal())
	f.Add(`{"token":"xoxe.xoxp-sandbox","refresh":"xoxe-sandbox"}`)
	f.Add("xoxb-sandbox-acme")
	f.Add(`{"token":"hunter2"}`)
	f.Add(`{"token":["hunter2"]}`)
	f.Fuzz(func(t *testing.T, stored string) {
		c, err := parseCredential(stored)
		if err != nil {
			if strings.Contains(err.Error(), "hunter2") {
				t.Error("the error repeats what was stored")
			}
			return
		}
		if again, err := parseCredential(c.reveal()); err != nil || again.Token != c.Token || again.RefreshToken != c.RefreshToken ||
			again.ClientSecret != c.ClientSecret || again.SigningSecret != c.SigningSecret || !again.ExpiresAt.Equal(c.ExpiresAt) {
			t.Errorf("%+v is read back as %+v, %v", c, again, err)
		}
	})
}

func TestCheckRenewal(t *testing.T) {
	t.Parallel()
	const id, secret = "sandbox-client-id", "sandbox-client-secret"
	for name, c := range map[string]struct {
		credential Credential
		kind       catalog.TokenKind
		want       string // the complaint; empty: none
	}{
		"workspace":                          {pairOf("xoxa-"+"2-sandbox-a", "xoxr-sandbox", id, secret), catalog.Workspace, ""},
		"bot":                                {pairOf("xoxe.xoxb-sandbox", "xoxe-sandbox", id, secret), catalog.Bot, ""},
		"bot of a public client":             {pairOf("xoxe.xoxb-sandbox", "xoxe-sandbox", id, ""), catalog.Bot, ""},
		"user":                               {pairOf("xoxe.xoxp-sandbox", "xoxe-sandbox", id, secret), catalog.UserToken, ""},
		"user of a public client":            {pairOf("xoxe.xoxp-sandbox", "xoxe-sandbox", id, ""), catalog.UserToken, ""},
		"configuration":                      {pairOf("xoxe.xoxp-sandbox", "xoxe-sandbox", "", ""), catalog.Configuration, ""},
		"configuration with a secret":        {pairOf("xoxe.xoxp-sandbox", "xoxe-sandbox", "", secret), catalog.Configuration, "without a client id"},
		"workspace of a public client":       {pairOf("xoxa-"+"2-sandbox-a", "xoxr-sandbox", id, ""), catalog.Workspace, "client secret"},
		"workspace without an app":           {pairOf("xoxa-"+"2-sandbox-a", "xoxr-sandbox", "", secret), catalog.Workspace, "client id"},
		"bot without an app":                 {pairOf("xoxe.xoxb-sandbox", "xoxe-sandbox", "", ""), catalog.Bot, "client id"},
		"workspace with a bot's refresh":     {pairOf("xoxa-"+"2-sandbox-a", "xoxe-sandbox", id, secret), catalog.Workspace, "refresh token of a workspace token"},
		"bot with a workspace's refresh":     {pairOf("xoxe.xoxb-sandbox", "xoxr-sandbox", id, secret), catalog.Bot, "refresh token of a bot token"},
		"user with an access token":          {pairOf("xoxe.xoxp-sandbox", "xoxe.xoxb-sandbox", id, secret), catalog.UserToken, "refresh token of a user token"},
		"configuration with another refresh": {pairOf("xoxe.xoxp-sandbox", "xoxr-sandbox", "", ""), catalog.Configuration, "refresh token of a configuration token"},
		"an app-level token":                 {pairOf("xapp-sandbox", "xoxe-sandbox", id, secret), catalog.AppLevel, "no token of this kind"},
		"a refresh token":                    {pairOf("xoxe-sandbox", "xoxe-sandbox", id, secret), catalog.Refresh, "no token of this kind"},
		"no refresh token":                   {pairOf("xoxb-sandbox", "", id, secret), catalog.Bot, "refresh token of a bot token"},
		"a client id of lines":               {pairOf("xoxe.xoxb-sandbox", "xoxe-sandbox", "1\n2", ""), catalog.Bot, "client id"},
		"a client id for two":                {pairOf("xoxe.xoxb-sandbox", "xoxe-sandbox", "1:2", ""), catalog.Bot, "client id"},
		"a client id of no letters":          {pairOf("xoxe.xoxb-sandbox", "xoxe-sandbox", "…", ""), catalog.Bot, "client id"},
		"a long client id":                   {pairOf("xoxe.xoxb-sandbox", "xoxe-sandbox", strings.Repeat("1", maxClientID+1), ""), catalog.Bot, "client id"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := c.credential.Kind(); got != c.kind {
				t.Errorf("it is taken for a %s token", got)
			}
			err := CheckRenewal(c.credential.Token, c.credential.Renewal)
			if c.want == "" {
				if err != nil {
					t.Error(err)
				}
				if got, err := parseCredential(c.credential.reveal()); err != nil || got != c.credential {
					t.Errorf("read back as %+v, %v", got, err)
				}
				return
			}
			if !is[*RenewalError](err) || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%v, want a RenewalError about the %s", err, c.want)
			}
			if _, err := parseCredential(c.credential.reveal()); err == nil && !c.credential.Lasts() {
				t.Error("it is read as a credential")
			}
		})
	}
}
