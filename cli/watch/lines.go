package watch

import (
	"fmt"
	"strings"
	"time"

	"periscope/cli/console"
	"periscope/cli/project"
	"periscope/model/catalog"
	"periscope/model/leastprivilege"
	"periscope/slackapi/record"
)

// printCall prints a line for a call as it happens.
func (w *watched) printCall(e record.Entry) {
	if w.format == console.TextFormat {
		fmt.Fprintln(w.env.Err, CallLine(e))
	}
}

// CallLine is a call on one line: "12:04:05.120 chat.postMessage ok, bot 3f2a9c11, chat:write, 41 ms".
func CallLine(e record.Entry) string {
	parts := []string{Outcome(e)}
	if who := Who(e); who != "" {
		parts = append(parts, who)
	}
	if scopes := ScopesOf(e); scopes != "" {
		parts = append(parts, scopes)
	}
	parts = append(parts, fmt.Sprintf("%.0f ms", e.MaxMS))
	return e.Last.Local().Format("15:04:05.000") + " " + e.Method + " " + strings.Join(parts, ", ")
}

// Outcome is what became of a call.
func Outcome(e record.Entry) string {
	outcome := e.Outcome
	switch {
	case outcome == "" && e.Status != 0:
		outcome = fmt.Sprintf("HTTP %d", e.Status)
	case outcome == "":
		outcome = "no reply"
	}
	if e.RetryAfter > 0 {
		outcome += fmt.Sprintf(" (wait %s)", time.Duration(e.RetryAfter)*time.Second)
	}
	switch e.AnsweredBy {
	case record.ByEnforcement, record.ByReadOnly:
		outcome += " by " + string(e.AnsweredBy)
	case record.ByProxy:
		outcome = "Slack was not reached"
	}
	return outcome
}

// Who is whose call it was: the kind of token and its fingerprint.
func Who(e record.Entry) string {
	if e.Token == "" {
		return ""
	}
	return string(e.Kind) + " " + e.Token[:min(len(e.Token), shownDigits)]
}

// shownDigits is how much of a fingerprint is shown.
const shownDigits = 8

// ScopesOf are the scopes that a call used, or was refused for, in a few words.
func ScopesOf(e record.Entry) string {
	kind := e.Kind
	if e.Method == record.Webhook {
		kind = catalog.Bot
	}
	j := leastprivilege.Of(kind, []leastprivilege.Call{project.RecordedCall(e)}, nil)
	used, oneOf := j.With(leastprivilege.Used), j.With(leastprivilege.OneOf)
	switch {
	case len(j.With(leastprivilege.Missing)) > 0 && !e.OK():
		return "needs " + strings.Join(console.Strings(j.With(leastprivilege.Missing)), " and ")
	case len(oneOf) > 0:
		return "one of " + strings.Join(console.Strings(oneOf), " ")
	}
	return strings.Join(console.Strings(used), " ")
}
