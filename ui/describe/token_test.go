package describe

import (
	"testing"
)

func TestHoldsToken(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		"":                                   false,
		"conversations.history":              false,
		"tokens start with xoxb-":            false,
		"xoxb-sandbox-acme":                  true,
		"  xoxp-sandbox-acme\n":              true,
		"export SLACK_TOKEN='xoxb-sandbox'":  true,
		"xoxe.xoxp-sandbox-acme, please":     true,
		"Authorization: Bearer xapp-sandbox": true,
		"token=xoxc-sandbox%2Bacme":          true,
	} {
		if got := HoldsToken(text); got != want {
			t.Errorf("%q: %t", text, got)
		}
	}
}
