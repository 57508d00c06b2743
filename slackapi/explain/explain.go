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
	"periscope/model/order"
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
	order.Stable(all, func(a, b model.Refusal) int { return cmp.Compare(a.Line, b.Line) })
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
