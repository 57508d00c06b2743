package cli

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"periscope/cli/console"
)

// TestWarningsOfSuccessfulCallsAreShown: a remark of Slack's on a call that succeeded
// is noted once, and is no error.
func TestWarningsOfSuccessfulCallsAreShown(t *testing.T) {
	t.Parallel()
	slack := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("X-Oauth-Scopes", "chat:write")
		_, _ = io.WriteString(w, `{"ok":true,"team":"Acme","team_id":"T1","user_id":"U1","bot_id":"B1","warning":"superfluous_charset",
			"response_metadata":{"warnings":["superfluous_charset","brand_new\u001b"]},"channels":[]}`)
	}))
	t.Cleanup(slack.Close)
	p := newPlace(t)
	p.vars["SLACK_API_URL"] = slack.URL + "/api/"
	got := p.run(t, "xoxb-sandbox-warned", "info", "--token-stdin")
	got.want(t, console.StatusDone, "periscope: Slack answered auth.test with the warning `superfluous_charset`: Slack remarks on the character set",
		"the warning `brand_new␛`")
	if n := strings.Count(got.err, "auth.test with the warning `superfluous_charset`"); n != 1 {
		t.Errorf("noted %d times:\n%s", n, got.err)
	}
}
