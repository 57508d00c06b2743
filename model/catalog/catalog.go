// Package catalog is what Periscope knows about Slack's permissions: every
// scope, what kind of token may hold it, on which resource types it lives, and
// which Web API methods it opens.
//
// The facts are embedded data. Each file of it is parsed once, on first use. They
// describe Slack as its documentation had it at the dates that the records name;
// nothing is fetched. Slack left much unsaid, so every claim carries a [Basis], and
// callers show it.
//
// catalog imports no other package of this program, and it has no rules. Which
// scopes may be asked for together is decided in package model.
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

// mustParse reads embedded data, and panics if it is bad: it is compiled in and
// tested, so that can only be a mistake in the build.
func mustParse(name string, data []byte, into any) {
	if err := json.Unmarshal(data, into); err != nil {
		panic(fmt.Sprintf("catalog: embedded %s: %v", name, err))
	}
}
