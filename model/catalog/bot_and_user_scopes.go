package catalog

import (
	_ "embed"
	"sync"
)

// botAndUserFacts are facts about one scope that hold for bot and user tokens only.
// Most scopes have none.
type botAndUserFacts struct {
	Scope Scope `json:"scope"`
	// Types are the resource types that the scope is about, where its class does not tell.
	Types []ResourceType `json:"types,omitempty"`
	Basis Basis          `json:"basis,omitempty"` // of Types
	// Unjoined are the kinds of token that reach public channels with the scope
	// without being in them.
	Unjoined []kindBasis `json:"unjoined,omitempty"`
	// Instead are the scopes that apps now ask for in its place.
	Instead []Substitute `json:"instead,omitempty"`
}

type kindBasis struct {
	Kind  TokenKind `json:"kind"`
	Basis Basis     `json:"basis"`
}

// Substitute names the scopes that an app asks for, for a token of a kind, in the place
// of one that is out of date or meant for another kind.
type Substitute struct {
	Kind  TokenKind `json:"kind"` // of the token that asks: [Bot] or [UserToken]
	By    []Scope   `json:"by"`   // all of them offered to that kind
	Basis Basis     `json:"basis"`
}

// SubstituteFor returns the scopes that an app now asks for, for a token of a kind, in
// the place of the entry's scope.
func (e Entry) SubstituteFor(kind TokenKind) (Substitute, bool) {
	for _, i := range loadBotAndUserFacts()[e.Scope].Instead {
		if i.Kind == kind {
			return i, true
		}
	}
	return Substitute{}, false
}

//go:embed data/bot_and_user_scopes.json
var botAndUserJSON []byte

var loadBotAndUserFacts = sync.OnceValue(parseBotAndUserFacts)

func parseBotAndUserFacts() map[Scope]botAndUserFacts {
	var all []botAndUserFacts
	mustParse("bot_and_user_scopes.json", botAndUserJSON, &all)
	at := make(map[Scope]botAndUserFacts, len(all))
	for _, t := range all {
		at[t.Scope] = t
	}
	return at
}
