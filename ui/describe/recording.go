package describe

import (
	"fmt"
	"strings"
	"time"

	"periscope/model"
	"periscope/model/leastprivilege"
	"periscope/ui/draw"
	"periscope/ui/state"
)

// WasUsed reports whether a recording has calls that used a scope, or may have.
func WasUsed(u leastprivilege.ScopeUse) bool {
	return len(u.Methods) > 0 && u.Status != leastprivilege.Missing
}

// TimesUsed says how often a scope was used: "used 3 times". A scope that may not be the one
// that was used is perhaps used.
func TimesUsed(u leastprivilege.ScopeUse) string {
	switch {
	case u.Status == leastprivilege.Missing:
		return "refused " + Count(u.Count, "time")
	case u.Status != leastprivilege.Used:
		return "perhaps " + Count(u.Count, "time")
	}
	return "used " + Count(u.Count, "time")
}

// RecordedUse says by which calls a scope was used, when last, and how we know: a sentence
// without its full stop.
func RecordedUse(u leastprivilege.ScopeUse) string {
	const most = 4
	var methods []string
	for _, m := range u.Methods[:min(len(u.Methods), most)] {
		methods = append(methods, fmt.Sprintf("%s (%s)", m.Method, draw.Thousands(m.Count)))
	}
	if more := len(u.Methods) - most; more > 0 {
		methods = append(methods, fmt.Sprintf("%d more", more))
	}
	said := fmt.Sprintf("%s by %s, last %s", TimesUsed(u), strings.Join(methods, ", "), u.Last.UTC().Format("2006-01-02 15:04 MST"))
	if u.Why != "" {
		said += "; " + u.Why
	}
	return said
}

// RecordedNote is what a recording says of a scope of the session, in a column: in full and
// in nine cells at most. Both are empty if it says nothing.
func RecordedNote(s *state.Session, scope model.ListedScope) (full, brief string) {
	if s.Recorded == nil || s.Recorded.Calls == 0 {
		return "", ""
	}
	u, seen := s.Recorded.Use(scope.Scope)
	switch {
	case seen && u.Status == leastprivilege.Missing && scope.Status == model.StatusGranted:
		return "", "" // an older token was refused
	case seen && len(u.Methods) > 0:
		return TimesUsed(u) + ", last " + shortMoment(u.Last, s.RecordedAt), briefUse(u)
	case seen && u.Least && scope.Status == model.StatusGranted: // beside one that was used
		return "used beside another", "used"
	case scope.Status == model.StatusGranted:
		return "not used", "not used"
	}
	return "", ""
}

// briefUse is how often a scope was used, in nine cells.
func briefUse(u leastprivilege.ScopeUse) string {
	word := "used"
	switch u.Status {
	case leastprivilege.Used:
	case leastprivilege.Missing:
		word = "lacked"
	default:
		word = "maybe"
	}
	if u.Count > 99 {
		return word
	}
	return fmt.Sprintf("%s %d", word, u.Count)
}

// shortMoment is a time of the day, or the day if it is another than that of now.
func shortMoment(at, now time.Time) string {
	at = at.In(now.Location())
	switch {
	case at.Format(time.DateOnly) == now.Format(time.DateOnly):
		return at.Format("15:04")
	case at.Year() == now.Year():
		return at.Format("2 Jan")
	}
	return at.Format(time.DateOnly)
}

// addRecorded says what a recording says of a scope.
func addRecorded(d *draw.Text, s *state.Session, scope model.ListedScope) {
	if s.Recorded == nil || s.Recorded.Calls == 0 { // of other tokens, which tells nothing
		return
	}
	u, seen := s.Recorded.Use(scope.Scope)
	switch {
	case seen && len(u.Methods) > 0:
		d.Add("recorded", RecordedUse(u))
	case seen && u.Why != "":
		d.Add("recorded", fmt.Sprintf("not used by %s; %s", recordedCalls(s), u.Why))
	case scope.Status == model.StatusGranted || seen:
		d.Add("recorded", "not used by "+recordedCalls(s))
	}
}

func recordedCalls(s *state.Session) string {
	return "the " + Count(s.Recorded.Calls, "recorded call")
}
