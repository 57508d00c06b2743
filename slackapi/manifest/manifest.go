// Package manifest reads app manifests, in JSON and in YAML, and changes the scopes that
// they declare. What it does not know of a manifest it keeps. It promises errors with line
// and column, and bounded work for any input; it does not judge scopes: package model does.
package manifest

import (
	"slices"

	"go.yaml.in/yaml/v3"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/text"
)

// Manifest is what an app is at Slack, as its developers wrote it: all of it,
// though Periscope knows only its scopes. It is never changed.
type Manifest struct {
	root *yaml.Node // a mapping; see read for what may be in it
}

// The fields of a manifest that name scopes.
const (
	botScopes          = "bot"
	userScopes         = "user"
	optionalBotScopes  = "bot_optional"
	optionalUserScopes = "user_optional"
)

func scopesPath(list string) []string { return []string{"oauth_config", "scopes", list} }

// Declared returns the scopes that the manifest declares, clean, each once, in
// its order.
func (m *Manifest) Declared() model.Declared {
	return model.Declared{
		Bot:          m.declared(botScopes),
		User:         m.declared(userScopes),
		BotOptional:  m.declared(optionalBotScopes),
		UserOptional: m.declared(optionalUserScopes),
	}
}

func (m *Manifest) declared(list string) []catalog.Scope {
	n := m.root
	for _, name := range scopesPath(list) {
		n = field(n, name)
	}
	var scopes []catalog.Scope
	for _, entry := range contents(n) {
		if s := catalog.Scope(text.Clean(entry.Value)); !slices.Contains(scopes, s) {
			scopes = append(scopes, s)
		}
	}
	return scopes
}

// With returns a manifest that declares what m does and what i asks for besides.
// Scopes that m has among the optional ones are declared already. Everything
// else is as in m.
func (m *Manifest) With(i model.Install) *Manifest {
	has := m.Declared()
	root := declaring(m.root, botScopes, i.Bot, slices.Concat(has.Bot, has.BotOptional))
	root = declaring(root, userScopes, i.User, slices.Concat(has.User, has.UserOptional))
	return &Manifest{root}
}

// declaring returns root with those of the wanted scopes in a list that it does
// not have.
func declaring(root *yaml.Node, list string, wanted, has []catalog.Scope) *yaml.Node {
	var added []*yaml.Node
	for _, s := range wanted {
		if !slices.Contains(has, s) {
			has = append(has, s)
			added = append(added, &yaml.Node{Kind: yaml.ScalarNode, Tag: strTag, Value: string(s)})
		}
	}
	if len(added) == 0 {
		return root
	}
	return changed(root, scopesPath(list), func(before *yaml.Node) *yaml.Node {
		return &yaml.Node{Kind: yaml.SequenceNode, Tag: seqTag, Content: slices.Concat(contents(before), added)}
	})
}

// changed returns mapping n with the value at a path of fields changed; what
// was not there is made. n itself stays as it is.
func changed(n *yaml.Node, path []string, change func(*yaml.Node) *yaml.Node) *yaml.Node {
	if len(path) == 0 {
		return change(n)
	}
	m := &yaml.Node{Kind: yaml.MappingNode, Tag: mapTag, Content: slices.Clone(contents(n))}
	value := changed(field(n, path[0]), path[1:], change)
	if i := fieldAt(m, path[0]); i >= 0 {
		m.Content[i] = value
	} else {
		name := &yaml.Node{Kind: yaml.ScalarNode, Tag: strTag, Value: path[0]}
		m.Content = append(m.Content, name, value)
	}
	return m
}

// field returns the value of a field of a mapping; nil if there is none, or no mapping.
func field(n *yaml.Node, name string) *yaml.Node {
	if i := fieldAt(n, name); i >= 0 {
		return n.Content[i]
	}
	return nil
}

// fieldAt is the place of a field's value in the contents of a mapping, or -1.
func fieldAt(n *yaml.Node, name string) int {
	if n == nil || n.Kind != yaml.MappingNode {
		return -1
	}
	for i := 0; i < len(n.Content); i += 2 {
		if n.Content[i].Value == name {
			return i + 1
		}
	}
	return -1
}

// contents are what a list or mapping holds; nothing for null and what is not there.
func contents(n *yaml.Node) []*yaml.Node {
	if n == nil {
		return nil
	}
	return n.Content
}
