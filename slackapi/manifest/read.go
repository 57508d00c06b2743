package manifest

import (
	"bytes"
	"strings"
	"unicode/utf8"

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

// Parse reads a manifest in JSON or YAML, as Slack's settings show it. An
// error is a [*ManifestError]: the text is neither, or it has a field twice, or
// its scopes are not lists of names. Whether Slack would take it is not asked;
// see [Client.ValidateManifest].
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
	if err := checkScopes(root); err != nil {
		return nil, err
	}
	return &Manifest{root}, nil
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
// the tags above. There are no aliases in it, and it is not deep.
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
		return nil, wrongAt(root, "there is %s, and a manifest is made of fields, such as display_information", called(root))
	}
	return root, nil
}

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
			return wrongAt(list, "the field %s is %s, and must be a list of scopes", name, called(list))
		}
		for _, entry := range list.Content {
			switch {
			case entry.Tag != strTag:
				return wrongAt(entry, "the list %s holds %s, and must hold names of scopes", name, called(entry))
			case strings.TrimSpace(entry.Value) == "":
				return wrongAt(entry, "the list %s holds a scope without a name", name)
			}
		}
	}
	return nil
}

// mappingAt returns a field that must be made of fields itself, if it is there.
func mappingAt(n *yaml.Node, name string) (*yaml.Node, error) {
	value := field(n, name)
	if value == nil || value.Tag == nullTag || value.Kind == yaml.MappingNode {
		return value, nil
	}
	return nil, wrongAt(value, "the field %s is %s, and must be made of fields", name, called(value))
}

// called is what people call a value.
func called(n *yaml.Node) string {
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

// position is a place in a text.
type position struct{ line, column int }

var start = position{1, 1}

// advance moves past a piece of text.
func (p *position) advance(piece []byte) {
	if lines := bytes.Count(piece, []byte("\n")); lines > 0 {
		p.line += lines
		p.column = 1
		piece = piece[bytes.LastIndexByte(piece, '\n')+1:]
	}
	p.column += utf8.RuneCount(piece)
}

func (p position) wrong(reason string) error { return &Error{p.line, p.column, reason} }

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
