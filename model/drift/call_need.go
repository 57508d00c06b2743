package drift

import (
	"fmt"
	"slices"
	"strings"

	"periscope/model/catalog"
)

// NeedOf returns what a token of a kind must hold for this call: what its method needs,
// narrowed to the conversations that the call means, as far as its arguments say. Slack
// documents that the conversation methods take the scope of the conversation's type.
func (c CallSite) NeedOf(m catalog.Method, kind catalog.TokenKind) (catalog.Need, bool) {
	need, ok := m.NeedInPractice(kind)
	if !ok || !kind.IsBotOrUser() || !strings.HasPrefix(m.Name, "conversations.") && m.Name != "users.conversations" {
		return need, ok
	}
	types := c.Types
	if m.Name == "conversations.open" {
		types = nil
		switch {
		case c.Users == 1:
			types = []catalog.ResourceType{catalog.IM}
		case c.Users > 1:
			types = []catalog.ResourceType{catalog.MPIM}
		}
	}
	return narrowed(need, types), true
}

// narrowed is a need for conversations of certain types; the need itself if the types are
// not known, or none of its scopes is about one of them.
func narrowed(need catalog.Need, types []catalog.ResourceType) catalog.Need {
	var scopes []catalog.Scope
	found := 0
	for _, t := range types {
		of := scopesAbout(need, t)
		scopes = append(scopes, of...)
		found += min(len(of), 1)
	}
	switch {
	case found == 0 || found < len(types):
		return need
	case len(scopes) == 1:
		need.Rule = catalog.OneScope
	case found > 1 && len(scopes) == found:
		need.Rule = catalog.AllOf // each opens its type
	case found > 1:
		return need
	default:
		need.Rule = catalog.AnyOf
	}
	slices.Sort(scopes)
	need.Scopes = scopes
	return need
}

// scopesAbout are the scopes of a need about conversations of a type that tokens of its
// kind can ask for.
func scopesAbout(need catalog.Need, t catalog.ResourceType) []catalog.Scope {
	var of []catalog.Scope
	for _, s := range need.Scopes {
		if about, ok := s.ConversationType(); ok && about == t {
			of = append(of, s)
		}
	}
	if need.Kind == catalog.Bot && slices.Contains(of, "channels:manage") { // channels:write is its form for users
		of = slices.DeleteFunc(of, func(s catalog.Scope) bool { return s == "channels:write" })
	}
	return of
}

// needKey tells apart the calls of one method that need different scopes.
func needKey(n catalog.Need) string { return fmt.Sprint(n.Rule, n.Scopes) }
