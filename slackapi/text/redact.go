package text

import (
	"bytes"
	"encoding/json"
	"regexp"
	"strings"

	"periscope/model"
)

// What is shown of messages must not tell their secrets: tokens, and what Slack
// puts into replies and deliveries for the app alone. Beside tokens, which are found
// by their form, those are found by the name of their field, in whole messages and in
// cut ones.
var (
	webhookForm = regexp.MustCompile(`(?i)(https?:\\?/\\?/hooks\.slack\.com)[^\s"'<>]*`)
	secretField = regexp.MustCompile(`(?i)("(?:token|[a-z_]*_token|[a-z_]*secret|response_urls?)"\s*:\s*)"(?:[^"\\]|\\.)*(?:"|\\?$)`)
)

// maxShown is how much of a message is shown, in characters. A person reads less,
// and the search for secrets takes a second for a few megabytes.
const maxShown = 32 << 10

// Redact makes a message fit to be shown: without secrets, clean, on one line,
// and not too long.
func Redact(message []byte) string {
	s := Cut(string(canonical(message)), maxShown)
	s = secretField.ReplaceAllString(s, `$1"…"`)
	s = model.HideCutTokens(s)
	s = webhookForm.ReplaceAllString(s, "$1/…")
	return Clean(strings.TrimSpace(s))
}

// canonical rewrites JSON so that no letter in it is needlessly escaped: an
// escaped token looks like none. What is not JSON, or was cut, stays as it is.
func canonical(message []byte) []byte {
	dec := json.NewDecoder(bytes.NewReader(message))
	dec.UseNumber()
	var v any
	if dec.Decode(&v) != nil || dec.More() {
		return message
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if enc.Encode(v) != nil {
		return message
	}
	return b.Bytes()
}
