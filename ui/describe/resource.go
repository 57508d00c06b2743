package describe

import (
	"fmt"
	"slices"
	"strings"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/ui/draw"
	"periscope/ui/state"
)

// Label is a resource's name as Slack writes such names.
func Label(r model.Resource) string {
	switch {
	case strings.TrimSpace(r.Name) == "":
		return string(r.ID)
	case r.Type == catalog.Channel || r.Type == catalog.Group:
		return "# " + r.Name
	case r.Type == catalog.IM || r.Type == catalog.AppHome || r.Type == catalog.User:
		return "@ " + r.Name
	}
	return r.Name
}

// rowHidesID reports whether a row has something else to say where the id would be.
func rowHidesID(s *state.Session, r model.Resource) bool {
	return r.Archived || slices.ContainsFunc(s.Permissions.On(r.Type), func(g model.Grant) bool {
		return slices.Contains(g.Resources.Excluded, r.ID)
	})
}

// ResourceType describes a type, and what the token holds on it.
func ResourceType(s *state.Session, t catalog.ResourceType) draw.Text {
	d := draw.Text{Title: string(t)}
	scope, closed := UnlistableTypes(s.Permissions)[t]
	if closed {
		d.Say(draw.Uncertain, unlistableSentence(s.Kind(), scope))
	}
	if s.Partial() && !s.Permissions.ReadToEnd(t) {
		d.Say(draw.Negative, "The reading of this type broke off, so there may be more. r reads again.")
	}
	if s.Permissions.ScopesUnknown {
		d.Say(draw.Uncertain, ScopesUnknown)
	}
	grants := s.Permissions.On(t)
	if len(grants) == 0 {
		d.Say(draw.Neutral, sentence(Owner(s.Kind())+" holds nothing on this type"))
	}
	for _, g := range grants {
		switch {
		case s.Permissions.ScopesUnknown || len(g.Scopes) == 0:
		case closed:
			d.Add("holds", JoinScopes(g.Scopes))
		case t == catalog.User:
			d.Add(people(s, g.Resources.IDs), JoinScopes(g.Scopes))
		default:
			held := Count(len(g.Scopes), "scope")
			d.Say(draw.Positive, sentence(fmt.Sprintf("%s holds %s on %s", Owner(s.Kind()), held, sizeOf(t, g.Resources))))
			d.Add("scopes", JoinScopes(g.Scopes))
		}
	}
	d.Gap()
	d.Say(draw.Neutral, meaningOfType(s.Kind(), t))
	return d
}

// sizeOf is a set of resources of a type: "channel: all but 2". There is one team.
func sizeOf(t catalog.ResourceType, set model.ResourceSet) string {
	if t == catalog.Team {
		return string(t)
	}
	return string(t) + ": " + SetSize(set)
}

// people names users, at most three of them.
func people(s *state.Session, ids []model.ResourceID) string {
	const most = 3
	var names []string
	for _, id := range ids[:min(len(ids), most)] {
		r, _ := s.Dir.Find(catalog.User, id)
		names = append(names, Label(r))
	}
	more := ""
	if len(ids) > most {
		more = fmt.Sprintf(" and %d more", len(ids)-most)
	}
	return strings.Join(names, ", ") + more
}

// Everything describes what the token holds, type by type.
func Everything(s *state.Session) draw.Text {
	d := draw.Text{Title: "everything"}
	p := s.Permissions
	if p.ScopesUnknown {
		d.Say(draw.Uncertain, ScopesUnknown)
		return d
	}
	d.Say(draw.Positive, sentence(fmt.Sprintf("%s holds %s", Owner(s.Kind()), Count(len(p.Scopes()), "scope"))))
	closed := UnlistableTypes(p)
	for _, t := range p.Types() {
		for _, g := range p.On(t) {
			size := SetSize(g.Resources)
			if closed[t] != "" {
				size = "how many is not known"
			}
			if len(g.Scopes) > 0 {
				d.Add(string(t)+" ("+size+")", JoinScopes(g.Scopes))
			}
		}
	}
	return d
}

// OtherTypes describes the scopes that mean nothing on what is selected.
func OtherTypes(on model.Resource, scopes []catalog.Scope) draw.Text {
	d := draw.Text{Title: "scopes of other types"}
	d.Say(draw.Neutral, fmt.Sprintf("%s %s nothing on %s: they are for other types. enter shows them here, "+
		"and everything, the first row of Resources, lists all.", Count(len(scopes), "scope"), does(len(scopes), "mean"), on.Type))
	d.Gap()
	d.Add("scopes", JoinScopes(scopes))
	return d
}

// does is a verb as it goes with a number of things.
func does(n int, verb string) string {
	if n == 1 {
		return verb + "s"
	}
	return verb
}

// sentence begins with a capital and ends with a full stop.
func sentence(words string) string { return strings.ToUpper(words[:1]) + words[1:] + "." }

