package catalog

import (
	_ "embed"
	"slices"
	"sync"
)

// Scope is the name of one permission, such as "chat:write".
type Scope string

// Class is what a scope is about. The names are ours: Slack speaks of scope
// "types" in the mixed_scope error but never published them.
type Class string

const (
	ConversationClass Class = "conversation" // acts in channels, direct messages and app homes
	AppHomeClass      Class = "app_home"     // acts on the app's own direct messages
	TeamClass         Class = "team"         // reads or changes the workspace as a whole
	UserClass         Class = "user"         // acts for one named user
	IdentityClass     Class = "identity"     // signs a person in, and nothing else
	LegacyClass       Class = "legacy"       // of older naming schemes, superseded by finer scopes
	UnclearClass      Class = "unclear"      // Slack never showed where it belongs, or it is about the app itself
)

// Classes lists every class a record may carry.
var Classes = [...]Class{
	ConversationClass, AppHomeClass, TeamClass, UserClass, IdentityClass, LegacyClass, UnclearClass,
}

// ScopesAsOf is the month of the newest documentation in which we looked for scopes.
const ScopesAsOf = "August 2026"

// Entry is the catalogue's record of one scope.
type Entry struct {
	Scope   Scope  `json:"scope"`
	Meaning string `json:"meaning"` // one sentence, in our words
	Class   Class  `json:"class"`
	Basis   Basis  `json:"basis"` // of Class; each of Places has its own

	// Evidence is what the claims rest on, in our words: one to three sentences.
	// Every scope of workspace tokens has some. For scopes of later tokens it
	// is empty where there is nothing to say but that the name told us the class.
	Evidence string `json:"evidence,omitempty"`

	// Kinds are the token kinds that may hold the scope, or could while they
	// existed; never empty. It is [UnknownKind] alone where Slack lists a scope
	// without saying for whom.
	Kinds []TokenKind `json:"kinds"`
	// Places are the resource types that a workspace token holds it on; empty
	// for scopes that no workspace token holds and where Slack never said.
	Places []Place `json:"places,omitempty"`
	// Replaced is set when workspace apps were to use other scopes instead. It
	// says nothing of later tokens: bots hold channels:history to this day.
	Replaced *Replacement `json:"replaced,omitempty"`
	// Events are the Events API subscriptions, as of May 2018, that the scope
	// opened to workspace apps; sorted. Set on workspace scopes only.
	Events []string `json:"events,omitempty"`
}

// Place is one resource type on which a scope lives, and how we know.
type Place struct {
	Type  ResourceType `json:"type"`
	Basis Basis        `json:"basis"`
}

// Replacement names what took a scope's place.
type Replacement struct {
	By    []Scope `json:"by"`    // never replaced in their turn
	Since string  `json:"since"` // date, YYYY-MM-DD
	Basis Basis   `json:"basis"`
	// Except are the resource types, among the entry's places, on which the old
	// scope is still the way. Slack replaced im:read and im:history for ordinary
	// conversations (announcement of 2018-06-21), while "Working with workspace
	// tokens" kept both in what every install is granted on its app_home.
	Except []ResourceType `json:"except,omitempty"`
}

// On reports whether the replacement holds on resources of type t.
func (r Replacement) On(t ResourceType) bool { return !slices.Contains(r.Except, t) }

// Offered reports whether a token of the given kind could ask for the scope.
func (e Entry) Offered(kind TokenKind) bool { return slices.Contains(e.Kinds, kind) }

// On reports whether the scope lives on resources of type t, and how we know.
func (e Entry) On(t ResourceType) (Place, bool) {
	for _, p := range e.Places {
		if p.Type == t {
			return p, true
		}
	}
	return Place{}, false
}

// Lookup finds the record of a scope by its exact name. Its slices are shared: do not change them.
func Lookup(s Scope) (Entry, bool) {
	ix := loadScopes()
	i, ok := ix.at[s]
	if !ok {
		return Entry{}, false
	}
	return ix.all[i], true
}

// Scopes returns all records, sorted by name. The slice is shared: do not change it.
func Scopes() []Entry { return loadScopes().all }

// Offered returns the records of all scopes that tokens of a kind may hold, sorted by name.
func Offered(kind TokenKind) []Entry {
	var offered []Entry
	for _, e := range Scopes() {
		if e.Offered(kind) {
			offered = append(offered, e)
		}
	}
	return offered
}

//go:embed data/scopes.json
var scopesJSON []byte

var loadScopes = sync.OnceValue(parseScopes)

type scopeIndex struct {
	all []Entry // sorted by scope
	at  map[Scope]int
}

func parseScopes() *scopeIndex {
	ix := &scopeIndex{}
	mustParse("scopes.json", scopesJSON, &ix.all)
	ix.at = make(map[Scope]int, len(ix.all))
	for i, e := range ix.all {
		ix.at[e.Scope] = i
	}
	return ix
}
