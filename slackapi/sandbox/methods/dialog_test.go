package methods_test

import (
	"strings"
	"testing"

	"periscope/slackapi/sandbox/sandboxtest"
)

// TestElementsOfDialogs: which Slack takes, and which it refuses.
func TestElementsOfDialogs(t *testing.T) {
	t.Parallel()
	s, _ := sandboxtest.FrozenDemo(t)
	for elements, want := range map[string]string{
		`{"type":"text","name":"n","label":"l","subtype":"email"}`:                                         "",
		`{"type":"select","name":"n","label":"l","data_source":"external"}`:                                "",
		`{"type":"select","name":"n","label":"l","options":[{"label":"a","value":"b"}]}`:                   "",
		`{"type":"select","name":"n","label":"l"}`:                                                         "validation_errors",
		`{"type":"select","name":"n","label":"l","data_source":"moon"}`:                                    "validation_errors",
		`{"type":"text","name":"n","label":"l","subtype":"poem"}`:                                          "validation_errors",
		`{"type":"text","name":"n","label":"l"},{"type":"text","name":"n","label":"l"}`:                    "validation_errors",
		`{"type":"text","name":"n","label":"` + strings.Repeat("l", 49) + `"}`:                             "validation_errors",
		`{"type":"text","name":"` + strings.Repeat("n", 301) + `","label":"l"}`:                            "validation_errors",
		`{"type":"text","name":"n"}`:                                                                       "validation_errors",
		`{"type":"poem","name":"n","label":"l"}`:                                                           "validation_errors",
		`{"type":"select","name":"n","label":"l","options":[` + strings.Repeat("{},", 100) + `{"a":"b"}]}`: "validation_errors",
	} {
		dialog := `{"callback_id":"c","title":"t","elements":[` + elements + `]}`
		if got := sandboxtest.Ask(t, s, sandboxtest.AcmeToken, "dialog.open", "dialog", dialog, "trigger_id", string(sandboxtest.RunCommand(t, s))).Error; got != want {
			t.Errorf("%s: %q, want %q", elements, got, want)
		}
	}
}
