package page

import (
	"encoding/json"
	"runtime"
	"strings"
	"testing"
)

// TestDeepRichTextIsReadOnce: an app may nest rich text as deep as JSON goes, and the page is
// drawn anew with each change.
//
//nolint:paralleltest // it measures what is allocated
func TestDeepRichTextIsReadOnce(t *testing.T) {
	const depth = 2000
	raw := json.RawMessage("[" + strings.Repeat(`{"elements":[`, depth) + `{"text":"deep"},{"text":{}},7,{"name":"wave"},{"user_id":"U1"}` +
		strings.Repeat("]}", depth) + "]")
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	got := richText(raw)
	runtime.ReadMemStats(&after)
	if got != "deep:wave:<@U1>" {
		t.Errorf("%q", got)
	}
	if bytes := after.TotalAlloc - before.TotalAlloc; bytes > 8<<20 {
		t.Errorf("%d bytes were allocated for a text of %d", bytes, len(raw))
	}
}
