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
		if other.State == model.AwaitingTrigger {
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
		case model.DialogShown:
			return fmt.Sprintf("shown to the user, waiting for the answer: %s", JoinScopes(a.Request.Scopes))
		case model.RequestSent:
			left := a.Left(now).Round(time.Second)
			return fmt.Sprintf("sent, the trigger lives %v at most: %s", left, JoinScopes(a.Request.Scopes))
		}
	}
	return ""
}

// Audience says whom a request asks, or for which token an install is.
func Audience(r model.Request) string {
	switch {
	case r.Kind.IsBotOrUser() && r.For == model.ForUser:
		return "for the user token of the person who installs the app"
	case r.Kind.IsBotOrUser():
		return "for the bot token"
	case r.For == model.ForUser:
		return strings.TrimSpace("one user " + string(r.User))
	}
	return "the team"
}

// RequestGlyphs stand before a request, by what became of it.
var RequestGlyphs = map[model.RequestState]string{
	model.AwaitingTrigger: "○", model.RequestSent: "●", model.DialogShown: "●",
	model.Approved: "✓", model.Denied: "✗", model.Rejected: "✗", model.NoAnswer: "?",
}

// RequestSentences say what became of a request, as the end of a sentence.
var RequestSentences = map[model.RequestState]string{
	model.AwaitingTrigger: "waits for a user.",
	model.RequestSent:     "was sent; Slack has not replied.",
	model.DialogShown:     "is shown to the user, who has not answered.",
	model.Approved:        "was granted.",
	model.Denied:          "was denied.",
	model.Rejected:        "was refused by Slack.",
	model.NoAnswer:        "got no answer so far.",
}

// RequestWord says in a word what became of a request.
func RequestWord(s model.RequestState) string {
	switch s {
	case model.AwaitingTrigger:
		return "waiting"
	case model.RequestSent:
		return "sent"
	}
	return string(s)
}

// RequestStyle is how the word is drawn.
func RequestStyle(st draw.Styles, s model.RequestState) draw.Style {
	switch s {
	case model.Approved:
		return st.Good
	case model.Denied, model.Rejected:
		return st.Bad
	case model.RequestSent, model.DialogShown:
		return st.Ask
	}
	return st.Warn
}
