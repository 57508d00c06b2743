package slackapi_test

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"testing"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi"
	"periscope/slackapi/sandbox"
	"periscope/slackapi/sandbox/world"
)

// TestKindsThatAreNotForExploring are told so before anything is sent.
func TestKindsThatAreNotForExploring(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("the token was sent") }))
	defer server.Close()
	said := map[string]catalog.TokenKind{}
	for _, prefix := range []string{"xoxr-", "xoxe-", "xapp-", "xwfp-", "xoxc-", "xoxd-", "xoxs-", "xoxo-"} {
		client, err := slackapi.New(server.URL, tokenOf(t, prefix+"sandbox-unprintable"))
		if err != nil {
			t.Fatal(err)
		}
		_, ofIdentity := client.AuthTest(t.Context())
		_, ofPermissions := last(client.ReadPermissions(t.Context()))
		for _, err := range []error{ofIdentity, ofPermissions} {
			kind, ok := errors.AsType[*slackapi.KindError](err)
			if !ok || kind.Kind != tokenOf(t, prefix+"sandbox-unprintable").Kind() {
				t.Fatalf("%s: %v", prefix, err)
			}
			checkError(t, err)
			said[kind.Sentence()] = kind.Kind
		}
	}
	if len(said) != 5 { // the two kinds of refresh token are one thing to people
		t.Errorf("%d sentences for the kinds: %v", len(said), said)
	}
	for _, kind := range []catalog.TokenKind{catalog.Workspace, catalog.Bot, catalog.UserToken, catalog.UnknownKind} {
		if err := slackapi.CheckKind(kind); err != nil {
			t.Errorf("%s: %v", kind, err)
		}
	}
}

// TestConfigurationTokensAreToldByTheirScopes, because they begin as those of
// users do.
func TestConfigurationTokensAreToldByTheirScopes(t *testing.T) {
	t.Parallel()
	s := sandbox.New(world.Demo(0), sandbox.Options{})
	server := httptest.NewServer(s)
	defer server.Close()
	client, err := slackapi.New(server.URL+"/api/", tokenOf(t, "xoxe.xoxp-sandbox-lighthouse"))
	if err != nil {
		t.Fatal(err)
	}
	_, ofPermissions := last(client.ReadPermissions(t.Context()))
	_, ofResources := last(client.ReadResources(t.Context(), model.Permissions{Kind: catalog.UserToken}))
	for _, err := range []error{ofPermissions, ofResources} {
		if kind, ok := errors.AsType[*slackapi.KindError](err); !ok || kind.Kind != catalog.Configuration {
			t.Errorf("%v", err)
		}
		checkError(t, err)
	}
	for _, c := range s.Journal() {
		if c.Method != "auth.test" {
			t.Errorf("%s was called", c.Method)
		}
	}
}

func TestSlackItselfRetiredWorkspaceTokens(t *testing.T) {
	t.Parallel()
	for host, retired := range map[string]bool{
		"https://slack.com/api/": true, "https://SLACK-gov.com/api/": true, "https://edge.slack.com/api/": true,
		"https://notslack.com/api/": false, "http://localhost/api/": false,
	} {
		for secret, isWorkspace := range map[string]bool{"xoxa-sandbox-acme": true, "xoxb-sandbox-acme": false} {
			client, err := slackapi.New(host, tokenOf(t, secret))
			if err != nil {
				t.Fatal(err)
			}
			client.SetTransport(refusing("invalid_auth"))
			_, err = client.AuthTest(t.Context())
			refused, ok := errors.AsType[*slackapi.Error](err)
			if says := ok && refused.Sentence() == slackapi.Retirement; says != (retired && isWorkspace) {
				t.Errorf("%s at %s: %v", secret, host, err)
			}
			checkError(t, err)
		}
	}
}
