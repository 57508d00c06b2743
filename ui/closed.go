package ui

import (
	"fmt"

	"periscope/model"
	"periscope/model/catalog"
)

// listingMethod is what Slack lists the conversations of a token of today with.
const listingMethod = "users.conversations"

// closedTypes are the types of conversation that a token of today cannot list,
// each with the scope that would let it. Where scopes were not told there is no
// telling, and so none.
func closedTypes(p model.Permissions) map[catalog.ResourceType]catalog.Scope {
	m, ok := catalog.LookupMethod(listingMethod)
	if !ok || !p.Kind.OfToday() {
		return nil
	}
	closed := map[catalog.ResourceType]catalog.Scope{}
	for _, shut := range model.Need(m, p.Kind, &p).Closed {
		closed[shut.Type] = shut.Scope
	}
	return closed
}

// closedSentence says why a type has no rows, and what would change that.
func closedSentence(kind catalog.TokenKind, s catalog.Scope) string {
	return fmt.Sprintf("Which of these %s is in is not known: listing them takes %s, which the token lacks. "+
		"On this row, space picks it and c composes the install that adds it.", owner(kind), s)
}

// untoldSentence is said wherever scopes would be, when there is no telling.
const untoldSentence = "Slack did not say which scopes this token holds."
