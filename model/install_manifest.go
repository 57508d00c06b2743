package model

import (
	"encoding/json"
	"strings"

	"periscope/model/catalog"
)

// ManifestYAML is the part of an app manifest that declares the scopes of the
// install, for people to add to theirs. It ends in a line break.
func (i Install) ManifestYAML() string {
	halves := i.halves()
	if len(halves) == 0 {
		return "oauth_config:\n  scopes: {}\n"
	}
	var b strings.Builder
	b.WriteString("oauth_config:\n  scopes:\n")
	for _, half := range halves {
		b.WriteString("    " + half.key + ":\n")
		for _, s := range half.scopes {
			b.WriteString("      - " + yamlScalar(s) + "\n")
		}
	}
	return b.String()
}

// ManifestJSON is what [Install.ManifestYAML] is, for manifests in JSON.
func (i Install) ManifestJSON() string {
	scopes := map[string][]catalog.Scope{}
	for _, half := range i.halves() {
		scopes[half.key] = half.scopes
	}
	text, err := json.MarshalIndent(map[string]any{"oauth_config": map[string]any{"scopes": scopes}}, "", "  ")
	if err != nil {
		panic(err) // maps of strings can always be written
	}
	return string(text) + "\n"
}

type installHalf struct {
	key    string // in the manifest
	scopes []catalog.Scope
}

// halves returns those halves of the install that ask for anything.
func (i Install) halves() []installHalf {
	var halves []installHalf
	for _, half := range []installHalf{{"bot", i.Bot}, {"user", i.User}} {
		if len(half.scopes) > 0 {
			halves = append(halves, half)
		}
	}
	return halves
}

// yamlScalar writes a scope as YAML. The names that Slack documents are plain
// scalars; whatever else somebody typed is quoted, as JSON strings are.
func yamlScalar(s catalog.Scope) string {
	if _, known := catalog.Lookup(s); known {
		return string(s)
	}
	quoted, err := json.Marshal(string(s))
	if err != nil {
		panic(err) // strings can always be written
	}
	return string(quoted)
}