// coveredSentence says why a resource that a grant lists is covered by it.
func coveredSentence(kind catalog.TokenKind, t catalog.ResourceType) string {
	if kind.IsBotOrUser() {
		return "Covered: " + listedSentence(kind, t) + "."
	}
	return fmt.Sprintf("Covered: the grant lists this %s by its id.", t)
}

// Resource says how a resource is covered. It leaves the id out where the pane's row shows
// it, unless withID: repeating what is on screen costs bytes at every move.
func Resource(s *state.Session, r model.Resource, withID bool) draw.Text {
	d := draw.Text{Title: Label(r)}
	if r.Archived {
		d.Title += " (archived)"
	}
	if (rowHidesID(s, r) || withID) && d.Title != string(r.ID) {
		d.Title += "  " + string(r.ID)
	}
	for _, g := range s.Permissions.On(r.Type) {
		switch g.Resources.Contains(r.ID) {
		case model.ByID:
			d.Say(draw.Positive, coveredSentence(s.Kind(), r.Type))
		case model.ByWildcard:
			d.Say(draw.Positive, fmt.Sprintf("Covered by the wildcard: the grant is for every %s.", r.Type))
		case model.Excluded:
			d.Say(draw.Negative,
				fmt.Sprintf("Excluded by id: the grant is for every %s but this. No scope of the type works here.", r.Type))
			continue
		case model.Outside:
			continue
		}
		if len(g.Scopes) > 0 {
			d.Add("scopes", JoinScopes(g.Scopes))
		} else if r.Type == catalog.User {
			d.Say(draw.Neutral, "What it may do as this person stands on the other types; no scope is about the person alone.")
		}
	}
	if r.User != "" {
		d.Add("with", string(r.User))
	}
	if r.Name == "" {
		d.Add("name", "unknown: the app may not read it, or Slack was not asked yet")
	}
	return d
}

// listedSentence says what it means that a resource is in a set by its id.
func listedSentence(kind catalog.TokenKind, t catalog.ResourceType) string {
	switch {
	case !kind.IsBotOrUser():
		return "listed by its id"
	case t.Conversation():
		return Owner(kind) + " is in it"
	case t == catalog.User:
		return "the token acts as this person"
	}
	return "the token was issued here"
}

// listedTypes say what a bot or user token knows of each resource type.
var listedTypes = map[catalog.ResourceType]string{
	catalog.Channel: "Public channels that %s is in.",
	catalog.Group:   "Private channels that %s is in.",
	catalog.MPIM:    "Direct messages among several people that %s is one of.",
	catalog.IM:      "Direct messages between %s and one other person.",
	catalog.AppHome: "Direct messages between %s and one person.",
	catalog.User:    "The person whom the token acts as: %s.",
}

// meaningOfType says what resources of a type are to tokens of a kind.
func meaningOfType(kind catalog.TokenKind, t catalog.ResourceType) string {
	if meaning, ok := listedTypes[t]; ok && kind.IsBotOrUser() {
		return fmt.Sprintf(meaning, Owner(kind))
	}
	return t.Meaning()
}

// ListingMethod lists the conversations that a bot or user token is in.
const ListingMethod = "users.conversations"

// ListingMethods list conversations page by page, with whatever token.
var ListingMethods = []string{ListingMethod, "conversations.list"}

// UnlistableTypes are the types of conversation that a token cannot list, each with
// the scope that would let it.
func UnlistableTypes(p model.Permissions) map[catalog.ResourceType]catalog.Scope {
	scopes := map[catalog.ResourceType]catalog.Scope{}
	for _, unlisted := range p.UnlistedTypes() {
		scopes[unlisted.Type] = unlisted.Scope
	}
	return scopes
}

// unlistableSentence says why a type has no rows, and what would change that.
func unlistableSentence(kind catalog.TokenKind, s catalog.Scope) string {
	return fmt.Sprintf("Which of these %s is in is not known: listing them takes %s, which the token lacks. "+
		"On this row, space picks it and c composes the install that adds it.", Owner(kind), s)
}

// MethodReach is how many resources of a type a method works on, or which scope would tell.
func MethodReach(p model.Permissions, r model.ReachableType) string {
	if r.Unjoined {
		return "all public ones"
	}
	if lists, closed := UnlistableTypes(p)[r.Type]; closed {
		return "not known without " + string(lists)
	}
	return SetSize(r.Resources)
}

// SetSize is the size of a set, in words that stand alone.
func SetSize(set model.ResourceSet) string {
	if n := len(set.IDs); n > 0 && !set.Wildcard {
		return draw.Thousands(n)
	}
	return set.String()
}

// TypeInWords is a resource type as people call it, with Slack's name: "private channels
// (group)".
func TypeInWords(t catalog.ResourceType) string {
	if words := t.Conversations(); words != "" {
		return words + " (" + string(t) + ")"
	}
	return string(t)
}

// TypeNames lists resource types.
func TypeNames(types []catalog.ResourceType) string {
	names := make([]string, len(types))
	for i, t := range types {
		names[i] = string(t)
	}
	return strings.Join(names, ", ")
}
