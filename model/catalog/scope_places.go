package catalog

import "slices"

// TypesFor returns the resource types that tokens of a kind can be granted scopes
// on, in the order of [ResourceTypes]. Every direct message of a bot is its app's
// own, so bots have app homes where users have direct messages. Kinds that are
// granted nothing on resources have none. The slice is shared: do not change it.
func TypesFor(kind TokenKind) []ResourceType {
	switch kind {
	case Workspace:
		return ResourceTypes[:]
	case Bot:
		return []ResourceType{Team, Channel, Group, MPIM, AppHome}
	case UserToken:
		return []ResourceType{Team, Channel, Group, MPIM, IM, User}
	}
	return nil
}

// PlacesFor returns the resource types on which a token of a kind holds the
// scope, in the order of [ResourceTypes]; none when tokens of the kind cannot
// hold it, or hold it on nothing, as app-level tokens do. For workspace tokens
// they are e.Places.
//
// Slack documents that the scopes over conversations of one type, such as
// groups:history, work on that type alone. Where the other scopes of bot and user
// tokens work is inferred from what they are about.
func (e Entry) PlacesFor(kind TokenKind) []Place {
	types := TypesFor(kind)
	switch {
	case kind == Workspace:
		return e.Places
	case !e.Offered(kind) || len(types) == 0:
		return nil
	}
	over, basis := e.typesFor()
	var places []Place
	for _, t := range types {
		if slices.Contains(over, t) {
			places = append(places, Place{t, basis})
		}
	}
	if len(places) == 0 {
		return []Place{{Team, Inferred}}
	}
	return places
}

// PlaceFor reports whether a token of a kind holds the scope on resources of
// type t, and how we know.
func (e Entry) PlaceFor(kind TokenKind, t ResourceType) (Place, bool) {
	for _, p := range e.PlacesFor(kind) {
		if p.Type == t {
			return p, true
		}
	}
	return Place{}, false
}

// typesFor returns the resource types that the scope of a bot or user token is
// about, whether or not tokens of the kind can be granted scopes on them.
func (e Entry) typesFor() ([]ResourceType, Basis) {
	if facts := loadBotAndUserFacts()[e.Scope]; len(facts.Types) > 0 {
		return facts.Types, facts.Basis
	}
	switch e.Class {
	case AppHomeClass:
		return []ResourceType{AppHome}, Inferred
	case ConversationClass:
		return []ResourceType{Channel, Group, MPIM, IM, AppHome}, Inferred
	case UserClass, IdentityClass:
		return []ResourceType{User}, Inferred
	}
	return []ResourceType{Team}, Inferred
}

// ReachesUnjoined reports whether a token of a kind may use the scope also in public
// channels that its bot or user is not a member of, and how we know.
func (e Entry) ReachesUnjoined(kind TokenKind) (Basis, bool) {
	for _, u := range loadBotAndUserFacts()[e.Scope].Unjoined {
		if u.Kind == kind {
			return u.Basis, true
		}
	}
	return "", false
}
