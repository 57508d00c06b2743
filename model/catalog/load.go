package catalog

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"sync"
)

//go:embed data/scopes.json
var scopesJSON []byte

//go:embed data/today.json
var todayJSON []byte

//go:embed data/methods.json
var methodsJSON []byte

// Each part is parsed on first use: a screen of scopes
// is drawn before anyone asks what the scopes unlock.
var (
	loadScopes  = sync.OnceValue(parseScopes)
	loadToday   = sync.OnceValue(parseToday)
	loadMethods = sync.OnceValue(parseMethods)
)

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

func parseToday() map[Scope]today {
	var all []today
	mustParse("today.json", todayJSON, &all)
	at := make(map[Scope]today, len(all))
	for _, t := range all {
		at[t.Scope] = t
	}
	return at
}

type methodIndex struct {
	all     []Method // sorted by name
	at      map[string]int
	unlocks map[unlockKey][]string // names sorted, as all is
}

type unlockKey struct {
	scope Scope
	kind  TokenKind
}

func parseMethods() *methodIndex {
	ix := &methodIndex{unlocks: map[unlockKey][]string{}}
	mustParse("methods.json", methodsJSON, &ix.all)
	ix.at = make(map[string]int, len(ix.all))
	for i, m := range ix.all {
		ix.at[m.Name] = i
		for _, need := range m.Needs {
			for _, s := range need.Scopes {
				k := unlockKey{s, need.Kind}
				ix.unlocks[k] = append(ix.unlocks[k], m.Name)
			}
		}
	}
	return ix
}

// mustParse panics on bad data: it is compiled in and tested, so that it does
// not parse can only be a mistake in the build.
func mustParse(name string, data []byte, into any) {
	if err := json.Unmarshal(data, into); err != nil {
		panic(fmt.Sprintf("catalog: embedded %s: %v", name, err))
	}
}
