package sandbox

import (
	"net/http"

	"periscope/model/catalog"
	"periscope/slackapi/sandbox/world"
)

// NewWithClient is [New] with the client that events are sent with.
func NewWithClient(w world.World, opts Options, client *http.Client) *Sandbox {
	return newSandbox(w, opts, client)
}

// Methods returns the kinds of token that may call each method.
func Methods() map[string][]catalog.TokenKind {
	kinds := map[string][]catalog.TokenKind{}
	for name, e := range endpoints {
		kinds[name] = e.kinds
	}
	return kinds
}
