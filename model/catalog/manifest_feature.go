package catalog

import (
	_ "embed"
	"strings"
	"sync"
)

// Feature is the catalogue's record of one part of app manifests that uses scopes.
type Feature struct {
	Name string `json:"feature"` // "slash_commands"
	// Path is the place in a manifest, fields joined by dots. What stands there counts
	// if it is true, or a list or object that holds something.
	Path string `json:"path"`
	What string `json:"what"` // one of it, in words: "slash command"
	FeatureNeed
}

// FeatureNeed is what the app must hold for a part of its manifest. Without scopes, and
// with the rule unknown, it may be any that tokens of the kind can hold.
type FeatureNeed struct {
	Kind   TokenKind `json:"kind"`
	Scopes []Scope   `json:"scopes,omitempty"`
	Rule   Rule      `json:"rule"`
	Also   []Scope   `json:"also,omitempty"` // that the part may use besides
	// Required: Slack refuses a manifest with the part and without the scopes, or the
	// part does not work. Else it is known only that the part uses them.
	Required bool   `json:"required,omitempty"`
	Refusal  string `json:"refusal,omitempty"` // the code of Slack's error; empty where it is not known
	Basis    Basis  `json:"basis"`
}

// Features returns all records. The slice is shared: do not change it.
func Features() []Feature { return loadFeatures() }

// LookupFeature finds the record of a feature by its name.
func LookupFeature(name string) (Feature, bool) {
	for _, f := range Features() {
		if f.Name == name {
			return f, true
		}
	}
	return Feature{}, false
}

// Function returns what a step of a workflow needs that runs one of Slack's functions,
// such as "slack#/functions/send_message". False means that Slack does not say which
// scope the function takes.
func Function(id string) (FeatureNeed, bool) {
	n, ok := loadFunctions()[id]
	return n, ok
}

// SlackFunction reports whether a function is one of Slack's, which run with the scopes
// of the app. Those of the app itself ("#/functions/...") are code.
func SlackFunction(id string) bool { return strings.HasPrefix(id, "slack#/functions/") }

//go:embed data/manifest_features.json
var featuresJSON []byte

var loadFeatures = sync.OnceValue(func() []Feature {
	var all []Feature
	mustParse("manifest_features.json", featuresJSON, &all)
	return all
})

//go:embed data/functions.json
var functionsJSON []byte

// slackFunction is what is known of one of Slack's functions. Its scopes are the bot's,
// and all of them are needed.
type slackFunction struct {
	ID       string  `json:"function"`
	Scopes   []Scope `json:"scopes"`
	Required bool    `json:"required,omitempty"`
	Basis    Basis   `json:"basis"`
}

var loadFunctions = sync.OnceValue(func() map[string]FeatureNeed {
	var all []slackFunction
	mustParse("functions.json", functionsJSON, &all)
	at := make(map[string]FeatureNeed, len(all))
	for _, f := range all {
		at[f.ID] = FeatureNeed{Kind: Bot, Scopes: f.Scopes, Rule: OneScope, Required: f.Required, Basis: f.Basis}
	}
	return at
})
