package manifest

import (
	"strings"

	"go.yaml.in/yaml/v3"

	"periscope/model/catalog"
	"periscope/model/drift"
	"periscope/slackapi/text"
)

// Content returns what the manifest says about scopes: those that it declares, and the
// parts of it that use some, each with its place. Names are clean.
func (m *Manifest) Content() drift.Manifest {
	return drift.Manifest{
		ManifestScopes: m.Declared(),
		Features:       m.features(),
		Positions:      m.scopePositions(),
		Workflows:      len(contents(m.at("workflows")))+len(contents(m.at("functions"))) > 0,
	}
}

// at returns the value at a path of fields; nil if there is none.
func (m *Manifest) at(path ...string) *yaml.Node {
	n := m.root
	for _, name := range path {
		n = field(n, name)
	}
	return n
}

func (m *Manifest) scopePositions() []drift.ScopePosition {
	var all []drift.ScopePosition
	for _, list := range []struct {
		name     string
		kind     catalog.TokenKind
		optional bool
	}{
		{botScopes, catalog.Bot, false},
		{userScopes, catalog.UserToken, false},
		{optionalBotScopes, catalog.Bot, true},
		{optionalUserScopes, catalog.UserToken, true},
	} {
		for _, entry := range contents(m.at(scopesPath(list.name)...)) {
			all = append(all, drift.ScopePosition{
				Scope: catalog.Scope(text.Clean(entry.Value)), Kind: list.kind, Optional: list.optional, Position: positionOf(entry),
			})
		}
	}
	return all
}

func positionOf(n *yaml.Node) drift.Position { return drift.Position{Line: n.Line, Column: n.Column} }

// eventLists are the fields of settings.event_subscriptions that name events.
var eventLists = []string{drift.BotEvent, drift.UserEvent}

// features are the parts of the manifest that use scopes, in the order of the catalogue,
// then its events and the steps of its workflows.
func (m *Manifest) features() []drift.ManifestFeature {
	var all []drift.ManifestFeature
	for _, f := range catalog.Features() {
		all = append(all, featuresIn(m.at(strings.Split(f.Path, ".")...), f.Name)...)
	}
	for _, list := range eventLists {
		all = append(all, featuresIn(m.at("settings", "event_subscriptions", list), list)...)
	}
	workflows := contents(m.at("workflows"))
	for i := 1; i < len(workflows); i += 2 {
		for _, step := range contents(field(workflows[i], "steps")) {
			function := field(step, "function_id")
			if function != nil && catalog.SlackFunction(function.Value) {
				all = append(all, newFeature(drift.WorkflowStep, function.Value, function))
			}
		}
	}
	return all
}

// featuresIn are the features of one sort: the entries of a list, or one for what is true
// or an object that holds something.
func featuresIn(n *yaml.Node, sort string) []drift.ManifestFeature {
	switch {
	case n == nil:
		return nil
	case n.Kind == yaml.SequenceNode:
		var all []drift.ManifestFeature
		for _, entry := range n.Content {
			all = append(all, newFeature(sort, nameOf(entry), entry))
		}
		return all
	case n.Kind == yaml.MappingNode && len(n.Content) > 0, n.Tag == boolTag && n.Value == "true":
		return []drift.ManifestFeature{newFeature(sort, "", n)}
	}
	return nil
}

func newFeature(sort, name string, at *yaml.Node) drift.ManifestFeature {
	return drift.ManifestFeature{Feature: sort, Name: text.Cut(text.Clean(name), text.MaxRemark), Position: positionOf(at)}
}

// nameOf is what an entry of a list is called: its text, or the field that names it.
func nameOf(entry *yaml.Node) string {
	if entry.Kind == yaml.ScalarNode {
		return entry.Value
	}
	for _, name := range []string{"command", "name", "event_type"} {
		if n := field(entry, name); n != nil && n.Kind == yaml.ScalarNode {
			return n.Value
		}
	}
	return ""
}
