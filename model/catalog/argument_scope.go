package catalog

import (
	_ "embed"
	"slices"
	"sync"
)

// ArgumentScope is a scope that some calls of a method need besides those that the
// method lists: for certain arguments, or for what they are to reach.
type ArgumentScope struct {
	Method string    `json:"method"`
	Kind   TokenKind `json:"kind"`
	Scope  Scope     `json:"scope"`
	// Arguments: each of them needs the scope. Empty where the call does not show it.
	Arguments []string `json:"arguments,omitempty"`
	For       string   `json:"for"` // completes "with it, the method reaches or takes ..."
	Basis     Basis    `json:"basis"`
}

// ArgumentScopes returns the scopes that some calls of the method need besides, for
// tokens of a kind.
func (m Method) ArgumentScopes(kind TokenKind) []ArgumentScope {
	var some []ArgumentScope
	for _, a := range loadArgumentScopes() {
		if a.Method == m.Name && a.Kind == kind {
			some = append(some, a)
		}
	}
	return some
}

// NeededBy reports whether a call with these arguments needs the scope.
func (a ArgumentScope) NeededBy(arguments []string) bool {
	return slices.ContainsFunc(arguments, func(name string) bool { return slices.Contains(a.Arguments, name) })
}

// partners are scopes that Slack grants only along with another.
var partners = map[Scope]Scope{"users:read.email": "users:read"}

// Partner returns the scope that must be asked for together with s, if there is one.
func (s Scope) Partner() (Scope, bool) {
	p, ok := partners[s]
	return p, ok
}

//go:embed data/argument_scopes.json
var argumentScopesJSON []byte

var loadArgumentScopes = sync.OnceValue(func() []ArgumentScope {
	var all []ArgumentScope
	mustParse("argument_scopes.json", argumentScopesJSON, &all)
	return all
})
