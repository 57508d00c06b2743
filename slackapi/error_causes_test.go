package slackapi

import (
	"strings"
	"testing"
)

// TestEveryCodeHasACause: what is explained has a cause, and what has a cause is explained.
func TestEveryCodeHasACause(t *testing.T) {
	t.Parallel()
	for _, table := range []map[string]explanation{explanations, inApps} {
		for code := range table {
			if causes[code] == "" {
				t.Errorf("%s has no cause", code)
			}
		}
	}
	for _, code := range KnownCodes() {
		x, known := ExplainCode("chat.postMessage", code, "")
		if !known || x.Cause == "" || !strings.HasSuffix(x.Sentence, ".") || !strings.HasSuffix(x.NextStep, ".") {
			t.Errorf("%s is explained as %+v, %v", code, x, known)
		}
		if strings.Contains(x.Sentence+x.NextStep, "Periscope") {
			t.Errorf("%s speaks of Periscope to those whose app made the call: %s %s", code, x.Sentence, x.NextStep)
		}
	}
	if x, known := ExplainCode("chat.postMessage", "brand_new_code", ""); known {
		t.Errorf("a code that nobody knows is explained: %+v", x)
	}
}
