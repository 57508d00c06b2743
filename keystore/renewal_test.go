package keystore

import (
	"errors"
	"strings"
	"testing"

	"periscope/model"
	"periscope/model/catalog"
)

// pairOf is a token with what renews it, as far as it is given.
func pairOf(t testing.TB, access, refresh, clientID, clientSecret string) Credential {
	t.Helper()
	c, err := credentialText{Token: access, Refresh: refresh, ClientID: clientID, ClientSecret: clientSecret}.parse()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestCheckRenewal(t *testing.T) {
	const id, secret = "sandbox-client-id", "sandbox-client-secret"
	for name, c := range map[string]struct {
		credential Credential
		kind       catalog.TokenKind
		want       string // the complaint; empty: none
	}{
		"workspace":                          {pairOf(t, "xoxa-"+"2-sandbox-a", "xoxr-sandbox", id, secret), catalog.Workspace, ""},
		"bot":                                {pairOf(t, "xoxe.xoxb-sandbox", "xoxe-sandbox", id, secret), catalog.Bot, ""},
		"bot of a public client":             {pairOf(t, "xoxe.xoxb-sandbox", "xoxe-sandbox", id, ""), catalog.Bot, ""},
		"user":                               {pairOf(t, "xoxe.xoxp-sandbox", "xoxe-sandbox", id, secret), catalog.UserToken, ""},
		"user of a public client":            {pairOf(t, "xoxe.xoxp-sandbox", "xoxe-sandbox", id, ""), catalog.UserToken, ""},
		"configuration":                      {pairOf(t, "xoxe.xoxp-sandbox", "xoxe-sandbox", "", ""), catalog.Configuration, ""},
		"configuration with a secret":        {pairOf(t, "xoxe.xoxp-sandbox", "xoxe-sandbox", "", secret), catalog.Configuration, "without a client id"},
		"workspace of a public client":       {pairOf(t, "xoxa-"+"2-sandbox-a", "xoxr-sandbox", id, ""), catalog.Workspace, "client secret"},
		"workspace without an app":           {pairOf(t, "xoxa-"+"2-sandbox-a", "xoxr-sandbox", "", secret), catalog.Workspace, "client id"},
		"bot without an app":                 {pairOf(t, "xoxe.xoxb-sandbox", "xoxe-sandbox", "", ""), catalog.Bot, "client id"},
		"workspace with a bot's refresh":     {pairOf(t, "xoxa-"+"2-sandbox-a", "xoxe-sandbox", id, secret), catalog.Workspace, "refresh token of a workspace token"},
		"bot with a workspace's refresh":     {pairOf(t, "xoxe.xoxb-sandbox", "xoxr-sandbox", id, secret), catalog.Bot, "refresh token of a bot token"},
		"user with an access token":          {pairOf(t, "xoxe.xoxp-sandbox", "xoxe.xoxb-sandbox", id, secret), catalog.UserToken, "refresh token of a user token"},
		"configuration with another refresh": {pairOf(t, "xoxe.xoxp-sandbox", "xoxr-sandbox", "", ""), catalog.Configuration, "refresh token of a configuration token"},
		"an app-level token":                 {pairOf(t, "xapp-sandbox", "xoxe-sandbox", id, secret), catalog.AppLevel, "no token of this kind"},
		"a refresh token":                    {pairOf(t, "xoxe-sandbox", "xoxe-sandbox", id, secret), catalog.Refresh, "no token of this kind"},
		"no refresh token":                   {pairOf(t, "xoxb-sandbox", "", id, secret), catalog.Bot, "refresh token of a bot token"},
		"a client id of lines":               {pairOf(t, "xoxe.xoxb-sandbox", "xoxe-sandbox", "1\n2", ""), catalog.Bot, "client id"},
		"a client id for two":                {pairOf(t, "xoxe.xoxb-sandbox", "xoxe-sandbox", "1:2", ""), catalog.Bot, "client id"},
		"a client id of no letters":          {pairOf(t, "xoxe.xoxb-sandbox", "xoxe-sandbox", "…", ""), catalog.Bot, "client id"},
		"a long client id":                   {pairOf(t, "xoxe.xoxb-sandbox", "xoxe-sandbox", strings.Repeat("1", maxClientID+1), ""), catalog.Bot, "client id"},
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

// TestKindsThatPrefixesLeaveOpen: what an Addition says about its kind is
// believed where it can be true.
func TestKindsThatPrefixesLeaveOpen(t *testing.T) {
	user := pairOf(t, "xoxe.xoxp-sandbox-user", "xoxe-sandbox", "sandbox-client-id", "")
	configuration := pairOf(t, "xoxe.xoxp-sandbox-conf", "xoxe-sandbox", "", "")
	for name, c := range map[string]struct {
		credential Credential
		said, want catalog.TokenKind // want empty: refused
	}{
		"a pair with a client id":         {user, "", catalog.UserToken},
		"a pair without":                  {configuration, "", catalog.Configuration},
		"said to be a user's":             {user, catalog.UserToken, catalog.UserToken},
		"a user's, client id forgotten":   {configuration, catalog.UserToken, ""},
		"configuration with a client id":  {user, catalog.Configuration, ""},
		"configuration, which runs out":   {Credential{Token: configuration.Token}, catalog.Configuration, catalog.Configuration},
		"a lone token":                    {Credential{Token: user.Token}, "", catalog.UserToken},
		"a bot's, said to be for apps":    {pairOf(t, "xoxb-sandbox", "", "", ""), catalog.Configuration, ""},
		"a user's, said to be a bot's":    {Credential{Token: user.Token}, catalog.Bot, ""},
		"a session, said to be a user's":  {pairOf(t, "xoxc-sandbox", "", "", ""), catalog.UserToken, ""},
		"a workspace's, said to be one":   {pairOf(t, "xoxa-sandbox", "", "", ""), catalog.Workspace, catalog.Workspace},
		"a refresh token, said to be one": {pairOf(t, "xoxe-sandbox", "", "", ""), catalog.Refresh, ""},
	} {
		t.Run(name, func(t *testing.T) {
			s := New(t.TempDir(), inKeyring(Memory()))
			entry, _, err := s.Add(t.Context(), Addition{
				Team: acme, Credential: c.credential, Kind: c.said, Store: PlaceKeyring, At: noon, AppID: "A1",
			})
			if c.want == "" {
				if err == nil {
					t.Errorf("stored as %+v", entry)
				}
				return
			}
			if err != nil || entry.Kind != c.want || entry.Key != "acme/"+string(c.want) ||
				entry.AppID != "A1" || entry.ClientID != c.credential.ClientID || entry.Rotates == c.credential.Lasts() {
				t.Errorf("stored as %+v, %v", entry, err)
			}
			if listed, err := s.Find(entry.Key); err != nil || listed != entry {
				t.Errorf("listed as %+v, %v", listed, err)
			}
		})
	}
}

// TestRefusedKinds: each kind that is not kept has a sentence of its own.
func TestRefusedKinds(t *testing.T) {
	said := map[string]catalog.TokenKind{}
	for _, secret := range []string{"xapp-sandbox", "xwfp-sandbox", "xoxc-sandbox", "xoxo-sandbox", "xoxe-sandbox", "xoxr-sandbox"} {
		token, err := model.ParseToken(secret)
		if err != nil {
			t.Fatal(err)
		}
		err = Storable(token.Kind())
		refused, ok := errors.AsType[*KindError](err)
		if !ok || refused.NextStep() == "" || !strings.Contains(refused.Sentence(), secret[:4]) {
			t.Errorf("%s: %v", secret, err)
			continue
		}
		if other, twice := said[refused.Sentence()]; twice {
			t.Errorf("the same is said of %s and %s tokens", other, token.Kind())
		}
		said[refused.Sentence()] = token.Kind()
	}
	if err := Storable(catalog.UnknownKind); err == nil {
		t.Error("a token of no known kind would be stored")
	}
	for _, kind := range []catalog.TokenKind{catalog.Workspace, catalog.Bot, catalog.UserToken, catalog.Configuration} {
		if err := Storable(kind); err != nil {
			t.Error(err)
		}
	}
}
