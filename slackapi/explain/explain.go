// Package explain reads what apps print when Slack refuses a call: replies, exceptions
// of SDKs, stack traces, lines of logs, headers. It finds each refusal in a text, and
// says what stands behind it and what to change.
//
// It promises that the work is bounded for any text; that what it returns is clean and
// holds no secret of the text; that each finding is counted once for each time it
// stands there; and that a text without a refusal has no findings. It reads no files,
// asks nobody, and does not judge tokens: [Diagnose] compares with permissions that
// others have read.
package explain

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"periscope/model"
	"periscope/slackapi/text"
)

// Bounds of what is read. What stands beyond them is left out.
const (
	maxText     = 8 << 20 // bytes
	maxLine     = 64 << 10
	maxFindings = 2000 // that differ
	maxExcerpt  = 200  // characters
	lookBack    = 60   // lines before a code that may belong to it
	lookForward = 40   // lines after it
)

// Refusals finds what Slack refused, in the order of first lines. The same refusal
// found again is counted.
func Refusals(s string) []model.Refusal {
	s = s[:min(len(s), maxText)]
	if !utf8.ValidString(s) {
		s = strings.ToValidUTF8(s, "\ufffd")
	}
	all := fromJSON(s)
	if all == nil {
		all = fromText(s)
	}
	return counted(all)
}

// counted joins refusals that say the same.
func counted(all []model.Refusal) []model.Refusal {
	slices.SortStableFunc(all, func(a, b model.Refusal) int { return cmp.Compare(a.Line, b.Line) })
	var once []model.Refusal
	for _, r := range all {
		i := slices.IndexFunc(once, r.Same)
		switch {
		case i >= 0:
			once[i].Count += r.Count
			once[i].Kind = cmp.Or(once[i].Kind, r.Kind)
		case len(once) < maxFindings:
			once = append(once, r)
		}
	}
	return once
}

// secretForm are secrets behind their names, in the literals of more languages than
// JSON, in queries and in headers.
var secretForm = lazy(`(?i)((?:token|secret|authorization|password|passphrase|cookie)["']?\s*(?:=>|[:=])\s*|[?&]code=)` +
	`(?:bearer\s+|basic\s+)?["']?[^\s"',&)}]+`)

// excerpt is a line, fit to be shown.
func excerpt(line string) string {
	line = text.Redact([]byte(line[:min(len(line), 4*maxExcerpt)]))
	return text.Cut(secretForm().ReplaceAllString(line, "$1…"), maxExcerpt)
}
