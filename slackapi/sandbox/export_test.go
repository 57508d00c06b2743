package sandbox

import (
	"periscope/model/catalog"
)

// Methods returns the kinds of token that may call each method.
func Methods() map[string][]catalog.TokenKind {
	kinds := map[string][]catalog.TokenKind{}
	for name, e := range endpoints {
		kinds[name] = e.kinds
	}
	return kinds
}
