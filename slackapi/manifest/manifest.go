// Package manifest reads app manifests, in JSON and in YAML, and changes the scopes that
// they declare. What it does not know of a manifest it keeps. It promises errors with line
// and column, and bounded work for any input; it does not judge scopes: package model does.
package manifest

import (
	"bytes"
	"slices"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/model/drift"
	"periscope/slackapi/text"
)

// Manifest is what an app is at Slack, as its developers wrote it: all of it,
// though Periscope knows only its scopes. It is never changed.
type Manifest struct {
	root *yaml.Node // a mapping, as parseTree makes it
}

// Parse reads a manifest in JSON or YAML, as Slack's settings show it, or as
// apps.manifest.export replies it. An
// error is a [*Error]: the text is neither, or it has a field twice, or
// its scopes are not lists of names. Whether Slack would take it is not asked;
// see apps.manifest.validate.
func Parse(data []byte) (*Manifest, error) {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if len(data) > maxManifest {
		return nil, &Error{1, 1, "a text begins that is longer than 1 MiB, as no manifest is"}
	}
	if n := validLen(data); n < len(data) {
		at := start
		at.advance(data[:n])
		return nil, at.wrong("there is something that is not UTF-8 text")
	}
	root, err := parseTree(data)
	if err != nil {
		return nil, err
	}
	root = unwrap(root)
	if err := checkScopes(root); err != nil {
		return nil, err
	}
	return &Manifest{root}, nil
}

// unwrap returns the manifest in a reply of apps.manifest.export, as people save it; any
// other text is the manifest itself.
func unwrap(root *yaml.Node) *yaml.Node {
	if ok, inner := field(root, "ok"), field(root, "manifest"); ok != nil && inner != nil && inner.Kind == yaml.MappingNode {
		return inner
	}
	return root
}

// validLen is how much of a text is UTF-8, up to the first byte that is not.
func validLen(data []byte) int {
	for at := 0; at < len(data); {
		r, n := utf8.DecodeRune(data[at:])
		if r == utf8.RuneError && n == 1 {
			return at
		}
		at += n
	}
	return len(data)
}

// parseTree reads JSON if the text begins like JSON, else YAML, into the same
// form: mappings with fields that have names, each once, lists, and scalars of
// the tags in tree.go. There are no aliases in it, and it is not deep.
func parseTree(data []byte) (*yaml.Node, error) {
	var root *yaml.Node
	var err error
	switch trimmed := bytes.TrimSpace(data); {
	case len(trimmed) == 0:
		return nil, &Error{1, 1, "there is nothing: the text is empty"}
	case trimmed[0] == '{', trimmed[0] == '[':
		root, err = parseJSONTree(data)
	default:
		root, err = parseYAMLTree(data)
	}
	switch {
	case err != nil:
		return nil, err
	case root.Kind != yaml.MappingNode:
		return nil, wrongAt(root, "there is %s, and a manifest is made of fields, such as display_information", kindInWords(root))
	}
	return root, nil
}

// MarshalJSON writes all of the manifest, fields in their order.
func (m *Manifest) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	writeTree(&b, m.root)
	return b.Bytes(), nil
}

// The fields of a manifest that name scopes.
const (
	botScopes          = "bot"
	userScopes         = "user"
	optionalBotScopes  = "bot_optional"
	optionalUserScopes = "user_optional"
)

func scopesPath(list string) []string { return []string{"oauth_config", "scopes", list} }

// checkScopes refuses a manifest whose scopes could not be read as what they are.
func checkScopes(root *yaml.Node) error {
	config, err := mappingAt(root, "oauth_config")
	if err != nil {
		return err
	}
	scopes, err := mappingAt(config, "scopes")
	if err != nil {
		return err
	}
	for _, name := range []string{botScopes, userScopes, optionalBotScopes, optionalUserScopes} {
		list := field(scopes, name)
		if list == nil || list.Tag == nullTag {
			continue
		}
		if list.Kind != yaml.SequenceNode {
			return wrongAt(list, "the field %s is %s, and must be a list of scopes", name, kindInWords(list))
		}
		for _, entry := range list.Content {
			switch {
			case entry.Tag != strTag:
				return wrongAt(entry, "the list %s holds %s, and must hold names of scopes", name, kindInWords(entry))
			case strings.TrimSpace(entry.Value) == "":
				return wrongAt(entry, "the list %s holds a scope without a name", name)
			}
		}
	}
	return nil
}

// Declared returns the scopes that the manifest declares, clean, each once, in
// its order.
func (m *Manifest) Declared() drift.ManifestScopes {
	return drift.ManifestScopes{
		Bot:          m.scopesIn(botScopes),
		User:         m.scopesIn(userScopes),
		BotOptional:  m.scopesIn(optionalBotScopes),
		UserOptional: m.scopesIn(optionalUserScopes),
	}
}

func (m *Manifest) scopesIn(list string) []catalog.Scope {
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
// Everything else is as in m: a scope that i asks for and that m has in a list of
// optional scopes stays there, and stands in both, as Slack wants it.
func (m *Manifest) With(i model.Install) *Manifest {
	has := m.Declared()
	root := addScopes(m.root, botScopes, i.Bot, has.Bot)
	root = addScopes(root, userScopes, i.User, has.User)
	return &Manifest{root}
}

// addScopes returns root with those of the wanted scopes in a list that it does
// not have.
func addScopes(root *yaml.Node, list string, wanted, has []catalog.Scope) *yaml.Node {
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
	return changeAt(root, scopesPath(list), func(before *yaml.Node) *yaml.Node {
		return &yaml.Node{Kind: yaml.SequenceNode, Tag: seqTag, Content: slices.Concat(contents(before), added)}
	})
}
