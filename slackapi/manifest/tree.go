package manifest

import (
	"slices"

	"go.yaml.in/yaml/v3"

	"periscope/slackapi/text"
)

// What is larger is no manifest. A text of the first size could otherwise stand
// for one of any size, by nesting and by aliases.
const (
	maxManifest       = 1 << 20 // bytes
	maxManifestValues = 50_000
	maxManifestDepth  = 64
)

// Tags of the values that a manifest may hold: those of JSON.
const (
	mapTag   = "!!map"
	seqTag   = "!!seq"
	strTag   = "!!str"
	boolTag  = "!!bool"
	nullTag  = "!!null"
	intTag   = "!!int"
	floatTag = "!!float"
)

// changeAt returns mapping n with the value at a path of fields changed; what
// was not there is made. n itself stays as it is.
func changeAt(n *yaml.Node, path []string, change func(*yaml.Node) *yaml.Node) *yaml.Node {
	if len(path) == 0 {
		return change(n)
	}
	m := &yaml.Node{Kind: yaml.MappingNode, Tag: mapTag, Content: slices.Clone(contents(n))}
	value := changeAt(field(n, path[0]), path[1:], change)
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

// mappingAt returns a field that must be made of fields itself, if it is there.
func mappingAt(n *yaml.Node, name string) (*yaml.Node, error) {
	value := field(n, name)
	if value == nil || value.Tag == nullTag || value.Kind == yaml.MappingNode {
		return value, nil
	}
	return nil, wrongAt(value, "the field %s is %s, and must be made of fields", name, kindInWords(value))
}

// kindInWords is what people call a value.
func kindInWords(n *yaml.Node) string {
	switch n.Tag {
	case mapTag:
		return "an object"
	case seqTag:
		return "a list"
	case strTag:
		return "a text"
	case boolTag:
		return "a yes or no"
	case nullTag:
		return "nothing"
	}
	return "a number"
}

// treeLimits count what was read of a tree.
type treeLimits struct{ values int }

// admit takes one more value, at a depth from 0.
func (l *treeLimits) admit(at position, depth int) error {
	l.values++
	switch {
	case depth > maxManifestDepth:
		return at.wrong("values are nested deeper than in any manifest")
	case l.values > maxManifestValues:
		return at.wrong("there are more values than any manifest has, aliases written out")
	}
	return nil
}

// fieldName checks a name of a field against those before it.
func fieldName(at position, name string, seen map[string]bool) error {
	if seen[name] {
		return at.wrong("the field " + text.Cut(text.Clean(name), text.MaxCode) + " stands there for the second time")
	}
	seen[name] = true
	return nil
}
