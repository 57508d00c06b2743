package webapi

import (
	"net/url"
	"testing"

	"periscope/slackapi/sandbox/world"
)

// TestSecretsByBasicCountFirst: Slack prefers HTTP Basic to arguments.
func TestSecretsByBasicCountFirst(t *testing.T) {
	t.Parallel()
	app := &world.App{ClientSecret: "right"}
	for _, test := range []struct {
		basic, argument string
		ok              bool
	}{
		{"right", "", true},
		{"", "right", true},
		{"right", "wrong", true},
		{"wrong", "right", false},
		{"", "", false},
	} {
		c := Call{ClientSecret: test.basic, Args: url.Values{"client_secret": {test.argument}}}
		if err := c.CheckSecret(app); (err == nil) != test.ok {
			t.Errorf("basic %q, argument %q: %v", test.basic, test.argument, err)
		}
	}
}
