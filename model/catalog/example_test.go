package catalog_test

import (
	"fmt"

	"periscope/model/catalog"
)

func ExampleLookup() {
	e, _ := catalog.Lookup("im:history")
	fmt.Println(e.Meaning)
	for _, p := range e.Places {
		fmt.Printf("on %s: %s\n", p.Type, p.Basis)
	}
	fmt.Println("replaced by", e.Replaced.By, "since", e.Replaced.Since)
	// Output:
	// Read the messages of direct messages between two people, or with the app.
	// on im: inferred
	// on app_home: documented
	// replaced by [conversations:history] since 2018-06-21
}

func ExampleUnlocks() {
	fmt.Println(catalog.Unlocks("pins:write", catalog.Workspace))
	fmt.Println(catalog.Unlocks("channels:join", catalog.Bot))
	// Output:
	// [pins.add pins.remove]
	// [channels.join conversations.join]
}

func ExampleMethod_Need() {
	m, _ := catalog.LookupMethod("conversations.kick")
	need, _ := m.Need(catalog.Bot)
	fmt.Println(need.Rule, need.Scopes, "as of", need.AsOf)
	// Output:
	// any of [channels:manage groups:write] as of 2026-08-20
}
