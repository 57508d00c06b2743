// Package catalog is what Periscope knows about Slack's permissions: every
// scope, what kind of token may hold it, on which resource types it lives, and
// which Web API methods it opens.
//
// The facts are embedded data, parsed once, each half on first use. They describe Slack
// as its documentation had it at the dates each record names; nothing is
// fetched. Slack left much unsaid, so every claim carries a [Basis], and
// callers are expected to show it.
//
// catalog is the leaf of the program: it imports nothing of ours, and it has no
// rules. Which scopes may be asked for together is the business of package
// model.
package catalog

import (
	"encoding/json"
	"fmt"
)

// Basis says how sure a claim about Slack is.
type Basis string

const (
	Documented       Basis = "documented"        // Slack's own documentation or specification says it
	PartlyDocumented Basis = "partly documented" // Slack says part of it; the rest is inferred
	Inferred         Basis = "inferred"          // follows from names, examples or observed replies
	Undocumented     Basis = "undocumented"      // Slack never said, and nothing lets us infer it
)

// mustParse panics on bad data: it is compiled in and tested, so that it does
// not parse can only be a mistake in the build.
func mustParse(name string, data []byte, into any) {
	if err := json.Unmarshal(data, into); err != nil {
		panic(fmt.Sprintf("catalog: embedded %s: %v", name, err))
	}
}
