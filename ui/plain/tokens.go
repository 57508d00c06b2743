package plain

import (
	"fmt"
	"slices"

	"periscope/ui"
	"periscope/ui/describe"
	"periscope/ui/state"
)

// tokens says of every team's token in what state it is, when it ends and what it holds. It
// reads what was not read yet.
func (c *conversation) tokens() {
	if len(c.sessions) == 0 {
		c.say("There is no team.")
		return
	}
	for _, s := range c.sessions {
		if s.Phase == state.Unread {
			c.load(s)
		}
	}
	c.say("%s", describe.TokenStates(c.sessions))
	var choices []choice
	for _, s := range c.sessions {
		choices = append(choices, choice{text: c.aboutToken(s), says: c.name(s), do: func() { c.choose(s) }})
	}
	c.offer(choices)
}

// aboutToken is what there is to say of a team's token, in a line.
func (c *conversation) aboutToken(s *state.Session) string {
	text := fmt.Sprintf("%s, %s: %s", c.name(s), describe.KindOfToken(s.Kind()), describe.TokenState(s))
	if refresher, ok := c.source.(ui.TokenRenewer); ok {
		if at, known := refresher.Expires(s.Team.Key); known {
			text += ", " + describe.TimeLeft(at.Sub(c.opts.Now()))
		}
	}
	switch held := describe.HeldScopes(s); {
	case describe.HeldCount(s) == "":
	case s.Permissions.ScopesUnknown || len(held) == 0:
		text += ", " + describe.HeldCount(s)
	default:
		text += ", " + describe.HeldCount(s) + ": " + scopes(held)
	}
	if s.Err != nil {
		sentence, next := describe.Banner(s.Err)
		text += ". " + sentence + " " + keysAsCommands(next)
	}
	return text
}

// name is the name of a team, with its key where another team has the same name.
func (c *conversation) name(s *state.Session) string {
	if slices.ContainsFunc(c.sessions, func(other *state.Session) bool { return other != s && other.Name() == s.Name() }) {
		return s.Name() + " (" + s.Team.Key + ")"
	}
	return s.Name()
}
