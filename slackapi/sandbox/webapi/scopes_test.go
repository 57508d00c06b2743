package webapi_test

import (
	"slices"
	"testing"

	"periscope/model/catalog"
	"periscope/slackapi/sandbox"
	"periscope/slackapi/sandbox/sandboxtest"
	"periscope/slackapi/sandbox/state"
	"periscope/slackapi/sandbox/webapi"
)

func TestScopeHeaders(t *testing.T) {
	t.Parallel()
	s := sandbox.New(sandboxtest.MixedWorld(), sandbox.Options{})
	h := sandboxtest.Do(t, s, "xoxb-sandbox-bot", "conversations.list").Header()
	if got, want := h.Get("X-OAuth-Scopes"), "channels:read,chat:write,groups:read"; got != want {
		t.Errorf("x-oauth-scopes is %q, want %q", got, want)
	}
	if got, want := h.Get("X-Accepted-OAuth-Scopes"), "channels:read,groups:read,im:read,mpim:read"; got != want {
		t.Errorf("x-accepted-oauth-scopes is %q, want %q", got, want)
	}
	if _, sent := sandboxtest.Do(t, s, "xoxp-sandbox-user", "auth.test").Header()["X-Oauth-Scopes"]; !sent {
		t.Error("a user token without scopes gets no x-oauth-scopes, want an empty one")
	}
	for name := range sandboxtest.Do(t, sandboxtest.Demo(), sandboxtest.AcmeToken, "conversations.list").Header() {
		if slices.Contains([]string{"X-Oauth-Scopes", "X-Accepted-Oauth-Scopes"}, name) {
			t.Errorf("a workspace token gets %s, of which nothing is known", name)
		}
	}
}

func TestMissingScopeNamesBoth(t *testing.T) {
	t.Parallel()
	s := sandbox.New(sandboxtest.MixedWorld(), sandbox.Options{Now: sandboxtest.AdvancingClock()})
	for _, test := range []struct{ token, method, arg, value, needed, provided string }{
		{"xoxb-sandbox-bot", "conversations.list", "types", "im,mpim", "im:read,mpim:read", "channels:read,chat:write,groups:read"},
		{"xoxb-sandbox-bot", "conversations.info", "channel", "D1", "im:read", "channels:read,chat:write,groups:read"},
		{"xoxb-sandbox-bot", "users.info", "user", "U1", "users:read", "channels:read,chat:write,groups:read"},
		{"xoxp-sandbox-user", "users.info", "user", "U1", "users:read", ""},
		{
			"xoxa-sandbox-listed", "conversations.info", "channel", "G1",
			"conversations:read,groups:read", "canvases:read,channels:read,chat:write,reminders:read:user",
		},
	} {
		raw := sandboxtest.Decode[map[string]any](t, sandboxtest.Do(t, s, test.token, test.method, test.arg, test.value))
		if raw["error"] != "missing_scope" || raw["needed"] != test.needed || raw["provided"] != test.provided {
			t.Errorf("%s %s: %v, want needed %q and provided %q", test.method, test.value, raw, test.needed, test.provided)
		}
	}
}

func TestScopesOfConversationMethodsCoverEveryType(t *testing.T) {
	t.Parallel()
	for _, method := range []string{"conversations.info", "conversations.list", "conversations.members"} {
		for _, kind := range []catalog.TokenKind{catalog.Workspace, catalog.Bot, catalog.UserToken} {
			c := webapi.Call{Method: method, Install: &state.Installation{Kind: kind}}
			for _, rt := range catalog.ResourceTypes {
				if rt.Conversation() != (len(c.NeededScopes(rt)) > 0) {
					t.Errorf("%s with a %s token needs %v on %s", method, kind, c.NeededScopes(rt), rt)
				}
			}
		}
	}
}
