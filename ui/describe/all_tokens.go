package describe

import (
	"fmt"
	"strings"
	"time"

	"periscope/model/catalog"
	"periscope/ui/state"
)

// TokenState is the state of a team's token, in a word.
func TokenState(s *state.Session) string {
	if word := s.Word(); word != "" {
		return word
	}
	return "unread"
}

// TokenStates counts the states of tokens: "6 tokens: 5 ok, 1 revoked."
func TokenStates(teams []*state.Session) string {
	var words []string
	count := map[string]int{}
	for _, s := range teams {
		word := TokenState(s)
		if count[word] == 0 {
			words = append(words, word)
		}
		count[word]++
	}
	parts := make([]string, len(words))
	for i, word := range words {
		parts[i] = fmt.Sprintf("%d %s", count[word], word)
	}
	return Count(len(teams), "token") + ": " + strings.Join(parts, ", ") + "."
}

// HeldScopes are all scopes that a token is known to hold.
func HeldScopes(s *state.Session) []catalog.Scope {
	if s.Phase != state.Read {
		return nil
	}
	return s.Permissions.Scopes()
}

// HeldCount says how many scopes a token holds; empty: what it may do was not read.
func HeldCount(s *state.Session) string {
	switch {
	case s.Phase != state.Read:
		return ""
	case s.Permissions.ScopesUnknown:
		return "scopes unknown"
	}
	return Count(len(HeldScopes(s)), "scope")
}

// TimeLeft is what is left of the life of a token that runs out.
func TimeLeft(left time.Duration) string {
	switch {
	case left <= 0:
		return "has run out"
	case left < time.Minute:
		return "runs out within a minute"
	}
	return fmt.Sprintf("runs out in %d min", int(left.Minutes()))
}
