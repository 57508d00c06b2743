package model

import (
	"slices"
	"strings"

	"periscope/model/catalog"
)

// FindEvent finds the event of the Events API that was typed: by its name, by the URL of
// its page, or as a listener has it: app.event("app_mention").
func FindEvent(typed string) (catalog.Event, bool) {
	if len(typed) > longestTyped {
		return catalog.Event{}, false
	}
	word := strings.TrimSpace(typed)
	if _, after, ok := strings.Cut(word, "/events/"); ok {
		word, _, _ = strings.Cut(after, "/")
		word = strings.TrimSuffix(strings.TrimSuffix(word, ".md"), ".html")
	}
	for _, quote := range []string{`"`, "'", "`"} {
		if parts := strings.Split(word, quote); len(parts) == 3 {
			word = parts[1]
		}
	}
	return catalog.LookupEvent(strings.ToLower(word))
}

// AccessToEvent tells what a token of a kind (empty is [catalog.Bot]) must hold to get an
// event; see [AccessTo], of which it is the counterpart. Method is the event's name, and
// Callable says that tokens of the kind can hold one of its scopes.
func AccessToEvent(e catalog.Event, kind catalog.TokenKind, held *Permissions) MethodAccess {
	if kind == "" {
		kind = catalog.Bot
	}
	need := e.Need(kind)
	callable := need.Rule == catalog.NoScope || slices.ContainsFunc(need.Scopes, func(s catalog.Scope) bool {
		entry, ok := catalog.Lookup(s)
		return ok && entry.Offered(kind)
	})
	n := MethodAccess{
		Method: e.Name, Kind: kind, Callable: callable, Granted: Unknown, Rule: need.Rule, Listed: e.Scopes,
		AsOf: need.AsOf, Basis: catalog.Documented,
	}
	switch need.Rule {
	case catalog.OneScope:
		n.AllOf = need.Scopes
	case catalog.AnyOf:
		n.AnyOf = NarrowestFirst(need.Scopes, kind)
	}
	switch {
	case !callable:
		n.Granted = No
	case need.Rule == catalog.NoScope:
		n.Granted, n.Basis = Yes, catalog.PartlyDocumented
	case held != nil && !held.ScopesUnknown && held.TokenKind() == kind:
		n.Granted, n.Missing = Judge(need, held.scopeTest())
		n.Reachable, n.Unreachable = reachOf(need, *held)
	}
	return n
}
