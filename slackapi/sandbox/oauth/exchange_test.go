package oauth_test

import (
	"strings"
	"testing"

	"periscope/slackapi/sandbox"
	"periscope/slackapi/sandbox/sandboxtest"
)

// TestLastingTokensAreExchanged: the new token is of the same kind and opens the same, and the old one opens nothing.
func TestLastingTokensAreExchanged(t *testing.T) {
	t.Parallel()
	s := sandbox.New(sandboxtest.CoverageWorld(), sandbox.Options{})
	t.Cleanup(s.Close)
	reply := sandboxtest.Decode[map[string]any](t, sandboxtest.Do(t, s, "", "oauth.v2.exchange",
		"client_id", "sandbox-rotating-id", "client_secret", "sandbox-rotating-secret", "token", "xoxb-sandbox-lasting"))
	token, _ := reply["access_token"].(string)
	if reply["ok"] != true || reply["token_type"] != "bot" || !strings.HasPrefix(token, "xoxe.xoxb-"+"1-") || reply["refresh_token"] == nil {
		t.Fatalf("%v", reply)
	}
	if code := sandboxtest.Ask(t, s, token, "conversations.info", "channel", "C1").Error; code != "" {
		t.Errorf("the new token: %q", code)
	}
	if code := sandboxtest.Ask(t, s, "xoxb-sandbox-lasting", "auth.test").Error; code != "token_revoked" {
		t.Errorf("the old token: %q", code)
	}
}
