package describe

import (
	"fmt"
	"strings"
	"time"

	"periscope/model"
	"periscope/ui/draw"
	"periscope/ui/state"
)

// RequestLine says what the next trigger will send for a team, which request is on
// its way, or which dialog waits for an answer; else "".
func RequestLine(l *state.Requests, key string, now time.Time) string {
	a := l.Next(key)
	if a == nil {
		return shownLine(l, key, now)
	}
	waiting := 0
	for _, other := range l.Of(key) {
		if other.State == model.Armed {
			waiting++
		}
	}
	more := ""
	if waiting > 1 {
		more = fmt.Sprintf(" (+%d)", waiting-1)
	}
	return fmt.Sprintf("waiting for a user: %s%s", JoinScopes(a.Request.Scopes), more)
}

func shownLine(l *state.Requests, key string, now time.Time) string {
	for _, a := range l.Of(key) {
		switch a.State {
		case model.Shown:
			return fmt.Sprintf("shown to the user, waiting for the answer: %s", JoinScopes(a.Request.Scopes))
		case model.Fired:
			left := a.Left(now).Round(time.Second)
			return fmt.Sprintf("sent, the trigger lives %v at most: %s", left, JoinScopes(a.Request.Scopes))
		}
	}
	return ""
}

// Audience says whom a request asks, or for which token an install is.
func Audience(r model.Request) string {
	switch {
	case r.Kind.OfToday() && r.For == model.ForUser:
		return "for the user token of the person who installs the app"
	case r.Kind.OfToday():
		return "for the bot token"
	case r.For == model.ForUser:
		return strings.TrimSpace("one user " + string(r.User))
	}
	return "the team"
}

// RequestGlyphs stand before a request, by what became of it.
var RequestGlyphs = map[model.AskState]string{
	model.Armed: "○", model.Fired: "●", model.Shown: "●", model.Approved: "✓", model.Denied: "✗", model.Rejected: "✗", model.NoAnswer: "?",
}

// RequestSentences say what became of a request, as the end of a sentence.
var RequestSentences = map[model.AskState]string{
	model.Armed:    "waits for a user.",
	model.Fired:    "was sent; Slack has not replied.",
	model.Shown:    "is shown to the user, who has not answered.",
	model.Approved: "was granted.",
	model.Denied:   "was denied.",
	model.Rejected: "was refused by Slack.",
	model.NoAnswer: "got no answer so far.",
}

// RequestWord says in a word what became of a request.
func RequestWord(s model.AskState) string {
	switch s {
	case model.Armed:
		return "waiting"
	case model.Fired:
		return "sent"
	}
	return string(s)
}

// RequestStyle is how the word is drawn.
func RequestStyle(st draw.Styles, s model.AskState) draw.Style {
	switch s {
	case model.Approved:
		return st.Good
	case model.Denied, model.Rejected:
		return st.Bad
	case model.Fired, model.Shown:
		return st.Ask
	}
	return st.Warn
}
