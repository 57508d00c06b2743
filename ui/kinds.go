package ui

import (
	"fmt"
	"slices"

	"periscope/model/catalog"
	"periscope/ui/state"

	"github.com/charmbracelet/x/ansi"
)

// owner is whom tokens of a kind act as, in words.
func owner(kind catalog.TokenKind) string {
	switch kind {
	case catalog.Bot:
		return "the bot"
	case catalog.UserToken:
		return "the user"
	}
	return "the app"
}

// typesOfToday say what a token of today knows of each resource type.
var typesOfToday = map[catalog.ResourceType]string{
	catalog.Channel: "Public channels that %s is in.",
	catalog.Group:   "Private channels that %s is in.",
	catalog.MPIM:    "Direct messages among several people that %s is one of.",
	catalog.IM:      "Direct messages between %s and one other person.",
	catalog.AppHome: "Direct messages between %s and one person.",
	catalog.User:    "The person whom the token acts as: %s.",
}

// meaningOfType says what resources of a type are to tokens of a kind.
func meaningOfType(kind catalog.TokenKind, t catalog.ResourceType) string {
	if meaning, ok := typesOfToday[t]; ok && kind.OfToday() {
		return fmt.Sprintf(meaning, owner(kind))
	}
	return t.Meaning()
}

// mixed reports whether there are teams with tokens of different kinds.
func (p *teamsPane) mixed() bool {
	return slices.ContainsFunc(p.sessions, func(s *state.Session) bool { return s.Kind() != p.sessions[0].Kind() })
}

// note is the state of a team and, among teams of several kinds, its kind. In
// width cells the name comes first: what would cut it is left out, unless that
// would leave no kind to a name that is long anyway.
func (p *teamsPane) note(s *state.Session, width int, mixed bool) string {
	const leastName = 8
	state, kind := s.Word()+" ", string(s.Kind())+" "
	if s.Word() == "" {
		state = ""
	}
	room := func(note string) int { return width - 2 - len(note) }
	name := ansi.StringWidth(s.Name())
	switch {
	case !mixed:
		return state
	case room(kind+state) >= name:
		return kind + state
	case s.Word() == "ok" && room(kind) >= name:
		return kind
	case room(kind+state) >= leastName && room(state) < name:
		return kind + state
	}
	return state
}
