package catalog

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"sync"
)

//go:embed data/scopes.json
var scopesJSON []byte

//go:embed data/methods.json
var methodsJSON []byte

type unlockKey struct {
	scope Scope
	kind  TokenKind
}

type index struct {
	scopes   []Entry
	methods  []Method
	byScope  map[Scope]int
	byMethod map[string]int
	unlocks  map[unlockKey][]string
}

// load parses the embedded data once. The data is compiled in and tested, so
// that it does not parse can only be a mistake in the build.
var load = sync.OnceValue(func() *index {
	ix := &index{
		byScope:  map[Scope]int{},
		byMethod: map[string]int{},
		unlocks:  map[unlockKey][]string{},
	}
	mustParse("scopes.json", scopesJSON, &ix.scopes)
	mustParse("methods.json", methodsJSON, &ix.methods)
	for i, e := range ix.scopes {
		ix.byScope[e.Scope] = i
	}
	for i, m := range ix.methods {
		ix.byMethod[m.Name] = i
		for _, need := range m.Needs {
			for _, s := range need.Scopes {
				k := unlockKey{s, need.Kind}
				ix.unlocks[k] = append(ix.unlocks[k], m.Name)
			}
		}
	}
	return ix
})

func mustParse(name string, data []byte, into any) {
	if err := json.Unmarshal(data, into); err != nil {
		panic(fmt.Sprintf("catalog: embedded %s: %v", name, err))
	}
}
