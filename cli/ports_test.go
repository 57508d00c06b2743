package cli

import (
	"strings"
	"testing"

	"periscope/cli/console"
)

// TestPortsThatAreNone: whichever flag names one, it is refused at once, in our words, with
// an address that would do. Packages net and net/url take 99999, and fail when they use it.
func TestPortsThatAreNone(t *testing.T) {
	t.Parallel()
	for _, line := range []string{
		"sandbox --addr 127.0.0.1:99999",
		"sandbox --addr 127.0.0.1:no-port",
		"sandbox --addr 127.0.0.1:0 --request-url http://127.0.0.1:99999/slack",
		"sandbox --addr 127.0.0.1:0 --expose --public-url http://slack:99999",
		"serve --anyone --addr 127.0.0.1:99999",
		"serve --anyone --addr 127.0.0.1:-1",
		"watch --addr 127.0.0.1:99999 -- true",
		"watch --addr 127.0.0.1:0 --upstream http://127.0.0.1:99999/api/ -- true",
		"install chat:write --client-id 1.2 --callback 127.0.0.1:99999",
		"request chat:write --listen 127.0.0.1:99999",
		"info --api-url http://127.0.0.1:99999/api/",
		"info --api-url https://slack.com:0/api/",
	} {
		t.Run(line, func(t *testing.T) {
			t.Parallel()
			p := newPlace(t)
			p.vars["SLACK_TOKEN"], p.vars["SLACK_SIGNING_SECRET"] = "xoxa-sandbox-acme", strings.Repeat("a", 32)
			p.vars["SLACK_CLIENT_SECRET"] = "made-up-client-secret"
			r := p.run(t, "", strings.Fields(line)...)
			r.want(t, console.StatusUsage)
			lines := strings.Split(strings.TrimSpace(r.err), "\n")
			if last := lines[len(lines)-1]; len(lines) < 2 || !strings.Contains(last, "127.0.0.1:") && !strings.Contains(last, "http") ||
				strings.Contains(r.err, "listen tcp") || strings.Contains(r.err, "invalid port") {
				t.Error(r.err)
			}
		})
	}
}
